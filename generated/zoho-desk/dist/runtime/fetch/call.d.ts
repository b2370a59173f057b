import type { OperationDescription } from "../core/description.js";
import type { RawClient } from "../core/transport.js";
import type { CallLimits } from "./call-limits.js";
import { type Clock, type TimeBox } from "./clock.js";
import { DeadlineError, type FailedRequest, type NetworkError, type TimeoutError } from "./errors.js";
/** A request with what openapi-fetch sets on it: the options of a call that it does not know itself. */
export interface CallRequest extends Request, CallLimits {
	readonly description?: OperationDescription;
	/** Whether its body is a stream, which can be sent once. */
	readonly isStream?: boolean;
	/** Receives the request that is sent, where the limits of calls are known. */
	readonly sent?: {
		request?: Request;
	};
	/** Set where the call began before its request was made. */
	readonly call?: Call;
}
/**
* The request that the arguments of `fetch` describe, with the limits of its call; `init` is for the function that
* sends.
*/
export declare function callRequest(input: Request | URL | string, given: (RequestInit & CallLimits) | undefined): {
	request: CallRequest;
	init: RequestInit | undefined;
};
/** A copy to send, so that the request itself can be sent again. */
export declare function cloneRequest(request: CallRequest): CallRequest;
/** The request under another signal; the one that was given cannot be used any longer. */
export declare function withSignal(request: CallRequest, signal: AbortSignal): CallRequest;
/** Copies onto a request the members of another that are not a request's own. */
export declare function copyOptions(from: object, to: Request): CallRequest;
/** A call, from its beginning until its body has been read. */
export interface Call {
	/** What is sent, as far as it is known. */
	request: {
		readonly method: string;
		readonly url: string;
	};
	/** Its deadline, and whatever else ends it. */
	readonly box: TimeBox;
	/** How often its request was sent. */
	attempts: number;
	/** What made the last attempt fail. */
	failure: NetworkError | TimeoutError | undefined;
	/** Keeps its timer running until the returned function is called, by whoever sends its request or reads its body. */
	hold(): () => void;
	/** What errors tell of it. */
	details(): FailedRequest;
	timedOut(): DeadlineError;
}
/** What a call begins with. */
export interface CallStart extends Pick<Call, "request"> {
	readonly operation: string | undefined;
	readonly signal: AbortSignal;
	/** Milliseconds. */
	readonly deadline: number | undefined;
	readonly clock: Clock;
}
/** Begins a call: its deadline counts from now. */
export declare function beginCall({ request, operation, signal, deadline, clock }: CallStart): Call;
/** The limits that the raw client obeys. */
export interface CallLimiter {
	/** The milliseconds that a call may take; undefined: any. */
	deadlineOf(limits: CallLimits): number | undefined;
	readonly clock: Clock;
}
/**
* The raw client, whose calls keep their limits through middleware that makes new requests, and whose deadline begins
* with the call: middleware and tokens count, and nothing they wait for is waited for any longer.
*/
export declare function limitCalls(raw: RawClient, { deadlineOf, clock }: CallLimiter): RawClient;
