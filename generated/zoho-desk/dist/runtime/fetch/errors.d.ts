import { type RedactedRequest } from "../core/redact.js";
/** What an error tells of a request without a response. */
export interface FailedRequest {
	/** The operation's public name; undefined for requests of the raw client. */
	readonly operation: string | undefined;
	readonly request: RedactedRequest;
	/** How often the request was sent. */
	readonly attempts: number;
}
declare class FailedRequestError extends Error implements FailedRequest {
	readonly operation: string | undefined;
	readonly request: RedactedRequest;
	readonly attempts: number;
	constructor(what: string, { operation, request, attempts }: FailedRequest, options?: ErrorOptions);
	/** What may be logged. */
	toJSON(): Record<string, unknown>;
}
/**
* The connection failed, before there was a response or in the middle of its body. `cause` is what `fetch` threw,
* without secrets.
*/
export declare class NetworkError extends FailedRequestError {
	override readonly name: string;
	constructor(details: FailedRequest, cause: unknown);
}
/** One attempt took longer than `timeout`. */
export declare class TimeoutError extends FailedRequestError {
	override readonly name: string;
	/** Milliseconds. */
	readonly timeout: number;
	constructor(details: FailedRequest, timeout: number);
}
/** The whole call took longer than `deadline`. `cause` is what made the last attempt fail, where one did. */
export declare class DeadlineError extends FailedRequestError {
	override readonly name: string;
	/** Milliseconds. */
	readonly deadline: number;
	constructor(details: FailedRequest, deadline: number, cause: unknown);
}
/**
* Whether what `fetch` threw means that the network failed: it is a TypeError then, as faults in a program are, so its
* message tells (Node, Chromium, Firefox, Safari, Deno, Bun, Workers), or the system's code of it or of its cause.
*/
export declare function isNetworkFailure(error: unknown): boolean;
export {};
