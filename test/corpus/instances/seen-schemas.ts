import { isObject, type JsonObject } from "../../../generator/document/json.ts";

type Schema = JsonObject | boolean;

/** Keywords about which a type says nothing: what they forbid is valid here. */
const beyondTypes = new Set([
  ...["format", "pattern", "minLength", "maxLength", "contentEncoding", "contentMediaType", "contentSchema"],
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  ...["uniqueItems", "minProperties", "maxProperties", "default", "examples", "xml", "externalDocs"],
]);

/** In place of binary strings, which are no JSON. */
export const bytes = { $bytes: true } as const;

const isBinary = (schema: JsonObject) => schema["type"] === "string" && schema["format"] === "binary";

/**
 * A schema as a type can show it: without what a type does not limit, as responses have it, and with what a
 * discriminator says written as schemas of JSON Schema (OpenAPI 3.1.1, section 4.8.25).
 */
export function asTypesSee(schema: unknown, tagOf: (discriminator: JsonObject, reference: string) => unknown): Schema {
  if (!isObject(schema)) return schema !== false;
  if (isBinary(schema)) return { const: bytes };
  const see = (each: unknown) => asTypesSee(each, tagOf);
  const seen: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (beyondTypes.has(keyword) || keyword.startsWith("x-") || keyword === "discriminator") continue;
    if (keyword === "enum" || keyword === "const" || keyword === "required" || keyword === "type")
      seen[keyword] = value;
    else if (["properties", "patternProperties", "$defs", "dependentSchemas"].includes(keyword) && isObject(value))
      seen[keyword] = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, see(each)]));
    else if (Array.isArray(value)) seen[keyword] = value.map(see);
    else seen[keyword] = isObject(value) || typeof value === "boolean" ? see(value) : value;
  }
  const { discriminator } = schema;
  if (isObject(discriminator)) {
    for (const keyword of ["oneOf", "anyOf"] as const) {
      const alternatives = schema[keyword];
      if (Array.isArray(alternatives))
        seen[keyword] = alternatives.map((each) => tagged(see(each), discriminator, tagOf));
    }
  }
  return seen;
}

function tagged(
  schema: Schema,
  discriminator: JsonObject,
  tagOf: (discriminator: JsonObject, reference: string) => unknown,
): Schema {
  const reference = isObject(schema) ? schema["$ref"] : undefined;
  if (typeof reference !== "string") return schema;
  return { allOf: [schema, tagOf(discriminator, reference)] };
}
