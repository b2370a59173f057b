import { type RedactedRequest } from "../redact.js";
/** What an error of a request without an answer tells of it. */
export interface Unanswered {
	/** The operation's public name; undefined for requests of the raw client. */
	readonly operation: string | undefined;
	readonly request: RedactedRequest;
	/** How often the request was sent. */
	readonly attempts: number;
}
declare class UnansweredError extends Error implements Unanswered {
	readonly operation: string | undefined;
	readonly request: RedactedRequest;
	readonly attempts: number;
	constructor(what: string, { operation, request, attempts }: Unanswered, options?: ErrorOptions);
	/** What may be logged. */
	toJSON(): Record<string, unknown>;
}
/** The connection failed, before there was an answer or in the middle of its body. `cause` is what `fetch` threw, without secrets. */
export declare class NetworkError extends UnansweredError {
	override readonly name: string;
	constructor(unanswered: Unanswered, cause: unknown);
}
/** One attempt took longer than `timeout`. */
export declare class TimeoutError extends UnansweredError {
	override readonly name: string;
	/** Milliseconds. */
	readonly timeout: number;
	constructor(unanswered: Unanswered, timeout: number);
}
/** The whole call took longer than `deadline`. `cause` is what made the last attempt fail, where one did. */
export declare class DeadlineError extends UnansweredError {
	override readonly name: string;
	/** Milliseconds. */
	readonly deadline: number;
	constructor(unanswered: Unanswered, deadline: number, cause: unknown);
}
/**
* Whether what `fetch` threw means that the network failed: it is a TypeError then, as faults in a program are, so its words
* are looked at (Node, Chromium, Firefox, Safari, Deno, Bun, Workers), or the system's code of it or of its cause.
*/
export declare function isNetworkFailure(error: unknown): boolean;
export {};
