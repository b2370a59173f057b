import type { JsonStreamOptions } from "./json-parts.js";
import type { ByteSource } from "./text-parts.js";
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
	* `json`: the data of each event is JSON, and the text `[DONE]` ends the stream. What only keeps the connection open is
	* skipped: events without data, and those whose type or data is `ping`, `keep-alive` or `heartbeat`. Default: `text`.
	*/
	data?: "json" | "text" | undefined;
}
/**
* The events of a `text/event-stream`, as they arrive. An event that is not ended by an empty line is dropped, as the
* standard has it. It does not connect again.
*
* Throws an Error that names the event and the line at which it ended, with the SyntaxError as `cause`, for data that is not
* JSON where it should be, after which the stream is over: who wants to go on takes the data as `text`. Throws one for an
* event that is too long. What the stream throws comes as it is.
*/
export declare function serverSentEvents<Data = string>(body: ByteSource, { name, parse, data: kind, maximumLength }?: EventStreamOptions): AsyncGenerator<ServerSentEvent<Data>, void, undefined>;
