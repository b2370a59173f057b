import type { RetryPolicy } from "./retry-policy.js";
/** Milliseconds to wait before an attempt, 2 being the second: exponential, and with jitter a random part of that. */
export declare function backOffDelay(attempt: number, { backOff }: RetryPolicy, random: () => number): number;
