import type { JsonParser } from "./description.js";
/**
* The body of a 2xx response by the response's own `Content-Type`: JSON parsed, text and XML as a string, event streams
* and JSON lines as the ReadableStream, anything else, pictures in XML included, as a Blob. Without a type: JSON if it
* parses, otherwise text. Undefined when there is no body (204, 205, HEAD).
*
* Rejects as `readJson` does; also for an HTML page where the operation declares JSON and nothing that a page could be.
*/
export declare function readBody(response: Response, operation: string, parse?: JsonParser): Promise<unknown>;
