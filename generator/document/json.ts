import { byCodePoint } from "./order.ts";

/** A JSON object as read: every value is unknown until it is looked at. */
export type JsonObject = { readonly [key: string]: unknown };

/** Whether the value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether the value is an object with a `$ref`. */
export function hasReference(value: unknown): value is { readonly $ref: string } {
  return isObject(value) && typeof value["$ref"] === "string";
}

/** Sets an own property, whatever its name: an assignment to `__proto__` would set the prototype. */
export function setOwn(target: object, key: string, value: unknown): void {
  if (key === "__proto__")
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else (target as Record<string, unknown>)[key] = value;
}

/** A copy of JSON data with every map sorted by key. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const copy = {};
  for (const key of Object.keys(value).sort(byCodePoint)) setOwn(copy, key, sorted(value[key]));
  return copy;
}

/** The list in a field, or an empty one. */
export function listIn(value: JsonObject, key: string): readonly unknown[] {
  const list = value[key];
  return Array.isArray(list) ? list : [];
}
