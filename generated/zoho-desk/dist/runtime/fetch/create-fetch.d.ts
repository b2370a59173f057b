import type { RawClient } from "../raw-client.js";
import type { CallLimits } from "./call-limits.js";
import { type Clock } from "./clock.js";
import { type Unanswered } from "./errors.js";
import { type RetryReason } from "./retry.js";
/** What `createFetch` takes: limits of every call, which a call may set otherwise. */
export interface FetchOptions extends CallLimits {
	/** What sends. Default: the global `fetch` at the time of each request. */
	fetch?: ((request: Request) => Promise<Response>) | undefined;
	/**
	* How many requests are on their way at one time at most; the others wait in the order in which they came. A request is on
	* its way until the headers of its answer are there, and its body where that is JSON or an error; not while it waits to be
	* sent again. Default: any number.
	*/
	concurrency?: number | undefined;
	/** Is told before the wait for each further attempt. What it throws ends the call. */
	onRetry?: ((event: RetryEvent) => void | Promise<void>) | undefined;
	/** Gives numbers from 0 up to, and without, 1. Default: Math.random. */
	random?: (() => number) | undefined;
	clock?: Clock | undefined;
}
/** A request that is about to be sent again. It holds no secrets. */
export interface RetryEvent extends Unanswered {
	readonly reason: RetryReason;
	/** Milliseconds until it is sent again. */
	readonly delay: number;
}
/** A `fetch` that knows limits; also what `createTransport` takes. */
export interface LimitedFetch {
	(input: Request | URL | string, init?: RequestInit & CallLimits): Promise<Response>;
	/** The raw client of a transport that sends by this fetch, with the limits of whole calls. */
	wrapRaw?(raw: RawClient): RawClient;
}
/**
* A `fetch` with timeouts, a deadline, retries and a limit of requests at one time. It lies below openapi-fetch, because a
* middleware cannot send a request again. `defaults` are what the settings of the API say.
*
* It rejects with a NetworkError, a TimeoutError or a DeadlineError; with the reason of the caller's signal, as it is; and with
* whatever else `fetch` throws, as it is. An answer is an answer, whatever its status is.
*
* Throws a RangeError, and so does a call, for a number that makes no sense; a TypeError for a `fetch` that has limits already.
*/
export declare function createFetch(options?: FetchOptions, defaults?: Pick<FetchOptions, "concurrency" | "retry">): LimitedFetch;
