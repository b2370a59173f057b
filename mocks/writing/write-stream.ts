import { isObject, type JsonObject } from "../../generator/document/json.ts";
import { withPlainNumbers } from "../document/exact-numbers.ts";
import type { StreamKind } from "../http/media-type.ts";
import type { SchemaShapes } from "../validation/schemas/schema-shape.ts";
import { type StreamItems, streamItems } from "../validation/stream.ts";
import type { Content } from "./content.ts";

/** In front of each record of a sequence (RFC 7464, section 2.2). */
const separator = "\x1e";

/** How a stream is written. */
interface Means {
  readonly kind: StreamKind;
  readonly shapes: SchemaShapes;
  /** How many items there are; by default those that the value has. */
  readonly count?: number | undefined;
}

/** The value of a stream as the pieces that go on the wire one after the other: an item each. */
export function streamPieces(value: unknown, content: Content, { kind, shapes, count }: Means): readonly string[] {
  const described = streamItems(content, shapes);
  const write = (item: unknown) => (kind === "events" ? eventOf(item, described, shapes) : framed(jsonOf(item), kind));
  const pieces =
    typeof value === "string" && content.isWritten
      ? writtenStream(value, kind, described)
      : itemsOf(value, described, shapes).map((item) => withPlainNumbers(write(item)));
  if (count === undefined || pieces.length === 0) return pieces;
  return Array.from({ length: count }, (_, index) => pieces[index % pieces.length] ?? "");
}

/** The items of a list, or the only one. */
function itemsOf(value: unknown, { schema }: StreamItems, shapes: SchemaShapes): readonly unknown[] {
  if (!Array.isArray(value)) return [value];
  const types = shapes.types(schema);
  const isItem = types.has("array") && types.size === 1 && !value.every(Array.isArray);
  return isItem ? [value] : value;
}

/** A text that is the stream already goes as it is, with its last item ended; any other is an item of one. */
function writtenStream(text: string, kind: StreamKind, { carried }: StreamItems): readonly string[] {
  if (kind === "events") {
    if (!/^(?:(?:data|event|id|retry)(?::|$)|:)/m.test(text)) {
      const isData = carried.kind === "text" || isJsonText(text);
      return [`${dataLines(isData ? text : jsonOf(text))}\n`];
    }
    const events = text.match(/[\s\S]+?(?:(?:\r\n|\r|\n){2,}|$)/g) ?? [];
    return events.map((event) => (/(?:\r\n\r\n|\r\r|\n\n)$/.test(event) ? event : `${event.trimEnd()}\n\n`));
  }
  const [, ...records] = kind === "sequence" ? text.split(separator) : [];
  if (records.length > 0) return records.map((record) => `${separator}${record.trimEnd()}\n`);
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  if (isJsonText(text)) return [framed(oneLine(text), kind)];
  const areItems = lines.length > 0 && lines.every(isJsonText);
  return areItems ? lines.map((line) => framed(line.trim(), kind)) : [framed(jsonOf(text), kind)];
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** JSON has line ends between its tokens alone. */
function oneLine(json: string): string {
  return json.trim().replaceAll(/\s*[\r\n]\s*/g, " ");
}

function framed(json: string, kind: Exclude<StreamKind, "events">): string {
  return kind === "lines" ? `${json}\n` : `${separator}${json}\n`;
}

const fields = new Set(["data", "event", "id", "retry"]);

/** A whole event, or one that carries the item as its data (HTML Standard, section 9.2.5). */
function eventOf(item: unknown, described: StreamItems, shapes: SchemaShapes): string {
  if (!isEvent(item, described, shapes)) return `${dataLines(textOf(item, described.carried.kind === "text"))}\n`;
  const { event, id, retry, data } = item;
  const heads = Object.entries({ event, id, retry }).filter(([, value]) => value !== undefined && value !== null);
  const isText = described.areEvents || described.carried.kind === "text";
  const body = data === undefined ? "" : dataLines(textOf(data, isText));
  return `${heads.map(([name, value]) => `${name}: ${withoutLineEnds(String(value))}\n`).join("")}${body}\n`;
}

/** Whether an item is a whole event: it is described as such, or it looks like one where the data has no `data`. */
function isEvent(item: unknown, { schema, areEvents }: StreamItems, shapes: SchemaShapes): item is JsonObject {
  if (!isObject(item)) return false;
  if (areEvents) return true;
  return (
    "data" in item && Object.keys(item).every((name) => fields.has(name)) && !shapes.propertyNames(schema).has("data")
  );
}

function textOf(value: unknown, isText: boolean): string {
  return isText && typeof value === "string" ? value : jsonOf(value);
}

function dataLines(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => `data: ${line}\n`)
    .join("");
}

function withoutLineEnds(text: string): string {
  return text.replaceAll(/[\r\n\0]+/g, " ");
}

function jsonOf(value: unknown): string {
  return JSON.stringify(value) ?? "null";
}
