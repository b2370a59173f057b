/**
 * Makes a value of an integer literal that JavaScript numbers cannot hold, by its digits, where it stands in an example or a default.
 */
export type ReadLongInteger = (digits: string) => unknown;

/** What the keys at a place of a document are: the specification's, names that an author chose, or those of data. */
export type Keys = "specified" | "names" | "data";

/** Fields that hold data, examples and defaults, and numbers in them no limits of any schema. */
const dataFields = new Set(["dataValue", "default", "example", "examples", "value"]);

/** Fields whose keys are names. */
const mapFields = new Set([
  ...["$defs", "callbacks", "content", "definitions", "dependentSchemas", "encoding", "headers", "links", "mediaTypes"],
  ...["parameters", "pathItems", "paths", "patternProperties", "properties", "requestBodies", "responses", "schemas"],
  ...["securityDefinitions", "securitySchemes", "variables", "webhooks"],
]);

/** What the keys below a key of a map are. */
export function keysBelow(keys: Keys, key: string): Keys {
  if (keys === "data") return "data";
  if (keys === "names") return "specified";
  return dataFields.has(key) ? "data" : mapFields.has(key) ? "names" : "specified";
}

/** What the keys in the items of a list are. */
export function keysInItems(keys: Keys): Keys {
  return keys === "data" ? "data" : "specified";
}

/** Whether a number's source text is an integer that a JavaScript number cannot be relied on to hold. */
export function isLongInteger(source: string): boolean {
  return source.length > 15 && /^[-+]?\d+$/.test(source) && !Number.isSafeInteger(Number(source));
}
