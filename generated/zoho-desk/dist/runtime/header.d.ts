import type { ParameterDescription, RequestDraft } from "./description.js";
/**
* Writes a primitive or an array of them as a header, by the style `simple` and without percent-encoding. `Accept`,
* `Content-Type` and `Authorization` are not parameters (OpenAPI Specification 3.1.1, section 4.8.12.1) and left out.
*
* Throws a TypeError, which does not repeat the value, when a header cannot carry it: line ends would add headers, and
* characters beyond Latin-1 cannot be sent.
*/
export declare function writeHeader(draft: RequestDraft, { name, argument }: ParameterDescription, value: unknown): void;
