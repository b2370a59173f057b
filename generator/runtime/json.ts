import { setBody } from "./body.ts";
import type { BodyDescription, RequestDraft } from "./description.ts";

/** Writes any value as JSON; as `application/json` when the operation names no type or a range of types. */
export function writeJson(
  draft: RequestDraft,
  body: BodyDescription,
  value: unknown,
  contentType: string | undefined = body.content?.[0],
): boolean {
  return setBody(
    draft,
    (body.json ?? JSON.stringify)(value) as string,
    contentType?.includes("*") ? undefined : contentType,
  );
}
