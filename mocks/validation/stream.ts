import { isObject, type JsonObject } from "../../generator/document/json.ts";
import { type Carried, carriedBy, describesEvents } from "../../generator/schema/streamed-events.ts";
import type { StreamKind } from "../http/media-type.ts";
import { decodePart } from "./decoding/decode-form.ts";
import { type Decoding, maxFaults, startPart } from "./decoding/decoding.ts";
import type { SchemaShapes } from "./schemas/schema-shape.ts";
import { shownValue, validateValue } from "./validate-value.ts";
import type { Fault } from "./violation.ts";

/** What a stream is made of. */
export interface StreamItems {
  readonly schema: unknown;
  /** Whether the items of an event stream are whole events; else they are what the events carry as data. */
  readonly areEvents: boolean;
  /** What events carry. */
  readonly carried: Carried;
}

/**
 * What the items of a stream are, by its Media Type Object: an `itemSchema` is of them, a `schema` of the whole, which
 * is a list, but many mean the item by it.
 */
export function streamItems(
  { schema, itemSchema }: { readonly schema?: unknown; readonly itemSchema?: unknown },
  shapes: SchemaShapes,
): StreamItems {
  const types = shapes.types(schema);
  const isList = types.has("array") && types.size === 1;
  const item = itemSchema ?? (isList ? (shapes.item(schema, 0) ?? true) : schema);
  const areEvents = describesEvents(itemSchema, shapes);
  return { schema: item, areEvents, carried: carriedBy({ item, areEvents }, shapes) };
}

/** Kept, so that each is compiled once. */
const unions = new WeakMap<JsonObject, JsonObject>();

/** The schema of what whole events carry as JSON; undefined where it is text, or JSON of no schema in particular. */
function carriedSchema({ schema, carried }: StreamItems): unknown {
  if (carried.kind === "text" || carried.schemas.includes(undefined)) return undefined;
  if (carried.schemas.length === 1 || !isObject(schema)) return carried.schemas[0];
  const union = unions.get(schema) ?? { anyOf: carried.schemas };
  unions.set(schema, union);
  return union;
}

interface SentEvent {
  readonly event?: string;
  readonly id?: string;
  readonly retry?: number;
  readonly data: string;
}

/** A stream that was sent, item by item. */
export interface ReadStream {
  readonly items: readonly unknown[];
  readonly faults: readonly Fault[];
}

/** Reads a stream that was sent, and what is wrong with its items. */
export function readStream(text: string, kind: StreamKind, content: JsonObject, decoding: Decoding): ReadStream {
  const { schemas } = decoding;
  const { shapes } = schemas;
  const items = streamItems(content, shapes);
  const all: Fault[] = [];
  const read: unknown[] = [];
  const check = (text: string, schema: unknown, path: readonly string[]): unknown => {
    const own = startPart(decoding);
    const value = decodePart(text, { mediaType: "application/json", schema }, own);
    if (all.length < maxFaults) add(validateValue(value, schema, own), path);
    return shownValue(value, own);
  };
  const add = (faults: readonly Fault[], path: readonly string[]) => {
    for (const fault of faults) all.push({ ...fault, path: [...path, ...fault.path] });
  };

  if (kind !== "events") {
    const parts = kind === "lines" ? text.split("\n") : text.split("\x1e").slice(1);
    for (const [index, part] of parts.filter((each) => each.trim() !== "").entries()) {
      read.push(check(part, items.schema ?? true, [String(index)]));
    }
    return { items: read, faults: all };
  }
  const data = items.areEvents ? shapes.property(items.schema, "data") : undefined;
  const isTextual = shapes.types(data).has("string");
  const carried = isTextual ? carriedSchema(items) : undefined;
  for (const [index, event] of eventsIn(text).entries()) {
    const path = [String(index)];
    if (all.length >= maxFaults || event.data === "[DONE]") continue;
    if (!items.areEvents) {
      if (items.carried.kind === "json") read.push(check(event.data, items.schema ?? true, path));
      else {
        add(validateValue(event.data, items.schema ?? true, startPart(decoding)), path);
        read.push(event.data);
      }
      continue;
    }
    const own = startPart(decoding);
    const value = isTextual ? event.data : decodePart(event.data, { mediaType: "application/json", schema: data }, own);
    add(validateValue({ ...event, data: value }, items.schema, own), path);
    read.push({ ...event, data: value });
    if (carried !== undefined) check(event.data, carried, [...path, "data"]);
  }
  return { items: read, faults: all };
}

/** The events of a stream (HTML Standard, section 9.2.6); those without data are none. */
function eventsIn(text: string): SentEvent[] {
  return text.split(/(?:\r\n|\r|\n){2,}/).flatMap((block) => {
    const fields = new Map<string, string[]>();
    for (const line of block.split(/\r\n|\r|\n/)) {
      const [, name = "", value = ""] = /^([^:]*)(?:: ?([\s\S]*))?$/.exec(line) ?? [];
      fields.set(name, [...(fields.get(name) ?? []), value]);
    }
    const data = fields.get("data");
    if (data === undefined) return [];
    const [event, id, retry] = ["event", "id", "retry"].map((name) => fields.get(name)?.at(-1));
    return {
      data: data.join("\n"),
      ...(event && { event }),
      ...(id !== undefined && { id }),
      ...(retry !== undefined && /^\d+$/.test(retry) && { retry: Number(retry) }),
    };
  });
}
