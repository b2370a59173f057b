import type { Send } from "../core/transport.js";
import { type CallRequest } from "./call.js";
import { type RetryPolicy } from "./call-limits.js";
import { type Clock } from "./clock.js";
import { type FailedRequest, NetworkError, TimeoutError } from "./errors.js";
import { type BodyStart } from "./response-body.js";
/** How one attempt ended. `broken`: the body of an error broke off. */
export type Outcome = {
	readonly kind: "response";
	readonly response: Response;
	readonly body: BodyStart | undefined;
	readonly broken?: NetworkError;
} | {
	readonly kind: "failure";
	readonly error: NetworkError | TimeoutError;
};
/** How an attempt is sent, and what ends it. */
export interface AttemptContext {
	readonly send: Send;
	readonly init: RequestInit | undefined;
	/** Ends the whole call. */
	readonly signal: AbortSignal;
	/** The signal that the request has already. */
	readonly own: AbortSignal;
	readonly timeout: number | undefined;
	readonly clock: Clock;
	readonly details: () => FailedRequest;
}
/**
* Sends a request once, and reads ahead in the body of the response. Rejects with the reason of the call's signal, and
* with what `send` throws that is not a failure of the network, such as the exception of a wrapper around `fetch`.
*/
export declare function attempt(request: CallRequest, context: AttemptContext): Promise<Outcome>;
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
/** Why the outcome of an attempt is not final; undefined where it is. */
export declare function reasonToRetry(outcome: Outcome, { statuses, codeField, stop }: RetryPolicy): RetryReason | undefined;
/**
* Milliseconds to wait before the attempt of that number: the back-off, and no less than the response asks for.
* Undefined where it asks for more than the policy allows: trying sooner would be no use.
*/
export declare function delayBefore(attempt: number, outcome: Outcome, { policy, random, now }: {
	readonly policy: RetryPolicy;
	readonly random: () => number;
	readonly now: number;
}): number | undefined;
/**
* The code in the body of an error, at a path such as `error.code`; undefined where the body is longer than what was
* read ahead. Of a body that broke off, the first of the `wanted` codes that occurs anywhere in it.
*/
export declare function errorCode(body: BodyStart | undefined, codeField: string | undefined, wanted: readonly string[]): string | undefined;
