import { type CallRequest } from "./call-request.js";
import type { Clock } from "./clock.js";
import { NetworkError, TimeoutError, type Unanswered } from "./errors.js";
import { type AheadOfBody } from "./read-ahead.js";
/** What sends a request; `init` is what openapi-fetch passes as `requestInitExt`. */
export type Send = (request: Request, init?: RequestInit) => Promise<Response>;
/** How one attempt ended. `broken`: the body of an error broke off. */
export type Outcome = {
	readonly kind: "response";
	readonly response: Response;
	readonly body: AheadOfBody | undefined;
	readonly broken?: NetworkError;
} | {
	readonly kind: "failure";
	readonly error: NetworkError | TimeoutError;
};
/** What surrounds an attempt. */
export interface AttemptContext {
	readonly send: Send;
	readonly init: RequestInit | undefined;
	/** Ends the whole call. */
	readonly signal: AbortSignal;
	/** What the request obeys already. */
	readonly own: AbortSignal;
	readonly timeout: number | undefined;
	readonly clock: Clock;
	readonly unanswered: () => Unanswered;
}
/**
* Sends a request once, and reads ahead in the body of the answer. Rejects with the reason of the call's signal, and with what
* `send` throws that is no failure of the network, such as the exception of a wrapper around `fetch`.
*/
export declare function attempt(request: CallRequest, context: AttemptContext): Promise<Outcome>;
