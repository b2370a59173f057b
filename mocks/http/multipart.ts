import { isObject, type JsonObject } from "../../generator/document/json.ts";
import { listOf } from "../../generator/schema/make.ts";
import { essenceOf } from "./media-type.ts";

/** A part of a multipart message (RFC 2046, section 5.1). */
export interface MessagePart {
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** More than any message has. */
const maxParts = 100_000;

/** The parts of a multipart message, without what stands before and after them; undefined where it is malformed. */
export function splitMultipart(bytes: Uint8Array, boundary: string): readonly MessagePart[] | undefined {
  // One character a byte, so that places in the text are places in the bytes.
  const message = `\r\n${Buffer.from(bytes).toString("latin1")}`;
  const delimiter = `\r\n--${boundary}`;
  const parts: MessagePart[] = [];
  let at = message.indexOf(delimiter);
  while (at !== -1) {
    const start = at + delimiter.length;
    if (message.startsWith("--", start)) return parts;
    const lineEnd = message.indexOf("\r\n", start);
    const end = nextDelimiter(message, delimiter, start);
    if (lineEnd === -1 || end === -1 || parts.length === maxParts || message.slice(start, lineEnd).trim() !== "")
      return undefined;
    parts.push(partOf(message.slice(lineEnd, end)));
    at = end;
  }
  return undefined;
}

/** The next line that begins as a delimiter and goes on as one may. */
function nextDelimiter(message: string, delimiter: string, from: number): number {
  let at = message.indexOf(delimiter, from);
  while (
    at !== -1 &&
    !/^(?:--)?[ \t]*(?:\r\n|$)/.test(message.slice(at + delimiter.length, at + delimiter.length + 80))
  )
    at = message.indexOf(delimiter, at + 1);
  return at;
}

/** `text` begins with a line end, and has its headers up to an empty line. */
function partOf(text: string): MessagePart {
  const end = text.startsWith("\r\n\r\n") ? 0 : text.indexOf("\r\n\r\n");
  const head = end === -1 ? text : text.slice(0, end);
  const lines = head.replaceAll(/\r\n[ \t]+/g, " ").split("\r\n");
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [, name, value = ""] = /^([^:]+):\s*(.*?)\s*$/.exec(line) ?? [];
    if (name !== undefined) headers.set(name.toLowerCase(), Buffer.from(value, "latin1").toString());
  }
  return { headers, body: Buffer.from(end === -1 ? "" : text.slice(end + 4), "latin1") };
}

const lists = new WeakMap<object, JsonObject>();

/** The schema of a whole multipart body: a sequence has one of its items (OpenAPI 3.2, section 4.14.5). */
export function schemaOfParts({ schema, itemSchema }: JsonObject, mediaType: string): unknown {
  if (schema !== undefined || !isObject(itemSchema) || !essenceOf(mediaType).startsWith("multipart/")) return schema;
  const list = lists.get(itemSchema) ?? listOf(itemSchema);
  lists.set(itemSchema, list);
  return list;
}
