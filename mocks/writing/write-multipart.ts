import { getOwn, isObject, type JsonObject } from "../../generator/document/json.ts";
import { essenceOf, isInRange, mediaTypeParameter, usualTypes } from "../http/media-type.ts";
import type { SchemaShapes } from "../validation/schemas/schema-shape.ts";
import type { Content, WrittenBody } from "./content.ts";

/** What the parts are written with. */
interface Means {
  readonly shapes: SchemaShapes;
  readonly write: (value: unknown, content: Content) => WrittenBody;
}

interface Part {
  readonly name: string | undefined;
  readonly value: unknown;
  readonly schema: unknown;
  readonly encoding: JsonObject;
}

/**
 * A value as a multipart message (RFC 2046, section 5.1; RFC 7578): the members of an object are its parts, and the
 * items of a list among them; each has the media type and the headers that its Encoding Object says.
 */
export function writeMultipart(value: unknown, content: Content, means: Means): WrittenBody {
  const parts = partsOf(value, content, means).map((part) => bytesOf(part, content, means));
  const whole = Buffer.concat(parts);
  const stated = mediaTypeParameter(content.mediaType, "boundary");
  let boundary = stated ?? "twinspec";
  // The bytes decide, so that the same body is the same message each time.
  while (stated === undefined && whole.includes(boundary)) boundary = `${boundary}-${parts.length}`;
  const lines = parts.flatMap((part) => [Buffer.from(`--${boundary}\r\n`), part, Buffer.from("\r\n")]);
  return {
    mediaType: stated === undefined ? `${content.mediaType}; boundary=${boundary}` : content.mediaType,
    body: Buffer.concat([...lines, Buffer.from(`--${boundary}--\r\n`)]),
  };
}

/** A message that is written already: what its first line says is its boundary. */
export function labelMultipart(text: string, mediaType: string): WrittenBody {
  const boundary = /^(?:\r?\n)*--([^\r\n]{1,70}?)[ \t]*\r?\n/.exec(text)?.[1];
  const isLabelled = boundary === undefined || mediaTypeParameter(mediaType, "boundary") !== undefined;
  return { mediaType: isLabelled ? mediaType : `${mediaType}; boundary="${boundary}"`, body: text };
}

function partsOf(value: unknown, content: Content, { shapes }: Means): Part[] {
  const { schema, encoding, prefixEncoding, itemEncoding } = content;
  const encodingAt = (name: string): JsonObject => objectOr(getOwn(encoding, name));
  const prefix = Array.isArray(prefixEncoding) ? prefixEncoding : [];
  if (Array.isArray(value)) {
    return value.map((item, index) => ({
      name: undefined,
      value: item as unknown,
      schema: shapes.item(schema, index) ?? true,
      encoding: objectOr(prefix[index] ?? itemEncoding),
    }));
  }
  if (!isObject(value)) return [{ name: undefined, value, schema, encoding: {} }];
  return Object.entries(value).flatMap(([name, member]) => {
    const described = { name, schema: shapes.property(schema, name) ?? true, encoding: encodingAt(name) };
    if (member === undefined || member === null) return [];
    if (!Array.isArray(member) || isWhole(member, described.encoding)) return [{ ...described, value: member }];
    return member.map((item, index) => ({
      ...described,
      value: item as unknown,
      schema: shapes.item(described.schema, index) ?? true,
    }));
  });
}

function bytesOf({ name, value, schema, encoding }: Part, content: Content, { write }: Means): Buffer {
  const { contentType, encoding: members, prefixEncoding, itemEncoding } = encoding;
  const hasParts = [members, prefixEncoding, itemEncoding].some((each) => each !== undefined);
  const isFile = isObject(schema) && (schema["format"] === "binary" || schema["contentMediaType"] !== undefined);
  const isText = typeof value !== "object" && !isFile;
  const plain = isText ? "text/plain; charset=utf-8" : isFile ? fileType(schema) : "application/json";
  const usual = hasParts && typeof value === "object" ? "multipart/mixed" : plain;
  const wanted = typeof contentType === "string" ? typeIn(contentType, usual) : usual;
  const { headersOf } = content;
  const nested = { encoding: members, prefixEncoding, itemEncoding, ...(headersOf && { headersOf }) };
  const written = write(value, { mediaType: wanted, schema, ...nested, isWritten: typeof value === "string" });
  const isMessage = /^multipart\//i.test(written.mediaType ?? "");
  const isNamedFile = name !== undefined && !isMessage && (isFile || Buffer.isBuffer(written.body));
  const described = headersOf?.(encoding["headers"], `part ${name ?? ""}`) ?? [];
  // Parts have names in forms alone (RFC 7578, section 4.2).
  const isField = name !== undefined && essenceOf(content.mediaType) === "multipart/form-data";
  const isPlaced = described.some(([header]) => header.toLowerCase() === "content-disposition");
  const headers = [
    ...(!isField || isPlaced
      ? []
      : [`Content-Disposition: form-data; name="${quoted(name)}"${isNamedFile ? `; filename="${quoted(name)}"` : ""}`]),
    `Content-Type: ${printable(written.mediaType ?? wanted)}`,
    ...described.flatMap(([header, line]) => [line].flat().map((text) => `${header}: ${text}`)),
  ];
  return Buffer.concat([Buffer.from(`${headers.join("\r\n")}\r\n\r\n`), Buffer.from(written.body ?? "")]);
}

/** The media type of a part among those that the document allows for it: the first, or what is usual for a range. */
function typeIn(allowed: string, usual: string): string {
  const [first = ""] = allowed.split(",").map((each) => each.trim());
  if (!first.includes("*")) return first === "" ? usual : first;
  return isInRange(usual, first) ? usual : (usualTypes.get(first.split("/", 1)[0] ?? "") ?? usual);
}

/** Whether an array is one message of parts by position, rather than each of its items (OpenAPI 3.2). */
function isWhole(member: readonly unknown[], { prefixEncoding, itemEncoding }: JsonObject): boolean {
  return (prefixEncoding !== undefined || itemEncoding !== undefined) && !member.some(Array.isArray);
}

function objectOr(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

function fileType(schema: unknown): string {
  const stated = getOwn(schema, "contentMediaType");
  return typeof stated === "string" ? stated : "application/octet-stream";
}

/** As browsers write names (HTML Standard, "multipart/form-data encoding algorithm"). */
function quoted(name: string): string {
  return name.replaceAll("\r", "%0D").replaceAll("\n", "%0A").replaceAll('"', "%22");
}

function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, "?");
}
