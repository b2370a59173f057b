import type { OperationDescription } from "../core/description.js";
import { type RedactedRequest } from "../core/redact.js";
import { type Result } from "../core/transport.js";
/**
* A response that was not a 2xx one. What is printed or logged of it holds no secrets: the body is shown without what
* looks like one, the response only on demand.
*/
export declare class ApiError<Body = unknown> extends Error {
	override readonly name: string;
	/** The HTTP status. */
	readonly status: number;
	/** The operation's public name; undefined for a response that the raw client got. */
	readonly operation: string | undefined;
	/** The identifier that the service gave the request, for its support. */
	readonly requestId: string | undefined;
	/** Milliseconds, from when this was made, that a `Retry-After` header asks to wait; undefined when there is none. */
	readonly retryAfter: number | undefined;
	readonly request: RedactedRequest;
	/** The response's body as it was parsed; undefined when it is empty. It may repeat what the request sent. */
	readonly body: Body | undefined;
	/** Its headers and its address may hold secrets. */
	readonly response: Response;
	/** `error` is what a result has: the response itself stands for an empty body. */
	constructor(response: Response, error: Body | Response | undefined, options?: ErrorOptions);
	/** What may be logged. */
	toJSON(): Record<string, unknown>;
}
/** The part of an operation that tells how it fails. */
interface Failing<Failure> {
	(...rest: never[]): Promise<Result<unknown, Failure>>;
	readonly description: OperationDescription;
}
/**
* Whether something that was thrown is an ApiError, also one of another copy of this package; with an operation,
* whether it is that operation's, which gives the body its type: `isApiError(error, getTicket)`.
*/
export declare function isApiError(error: unknown): error is ApiError;
export declare function isApiError<Failure>(error: unknown, operation: Failing<Failure>): error is ApiError<BodyOf<Failure>>;
/** The type of a body in place of the type of a result's error, in which the response stands for an empty body. */
type BodyOf<Failure> = Exclude<Failure, Response>;
/**
* What the body of an error says, in one line of at most 300 characters and without what looks like a secret: code,
* text and fields of the usual shapes (`message`, `error`, `errorCode`, `errors[]`, `title` and `detail` of RFC 9457,
* `error_description` of RFC 6749), the first line of a string, the title of an HTML page. Empty when it says nothing.
*/
export declare function failureText(body: unknown, secrets?: readonly string[]): string;
/**
* The data of a result, or of a promise of one. Throws (rejects with) an ApiError when the response was not a 2xx one.
* Works on the results of the raw client too.
*/
export declare function unwrap<Data>(result: PromiseLike<Result<Data, unknown>>): Promise<Data>;
export declare function unwrap<Data>(result: Result<Data, unknown>): Data;
export {};
