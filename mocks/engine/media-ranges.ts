import { isObject, type JsonObject } from "../../generator/document/json.ts";
import { contentsOf, followed } from "../document/response-object.ts";
import { essenceOf, isInRange, isJson, usualTypes } from "../http/media-type.ts";
import type { SchemaShapes } from "../validation/schemas/schema-shape.ts";

/**
 * The media type by which content of a range, such as `*` + `/*` or `text/*`, is sent, or the type itself where it is
 * none: what is no text is JSON, a file bytes, any other text plain.
 */
export function sentMediaType(range: string, content: unknown, shapes: SchemaShapes): string {
  const essence = essenceOf(range);
  if (!essence.includes("*")) return range;
  const [type = "*"] = essence.split("/");
  const known = usualTypes.get(type);
  if (known !== undefined) return known;
  if (!["*", "application", "text"].includes(type)) return `${type}/octet-stream`;
  const kind = kindOf(content, shapes);
  if (kind === "data") return "application/json";
  return kind === "file" && type !== "text" ? "application/octet-stream" : "text/plain";
}

function kindOf(content: unknown, shapes: SchemaShapes): "data" | "file" | "text" {
  if (!isObject(content)) return "text";
  const { schema, example = isObject(content["examples"]) ? firstValue(content["examples"]) : undefined } = content;
  if (schema === undefined) return example === undefined || typeof example === "string" ? "text" : "data";
  const types = shapes.types(schema);
  if (!types.has("string") || types.has("object") || types.has("array"))
    return typeof example === "string" && types.has("string") ? "text" : "data";
  return isObject(schema) && schema["format"] === "binary" ? "file" : "text";
}

function firstValue(examples: JsonObject): unknown {
  const [first] = Object.values(examples);
  return isObject(first) ? first["value"] : undefined;
}

/** A range that the client may have as a media type which it accepts. */
export interface AcceptedRange {
  /** As what the range is asked for. */
  readonly sent: string;
  /** What the client accepts instead. */
  readonly mediaType: string;
}

/** The first media type that a client accepts and that one of the ranges may be; `ranges` by what is sent for them. */
export function acceptedRange(accept: string, ranges: ReadonlyMap<string, string>): AcceptedRange | undefined {
  const accepted = accept
    .split(",")
    .map((part) => ({ mediaType: essenceOf(part), weight: Number(/;\s*q\s*=\s*([\d.]+)/i.exec(part)?.[1] ?? 1) }))
    .filter(({ mediaType, weight }) => /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(mediaType) && weight > 0)
    .sort((left, right) => right.weight - left.weight);
  for (const { mediaType } of accepted) {
    for (const [sent, range] of ranges) {
      // What is no text can be JSON alone, or XML.
      const fits = !isJson(sent) || isJson(mediaType) || /[/+]xml$/.test(mediaType);
      if (fits && isInRange(mediaType, range)) return { sent, mediaType };
    }
  }
  return undefined;
}

/**
 * What a client accepts of these media types, where it refuses some by a weight of 0 (RFC 9110, section 12.4.2), of
 * which Prism knows nothing; a type that is nowhere where it refuses all of them.
 */
export function withoutRefused(accept: string, mediaTypes: readonly string[]): string {
  if (!/;\s*q\s*=\s*0(?:\.0{0,3})?\s*(?:[,;]|$)/i.test(accept)) return accept;
  const ranges = accept.split(",").map((part) => ({
    range: essenceOf(part),
    weight: Number(/;\s*q\s*=\s*([\d.]+)/i.exec(part)?.[1] ?? 1),
  }));
  const weightOf = (mediaType: string): number => {
    const fitting = ranges.filter(({ range }) => isInRange(mediaType, range));
    const [best] = fitting.sort((left, right) => stars(left.range) - stars(right.range));
    return best?.weight ?? 0;
  };
  const accepted = mediaTypes.filter((mediaType) => weightOf(mediaType) > 0);
  return accepted.map((mediaType) => `${mediaType};q=${weightOf(mediaType)}`).join(", ") || "application/x-none";
}

function stars(range: string): number {
  return range.split("*").length;
}

/** The Media Type Object of what Prism chose, by what is sent for it. */
export function chosenContent(
  openapi: JsonObject,
  response: JsonObject | undefined,
  { mediaType, shapes }: { readonly mediaType: string; readonly shapes: SchemaShapes },
): JsonObject | undefined {
  const contents = contentsOf(response).map(([key, content]) => [key, followed(openapi, content)] as const);
  const found =
    contents.find(([key]) => key === mediaType) ??
    contents.find(([key, content]) => sentMediaType(key, content, shapes) === mediaType);
  return found?.[1];
}
