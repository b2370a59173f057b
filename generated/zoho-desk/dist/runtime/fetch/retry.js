import { backOffDelay } from "./back-off.js";
import { errorCode } from "./error-code.js";
import { NetworkError } from "./errors.js";
import { retryAfter } from "./retry-after.js";
/** Why the outcome of an attempt is not the last word; undefined where it is. */
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
* Milliseconds to wait before the attempt of that number: the back-off, and no less than the answer asks for. Undefined where
* it asks for more than the policy allows: coming back sooner would be no use.
*/
export function delayBefore(attempt, outcome, policy, { random, now }) {
	const backOff = backOffDelay(attempt, policy, random);
	if (outcome.kind === "failure" || !policy.respectRetryAfter) return backOff;
	const asked = retryAfter(outcome.response.headers, now) ?? 0;
	return asked > policy.maximumRetryAfter ? undefined : Math.max(asked, backOff);
}
//# sourceMappingURL=retry.js.map
