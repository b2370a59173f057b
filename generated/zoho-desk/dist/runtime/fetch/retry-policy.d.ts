import type { BackOff, CallLimits } from "./call-limits.js";
/** When a request is sent again, with nothing left open. */
export interface RetryPolicy {
	readonly attempts: number;
	readonly methods: readonly string[];
	readonly statuses: readonly number[];
	readonly backOff: { readonly [Name in keyof BackOff]-?: NonNullable<BackOff[Name]> };
	readonly respectRetryAfter: boolean;
	readonly maximumRetryAfter: number;
	readonly codeField: string | undefined;
	readonly stop: readonly string[];
}
/** What holds unless somebody says otherwise. */
export declare const defaultRetryPolicy: RetryPolicy;
/** A policy with what somebody says otherwise. Throws a RangeError for a number that makes no sense. */
export declare function retryPolicy(retry: CallLimits["retry"], policy: RetryPolicy): RetryPolicy;
/** Whether the policy lets this request be sent more than once, whatever happens to it. */
export declare function isRepeatable({ method, headers }: Request, { attempts, methods }: RetryPolicy): boolean;
