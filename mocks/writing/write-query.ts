import { isObject } from "../../generator/document/json.ts";
import { withPlainNumbers } from "../document/exact-numbers.ts";
import type { Parameter } from "../validation/parameters.ts";

const separators: Readonly<Record<string, string>> = { spaceDelimited: "%20", pipeDelimited: "%7C" };

/** A value as a part of a query, by its style or the media type of its `content` (section 4.8.12.3): `a=1&a=2`. */
export function writeQuery(value: unknown, { name, style, explode, mediaType }: Parameter): string {
  if (value === undefined) return "";
  const pairOf = (key: string, text: string) => `${encode(key)}=${text}`;
  if (mediaType !== undefined) return pairOf(name, encode(typeof value === "string" ? value : JSON.stringify(value)));
  const members = isObject(value) ? Object.entries(value) : undefined;
  if (style === "deepObject" && members !== undefined)
    return members.flatMap(([key, part]) => deep(inBrackets(key), part)).join("&");
  const items = Array.isArray(value) ? (value as unknown[]) : undefined;
  if (explode && items !== undefined) return items.map((item) => pairOf(name, textOf(item))).join("&");
  if (explode && members !== undefined) return members.map(([key, part]) => pairOf(key, textOf(part))).join("&");
  const parts = items ?? members?.flat() ?? [value];
  return pairOf(name, parts.map(textOf).join(separators[style] ?? ","));

  function deep(path: string, part: unknown): string[] {
    if (Array.isArray(part)) return part.flatMap((item, index) => deep(`${path}][${index}`, item));
    if (isObject(part)) return Object.entries(part).flatMap(([key, each]) => deep(`${path}][${inBrackets(key)}`, each));
    return [pairOf(`${name}[${path}]`, textOf(part))];
  }
}

/** A key whose own brackets are no others', as the client writes it. */
function inBrackets(key: string): string {
  return key.replaceAll(/[[\]]|%(?=5b|5d|25)/gi, encodeURIComponent);
}

function textOf(value: unknown): string {
  return encode(typeof value === "object" && value !== null ? JSON.stringify(value) : String(value));
}

function encode(text: string): string {
  return encodeURIComponent(withPlainNumbers(text));
}
