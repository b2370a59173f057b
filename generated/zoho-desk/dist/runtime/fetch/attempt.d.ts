import type { Send } from "../transport.js";
import { type CallRequest } from "./call.js";
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
* Sends a request once, and reads ahead in the body of the response. Rejects with the reason of the call's signal, and with
* what `send` throws that is not a failure of the network, such as the exception of a wrapper around `fetch`.
*/
export declare function attempt(request: CallRequest, context: AttemptContext): Promise<Outcome>;
