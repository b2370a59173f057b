import { isObject, type JsonObject } from "../../generator/document/json.ts";
import { isJson } from "../http/media-type.ts";
import type { Answer } from "../http/response.ts";
import type { Schemas } from "../validation/decoding/decoding.ts";
import { parseJsonText } from "../validation/decoding/json-text.ts";
import { writeJson } from "./write-json.ts";

/** The document's own answer to a request, into which records are put. */
export interface OwnAnswer {
  readonly answer: Answer;
  /** Its JSON, with integers beyond 2^53 as texts; undefined without a body. */
  readonly body: unknown;
}

/** The document's answer; undefined where its body is no JSON, so that no record can stand in it. */
export function readOwnAnswer(answer: Answer, needsBody: boolean): OwnAnswer | undefined {
  if (!needsBody) return { answer, body: undefined };
  const mediaType = answer.headers.find(([name]) => name.toLowerCase() === "content-type")?.[1];
  if (!isJson(mediaType === undefined ? undefined : String(mediaType))) return undefined;
  try {
    return { answer, body: parseJsonText(String(answer.body ?? "null")).shown };
  } catch {
    return undefined;
  }
}

/** The document's answer with another body, and headers of its own in the place of those that the document gives. */
export function withBody(
  { answer }: OwnAnswer,
  body: unknown,
  content: JsonObject | undefined,
  headers: readonly (readonly [name: string, value: string | undefined])[],
  schemas: Schemas,
): Answer {
  const replaced = new Set(headers.map(([name]) => name.toLowerCase()));
  const sent = headers.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return {
    ...answer,
    headers: [...answer.headers.filter(([name]) => !replaced.has(name.toLowerCase())), ...sent],
    body: isObject(content) ? writeJson(body, content["schema"], schemas) : answer.body,
  };
}
