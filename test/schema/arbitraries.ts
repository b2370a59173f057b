import fc from "fast-check";
import type { JsonObject } from "../../generator/document/json.ts";

/** Names that JavaScript knows, or that mean something in a schema. */
export const hostileNames = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "$ref",
  "properties",
  "",
  "a/b~c",
  "100%",
];

const names = fc.oneof(fc.constantFrom("a", "b", ...hostileNames), fc.string({ maxLength: 4 }));

/** A map whose names are its own, whatever they are. */
function map<Value>(values: fc.Arbitrary<Value>): fc.Arbitrary<JsonObject> {
  return fc
    .array(fc.tuple(names, values), { maxLength: 3 })
    .map((entries) => Object.fromEntries(entries) as JsonObject);
}

const types = fc.constantFrom("string", "number", "integer", "boolean", "array", "object", "null");
const data = fc.oneof(fc.constantFrom(null, true, 0, 1, "a", "b"), fc.array(fc.integer(), { maxLength: 2 }));
const count = fc.nat({ max: 3 });
const bound = fc.integer({ min: -3, max: 3 });

/** Schemas of OpenAPI 2.0 to 3.2, their dialects mixed as they are in published documents. */
export const schemas: fc.Arbitrary<JsonObject> = fc.letrec<{ schema: JsonObject; below: JsonObject | boolean }>(
  (tie) => ({
    below: fc.oneof({ weight: 6, arbitrary: tie("schema") }, { weight: 1, arbitrary: fc.boolean() }),
    schema: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      fc.record(
        {
          type: fc.oneof(types, fc.array(types, { minLength: 1, maxLength: 3 })),
          nullable: fc.boolean(),
          enum: fc.array(data, { minLength: 1, maxLength: 3 }),
          minimum: bound,
          exclusiveMinimum: fc.oneof(fc.boolean(), bound),
          maximum: bound,
          exclusiveMaximum: fc.oneof(fc.boolean(), bound),
          minLength: count,
          maxItems: count,
          example: data,
          description: fc.constant("a"),
          default: data,
          readOnly: fc.boolean(),
        },
        { requiredKeys: [], noNullPrototype: true },
      ),
      fc.record(
        {
          type: fc.constantFrom("object", "array", ["array", "null"]),
          nullable: fc.boolean(),
          properties: map(tie("below")),
          required: fc.array(names, { maxLength: 2 }),
          additionalProperties: tie("below"),
          items: fc.oneof(tie("below"), fc.array(tie("below"), { maxLength: 2 })),
          additionalItems: tie("below"),
          allOf: fc.array(tie("below"), { minLength: 1, maxLength: 2 }),
          anyOf: fc.array(tie("below"), { minLength: 1, maxLength: 2 }),
          oneOf: fc.array(tie("below"), { minLength: 1, maxLength: 2 }),
          not: tie("below"),
          title: fc.constant("b"),
        },
        { requiredKeys: [], noNullPrototype: true },
      ),
    ),
  }),
).schema;

/** Values that such schemas may take or refuse. */
export const values: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom(null, true, -3, -1, 0, 0.5, 1, 3, "", "a", "abc"),
    fc.array(tie("value"), { maxLength: 3 }),
    map(tie("value")),
  ),
})).value;
