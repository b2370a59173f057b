import { isObject } from "../../../generator/document/json.ts";
import { literal, propertyKey } from "../../../generator/emit/text.ts";
import { unmarked } from "../../document/exact-numbers.ts";
import type { Call } from "../calls/call.ts";

/**
 * A call as one of the generated client, written as its README does: `client.getTicket({ ticketId: "1" })`; with
 * expressions in the place of arguments, by their keys.
 */
export function clientCallOf(
  { operation, arguments: given, body }: Call,
  expressions: ReadonlyMap<string, string> = new Map(),
): string {
  const { info, parameters } = operation;
  const members = parameters.flatMap(({ key, argument }) =>
    given.has(key) ? [`${propertyKey(argument)}: ${expressions.get(key) ?? literal(unmarked(given.get(key)))}`] : [],
  );
  if (body !== undefined) members.push(`${propertyKey(operation.body?.argument ?? "body")}: ${bodyOf(body)}`);
  const method = /^[A-Za-z_$][\w$]*$/.test(info.name) ? `.${info.name}` : `[${literal(info.name)}]`;
  return `client${method}(${members.length === 0 ? "" : `{ ${members.join(", ")} }`})`;
}

function bodyOf(body: NonNullable<Call["body"]>): string {
  if (!("bytes" in body)) return expressionOf(unmarked(body.value));
  return blobOf(body.bytes, body.mediaType);
}

/** A value as an expression, where bytes are Blobs, at any depth. */
function expressionOf(value: unknown): string {
  if (value instanceof Uint8Array) return blobOf(value);
  if (Array.isArray(value)) return `[${value.map(expressionOf).join(", ")}]`;
  if (!isObject(value)) return literal(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  if (members.length === 0) return "{}";
  return `{ ${members.map(([key, member]) => `${propertyKey(key)}: ${expressionOf(member)}`).join(", ")} }`;
}

/** Bytes of which every one is told, as numbers where they are few. */
function blobOf(bytes: Uint8Array, mediaType?: string): string {
  const type = mediaType === undefined ? "" : `, { type: ${literal(mediaType)} }`;
  const text = textOf(bytes);
  const few = `new Uint8Array([${bytes.length > 16 ? "" : [...bytes].join(", ")}])`;
  const many = `Buffer.from("${Buffer.from(bytes).toString("base64")}", "base64")`;
  return `new Blob([${text === undefined ? (bytes.length > 16 ? many : few) : literal(text)}]${type})`;
}

/** What bytes say; undefined where they are no text. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
