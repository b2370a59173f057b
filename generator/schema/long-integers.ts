import { allowedValues, statedTypes } from "./types.ts";

// An integer that JavaScript cannot hold is, in data and among the values of a schema, a string of its digits: it is an
// integer where its schema takes integers and no strings. Until a schema says so, a listed one is marked.

/** No text of a document is taken for one unless it has such digits, and then nothing else is made of it. */
const mark = "\ue000integer:";

/** An integer among the values that a schema allows, before it is known what the schema takes. */
export function markInteger(digits: string): string {
  return mark + digits;
}

/** Whether a value is the digits of an integer beyond the safe integers of JavaScript. */
export function isLongInteger(value: unknown): value is string {
  return typeof value === "string" && /^-?[1-9]\d{15,}$/.test(value) && !Number.isSafeInteger(Number(value));
}

/** Whether a value is a string that surely has no mark. */
export function isUnmarked(value: unknown): value is string {
  return typeof value === "string" && value.charCodeAt(0) !== 0xe000;
}

/** A value without the marks of listed integers. */
export function withoutMark(value: unknown): unknown {
  return Array.isArray(value) ? value.map(withoutMark) : (digitsOf(value) ?? value);
}

function digitsOf(value: unknown): string | undefined {
  if (typeof value !== "string" || !value.startsWith(mark)) return undefined;
  const digits = value.slice(mark.length);
  return isLongInteger(digits) ? digits : undefined;
}

/**
 * Makes digits of the marked integers among the allowed values of a copy of a schema. Where it states no type, those of
 * its values are stated, or nobody would know the digits from a text.
 */
export function keepLongIntegers(schema: { [keyword: string]: unknown }): void {
  if (schema["enum"] === undefined && schema["const"] === undefined) return;
  const allowed = [...(Array.isArray(schema["enum"]) ? (schema["enum"] as unknown[]) : []), schema["const"]];
  if (!allowed.some((value) => digitsOf(value) !== undefined)) return;
  if (statedTypes(schema).length === 0) {
    const types = [...new Set(allowed.flatMap((value) => (value === undefined ? [] : typeOf(value))))];
    schema["type"] = types.length === 1 ? types[0] : types;
  }
  if (Array.isArray(schema["enum"])) schema["enum"] = schema["enum"].map(withoutMark);
  if (schema["const"] !== undefined) schema["const"] = withoutMark(schema["const"]);
}

function typeOf(value: unknown): string {
  if (digitsOf(value) !== undefined || Number.isInteger(value)) return "integer";
  return value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
}

/** Whether digits in the place of a schema's value are an integer, rather than a text. */
export function takesNumbers(schema: { readonly [keyword: string]: unknown }): boolean {
  const types = statedTypes(schema);
  return (types.includes("integer") || types.includes("number")) && !types.includes("string");
}

/** Whether one of the few values of a schema is an integer beyond the safe integers of JavaScript. */
export function allowsLongIntegers(schema: { readonly [keyword: string]: unknown }): boolean {
  return allowedValues(schema)?.some(isLongInteger) === true && takesNumbers(schema);
}
