import { attempt, delayBefore, reasonToRetry } from "./attempt.js";
import { beginCall, callRequest, cloneRequest, limitCalls } from "./call.js";
import { defaultRetryPolicy, isRepeatable, retryPolicy } from "./call-limits.js";
import { systemClock, wait } from "./clock.js";
import { NetworkError } from "./errors.js";
import { joinChunks, openBody, ReadResponse, withBody } from "./response-body.js";
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
export function createFetch(options = {}, defaults = {}) {
	const { clock = systemClock, random = Math.random, onRetry } = options;
	if (options.fetch && "wrapRaw" in options.fetch) throw new TypeError("fetch has limits already; give timeout, deadline, retry and concurrency to one of the two");
	const send = options.fetch ?? ((...input) => fetch(...input));
	// The platform's fetch changes nothing of a request but its body; another one may.
	const toSend = (request) => options.fetch || request.body !== null ? cloneRequest(request) : request;
	const concurrency = options.concurrency ?? defaults.concurrency ?? Infinity;
	if (!(concurrency >= 1 && (concurrency === Infinity || Number.isInteger(concurrency)))) throw new RangeError(`concurrency is a whole number of requests from 1, not ${concurrency}`);
	const slots = createSlots(concurrency);
	const clientPolicy = retryPolicy(options.retry, retryPolicy(defaults.retry, defaultRetryPolicy));
	milliseconds("timeout", options.timeout);
	milliseconds("deadline", options.deadline);
	const deadlineOf = (limits) => milliseconds("deadline", limits.deadline ?? options.deadline);
	const limited = async (input, given) => {
		const { request, init } = callRequest(input, given);
		const timeout = milliseconds("timeout", request.timeout ?? options.timeout);
		const policy = retryPolicy(request.retry, clientPolicy);
		const mayRepeat = isRepeatable(request, policy) && !request.isStream;
		const { signal } = request;
		const start = {
			request,
			operation: request.description?.name,
			signal,
			deadline: deadlineOf(request),
			clock
		};
		const call = request.call ?? beginCall(start);
		call.request = request;
		if (request.sent) request.sent.request = request;
		const { box, details } = call;
		const release = call.hold();
		let isOpen = false;
		try {
			// A call may come here a second time, with a new token.
			for (let attempts = 1;; attempts += 1) {
				// Its timer may be late.
				if (clock.now() >= box.until) throw call.timedOut();
				const releaseSlot = await slots.acquire(box.signal);
				call.attempts += 1;
				const isLast = !mayRepeat || attempts >= policy.attempts;
				let last;
				try {
					last = await attempt(isLast ? request : toSend(request), {
						send,
						init,
						signal: box.signal,
						own: request.call ? box.signal : signal,
						timeout,
						clock,
						details
					});
				} finally {
					releaseSlot();
				}
				call.failure = last.kind === "failure" ? last.error : undefined;
				const reason = isLast ? undefined : reasonToRetry(last, policy);
				const delay = reason && delayBefore(attempts + 1, last, {
					policy,
					random,
					now: clock.now()
				});
				if (reason === undefined || delay === undefined || clock.now() + delay >= box.until) {
					if (last.kind === "failure") throw last.error;
					isOpen = last.body?.rest !== undefined;
					return deliver(request, last, {
						signal: box.signal,
						asError: (error) => new NetworkError(details(), error),
						done: release
					});
				}
				if (last.kind === "response") last.body?.rest?.cancel().catch(() => {});
				await onRetry?.({
					...details(),
					reason,
					delay
				});
				await wait(delay, box.signal, clock);
			}
		} finally {
			if (isOpen) box.unref();
			else release();
			// The copy that would have been sent again keeps the body in memory.
			if (!request.bodyUsed) request.body?.cancel().catch(() => {});
		}
	};
	limited.wrapRaw = (raw) => limitCalls(raw, {
		deadlineOf,
		clock
	});
	return limited;
}
/** The response with its body as it was read, or will be read. */
function deliver({ description }, { response, body }, options) {
	if (!body) return response;
	if (!body.rest) {
		const content = joinChunks(body.chunks);
		// An operation reads its response itself; other callers, such as a service worker, may hand it to the platform.
		return description ? new ReadResponse(response, content) : withBody(response, content);
	}
	const { stream, failure } = openBody(body, options);
	return withBody(response, stream, (error) => (failure() ?? { error }).error);
}
/** A duration, undefined where there is no limit. */
function milliseconds(name, value) {
	if (value === undefined || value === false || value === Infinity) return undefined;
	if (!(value > 0)) throw new RangeError(`${name} is a number of milliseconds above 0, or false, not ${value}`);
	return value;
}
function createSlots(limit) {
	let free = limit;
	// A set keeps its order of insertion, and removing from it takes no search.
	const waiting = new Set();
	const release = () => {
		const [next] = waiting;
		if (next) next();
		else free += 1;
	};
	return { async acquire(signal) {
		signal.throwIfAborted();
		if (free > 0) free -= 1;
		else {
			await new Promise((resolve, reject) => {
				const proceed = () => {
					waiting.delete(proceed);
					signal.removeEventListener("abort", giveUp);
					resolve();
				};
				const giveUp = () => {
					waiting.delete(proceed);
					reject(signal.reason);
				};
				signal.addEventListener("abort", giveUp, { once: true });
				waiting.add(proceed);
			});
		}
		return release;
	} };
}
