import { getOwn } from "../../generator/document/json.ts";
import { redacted } from "../http/redact.ts";
import type { MockResponse } from "../http/response.ts";
import type { Violation } from "../validation/violation.ts";

/** The keywords that judge a value by all that is in it. */
const composed: ReadonlySet<string> = new Set(["anyOf", "if", "not", "oneOf"]);

/** Whether a violation of a response is about a value that was redacted, which need not be what the document says. */
export function concernsRedacted({ headers, body }: MockResponse, { location, code }: Violation): boolean {
  const [side, place, ...path] = location;
  if (side !== "response") return false;
  if (place === "header") {
    return headers.some(([name, value]) => name.toLowerCase() === path[0]?.toLowerCase() && includesRedacted(value));
  }
  const text = String(body ?? "");
  if (place !== "body" || !text.includes(redacted)) return false;
  const value = path.reduce<unknown>(memberOf, parsed(text));
  return (typeof value === "string" || composed.has(code)) && includesRedacted(value);
}

function includesRedacted(value: unknown): boolean {
  return value !== undefined && JSON.stringify(value).includes(redacted);
}

function memberOf(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  return getOwn(value, key);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
