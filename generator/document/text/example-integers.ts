import { markInteger } from "../../schema/long-integers.ts";
import { objects } from "../objects.ts";

/** Reads the digits of an integer that exceeds JavaScript numbers, in an example or a default. */
export type ReadLongInteger = (digits: string) => unknown;

/**
 * What the keys at a place in a document are: the specification's, names that an author chose, or those of data. Where
 * they are `listed`, the values are those that a schema allows.
 */
export type Keys = "specified" | "names" | "data" | "listed";

/** Fields that contain data, so that a number in them is not a limit of a schema. */
const dataFields = new Set(["dataValue", "default", "example", "examples", "value"]);

/** Fields whose keys are names, of whichever object. */
const mapFields: ReadonlySet<string> = new Set([
  ...[...objects.values()].flatMap((fields) =>
    fields instanceof Map ? [...fields].filter(([, { shape }]) => shape === "map").map(([field]) => field) : [],
  ),
  // of Swagger 2.0
  "securityDefinitions",
]);

/** What the keys below a key of a map are. */
export function keysBelow(keys: Keys, key: string): Keys {
  if (keys === "data") return "data";
  if (keys === "names") return "specified";
  if (key === "enum" || key === "const") return "listed";
  return dataFields.has(key) ? "data" : mapFields.has(key) ? "names" : "specified";
}

/** What the keys in the items of an array are. */
export function keysInItems(keys: Keys): Keys {
  return keys === "names" ? "specified" : keys;
}

/** A number, or what is read in its place: the digits of a long integer, in data and among listed values. */
export function readNumber(
  { value, digits }: { readonly value: number; readonly digits: string },
  keys: Keys,
  readLongInteger: ReadLongInteger | undefined,
): unknown {
  if (!isLongInteger(digits)) return value;
  if (keys === "listed") return markInteger(String(BigInt(digits.replace("+", ""))));
  return keys === "data" && readLongInteger ? readLongInteger(String(BigInt(digits.replace("+", "")))) : value;
}

/** Whether the source text of a number is an integer beyond the safe integers of JavaScript. */
function isLongInteger(source: string): boolean {
  return source.length > 15 && /^[-+]?\d+$/.test(source) && !Number.isSafeInteger(Number(source));
}
