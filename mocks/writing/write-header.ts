import { isObject } from "../../generator/document/json.ts";
import { withPlainNumbers } from "../document/exact-numbers.ts";
import { isJson } from "../http/media-type.ts";
import type { Parameter } from "../validation/parameters.ts";

/**
 * A value as a header, by the style `simple` or the media type of its `content` (section 4.8.21); several lines for
 * `Set-Cookie`, which cannot be joined (RFC 6265, section 3). Undefined where there is nothing to send.
 */
export function writeHeader(value: unknown, { name, mediaType, explode }: Parameter): string | string[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (name.toLowerCase() === "set-cookie" && typeof value === "object") return cookieLines(value);
  if (mediaType !== undefined) {
    const isText = typeof value === "string" && !isJson(mediaType);
    return percentEncoded(isText ? value : asciiJson(value));
  }
  if (Array.isArray(value)) return value.map(textOf).join(",");
  if (!isObject(value)) return textOf(value);
  return Object.entries(value)
    .map(([key, part]) =>
      explode ? `${percentEncoded(key)}=${textOf(part)}` : `${percentEncoded(key)},${textOf(part)}`,
    )
    .join(",");
}

/** One cookie a line: the items of an array, or the members of an object with their names before them. */
function cookieLines(value: object): string[] {
  return Array.isArray(value)
    ? value.map(textOf)
    : Object.entries(value).map(([key, part]) => `${percentEncoded(key)}=${textOf(part)}`);
}

/** Letters beyond ASCII as escapes, which JSON has of its own. */
function asciiJson(value: unknown): string {
  return withPlainNumbers(JSON.stringify(value)).replaceAll(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function textOf(value: unknown): string {
  return percentEncoded(typeof value === "object" ? JSON.stringify(value) : String(value));
}

/** Outside printable ASCII a header is percent-encoded, so that no example can end a line or break the response. */
export function percentEncoded(text: string): string {
  return withPlainNumbers(text).replaceAll(/[^\x20-\x7e]/gu, (character) =>
    [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join(""),
  );
}
