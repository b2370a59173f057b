import { isObject, type JsonObject } from "../../../document/json.ts";
import { type TypeCode, unionOf } from "../../../emit/printing/types.ts";
import type { SourceFile } from "../../../emit/source-file.ts";
import { runtime } from "../../../emit/symbols.ts";
import { isStream } from "../../../model/media-type.ts";
import type { MediaType, Operation } from "../../../model/model.ts";
import { alternativesOf, partsOf } from "../../../schema/parts.ts";
import type { SchemaTypes } from "../schemas/schema-types.ts";

/** What the events of a stream carry: JSON of these schemas, of none in particular where it is empty, or text. */
type EventData = { readonly kind: "json"; readonly schemas: readonly unknown[] } | { readonly kind: "text" };

/** The type of a stream, with the type of its items. */
export function streamType(media: MediaType, types: SchemaTypes, file: SourceFile): TypeCode {
  const name = file.global("AsyncGenerator");
  return { kind: "generic", name, of: [itemType(media, types, file), "void", "undefined"] };
}

/**
 * What the events of all successful responses of an operation carry. One reader reads them all: text where they differ.
 */
export function eventDataOf(successful: Operation["responses"], types: SchemaTypes): "json" | "text" {
  const streams = successful.flatMap(({ content }) => content.filter(isEventStream));
  return streams.some((media) => eventData(media, types).kind === "text") ? "text" : "json";
}

/** Which streams an operation responds with, where it is one kind and nothing else. */
export function streamKindOf(media: readonly MediaType[]): "events" | "lines" | "sequence" | undefined {
  const kinds = new Set(media.map((each) => (isStream(each) ? kindOf(each.type) : undefined)));
  return kinds.size === 1 ? [...kinds][0] : undefined;
}

function kindOf(type: string): "events" | "lines" | "sequence" {
  if (/event-stream/i.test(type)) return "events";
  return /json-seq/i.test(type) ? "sequence" : "lines";
}

function itemType(media: MediaType, types: SchemaTypes, file: SourceFile): TypeCode {
  if (!isEventStream(media)) return types.ofResponse(itemSchema(media, types), file);
  const event = file.use(runtime("ServerSentEvent"));
  const data = eventData(media, types);
  if (data.kind === "text") return event;
  const described = data.schemas.map((schema) => types.ofResponse(schema, file));
  return { kind: "generic", name: event, of: [described.includes("unknown") ? "unknown" : unionOf(described)] };
}

/** The schemas of what a stream carries as JSON. */
export function streamedSchemas(media: MediaType, types: SchemaTypes): readonly unknown[] {
  if (!isEventStream(media)) return [itemSchema(media, types)];
  const data = eventData(media, types);
  return data.kind === "json" ? data.schemas : [];
}

/** The schema of one item: a `schema` is that of the whole, which is a list of items, but many mean the item by it. */
function itemSchema({ itemSchema, schema }: MediaType, types: SchemaTypes): unknown {
  if (itemSchema !== undefined) return itemSchema;
  const view = types.views.resolved(schema);
  if (view.kind === "array") return view.items ?? true;
  return view.kind === "tuple" ? (view.rest ?? true) : schema;
}

/**
 * What the events carry. An `itemSchema` describes events (OpenAPI Specification 3.2, section 4.14.5), whose `data` may
 * be JSON with a `contentSchema`; a schema without `data` describes the data itself.
 */
function eventData(media: MediaType, types: SchemaTypes): EventData {
  const item = itemSchema(media, types);
  const described = types.resolve(item);
  if (!isObject(described)) return { kind: "text" };
  if (media.itemSchema !== undefined) {
    const variants = alternativesOf(described).map((each) => types.resolve(each));
    const own = dataOf(described, types);
    const data =
      variants.length === 0 ? own : variants.flatMap((variant) => [...dataOf(variant, types), ...own].slice(0, 1));
    if (data.length > 0) {
      const isJson = data.every(({ contentMediaType }) => /\bjson\b/i.test(String(contentMediaType)));
      return isJson ? { kind: "json", schemas: data.map(({ contentSchema }) => contentSchema) } : { kind: "text" };
    }
  }
  return types.views.view(described).kind === "string" ? { kind: "text" } : { kind: "json", schemas: [item] };
}

/** The schema of an event's `data`, where it says more than that it is a string. */
function dataOf(event: unknown, types: SchemaTypes): JsonObject[] {
  const data = isObject(event) ? types.resolve(partsOf(event).members.get("data")) : undefined;
  return isObject(data) ? [data] : [];
}

function isEventStream(media: MediaType): boolean {
  return isStream(media) && kindOf(media.type) === "events";
}
