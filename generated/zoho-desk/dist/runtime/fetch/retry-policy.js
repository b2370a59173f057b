/** What holds unless somebody says otherwise. */
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
/** A policy with what somebody says otherwise. Throws a RangeError for a number that makes no sense. */
export function retryPolicy(retry, policy) {
	if (retry === undefined) return policy;
	const options = typeof retry === "object" ? retry : { attempts: 1 + Number(retry) };
	const merged = {
		...policy,
		...given(options),
		backOff: {
			...policy.backOff,
			...given(options.backOff ?? {})
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
function given(options) {
	return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
//# sourceMappingURL=retry-policy.js.map
