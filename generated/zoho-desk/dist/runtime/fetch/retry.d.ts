import type { Outcome } from "./attempt.js";
import { NetworkError, type TimeoutError } from "./errors.js";
import type { RetryPolicy } from "./retry-policy.js";
/** Why a request is sent again. `code` is what the body says, where the policy knows its place. */
export type RetryReason = {
	readonly kind: "status";
	readonly status: number;
	readonly code: string | undefined;
} | {
	readonly kind: "network";
	readonly error: NetworkError;
} | {
	readonly kind: "timeout";
	readonly error: TimeoutError;
};
/** Why the outcome of an attempt is not the last word; undefined where it is. */
export declare function reasonToRetry(outcome: Outcome, { statuses, codeField, stop }: RetryPolicy): RetryReason | undefined;
/**
* Milliseconds to wait before the attempt of that number: the back-off, and no less than the answer asks for. Undefined where
* it asks for more than the policy allows: coming back sooner would be no use.
*/
export declare function delayBefore(attempt: number, outcome: Outcome, policy: RetryPolicy, { random, now }: {
	readonly random: () => number;
	readonly now: number;
}): number | undefined;
