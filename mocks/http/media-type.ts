import { isObject, type JsonObject } from "../../generator/document/json.ts";

/** The media type that `content` describes and that fits best, with its Media Type Object. */
export interface ContentMatch {
  readonly range: string;
  readonly description: JsonObject;
}

/** True for `application/json` and every type with the suffix `+json` (RFC 6839), parameters aside. */
export function isJson(mediaType: string | undefined): boolean {
  return mediaType !== undefined && /^application\/(?:json|[^;\s]+\+json)\s*(?:;|$)/i.test(mediaType);
}

/** The media type without its parameters, in lower case. */
export function essenceOf(mediaType: string): string {
  return (mediaType.split(";", 1)[0] ?? "").trim().toLowerCase();
}

/** A parameter of a media type, such as `charset`; names are in lower case. */
export function mediaTypeParameter(mediaType: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;]+))`, "i").exec(mediaType);
  return found?.[1] ?? found?.[2];
}

/** Of ranges that hold neither JSON nor plain text, a media type that every client knows. */
export const usualTypes: ReadonlyMap<string, string> = new Map([
  ["image", "image/png"],
  ["audio", "audio/mpeg"],
  ["video", "video/mp4"],
  ["font", "font/woff2"],
  ["multipart", "multipart/form-data"],
]);

/** Whether a media type is in a range such as `image/*`; parameters do not count. */
export function isInRange(mediaType: string, range: string): boolean {
  const essence = essenceOf(mediaType);
  const wanted = essenceOf(range);
  if (wanted === "*/*" || wanted === "*" || wanted === essence) return true;
  return wanted.endsWith("/*") && essence.startsWith(wanted.slice(0, -1));
}

/**
 * Finds the most specific key of a `content` map for a media type (section 4.8.14): itself, with its parameters if they
 * agree, then a range.
 */
export function matchContent(content: unknown, mediaType: string): ContentMatch | undefined {
  if (!isObject(content)) return undefined;
  const ranges = Object.keys(content).filter((range) => isInRange(mediaType, range));
  const rank = (range: string): number => {
    if (range.replaceAll(/\s/g, "").toLowerCase() === mediaType.replaceAll(/\s/g, "").toLowerCase()) return 0;
    if (!range.includes("*")) return range.includes(";") ? 2 : 1;
    return essenceOf(range).startsWith("*") ? 4 : 3;
  };
  const [best] = ranges.sort((left, right) => rank(left) - rank(right));
  if (best === undefined) return undefined;
  const description = content[best];
  return { range: best, description: isObject(description) ? description : {} };
}

/** A `text/event-stream`, JSON lines, or a JSON text sequence (RFC 7464). */
export type StreamKind = "events" | "lines" | "sequence";

/** Which kind of stream a media type is, as the generated client reads it; undefined for any other. */
export function streamKindOf(mediaType: string): StreamKind | undefined {
  const type = essenceOf(mediaType);
  if (type.includes("event-stream")) return "events";
  if (type.includes("json-seq")) return "sequence";
  return /jsonl|ndjson/.test(type) ? "lines" : undefined;
}
