import type { OperationDescription } from "../description.js";
import type { CallLimits } from "./call-limits.js";
/** A request with what openapi-fetch puts on it: the options of a call that it does not know itself. */
export interface CallRequest extends Request, CallLimits {
	readonly description?: OperationDescription;
	/** Whether its body is a stream, which can be sent once. */
	readonly isStream?: boolean;
	/** Milliseconds since 1970 when its call began to wait for a token. */
	readonly began?: number;
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
