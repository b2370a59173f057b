import { isObject, type JsonObject } from "../../generator/document/json.ts";
import { writeExactJson } from "../document/exact-numbers.ts";
import type { ServedOperation } from "../document/operations.ts";
import { contentsOf, describedResponse, followed } from "../document/response-object.ts";
import { isJson } from "../http/media-type.ts";
import type { MockResponse } from "../http/response.ts";
import { createSchemaShapes } from "../validation/schemas/schema-shape.ts";
import type { ScriptedResponse } from "./response-types.ts";

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
  if (body === undefined) return { status: chosen, headers: own, body: undefined };
  const given = own.find(([name]) => name.toLowerCase() === "content-type")?.[1];
  const described = contentsOf(describedResponse(openapi, operation, chosen));
  const mediaType = given === undefined ? describedMediaType(described, body) : String(given);
  const [, content] = described.find(([type]) => isJson(type)) ?? [];
  const shapes = createSchemaShapes((schema) => followed(openapi, schema) ?? schema);
  return {
    status: chosen,
    headers: given === undefined ? [["content-type", mediaType], ...own] : own,
    body: await bytesOf(body, mediaType, (value) => writeExactJson(value, content?.["schema"], shapes)),
  };
}

function firstSuccess({ description: { responses } }: ServedOperation): number {
  const codes = isObject(responses) ? Object.keys(responses).filter((code) => /^2\d\d$/.test(code)) : [];
  return Math.min(...codes.map(Number), codes.length === 0 ? 200 : 299);
}

function describedMediaType([first]: readonly [mediaType: string, content: JsonObject][], body: unknown): string {
  if (first !== undefined && !first[0].includes("*")) return first[0];
  return isBinary(body) ? "application/octet-stream" : "application/json";
}

async function bytesOf(body: unknown, mediaType: string, json: (value: unknown) => string): Promise<string | Buffer> {
  if (body instanceof Blob) return Buffer.from(await body.arrayBuffer());
  if (body instanceof ArrayBuffer) return Buffer.from(body);
  if (ArrayBuffer.isView(body)) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return typeof body === "string" && !isJson(mediaType) ? body : json(body);
}

function isBinary(body: unknown): boolean {
  return body instanceof Blob || body instanceof ArrayBuffer || ArrayBuffer.isView(body);
}
