import { type FetchOptions, type LimitedFetch } from "./runtime/fetch/create-fetch.js";
export type { RetryReason } from "./runtime/fetch/attempt.js";
export type { BackOff, CallLimits, RetryOptions } from "./runtime/fetch/call-limits.js";
export type { Clock } from "./runtime/fetch/clock.js";
export type { FetchOptions, LimitedFetch, RetryEvent } from "./runtime/fetch/create-fetch.js";
export { DeadlineError, NetworkError, TimeoutError } from "./runtime/fetch/errors.js";
/**
* A `fetch` with timeouts, a deadline, retries and a limit of requests at one time, for `createTransport({ fetch: createFetch() })`;
* the client of `createClient` has one. It rejects with a NetworkError, a TimeoutError or a DeadlineError; with the reason of
* the caller's signal, as it is; and with whatever else `fetch` throws, as it is.
*/
export declare function createFetch(options?: FetchOptions): LimitedFetch;
