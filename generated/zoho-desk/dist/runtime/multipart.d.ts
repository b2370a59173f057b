import type { BodyDescription, RequestDraft } from "./description.js";
/**
* Writes an object as `multipart/form-data` (OpenAPI Specification 3.1.1, section 4.8.15.1; RFC 7578): files keep their
* name and type, arrays repeat the part, objects become JSON parts, the property's encoding is honoured. FormData passes
* as it is.
*
* Throws a TypeError for a stream, whose length and content only reading it could tell.
*
* The parts are written here because FormData cannot give a part a type without making a file of it, and servers then
* take a JSON part for an upload.
*/
export declare function writeMultipart(draft: RequestDraft, body: BodyDescription, value: unknown, contentType: string | undefined): boolean;
