import { setBody } from "./body.ts";
import type { BodyDescription, RequestDraft } from "./description.ts";

/** Writes any value as JSON, which `text` is; as `application/json` when the operation names no type or a range of types. */
export function writeJson(
  draft: RequestDraft,
  body: BodyDescription,
  value: unknown,
  contentType: string | undefined = body.content?.[0],
  text: string | undefined = JSON.stringify(value),
): boolean {
  return setBody(draft, text as string, contentType?.includes("*") ? undefined : contentType);
}
