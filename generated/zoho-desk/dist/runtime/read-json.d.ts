import type { JsonParser } from "./description.js";
/**
* The content of a 2xx response (RFC 9110, section 6.4) is not what the operation declares: the page of a proxy where JSON
* should be, or malformed JSON. The status says success, so the request may have done its work; sending it again is safe
* where its method is idempotent.
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
