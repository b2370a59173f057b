/** An object as `JSON.parse` gives it. */
export type PlainObject = Readonly<Record<string, unknown>>;

/** True for an object of a JSON document, false for arrays and null. */
export function isObject(value: unknown): value is PlainObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
