import { type JsonObject, listIn } from "../document/json.ts";

/** The schema of an object; a closed one takes no member that is not listed. */
export function objectSchema(
  members: Iterable<readonly [name: string, schema: unknown]>,
  required: readonly string[],
  { isClosed = false } = {},
): JsonObject {
  return {
    type: "object",
    properties: Object.fromEntries(members),
    ...(required.length > 0 && { required }),
    ...(isClosed && { additionalProperties: false }),
  };
}

/** The schema of an array. */
export function listOf(items: unknown): JsonObject {
  return { type: "array", items };
}

/** What a reference and the keywords beside it say together (JSON Schema core, section 8.2.3.1). */
export function referenceWith(reference: { readonly $ref: string }, siblings: JsonObject): JsonObject {
  return { ...siblings, allOf: [reference, ...listIn(siblings, "allOf")] };
}

/** A schema of whose values a member is this text. */
export function holding(schema: unknown, name: string, text: string): JsonObject {
  return { allOf: [schema, { properties: { [name]: { const: text } }, required: [name] }] };
}

/** A schema that asks for members besides. */
export function requiring(schema: unknown, names: readonly string[]): JsonObject {
  return { allOf: [schema, { required: names }] };
}
