import { isObject, type JsonObject } from "../../generator/document/json.ts";
import { listOf } from "../../generator/schema/make.ts";
import { parseExactIntegers, writeExactJson } from "../document/exact-numbers.ts";
import type { ServedOperation } from "../document/operations.ts";
import { contentsOf, describedResponse } from "../document/response-object.ts";
import { essenceOf, isJson, streamKindOf } from "../http/media-type.ts";
import { schemaOfParts } from "../http/multipart.ts";
import { hasNoContent, type MockResponse, type Origin } from "../http/response.ts";
import { documentSchemas } from "../validation/schemas/document-schemas.ts";
import type { WrittenBody } from "../writing/content.ts";
import { writeBody } from "../writing/write-body.ts";
import type { ScriptedResponse } from "./response-types.ts";

const origin: Origin = { source: "script" };

/**
 * A scripted response as it goes on the wire. Its media type is that of its own headers, else the first that the
 * operation describes for the status, else JSON.
 */
export async function writeResponse(
  { status, headers = {}, body }: ScriptedResponse,
  openapi: JsonObject,
  operation: ServedOperation,
): Promise<MockResponse> {
  const chosen = status ?? firstSuccess(operation);
  const own = Object.entries(headers);
  if (body === undefined) return { status: chosen, headers: own, body: undefined, origin };
  const given = own.find(([name]) => name.toLowerCase() === "content-type")?.[1];
  const described = contentsOf(describedResponse(openapi, operation, chosen));
  if (given === undefined && hasNoContent(chosen)) return { status: chosen, headers: own, body: undefined, origin };
  const wanted = given === undefined ? describedMediaType(described, body) : String(given);
  const { mediaType, body: written } = await writtenBody(body, { mediaType: wanted, described }, openapi);
  const others = own.filter(([name]) => name.toLowerCase() !== "content-type");
  return { status: chosen, headers: [["content-type", mediaType ?? wanted], ...others], body: written, origin };
}

/** The first 2xx that an operation describes, else 200. */
export function firstSuccess({ description: { responses } }: ServedOperation): number {
  const codes = isObject(responses) ? Object.keys(responses).filter((code) => /^2\d\d$/.test(code)) : [];
  return Math.min(...codes.map(Number), codes.length === 0 ? 200 : 299);
}

function describedMediaType([first]: readonly [mediaType: string, content: JsonObject][], body: unknown): string {
  if (first !== undefined && !first[0].includes("*")) return first[0];
  return isBinary(body) ? "application/octet-stream" : "application/json";
}

interface DescribedContents {
  readonly mediaType: string;
  readonly described: readonly [mediaType: string, content: JsonObject][];
}

async function writtenBody(
  body: unknown,
  { mediaType, described }: DescribedContents,
  openapi: JsonObject,
): Promise<WrittenBody> {
  if (body instanceof FormData) {
    const message = new Response(body);
    return { mediaType: message.headers.get("content-type") ?? mediaType, body: await bytesOf(message) };
  }
  if (body instanceof URLSearchParams) return { mediaType, body: String(body) };
  if (body instanceof Blob) return { mediaType, body: await bytesOf(body) };
  if (body instanceof ArrayBuffer) return { mediaType, body: Buffer.from(body) };
  if (ArrayBuffer.isView(body)) return { mediaType, body: Buffer.from(body.buffer, body.byteOffset, body.byteLength) };
  const schemas = documentSchemas(openapi, "response");
  const isText = typeof body === "string";
  const [, content] = described.find(([type]) => essenceOf(type) === essenceOf(mediaType)) ?? [];
  const { schema, itemSchema, encoding, prefixEncoding, itemEncoding } = content ?? {};
  const isFramed =
    /^multipart\/|[/+]xml$|^application\/x-www-form-urlencoded$/.test(essenceOf(mediaType)) ||
    streamKindOf(mediaType) !== undefined;
  if (!isText && isFramed) {
    const { exact } = parseExactIntegers(
      writeExactJson(body, itemSchema ? listOf(itemSchema) : schema, schemas.shapes),
    );
    const described = { schema: schemaOfParts(content ?? {}, mediaType), encoding, prefixEncoding, itemEncoding };
    return writeBody(exact, { mediaType, ...described, itemSchema, isWritten: false }, schemas);
  }
  if (isText && !isJson(mediaType)) return { mediaType, body };
  const [, json] = described.find(([type]) => isJson(type)) ?? [];
  return { mediaType, body: writeExactJson(body, json?.["schema"], schemas.shapes) };
}

async function bytesOf(body: Blob | Response): Promise<Buffer> {
  return Buffer.from(await body.arrayBuffer());
}

function isBinary(body: unknown): boolean {
  return body instanceof Blob || body instanceof ArrayBuffer || ArrayBuffer.isView(body);
}
