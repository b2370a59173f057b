import type { JsonObject } from "../../document/json.ts";
import { isIdOfTwoTypes, isSaidToBeNoId } from "../../schema/ids.ts";
import { allowsLongIntegers, isLongInteger, takesNumbers } from "../../schema/long-integers.ts";
import { allowedValues, typesOf } from "../../schema/types.ts";
import type { ValueSettings } from "../package-settings.ts";

/**
 * What a value is that JSON.parse would read otherwise: `digits` and `bigint` are integers of 64 bits, `text` an id
 * that is an integer or a text, `date` a point in time.
 */
export type ValueKind = "digits" | "bigint" | "text" | "date";

/** What the values of a schema are, by its own type and format; undefined where they are as JSON.parse reads them. */
export function valueKind(schema: JsonObject, { int64, dates }: ValueSettings): ValueKind | undefined {
  const { format } = schema;
  const ofIntegers = int64 === "number" ? undefined : int64 === "bigint" ? "bigint" : "digits";
  if (allowsLongIntegers(schema)) return isSaidToBeNoId(schema) || allowsFractions(schema) ? undefined : ofIntegers;
  if (typeof format !== "string" && !Array.isArray(schema["type"])) return undefined;
  if (allowedValues(schema) !== undefined || isSaidToBeNoId(schema)) return undefined;
  const types = typesOf(schema);
  const isOnly = (...wanted: string[]) => types.length > 0 && types.every((type) => wanted.includes(type));
  if (isIdOfTwoTypes(schema)) return "text";
  if (isOnly("integer", "number") && (format === "int64" || format === "uint64")) return ofIntegers;
  return isOnly("string") && format === "date-time" && dates === "Date" ? "date" : undefined;
}

function allowsFractions(schema: JsonObject): boolean {
  return allowedValues(schema)?.some((value) => typeof value === "number" && !Number.isInteger(value)) === true;
}

/** One of the few values of a schema as the client has it: a string, a number, a BigInt, or what JSON has there. */
export function listedValue(value: unknown, schema: JsonObject, settings: ValueSettings): unknown {
  const isNumber = typeof value === "number" || (isLongInteger(value) && takesNumbers(schema));
  if (!isNumber) return value;
  const kind = valueKind(schema, settings);
  if (kind === "bigint") return BigInt(value);
  return kind === "digits" ? String(value) : Number(value);
}

/** What numbers and texts become in one place. */
interface KindsAt {
  readonly number?: "digits" | "bigint" | "number" | undefined;
  readonly text?: "text" | "date" | undefined;
  readonly isInteger: boolean;
  /**
   * What a value is, and what it is as a text where that is something else, as the runtime's `ValuePosition` has it.
   */
  readonly is?: ValueKind | undefined;
  readonly texts?: ValueKind | undefined;
}

/** What values of any of these schemas are, which stand in the same place. */
export function kindsAt(schemas: readonly JsonObject[], settings: ValueSettings): KindsAt {
  const kinds = new Set(schemas.map((schema) => valueKind(schema, settings)));
  const isPlain = (...types: string[]) =>
    schemas.some((schema) => !valueKind(schema, settings) && typesOf(schema).some((type) => types.includes(type)));
  const text = kinds.has("text") || isPlain("string") ? "text" : kinds.has("date") ? "date" : undefined;
  const integer = kinds.has("text") || kinds.has("digits") ? "digits" : kinds.has("bigint") ? "bigint" : undefined;
  const number = integer ?? (isPlain("integer", "number") ? "number" : undefined);
  const found = { number, text, isInteger: integer !== undefined } as const;
  if (integer === "digits" && text === "text") return { ...found, is: "text" };
  if (integer) return { ...found, is: integer, texts: text };
  return text === "date" ? { ...found, is: text } : found;
}
