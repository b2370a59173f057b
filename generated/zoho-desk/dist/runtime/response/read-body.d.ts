import type { JsonParser, ResponseReader } from "../core/description.js";
/**
* The content of a 2xx response (RFC 9110, section 6.4) is not what the operation declares: the page of a proxy where
* JSON should be, or malformed JSON. The status says success, so the request may have done its work; sending it again
* is safe where its method is idempotent.
*/
export declare class ContentError extends Error {
	override readonly name: string;
	/** The operation's public name. */
	readonly operation: string;
	/** The HTTP status. */
	readonly status: number;
	/** The text that was received. It may hold secrets. */
	readonly body: string;
	/** Its body has been read; its headers and its address may hold secrets. */
	readonly response: Response;
}
/**
* The JSON in the body of a 2xx response, however it is labelled; undefined when the body is empty.
*
* Rejects with a ContentError when `parse` throws; its message says that the body is not `declared`.
*/
export declare function readJson(response: Response, operation: string, parse?: JsonParser, declared?: string): Promise<unknown>;
/**
* The body of a 2xx response about whose media type nothing is known: JSON if it parses, otherwise the text; undefined
* when it is empty.
*/
export declare function readUntyped(response: Response, _operation: string, parse?: JsonParser): Promise<unknown>;
/**
* The body of a 2xx response by the response's own `Content-Type`: JSON parsed, text and XML as a string, event streams
* and JSON lines as the ReadableStream, anything else, pictures in XML included, as a Blob. Without a type: JSON if it
* parses, otherwise text. Undefined when there is no body (204, 205, HEAD).
*
* Rejects as `readJson` does; also for an HTML page where the operation declares JSON and nothing that a page could be.
*/
export declare function readBody(response: Response, operation: string, parse?: JsonParser): Promise<unknown>;
/**
* The body of a 2xx response to an operation that responds with nothing but files, as a Blob, whatever its type;
* undefined when there is no body (204, 205, HEAD).
*
* Rejects with a ContentError for an HTML page, such as one to sign in: what is labelled as one and begins like one.
*/
export declare const readFile: ResponseReader;
