import { isObject } from "../../../generator/document/json.ts";
import { compositionOf, partsOf } from "../../../generator/schema/parts.ts";
import type { Schemas } from "../../validation/decoding/decoding.ts";

/** What a schema says by a keyword, itself or in one that holds or may hold beside it. */
export function stated(schemas: Schemas, schema: unknown, keyword: string, seen = new Set<unknown>()): unknown {
  const target = schemas.resolve(schema);
  if (!isObject(target) || seen.has(target)) return undefined;
  seen.add(target);
  if (Object.hasOwn(target, keyword)) return target[keyword];
  for (const part of compositionOf(target)) {
    const found = stated(schemas, part, keyword, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The names of the properties that must be there. */
export function requiredNames(schemas: Schemas, schema: unknown, seen = new Set<unknown>()): Set<string> {
  const target = schemas.resolve(schema);
  if (!isObject(target) || seen.has(target)) return new Set();
  seen.add(target);
  const { all, required } = partsOf(target);
  return new Set([...required, ...all.flatMap((part) => [...requiredNames(schemas, part, seen)])]);
}

/** Whether the schema takes maps with these properties, and lists some. */
export function isRecordLike(schemas: Schemas, schema: unknown): boolean {
  return schemas.shapes.types(schema).has("object") && schemas.shapes.propertyNames(schema).size > 0;
}

/** Whether the schema takes lists, and nothing that is a map. */
export function isListLike(schemas: Schemas, schema: unknown): boolean {
  const types = schemas.shapes.types(schema);
  return types.has("array") && !types.has("object") && !types.has("string");
}
