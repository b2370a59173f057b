import { getOwn, isObject } from "../../generator/document/json.ts";
import { mediaTypeParameter } from "../http/media-type.ts";
import { redacted } from "../http/redact.ts";
import { isSameText } from "./match-text.ts";
import { bytesOf } from "./recorded-body.ts";
import type { RecordedBody, RecordedRequest } from "./recording.ts";
import { mediaTypeOf } from "./redact-recording.ts";

type Parameters = RecordedRequest["query"];

/** How many differences are looked for: more do not help anybody to find the recording that was meant. */
const most = 10;

/**
 * What a request has else than a recorded one, as sentences; none when they are the same. The order of parameters and
 * of properties means nothing, and neither do secrets: what is redacted in either matches anything, and nothing.
 */
export function differencesOf(recorded: RecordedRequest, sent: RecordedRequest): string[] {
  return [...compareParameters("query parameter", recorded.query, sent.query), ...compareBodies(recorded, sent)].slice(
    0,
    most,
  );
}

/** What the values of one name differ in. */
export function compareParameters(kind: string, recorded: Parameters, sent: Parameters): string[] {
  const names = [...new Set([...Object.keys(recorded), ...Object.keys(sent)])].sort();
  return names.flatMap((name) => {
    const [before, now] = [getOwn(recorded, name), getOwn(sent, name)];
    return areSame(before, now) ? [] : [`${kind} ${shorten(name)} was ${shown(before)}, not ${shown(now)}`];
  });
}

function compareBodies(recorded: RecordedRequest, sent: RecordedRequest): string[] {
  const [before, now] = [recorded.body, sent.body];
  if (before === undefined && now === undefined) return [];
  if (before === undefined) return ["there was no body"];
  if (now === undefined) return ["there was a body"];
  if ("json" in before && "json" in now) return compareData(before.json, now.json, "").slice(0, most);
  if ("text" in before && "text" in now) {
    if (isForm(recorded) && isForm(sent)) return compareParameters("form field", fieldsOf(before), fieldsOf(now));
    return isSameText(withoutBoundary(recorded), withoutBoundary(sent)) ? [] : ["the body was another text"];
  }
  if ("base64" in before && "base64" in now) {
    return isSameText(withoutBoundary(recorded), withoutBoundary(sent)) ? [] : ["the body had other bytes"];
  }
  return [`the body was ${kindOf(before)}, not ${kindOf(now)}`];
}

function compareData(before: unknown, now: unknown, path: string): string[] {
  if (before === redacted || now === redacted) return [];
  if (Array.isArray(before) && Array.isArray(now)) {
    if (before.length !== now.length) return [`${named(path)} had ${before.length} items, not ${now.length}`];
    return before.flatMap((item, index) => compareData(item, now[index], `${path}/${index}`));
  }
  if (isObject(before) && isObject(now)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
    return keys.flatMap((key) => compareData(getOwn(before, key), getOwn(now, key), `${path}/${key}`));
  }
  const isSame = typeof before === "string" && typeof now === "string" ? isSameText(before, now) : before === now;
  return isSame ? [] : [`${named(path)} was ${shown(before)}, not ${shown(now)}`];
}

function named(path: string): string {
  return path === "" ? "the body" : `body ${shorten(path)}`;
}

function areSame(before: unknown, now: unknown): boolean {
  if (before === redacted || now === redacted) return true;
  if (before === undefined || now === undefined) return before === now;
  const [those, these] = [before, now].map((value) => [value].flat().map(String));
  if (those === undefined || these === undefined || those.length !== these.length) return false;
  return those.every((text, index) => isSameText(text, these[index] ?? ""));
}

function isForm({ headers }: RecordedRequest): boolean {
  return /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(mediaTypeOf(headers));
}

function fieldsOf(body: RecordedBody): Parameters {
  const form = new URLSearchParams(bytesOf(body).toString());
  return Object.fromEntries([...new Set(form.keys())].map((name) => [name, form.getAll(name)]));
}

/**
 * The body, a character a byte, with the same boundary for all: a client invents a new one for each request (RFC 2046,
 * section 5.1.1).
 */
function withoutBoundary({ headers, body }: RecordedRequest): string {
  const text = bytesOf(body).toString("latin1");
  const mediaType = mediaTypeOf(headers);
  const boundary = /^multipart\//i.test(mediaType) ? mediaTypeParameter(mediaType, "boundary") : undefined;
  return boundary === undefined || boundary === "" ? text : text.replaceAll(`--${boundary}`, "--boundary");
}

function kindOf(body: RecordedBody): string {
  return "json" in body ? "JSON" : "text" in body ? "text" : "bytes";
}

function shown(value: unknown): string {
  return value === undefined ? "absent" : shorten(JSON.stringify(value));
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
