import { isObject, type JsonObject } from "../../generator/document/json.ts";
import type { Answer } from "../answer.ts";
import { contentsOf, describedResponse } from "../described-response.ts";
import { isJson } from "../media-type.ts";
import type { ServedOperation } from "../operations.ts";
import type { ScriptedAnswer } from "./answer-types.ts";

/**
 * A scripted answer as it goes on the wire. Its media type is that of its own headers, else the first that the operation
 * describes for the status, else JSON.
 */
export async function writeAnswer(
  { status, headers = {}, body }: ScriptedAnswer,
  openapi: JsonObject,
  operation: ServedOperation,
): Promise<Answer> {
  const chosen = status ?? firstSuccess(operation);
  const own = Object.entries(headers);
  if (body === undefined) return { status: chosen, headers: own, body: undefined };
  const given = own.find(([name]) => name.toLowerCase() === "content-type")?.[1];
  const mediaType = given === undefined ? describedMediaType(openapi, operation, chosen, body) : String(given);
  return {
    status: chosen,
    headers: given === undefined ? [["content-type", mediaType], ...own] : own,
    body: await bytesOf(body, mediaType),
  };
}

function firstSuccess({ description: { responses } }: ServedOperation): number {
  const codes = isObject(responses) ? Object.keys(responses).filter((code) => /^2\d\d$/.test(code)) : [];
  return Math.min(...codes.map(Number), codes.length === 0 ? 200 : 299);
}

function describedMediaType(openapi: JsonObject, operation: ServedOperation, status: number, body: unknown): string {
  const [first] = contentsOf(describedResponse(openapi, operation, status));
  if (first !== undefined && !first[0].includes("*")) return first[0];
  return isBinary(body) ? "application/octet-stream" : "application/json";
}

async function bytesOf(body: unknown, mediaType: string): Promise<string | Buffer> {
  if (body instanceof Blob) return Buffer.from(await body.arrayBuffer());
  if (body instanceof ArrayBuffer) return Buffer.from(body);
  if (ArrayBuffer.isView(body)) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return typeof body === "string" && !isJson(mediaType) ? body : JSON.stringify(body);
}

function isBinary(body: unknown): boolean {
  return body instanceof Blob || body instanceof ArrayBuffer || ArrayBuffer.isView(body);
}
