import { objects } from "../objects.ts";

/** Reads the digits of an integer that exceeds JavaScript numbers, in an example or a default. */
export type ReadLongInteger = (digits: string) => unknown;

/** What the keys at a place in a document are: the specification's, names that an author chose, or those of data. */
export type Keys = "specified" | "names" | "data";

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
  return dataFields.has(key) ? "data" : mapFields.has(key) ? "names" : "specified";
}

/** What the keys in the items of an array are. */
export function keysInItems(keys: Keys): Keys {
  return keys === "data" ? "data" : "specified";
}

/** Whether the source text of a number is an integer beyond the safe integers of JavaScript. */
export function isLongInteger(source: string): boolean {
  return source.length > 15 && /^[-+]?\d+$/.test(source) && !Number.isSafeInteger(Number(source));
}
