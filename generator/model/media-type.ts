import { isObject } from "../document/json.ts";
import { typesOf } from "../schema/types.ts";
import type { MediaType } from "./model.ts";

/** How a media type is read and written, by the same rules as in the runtime. */
export type MediaKind = "json" | "text" | "form" | "multipart" | "parts" | "stream" | "binary";

/** The kind of a media type. */
export function mediaKind(mediaType: string): Exclude<MediaKind, "parts"> {
  const type = mediaType.toLowerCase().split(";")[0]!.trim();
  if (/event-stream|jsonl|ndjson|json-seq/.test(type)) return "stream";
  if (/\bjson\b/.test(type)) return "json";
  if (type === "application/x-www-form-urlencoded") return "form";
  if (type === "multipart/form-data") return "multipart";
  if (/^text\/(?!\*)|^application\/.*(?:xml|yaml)/.test(type)) return "text";
  return "binary";
}

/** The kind of a media type of a body, of which the document says more than its name does. */
export function bodyKind({ type, isInParts }: MediaType): MediaKind {
  return isInParts ? "parts" : mediaKind(type);
}

/** Whether a response may be a stream of events or JSON values. */
export function isStream({ type }: MediaType): boolean {
  return mediaKind(type) === "stream";
}

/**
 * Whether the values of a schema are bytes: `format: binary`, or since OpenAPI 3.1 a binary `contentMediaType`
 * without `contentEncoding` (section 4.8.14.2), with or without `type: string` beside it.
 */
export function isBinaryString(schema: unknown): boolean {
  if (!isObject(schema) || !/^(?:string)?$/.test(typesOf(schema).join())) return false;
  const { format, contentMediaType, contentEncoding } = schema;
  if (format === "binary") return true;
  return (
    typeof contentMediaType === "string" && contentEncoding === undefined && mediaKind(contentMediaType) === "binary"
  );
}

/** Whether a body of any media type is what its schema says, and no file. */
export function isAsDescribed({ type, schema }: MediaType): boolean {
  if (!type.includes("*") || schema === undefined) return false;
  return !(isObject(schema) && (isBinaryString(schema) || Object.keys(schema).length === 0));
}

/** The schemas of those media types that are JSON. */
export function jsonSchemas(content: readonly MediaType[]): unknown[] {
  return content.filter(({ type }) => mediaKind(type) === "json" || type.includes("*")).map(({ schema }) => schema);
}
