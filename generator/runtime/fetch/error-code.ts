import { memberAt } from "../member-path.ts";
import { type AheadOfBody, joinChunks } from "./read-ahead.ts";

/** The code in the body of an error, at a path such as `error.code`; undefined where the body is longer than what was read ahead. */
export function errorCode(body: AheadOfBody | undefined, codeField: string | undefined): string | undefined {
  if (!body || body.rest || codeField === undefined) return undefined;
  try {
    const code = memberAt(JSON.parse(new TextDecoder().decode(joinChunks(body.chunks))), codeField.split("."));
    return typeof code === "string" || typeof code === "number" ? String(code) : undefined;
  } catch {
    return undefined;
  }
}
