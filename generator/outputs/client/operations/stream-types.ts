import { type TypeCode, unionOf } from "../../../emit/printing/types.ts";
import type { SourceFile } from "../../../emit/source-file.ts";
import { runtime } from "../../../emit/symbols.ts";
import { isStream } from "../../../model/media-type.ts";
import type { MediaType, Operation } from "../../../model/model.ts";
import { type Carried, carriedBy, describesEvents } from "../../../schema/streamed-events.ts";
import { takenTypes } from "../../../schema/types.ts";
import type { SchemaTypes } from "../schemas/schema-types.ts";

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

function eventData(media: MediaType, types: SchemaTypes): Carried {
  const reading = { resolve: types.resolve, types: takenTypes(types.resolve) };
  const areEvents = describesEvents(media.itemSchema, reading);
  return carriedBy({ item: itemSchema(media, types), areEvents }, reading);
}

function isEventStream(media: MediaType): boolean {
  return isStream(media) && kindOf(media.type) === "events";
}
