import { isObject, type JsonObject } from "../../generator/document/json.ts";
import { parseExactIntegers, writeExactJson } from "../document/exact-numbers.ts";
import { isJson } from "../http/media-type.ts";
import type { MockResponse } from "../http/response.ts";
import type { Schemas } from "../validation/decoding/decoding.ts";

/** The document's own response to a request, into which records are put. */
export interface OwnResponse {
  readonly response: MockResponse;
  /** Its JSON, with integers beyond 2^53 as texts; undefined without a body. */
  readonly body: unknown;
}

/** The document's response; undefined where its body is not JSON, so that no record can be put in it. */
export function readOwnResponse(response: MockResponse, needsBody: boolean): OwnResponse | undefined {
  if (!needsBody) return { response, body: undefined };
  const mediaType = response.headers.find(([name]) => name.toLowerCase() === "content-type")?.[1];
  if (!isJson(mediaType === undefined ? undefined : String(mediaType))) return undefined;
  try {
    return { response, body: parseExactIntegers(String(response.body ?? "null")).exact };
  } catch {
    return undefined;
  }
}

/** What comes into the document's response. */
export interface Filling {
  readonly body?: unknown;
  /** The Media Type Object of the body; without it, the document's own stays. */
  readonly content: JsonObject | undefined;
  /** Those without a value are left out. */
  readonly headers: readonly (readonly [name: string, value: string | undefined])[];
}

/** The document's response with another body, and headers of its own in the place of those that the document gives. */
export function withBody(
  { response }: OwnResponse,
  { body, content, headers }: Filling,
  schemas: Schemas,
): MockResponse {
  const replaced = new Set(headers.map(([name]) => name.toLowerCase()));
  const sent = headers.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return {
    ...response,
    origin: { source: "state" },
    headers: [...response.headers.filter(([name]) => !replaced.has(name.toLowerCase())), ...sent],
    body: isObject(content) ? writeExactJson(body, content["schema"], schemas.shapes) : response.body,
  };
}
