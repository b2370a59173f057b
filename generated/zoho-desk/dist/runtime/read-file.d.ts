import type { ResponseReader } from "./description.js";
/**
* The body of a 2xx response to an operation that responds with nothing but files, as a Blob, whatever its type; undefined
* when there is no body (204, 205, HEAD).
*
* Rejects with a ContentError for an HTML page, such as one to sign in: what is labelled as one and begins like one.
*/
export declare const readFile: ResponseReader;
