import type { BodyDescription, RequestDraft } from "./description.js";
/**
* Writes text and binary bodies as they are: strings, Blobs, ArrayBuffers, typed arrays, streams. A binary value is
* never JSON: it goes under the first declared type that is not. Under a media type range (`image/*`) the type sent is
* the Blob's own.
*
* Throws a TypeError for an array or an object under, say, XML: how to write it is unknown. Under a range it is JSON.
*/
export declare function writeRaw(draft: RequestDraft, body: BodyDescription, value: unknown, contentType: string | undefined): boolean;
type Bytes = Blob | ArrayBuffer | ArrayBufferView<ArrayBuffer>;
/** Whether a value is bytes, or a stream of them, rather than an array or an object with members. */
export declare function isBinary(value: unknown): value is Bytes | ReadableStream;
/** Whether a value is bytes that are all there. */
export declare function isBytes(value: unknown): value is Bytes;
export {};
