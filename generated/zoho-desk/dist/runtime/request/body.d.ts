import type { BodyDescription, BodyWriter, RequestDraft } from "../core/description.js";
/** Writes the argument `body` as `application/json`. */
export declare const jsonBody: BodyWriter;
/** The writer of a body that is described. */
export declare function bodyOf(body: BodyDescription): BodyWriter;
/** Writes any value as JSON; as `application/json` when the operation names no type or a range of types. */
export declare function writeJson(draft: RequestDraft, body: BodyDescription, value: unknown): boolean;
/**
* Writes text and binary bodies unchanged: strings, Blobs, ArrayBuffers, typed arrays, streams. A binary value is
* never JSON: it goes under the first declared type that is not. Under a media type range (`image/*`) the type sent is
* the Blob's own.
*
* Throws a TypeError for an array or an object under, say, XML: how to write it is unknown. Under a range it is JSON.
*/
export declare function writeRaw(draft: RequestDraft, body: BodyDescription, value: unknown): boolean;
/**
* Writes an object as `application/x-www-form-urlencoded` (OpenAPI Specification 3.1.1, section 4.8.15.1): by the
* property's style when its encoding has one; otherwise arrays repeat the name and objects become JSON. URLSearchParams
* and strings are sent unchanged.
*/
export declare function writeForm(draft: RequestDraft, body: BodyDescription, value: unknown): boolean;
/**
* Writes an object as `multipart/form-data` (OpenAPI Specification 3.1.1, section 4.8.15.1; RFC 7578): files keep their
* name and type, arrays repeat the part, objects become JSON parts, the property's encoding is honoured. FormData is
* sent unchanged.
*
* Throws a TypeError for a stream, whose length and content only reading it could tell.
*
* The parts are written here because FormData cannot give a part a type without making a file of it, and servers then
* take a JSON part for an upload.
*/
export declare function writeMultipart(draft: RequestDraft, body: BodyDescription, value: unknown): boolean;
