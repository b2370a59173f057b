import { isObject, type JsonObject } from "../../../generator/document/json.ts";
import type { ServedOperation } from "../../document/operations.ts";
import { isJson } from "../../http/media-type.ts";
import type { Schemas } from "../../validation/decoding/decoding.ts";

/** The response to a good request, as an operation describes it. */
export interface Success {
  readonly status: number;
  readonly headers: JsonObject;
  /** The Media Type Object of its JSON; undefined where it has none. */
  readonly content: JsonObject | undefined;
  /** Whether it has a body of any kind. */
  readonly hasBody: boolean;
}

/**
 * The successes that an operation describes: 201 first, then by their numbers. `default` counts where nothing else
 * does.
 */
export function successesOf({ description }: ServedOperation, schemas: Schemas): Success[] {
  const responses = isObject(description["responses"]) ? description["responses"] : {};
  const found = Object.entries(responses)
    .filter(([code]) => /^2(?:\d\d|XX)$/i.test(code))
    .map(([code, response]) => [Number(code.replace(/XX/i, "00")), response] as const)
    .sort(([left], [right]) => (left === 201 ? 0 : left) - (right === 201 ? 0 : right));
  const entries = found.length === 0 && "default" in responses ? [[200, responses["default"]] as const] : found;
  return entries.flatMap(([status, entry]) => {
    const response = schemas.resolve(entry);
    if (!isObject(response)) return [];
    const contents = Object.entries(isObject(response["content"]) ? response["content"] : {});
    const content = contents.find(([mediaType]) => isJson(mediaType))?.[1];
    return {
      status,
      headers: isObject(response["headers"]) ? response["headers"] : {},
      content: isObject(content) ? content : undefined,
      hasBody: contents.length > 0,
    };
  });
}

/** The name of a described header, whatever its letters' case. */
export function describedHeader({ headers }: Success, name: string): string | undefined {
  return Object.keys(headers).find((one) => one.toLowerCase() === name);
}
