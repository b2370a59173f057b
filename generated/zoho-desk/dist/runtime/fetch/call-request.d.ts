import type { OperationDescription } from "../description.js";
import type { Call } from "./call.js";
import type { CallLimits } from "./call-limits.js";
/** A request with what openapi-fetch puts on it: the options of a call that it does not know itself. */
export interface CallRequest extends Request, CallLimits {
	readonly description?: OperationDescription;
	/** Whether its body is a stream, which can be sent once. */
	readonly isStream?: boolean;
	/** Is told what is sent, where the limits of calls are known. */
	readonly sent?: {
		request?: Request;
	};
	/** Set where it began before its request was made. */
	readonly call?: Call;
}
/** The request that the arguments of `fetch` describe, with the limits of its call, and what else is to reach what sends. */
export declare function callRequest(input: Request | URL | string, given: (RequestInit & CallLimits) | undefined): {
	request: CallRequest;
	init: RequestInit | undefined;
};
/** A copy to send, while the request stays to be sent again. */
export declare function cloneRequest(request: CallRequest): CallRequest;
/** The request itself, under another signal; it cannot be used any longer. */
export declare function withSignal(request: CallRequest, signal: AbortSignal): CallRequest;
/** Puts on a request what another has that a request does not have by itself. */
export declare function carry(from: object, to: Request): CallRequest;
