import type { RawClient } from "../raw-client.js";
import type { CallLimits } from "./call-limits.js";
import type { Clock } from "./clock.js";
/** What the raw client is to obey. */
export interface CallLimiter {
	/** The milliseconds that a call may take. */
	deadlineOf(limits: CallLimits): number | undefined;
	readonly clock: Clock;
}
/**
* The raw client, whose calls keep their limits through middleware that makes new requests, and whose deadline begins with
* the call: middleware and tokens count, and what they wait for is left when the time is over.
*/
export declare function limitCalls(raw: RawClient, { deadlineOf, clock }: CallLimiter): RawClient;
