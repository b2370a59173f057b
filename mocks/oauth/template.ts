import { isObject, setOwn } from "../../generator/document/json.ts";
import type { MockResponse } from "../http/response.ts";
import type { ErrorTemplate } from "./settings.ts";

/** The texts by the names of their placeholders. */
export type Placeholders = ReadonlyMap<string, string>;

/** The response of a template. A placeholder that has no text stays as it is. */
export function fillTemplate({ status, headers = {}, body }: ErrorTemplate, texts: Placeholders): MockResponse {
  const given = Object.entries(headers).map(([name, value]) => [name, headerValue(fill(value, texts))] as const);
  const mediaType = given.find(([name]) => name.toLowerCase() === "content-type")?.[1];
  const isText = typeof body === "string";
  const ownType = mediaType ?? (isText ? "text/plain; charset=utf-8" : "application/json");
  const isMarkup = /\b(?:html|xml)\b/i.test(ownType);
  const escaped = isMarkup ? new Map([...texts].map(([name, text]) => [name, escapeMarkup(text)])) : texts;
  return {
    status,
    headers: mediaType === undefined && body !== undefined ? [["content-type", ownType], ...given] : given,
    body: body === undefined ? undefined : isText ? fill(body, escaped) : JSON.stringify(fillValue(body, texts)),
  };
}

/** Printable ASCII; anything else as `?`, so that no text can end the line of a header. */
export function headerValue(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/gu, "?");
}

function fillValue(value: unknown, texts: Placeholders): unknown {
  if (typeof value === "string") return fill(value, texts);
  if (Array.isArray(value)) return value.map((item) => fillValue(item, texts));
  if (!isObject(value)) return value;
  const copy = {};
  for (const [key, item] of Object.entries(value)) setOwn(copy, key, fillValue(item, texts));
  return copy;
}

function fill(text: string, texts: Placeholders): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => texts.get(name) ?? whole);
}

function escapeMarkup(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
