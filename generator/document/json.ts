import { byCodePoint } from "./order.ts";

/** A JSON object as read; its values are unknown until they are checked. */
export type JsonObject = { readonly [key: string]: unknown };

/** Whether the value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether the value is an object with a `$ref`. */
export function hasReference(value: unknown): value is { readonly $ref: string } {
  return isObject(value) && typeof value["$ref"] === "string";
}

/** Sets an own property, whatever its name: assigning to `__proto__` would set the prototype. */
export function setOwn(target: object, key: string, value: unknown): void {
  if (key === "__proto__")
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else (target as Record<string, unknown>)[key] = value;
}

/** An own member of a map; undefined where the value is not a map or has no such member. */
export function getOwn(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/**
 * JSON data with every map sorted by key, for comparing regardless of order. What is in order already is returned as it
 * is.
 */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(sorted);
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  const ordered = isInOrder(keys) ? keys : keys.toSorted(byCodePoint);
  let isSame = ordered === keys && Object.getPrototypeOf(value) === Object.prototype;
  const children = ordered.map((key) => sorted(value[key]));
  for (let index = 0; isSame && index < children.length; index += 1)
    isSame = children[index] === value[ordered[index]!];
  if (isSame) return value;
  const copy = {};
  for (const [index, key] of ordered.entries()) setOwn(copy, key, children[index]);
  return copy;
}

/** Whether arrays and objects stand within each other in more than so many levels, however deep. */
export function isDeeperThan(levels: number, value: unknown): boolean {
  // Once each, however many times it is held: what holds itself is without end.
  let within = new Set([value].filter(isContainer));
  for (let level = 1; within.size > 0; level += 1) {
    if (level > levels) return true;
    within = new Set([...within].flatMap((each) => Object.values(each).filter(isContainer)));
  }
  return false;
}

function isContainer(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  return Array.isArray(value) || isObject(value);
}

/** JSON text that is equal for two values exactly if they are equal, regardless of the order of their maps. */
export function canonicalJson(value: unknown): string | undefined {
  return JSON.stringify(sorted(value));
}

/** Whether keys are in code-point order. */
function isInOrder(keys: readonly string[]): boolean {
  for (let index = 1; index < keys.length; index += 1)
    if (byCodePoint(keys[index - 1]!, keys[index]!) > 0) return false;
  return true;
}

/** The array in a field; an empty one where the field is not an array. */
export function listIn(value: JsonObject, key: string): readonly unknown[] {
  const list = value[key];
  return Array.isArray(list) ? list : [];
}
