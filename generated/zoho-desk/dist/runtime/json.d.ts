import type { BodyDescription, RequestDraft } from "./description.js";
/** Writes any value as JSON; as `application/json` when the operation names no type or a range of types. */
export declare function writeJson(draft: RequestDraft, body: BodyDescription, value: unknown, contentType?: string | undefined): boolean;
