import type { JsonObject } from "../document/json.ts";
import { isTypeName, type TypeName } from "./keywords.ts";

/** The types that a schema itself states; empty where it states none. */
export function statedTypes({ type }: JsonObject): readonly TypeName[] {
  return (Array.isArray(type) ? (type as unknown[]) : [type]).filter(isTypeName);
}

/** The types that a schema itself states, but null. */
export function typesOf(schema: JsonObject): readonly Exclude<TypeName, "null">[] {
  return statedTypes(schema).filter((type) => type !== "null");
}

/** Whether null is among the types that a schema itself states. */
export function isNullable(schema: JsonObject): boolean {
  return statedTypes(schema).includes("null");
}

/** Whether null is the only value of a schema. */
export function isNull(schema: unknown): boolean {
  if (typeof schema !== "object" || schema === null) return false;
  const { type, enum: values, const: value } = schema as JsonObject;
  return type === "null" || value === null || (Array.isArray(values) && values.every((each) => each === null));
}

/** The only values that a schema itself allows; undefined where it lists none. */
export function allowedValues(schema: JsonObject): readonly unknown[] | undefined {
  if (Object.hasOwn(schema, "const")) return [schema["const"]];
  return Array.isArray(schema["enum"]) ? schema["enum"] : undefined;
}
