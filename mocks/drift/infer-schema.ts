import { isObject, type JsonObject, setOwn } from "../../generator/document/json.ts";
import { redacted } from "../http/redact.ts";

/** How deep values are looked at; what is below is any value. */
const deepest = 10;

/** The JSON types of values, without null, in a fixed order; `integer` where all numbers are. */
export function typesOfValues(values: readonly unknown[]): string[] {
  const found = new Set(values.filter((value) => value !== null).map(typeOf));
  if (found.has("number")) found.delete("integer");
  return ["string", "integer", "number", "boolean", "array", "object"].filter((type) => found.has(type));
}

/** The JSON type of a value. */
export function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

/**
 * A schema that all values satisfy, and that says no more than they show: types, members, items, a date-time. In
 * OpenAPI 3.0 several types are alternatives, and null is `nullable` beside a type.
 */
export function inferSchema(values: readonly unknown[], isBefore31: boolean, depth = 0): JsonObject {
  if (depth > deepest) return {};
  const types = typesOfValues(values);
  const hasNull = values.includes(null);
  if (types.length === 0) return isBefore31 ? { nullable: true } : hasNull ? { type: "null" } : {};
  const each = types.map((type) => inferType(type, values, { isBefore31, depth }));
  const [only] = each;
  if (each.length === 1 && only !== undefined) {
    if (!hasNull) return only;
    return isBefore31 ? { ...only, nullable: true } : { ...only, type: [only["type"], "null"] };
  }
  if (isBefore31) return { anyOf: hasNull ? each.map((one) => ({ ...one, nullable: true })) : each };
  return { anyOf: hasNull ? [...each, { type: "null" }] : each };
}

function inferType(
  type: string,
  values: readonly unknown[],
  { isBefore31, depth }: { readonly isBefore31: boolean; readonly depth: number },
): JsonObject {
  if (type === "object") {
    const members = new Map<string, unknown[]>();
    for (const value of values) {
      if (!isObject(value)) continue;
      for (const [name, member] of Object.entries(value))
        members.set(name, [...(members.get(name) ?? []), member].slice(0, 200));
    }
    const properties = {};
    for (const [name, those] of members) setOwn(properties, name, inferSchema(those, isBefore31, depth + 1));
    return { type, ...(members.size > 0 && { properties }) };
  }
  if (type === "array") {
    const items = values.filter(Array.isArray).flat();
    return { type, items: items.length === 0 ? {} : inferSchema(items, isBefore31, depth + 1) };
  }
  const texts = values.filter((value) => typeof value === "string" && value !== redacted);
  const areTimes = type === "string" && texts.length > 0 && texts.every(isDateTime);
  return areTimes ? { type, format: "date-time" } : { type };
}

function isDateTime(value: unknown): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(String(value));
}
