import type { RawClient } from "../core/transport.js";
import { type RetryReason } from "./attempt.js";
import { type CallLimits } from "./call-limits.js";
import { type Clock } from "./clock.js";
import { type FailedRequest } from "./errors.js";
/** What `createFetch` takes: limits of every call, which a call may set otherwise. */
export interface FetchOptions extends CallLimits {
	/** What sends. Default: the global `fetch` at the time of each request. */
	fetch?: ((request: Request) => Promise<Response>) | undefined;
	/**
	* The largest number of requests in flight at one time; the others wait in the order in which they came. A request is
	* in flight until the headers of its response have arrived, and its body where that is JSON or an error; not while it
	* waits to be sent again. Default: any number.
	*/
	concurrency?: number | undefined;
	/** Called before the wait for each further attempt. What it throws ends the call. */
	onRetry?: ((event: RetryEvent) => void | Promise<void>) | undefined;
	/** Returns numbers from 0 up to, but not including, 1. Default: Math.random. */
	random?: (() => number) | undefined;
	clock?: Clock | undefined;
}
/** A request that is about to be sent again. It holds no secrets. */
export interface RetryEvent extends FailedRequest {
	readonly reason: RetryReason;
	/** Milliseconds until it is sent again. */
	readonly delay: number;
}
/** A `fetch` that obeys limits; `createTransport` takes it too. */
export interface LimitedFetch {
	(input: Request | URL | string, init?: RequestInit & CallLimits): Promise<Response>;
	/** The raw client of a transport that sends by this fetch, with the limits of whole calls. */
	wrapRaw?(raw: RawClient): RawClient;
}
/**
* A `fetch` with timeouts, a deadline, retries and a limit of requests at one time. It lies below openapi-fetch,
* because a middleware cannot send a request again. `defaults` come from the settings of the API.
*
* It rejects with a NetworkError, a TimeoutError or a DeadlineError; with the reason of the caller's signal, unchanged;
* and with whatever else `fetch` throws, unchanged. Any response is a result, whatever its status.
*
* Throws a RangeError, and so does a call, for a number that makes no sense; a TypeError for a `fetch` that has limits
* already.
*/
export declare function createFetch(options?: FetchOptions, defaults?: Pick<FetchOptions, "concurrency" | "retry">): LimitedFetch;
