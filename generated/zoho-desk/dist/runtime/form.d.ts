import type { BodyDescription, EncodingDescription, RequestDraft } from "./description.js";
/**
* Writes an object as `application/x-www-form-urlencoded` (OpenAPI Specification 3.1.1, section 4.8.15.1): by the
* property's style when its encoding has one; otherwise arrays repeat the name and objects become JSON. URLSearchParams
* and strings pass as they are.
*/
export declare function writeForm(draft: RequestDraft, body: BodyDescription, value: unknown, contentType: string | undefined): boolean;
/** The encoding of one property of a form or multipart body; empty when the document gives none. */
export declare function encodingOf(body: BodyDescription, property: string): EncodingDescription;
