import type { JsonParser, ResponseReader } from "../core/description.js";
import { type ByteSource, type StreamOptions } from "./text-parts.js";
/** How the parts of a JSON stream are named in errors, and how they are read. */
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
* that is too long; what the stream throws, such as the reason of an abort, is thrown unchanged.
*/
export declare function jsonLines<Item = unknown>(body: ByteSource, options?: JsonStreamOptions): AsyncGenerator<Item, void, undefined>;
/**
* The values of a JSON text sequence (`application/json-seq`, RFC 7464), as they arrive.
*
* Throws as `jsonLines` does, with the number of the record; and for a number, true, false or null without white space
* after it, which may have been cut (section 2.4).
*/
export declare function jsonSequence<Item = unknown>(body: ByteSource, options?: JsonStreamOptions): AsyncGenerator<Item, void, undefined>;
/** One event of an event stream (HTML Standard, section 9.2). */
export interface ServerSentEvent<Data = string> {
	/** The event's type; `message` where the server names none. */
	readonly event: string;
	readonly data: Data;
	/** The last id that the server gave: what to send as `Last-Event-ID` to go on from here. */
	readonly id: string;
	/** The milliseconds after which the server wants a reader to connect again, where it has said so. */
	readonly retry?: number;
}
/** How an event stream is read. */
export interface EventStreamOptions extends JsonStreamOptions {
	/**
	* `json`: the data of each event is JSON, and the text `[DONE]` ends the stream. What only keeps the connection open
	* is skipped: events without data, and those whose type or data is `ping`, `keep-alive` or `heartbeat`. Default:
	* `text`.
	*/
	data?: "json" | "text" | undefined;
}
/**
* The events of a `text/event-stream`, as they arrive. An event that is not ended by an empty line is dropped, as the
* standard has it. It does not connect again.
*
* Throws an Error that names the event and the line at which it ended, with the SyntaxError as `cause`, for data that
* is not JSON where it should be, after which the stream is over: to go on, take the data as `text`. Throws one for an
* event that is too long. What the stream throws is thrown unchanged.
*/
export declare function serverSentEvents<Data = string>(body: ByteSource, { name, parse, data: kind, maximumLength }?: EventStreamOptions): AsyncGenerator<ServerSentEvent<Data>, void, undefined>;
/** A `text/event-stream`, JSON lines, or a JSON text sequence. */
export type StreamKind = "events" | "lines" | "sequence";
/**
* Reads 2xx responses that may be streams, by their own `Content-Type`: JSON lines and JSON text sequences as their
* values, event streams as their events, of which `data` says what they carry; anything else as `readBody` does.
* Nothing is read before it is requested: until then `response.body` is there for other readers.
*
* `only` is set where the operation responds with nothing but that. It is read as such then, a response without a body
* as an empty stream, unless its type is evidently another, such as that of a page: this rejects with a ContentError.
*/
export declare function readStream(data: "json" | "text", only?: StreamKind): ResponseReader;
