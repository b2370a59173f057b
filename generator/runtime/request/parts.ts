import type {
  EncodingDescription,
  JsonWriter,
  MediaWriter,
  MessageWriter,
  MultipartMessage,
} from "../core/description.ts";
import { isJson } from "../core/json.ts";
import {
  escapeName,
  formMessage,
  isBinary,
  isBytes,
  mediaTypeOf,
  messageOf,
  setBody,
} from "./body.ts";
import { textOf } from "./parameters.ts";

/** How the parts of a multipart message without names are written (OpenAPI 3.2, "Encoding By Position"). */
export interface PartsDescription {
  /** By position. */
  readonly prefix?: readonly EncodingDescription[];
  /** What comes after those. */
  readonly item?: EncodingDescription;
}

/**
 * Writes an array as a multipart message of that media type: each item is a part, in order. Files keep their type and
 * their name, objects and arrays are JSON, unless the encoding of the position says otherwise.
 *
 * Throws a TypeError for a stream, and for an object under a media type of which it is unknown how to write it.
 */
export function writeParts(declared: string, parts: PartsDescription): MediaWriter {
  const write = partsMessage(parts);
  return (draft, body, value) => {
    const type = mediaTypeOf(body);
    const isOwn = declared.includes("*") ? /^multipart\//i.test(type) : type === declared;
    if (!isOwn || !Array.isArray(value)) return false;
    const message = write(value, type.includes("*") ? "multipart/mixed" : type, body.json);
    return setBody(draft, message.content, message.type);
  };
}

/** What writes an array as a multipart message inside of another, its items in order. */
export function partsMessage({ prefix = [], item = {} }: PartsDescription): MessageWriter {
  return (value, type, json) =>
    messageOf(
      [value].flat().map((each, index) => partAt(each, prefix[index] ?? item, { index, json })),
      type,
    );
}

/** What writes an object as a multipart message inside of another, its members by name. */
export function membersMessage(encoding: {
  readonly [property: string]: EncodingDescription;
}): MessageWriter {
  return (value, type, json): MultipartMessage => formMessage({ encoding, json }, value, type);
}

/** A part of a position: its headers, and its content. */
function partAt(
  value: unknown,
  { contentType: declared = "", headers = {}, message }: EncodingDescription,
  { index, json = JSON.stringify }: { index: number; json: JsonWriter | undefined },
): (string | Blob)[] {
  // A list of media types, some of them ranges, says what is allowed.
  const allowed = declared.split(",").map((each) => each.trim());
  const concrete = allowed.filter((each) => /^[^*\r\n]+$/.test(each));
  if (message && typeof value === "object" && value && !isBinary(value)) {
    const { type, content } = message(value, concrete[0] ?? "multipart/mixed", json);
    return [headOf(type, headers), content];
  }
  if (isBinary(value)) {
    if (!isBytes(value))
      throw new TypeError(`part ${index + 1} is a stream: give a Blob or a File`);
    const file = value instanceof Blob ? value : new Blob([value]);
    const { name } = file as Partial<File>;
    const type = file.type || concrete[0] || "application/octet-stream";
    return [headOf(type, name === undefined ? headers : withFileName(headers, name)), file];
  }
  if (typeof value === "object") {
    const type = concrete.find(isJson) ?? (concrete.length ? undefined : "application/json");
    if (!type)
      throw new TypeError(`part ${index + 1}, of type ${declared}, must be text or a file`);
    return [headOf(type, headers), json(value)!];
  }
  const type = concrete[0] ?? "text/plain;charset=utf-8";
  return [headOf(type, headers), isJson(type) ? json(value)! : textOf(value, json)];
}

function headOf(type: string, headers: { readonly [name: string]: string }): string {
  const lines = Object.entries({ "Content-Type": type, ...headers });
  return `${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
}

/** Headers that name the file too, which only forms need and every server understands. */
function withFileName(headers: { readonly [name: string]: string }, file: string): typeof headers {
  const key = Object.keys(headers).find((name) => /^content-disposition$/i.test(name));
  const stated = key === undefined ? "attachment" : headers[key]!;
  if (/;\s*filename\*?=/i.test(stated)) return headers;
  return {
    ...headers,
    [key ?? "Content-Disposition"]: `${stated}; filename="${escapeName(file)}"`,
  };
}
