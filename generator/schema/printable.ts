import { hasReference, isObject, type JsonObject, setOwn } from "../document/json.ts";
import { keywords, notes } from "./keywords.ts";
import { isNullable, typesOf } from "./types.ts";
import { changeSchemas } from "./walk.ts";

/**
 * Brings schemas into a form for which openapi-typescript prints the right types. It prints compositions twice where
 * null is in a list of types beside them, and takes a schema with a list of types for none of an object.
 */
export const printable: (schema: unknown) => unknown = changeSchemas((schema) =>
  withNullable(withoutAlternativeNull(schema)),
);

const compositions = ["allOf", "anyOf", "oneOf"];

function withNullable(schema: JsonObject): JsonObject {
  if (!Array.isArray(schema["type"])) return schema;
  const [type, ...others] = typesOf(schema);
  if (type === undefined || others.length > 0 || !isNullable(schema) || schema["enum"] !== undefined) return schema;
  if (type !== "object" && !compositions.some((keyword) => schema[keyword] !== undefined)) return schema;
  return { ...schema, type, nullable: true };
}

/**
 * `anyOf` of one schema and null as that schema and `nullable`, where nothing else is said and the schema states no
 * type.
 */
function withoutAlternativeNull(schema: JsonObject): JsonObject {
  if (!Array.isArray(schema["anyOf"]) || schema["anyOf"].length !== 2) return schema;
  const { anyOf, ...whole } = schema;
  const [alternative, none] = anyOf as unknown[];
  if (!isObject(none) || none["type"] !== "null" || Object.keys(none).length > 1) return schema;
  if (!isObject(alternative) || hasReference(alternative) || "type" in alternative || "enum" in alternative)
    return schema;
  if (Object.keys(alternative).some((keyword) => notes.has(keyword))) return schema;
  if (Object.keys(whole).some((keyword) => !isHint(keyword))) return schema;
  const joined: Record<string, unknown> = {};
  for (const part of [whole, alternative, { nullable: true }])
    for (const [keyword, value] of Object.entries(part)) setOwn(joined, keyword, value);
  return joined;
}

function isHint(keyword: string): boolean {
  const role = keywords.get(keyword)?.role;
  return role === undefined || role === "note" || role === "hint" || role === "core";
}
