import type { ResponseReader } from "../description.js";
/** A `text/event-stream`, JSON lines, or a JSON text sequence. */
export type StreamKind = "events" | "lines" | "sequence";
/**
* Reads 2xx responses that may be streams, by their own `Content-Type`: JSON lines and JSON text sequences as their values,
* event streams as their events, of which `data` says what they carry; anything else as `readBody` does. Nothing is read
* before it is requested: until then `response.body` is there for other readers.
*
* `only` is set where the operation responds with nothing but that. It is read as such then, a response without a body as an
* empty stream, unless its type is evidently another, such as that of a page: this rejects with a ContentError.
*/
export declare function readStream(data: "json" | "text", only?: StreamKind): ResponseReader;
