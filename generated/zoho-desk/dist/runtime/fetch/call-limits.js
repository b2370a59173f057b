/** The policy of a client that sets nothing. */
export const defaultRetryPolicy = {
	attempts: 3,
	methods: [
		"GET",
		"HEAD",
		"OPTIONS",
		"PUT",
		"DELETE"
	],
	statuses: [
		408,
		425,
		429,
		500,
		502,
		503,
		504
	],
	backOff: {
		initial: 300,
		factor: 2,
		maximum: 2e4,
		jitter: true
	},
	respectRetryAfter: true,
	maximumRetryAfter: 6e4,
	codeField: undefined,
	stop: []
};
/** A policy with what the options override. Throws a RangeError for a number that makes no sense. */
export function retryPolicy(retry, policy) {
	if (retry === undefined) return policy;
	const options = typeof retry === "object" ? retry : { attempts: 1 + Number(retry) };
	const merged = {
		...policy,
		...setOf(options),
		backOff: {
			...policy.backOff,
			...setOf(options.backOff ?? {})
		}
	};
	if (!Number.isInteger(merged.attempts) || merged.attempts < 1) throw new RangeError(`a request cannot be sent ${merged.attempts} times: retry is a whole number from 0, attempts from 1`);
	return {
		...merged,
		methods: merged.methods.map((method) => method.toUpperCase())
	};
}
/** Whether the policy lets this request be sent more than once, whatever happens to it. */
export function isRepeatable({ method, headers }, { attempts, methods }) {
	return attempts > 1 && (methods.includes(method.toUpperCase()) || headers.has("Idempotency-Key"));
}
/** The options that are set. */
function setOf(options) {
	return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
/** Milliseconds to wait before an attempt, 2 being the second: exponential, and with jitter a random part of that. */
export function backOffDelay(attempt, { backOff }, random) {
	const { initial, factor, maximum, jitter } = backOff;
	const longest = Math.min(maximum, initial * factor ** (attempt - 2));
	// Full jitter: of the usual ways the one that spreads clients best.
	return jitter ? random() * longest : longest;
}
/** The three forms of RFC 9110, section 5.6.7. */
const httpDate = /^[a-z]{3,9},? (?:\d{2}[ -][a-z]{3}[ -](?:\d{4}|\d{2})|[a-z]{3} [ \d]\d) \d{2}:\d{2}:\d{2} (?:GMT|\d{4})$/i;
/**
* Milliseconds that a `Retry-After` header asks to wait (RFC 9110, section 10.2.3): seconds, or a date, which counts
* from the response's own `Date` where it has one, because the clocks of client and server may differ. Undefined when
* there is none, or none that can be read.
*/
export function retryAfter(headers, now) {
	const text = headers.get("Retry-After")?.trim() ?? "";
	if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1e3;
	const at = timeOf(text);
	return at === undefined ? undefined : Math.max(0, at - (timeOf(headers.get("Date")?.trim() ?? "") ?? now));
}
function timeOf(date) {
	if (!httpDate.test(date)) return undefined;
	const time = Date.parse(date.endsWith("GMT") ? date : `${date} GMT`);
	return Number.isNaN(time) ? undefined : time;
}
