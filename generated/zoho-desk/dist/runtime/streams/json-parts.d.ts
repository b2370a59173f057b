import type { JsonParser } from "../description.js";
import type { ByteSource } from "./text-parts.js";
import { type StreamOptions } from "./text-parts.js";
/** What the parts of a JSON stream are called in errors, and what reads them. */
export interface JsonStreamOptions extends StreamOptions {
	/** What an error says first. Default: `JSON stream`. */
	name?: string | undefined;
	/** Default: `JSON.parse`. */
	parse?: JsonParser | undefined;
}
/**
* The values of JSON lines (`application/x-ndjson`, `application/jsonl`), as they arrive. Empty lines are skipped.
*
* Throws an Error that names the line, with the SyntaxError as `cause`, for a line that is not JSON, and one for a line
* that is too long; what the stream throws, such as the reason of an abort, comes as it is.
*/
export declare function jsonLines<Item = unknown>(body: ByteSource, options?: JsonStreamOptions): AsyncGenerator<Item, void, undefined>;
/**
* The values of a JSON text sequence (`application/json-seq`, RFC 7464), as they arrive.
*
* Throws as `jsonLines` does, with the number of the record; and for a number, true, false or null without white space
* after it, which may have been cut (section 2.4).
*/
export declare function jsonSequence<Item = unknown>(body: ByteSource, options?: JsonStreamOptions): AsyncGenerator<Item, void, undefined>;
