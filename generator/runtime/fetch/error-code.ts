import { memberAt } from "../member-path.ts";
import { type AheadOfBody, joinChunks } from "./read-ahead.ts";

/**
 * The code in the body of an error, at a path such as `error.code`; undefined where the body is longer than what was read
 * ahead. Of a body that broke off, the first of the codes looked for that stands anywhere in it.
 */
export function errorCode(
  body: AheadOfBody | undefined,
  codeField: string | undefined,
  lookedFor: readonly string[],
): string | undefined {
  if (!body || body.rest || codeField === undefined) return undefined;
  const text = new TextDecoder().decode(joinChunks(body.chunks));
  if (body.failure) return lookedFor.find((code) => text.includes(JSON.stringify(code)));
  try {
    const code = memberAt(JSON.parse(text), codeField.split("."));
    return typeof code === "string" || typeof code === "number" ? String(code) : undefined;
  } catch {
    return undefined;
  }
}
