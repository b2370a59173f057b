import { isObject, type JsonObject } from "../../generator/document/json.ts";
import { resolvePointer } from "../../generator/schema/references.ts";
import type { ServedOperation } from "./operations.ts";

/**
 * The Response Object of an operation for a status: the exact one, that of its range, else the default (section
 * 4.8.16).
 */
export function describedResponse(
  openapi: JsonObject,
  { description }: ServedOperation,
  status: number,
): JsonObject | undefined {
  const responses = description["responses"];
  if (!isObject(responses)) return undefined;
  for (const wanted of [String(status), `${Math.floor(status / 100)}XX`, "DEFAULT"]) {
    const key = Object.keys(responses).find((name) => name.toUpperCase() === wanted);
    if (key !== undefined) return followed(openapi, responses[key]);
  }
  return undefined;
}

/** The media types of a Response Object in its order, with what describes their content. */
export function contentsOf(response: JsonObject | undefined): [mediaType: string, content: JsonObject][] {
  const content = response?.["content"];
  return isObject(content)
    ? Object.entries(content).filter((entry): entry is [string, JsonObject] => isObject(entry[1]))
    : [];
}

/** What a `$ref` of the document leads to, or the object itself. */
export function followed(openapi: JsonObject, value: unknown): JsonObject | undefined {
  let found = value;
  for (let steps = 0; isObject(found) && typeof found["$ref"] === "string" && steps < 10; steps += 1)
    found = resolvePointer(openapi, found["$ref"]);
  return isObject(found) ? found : undefined;
}
