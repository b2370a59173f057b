import { isObject, type JsonObject } from "../document/json.ts";
import { isTypeName, type TypeName, typeNames } from "./keywords.ts";
import { partsOf } from "./parts.ts";
import type { Resolve } from "./references.ts";

const allTypes: ReadonlySet<TypeName> = new Set(typeNames);

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

/**
 * Tells the types of the values that a schema may take, through references and compositions; `integer` is there
 * wherever `number` is. It remembers what it told.
 */
export function takenTypes(resolve: Resolve): (schema: unknown) => ReadonlySet<TypeName> {
  const typesOf = new WeakMap<object, ReadonlySet<TypeName>>();

  function types(schema: unknown, seen: Map<object, ReadonlySet<TypeName>>): ReadonlySet<TypeName> {
    const target = resolve(schema);
    if (!isObject(target)) return allTypes;
    const known = typesOf.get(target) ?? seen.get(target);
    if (known !== undefined) return known;
    const isFirst = seen.size === 0;
    // A schema that holds itself says nothing by that.
    seen.set(target, allTypes);
    let admitted = ownTypes(target);
    const { all, any, one } = partsOf(target);
    for (const part of all) admitted = intersect(admitted, types(part, seen));
    for (const alternatives of [any, one]) {
      if (alternatives.length === 0) continue;
      const union = new Set(alternatives.flatMap((alternative) => [...types(alternative, seen)]));
      admitted = intersect(admitted, union);
    }
    seen.set(target, admitted);
    if (isFirst) typesOf.set(target, admitted);
    return admitted;
  }

  return (schema) => types(schema, new Map());
}

function ownTypes(schema: JsonObject): ReadonlySet<TypeName> {
  const named = statedTypes(schema);
  if (named.length > 0) return new Set(named.includes("number") ? [...named, "integer"] : named);
  const values = allowedValues(schema);
  if (values !== undefined) return new Set(values.flatMap(typesOfValue));
  if (isObject(schema["properties"]) || isObject(schema["additionalProperties"])) return new Set(["object"]);
  if ("items" in schema || "prefixItems" in schema) return new Set(["array"]);
  return allTypes;
}

function typesOfValue(value: unknown): TypeName[] {
  if (value === null) return ["null"];
  if (Array.isArray(value)) return ["array"];
  if (typeof value === "number") return Number.isInteger(value) ? ["number", "integer"] : ["number"];
  if (typeof value === "string") return ["string"];
  return typeof value === "boolean" ? ["boolean"] : ["object"];
}

function intersect(left: ReadonlySet<TypeName>, right: ReadonlySet<TypeName>): ReadonlySet<TypeName> {
  return new Set([...left].filter((name) => right.has(name)));
}
