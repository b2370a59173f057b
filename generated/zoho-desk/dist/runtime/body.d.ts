import type { BodyDescription, BodyWriter, RequestDraft } from "./description.js";
/** Writes the argument `body` as `application/json`. */
export declare const jsonBody: BodyWriter;
/** What writes a body that is described. */
export declare function bodyOf(body: BodyDescription): BodyWriter;
/** Whether a media type is `application/x-www-form-urlencoded`. */
export declare function isForm(mediaType: string): boolean;
/** Whether a media type is `multipart/form-data`. */
export declare function isMultipart(mediaType: string): boolean;
/** The media type of a body: the one that the caller chose, or the first that the operation declares. */
export declare function mediaTypeOf(body: BodyDescription, chosen: string | undefined): string;
/**
* Sets the content of a request and its `Content-Type`; undefined leaves the header to openapi-fetch, which sends
* `application/json`, and null to `fetch`, which knows the boundary of FormData.
*/
export declare function setBody(draft: RequestDraft, content: BodyInit, contentType: string | null | undefined): true;
