import { memberAt } from "../core/json.js";
import { withSignal } from "./call.js";
import { backOffDelay, retryAfter } from "./call-limits.js";
import { abortable, timeBox } from "./clock.js";
import { isNetworkFailure, NetworkError, TimeoutError } from "./errors.js";
import { joinChunks, readAhead } from "./response-body.js";
/**
* Sends a request once, and reads ahead in the body of the response. Rejects with the reason of the call's signal, and
* with what `send` throws that is not a failure of the network, such as the exception of a wrapper around `fetch`.
*/
export async function attempt(request, context) {
	const { send, init, timeout, clock, details } = context;
	const timedOut = () => new TimeoutError(details(), timeout);
	const { signal, end } = timeBox(context.signal, {
		milliseconds: timeout,
		timedOut,
		clock
	});
	const failed = (error) => {
		if (context.signal.aborted) throw context.signal.reason;
		if (signal.aborted) return signal.reason;
		if (!isNetworkFailure(error)) throw error;
		return new NetworkError(details(), error);
	};
	try {
		const discard = ({ body }) => void body?.cancel().catch(() => {});
		const sent = async () => send(signal === context.own ? request : withSignal(request, signal), init);
		const response = await abortable(sent(), signal, discard);
		const body = await readAhead(response, signal);
		const broken = body?.failure && failed(body.failure.error);
		if (broken instanceof TimeoutError) return {
			kind: "failure",
			error: broken
		};
		return {
			kind: "response",
			response,
			body,
			...broken && { broken }
		};
	} catch (error) {
		return {
			kind: "failure",
			error: failed(error)
		};
	} finally {
		end();
	}
}
/** Why the outcome of an attempt is not final; undefined where it is. */
export function reasonToRetry(outcome, { statuses, codeField, stop }) {
	if (outcome.kind === "failure") {
		const { error } = outcome;
		return error instanceof NetworkError ? {
			kind: "network",
			error
		} : {
			kind: "timeout",
			error
		};
	}
	const { response, body, broken } = outcome;
	const { status } = response;
	if (!statuses.includes(status)) return broken && {
		kind: "network",
		error: broken
	};
	const code = errorCode(body, codeField, stop);
	return code !== undefined && stop.includes(code) ? undefined : {
		kind: "status",
		status,
		code
	};
}
/**
* Milliseconds to wait before the attempt of that number: the back-off, and no less than the response asks for.
* Undefined where it asks for more than the policy allows: trying sooner would be no use.
*/
export function delayBefore(attempt, outcome, { policy, random, now }) {
	const backOff = backOffDelay(attempt, policy, random);
	if (outcome.kind === "failure" || !policy.respectRetryAfter) return backOff;
	const asked = retryAfter(outcome.response.headers, now) ?? 0;
	return asked > policy.maximumRetryAfter ? undefined : Math.max(asked, backOff);
}
/**
* The code in the body of an error, at a path such as `error.code`; undefined where the body is longer than what was
* read ahead. Of a body that broke off, the first of the `wanted` codes that occurs anywhere in it.
*/
export function errorCode(body, codeField, wanted) {
	if (!body || body.rest || codeField === undefined) return undefined;
	const text = new TextDecoder().decode(joinChunks(body.chunks));
	if (body.failure) return wanted.find((code) => text.includes(JSON.stringify(code)));
	try {
		const code = memberAt(JSON.parse(text), codeField.split("."));
		return typeof code === "string" || typeof code === "number" ? String(code) : undefined;
	} catch {
		return undefined;
	}
}
