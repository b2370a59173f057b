import { isObject } from "../../generator/document/json.ts";
import type { Schemas } from "../validation/decoding/decoding.ts";

/**
 * JSON data as text. Where the schema takes an integer and no text, digits that are held as a text are written without quotes, so that an identifier
 * beyond 2^53 keeps them all.
 */
export function writeJson(value: unknown, schema: unknown, schemas: Schemas): string {
  const { shapes } = schemas;
  if (Array.isArray(value)) {
    return `[${value.map((item, index) => writeJson(item, shapes.item(schema, index), schemas)).join(",")}]`;
  }
  if (isObject(value)) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => `${JSON.stringify(name)}:${writeJson(member, shapes.property(schema, name), schemas)}`);
    return `{${members.join(",")}}`;
  }
  if (typeof value === "string" && /^(?:0|-?[1-9]\d*)$/.test(value) && schema !== undefined) {
    const types = shapes.types(schema);
    if (types.has("integer") && !types.has("string")) return value;
  }
  return JSON.stringify(value) ?? "null";
}
