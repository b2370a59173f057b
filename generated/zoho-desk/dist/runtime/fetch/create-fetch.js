import { attempt } from "./attempt.js";
import { beginCall } from "./call.js";
import { callRequest, cloneRequest } from "./call-request.js";
import { systemClock, wait } from "./clock.js";
import { createPlaces } from "./concurrency.js";
import { NetworkError } from "./errors.js";
import { limitCalls } from "./limit-calls.js";
import { openBody } from "./open-body.js";
import { joinChunks } from "./read-ahead.js";
import { ReadResponse } from "./read-response.js";
import { delayBefore, reasonToRetry } from "./retry.js";
import { defaultRetryPolicy, isRepeatable, retryPolicy } from "./retry-policy.js";
import { standIn } from "./stand-in.js";
/**
* A `fetch` with timeouts, a deadline, retries and a limit of requests at one time. It lies below openapi-fetch, because a
* middleware cannot send a request again. `defaults` are what the settings of the API say.
*
* It rejects with a NetworkError, a TimeoutError or a DeadlineError; with the reason of the caller's signal, as it is; and with
* whatever else `fetch` throws, as it is. An answer is an answer, whatever its status is.
*
* Throws a RangeError, and so does a call, for a number that makes no sense; a TypeError for a `fetch` that has limits already.
*/
export function createFetch(options = {}, defaults = {}) {
	const { clock = systemClock, random = Math.random, onRetry } = options;
	if (options.fetch && "wrapRaw" in options.fetch) throw new TypeError("fetch has limits already; give timeout, deadline, retry and concurrency to one of the two");
	const send = options.fetch ?? ((...input) => fetch(...input));
	// The platform's fetch leaves a request as it is, but for its body; another one may not.
	const toSend = (request) => options.fetch || request.body !== null ? cloneRequest(request) : request;
	const concurrency = options.concurrency ?? defaults.concurrency ?? Infinity;
	if (!(concurrency >= 1 && (concurrency === Infinity || Number.isInteger(concurrency)))) throw new RangeError(`concurrency is a whole number of requests from 1, not ${concurrency}`);
	const places = createPlaces(concurrency);
	const ofClient = retryPolicy(options.retry, retryPolicy(defaults.retry, defaultRetryPolicy));
	milliseconds("timeout", options.timeout);
	milliseconds("deadline", options.deadline);
	const deadlineOf = (limits) => milliseconds("deadline", limits.deadline ?? options.deadline);
	const limited = async (input, given) => {
		const { request, init } = callRequest(input, given);
		const timeout = milliseconds("timeout", request.timeout ?? options.timeout);
		const policy = retryPolicy(request.retry, ofClient);
		const mayRepeat = isRepeatable(request, policy) && !request.isStream;
		const { signal } = request;
		const begun = {
			request,
			operation: request.description?.name,
			signal,
			deadline: deadlineOf(request),
			clock
		};
		const call = request.call ?? beginCall(begun);
		call.request = request;
		if (request.sent) request.sent.request = request;
		const { box, unanswered } = call;
		const release = call.hold();
		let isOpen = false;
		try {
			// A call may come here again, with a new token.
			for (let attempts = 1;; attempts += 1) {
				// Its timer may come late.
				if (clock.now() >= box.until) throw call.overdue();
				const giveBack = await places.take(box.signal);
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
						unanswered
					});
				} finally {
					giveBack();
				}
				call.failure = last.kind === "failure" ? last.error : undefined;
				const reason = isLast ? undefined : reasonToRetry(last, policy);
				const delay = reason && delayBefore(attempts + 1, last, policy, {
					random,
					now: clock.now()
				});
				if (reason === undefined || delay === undefined || clock.now() + delay >= box.until) {
					if (last.kind === "failure") throw last.error;
					isOpen = last.body?.rest !== undefined;
					return deliver(request, last, {
						signal: box.signal,
						asError: (error) => new NetworkError(unanswered(), error),
						done: release
					});
				}
				if (last.kind === "response") last.body?.rest?.cancel().catch(() => {});
				await onRetry?.({
					...unanswered(),
					reason,
					delay
				});
				await wait(delay, box.signal, clock);
			}
		} finally {
			if (isOpen) box.unref();
			else release();
			// The copy that would have been sent again holds what was sent in memory.
			if (!request.bodyUsed) request.body?.cancel().catch(() => {});
		}
	};
	limited.wrapRaw = (raw) => limitCalls(raw, {
		deadlineOf,
		clock
	});
	return limited;
}
/** The response with its body as it was read, or is to be read. */
function deliver({ description }, { response, body }, options) {
	if (!body) return response;
	if (!body.rest) {
		const content = joinChunks(body.chunks);
		// Operations read what they get by themselves; others may hand it to the platform, such as a service worker does.
		return description ? new ReadResponse(response, content) : standIn(response, content);
	}
	const { stream, failure } = openBody(body, options);
	return standIn(response, stream, (error) => (failure() ?? { error }).error);
}
/** A length of time that may be left open. */
function milliseconds(name, value) {
	if (value === undefined || value === false || value === Infinity) return undefined;
	if (!(value > 0)) throw new RangeError(`${name} is a number of milliseconds above 0, or false, not ${value}`);
	return value;
}
//# sourceMappingURL=create-fetch.js.map
