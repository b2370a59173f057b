import type { ResponseReader } from "../description.js";
/**
* Reads 2xx responses that may be streams, by their own `Content-Type`: JSON lines and JSON text sequences as their values,
* event streams as their events, of which `data` says what they carry; anything else as `readBody` does. Nothing is read
* before it is asked for: until then `response.body` is there for other readers.
*/
export declare function readStream(data: "json" | "text"): ResponseReader;
