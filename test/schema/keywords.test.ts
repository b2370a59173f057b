import { describe, expect, test } from "vitest";
import { objects } from "../../generator/document/objects.ts";
import { inPlace, isTypeName, keywords, notes, typeNames } from "../../generator/schema/keywords.ts";

/** The keywords of JSON Schema 2020-12 that hold schemas (core, section 10; validation, section 8). */
const holders = {
  schema: [
    ...["additionalProperties", "contains", "contentSchema", "else", "if", "items", "not", "propertyNames", "then"],
    ...["unevaluatedItems", "unevaluatedProperties"],
  ],
  schemas: ["allOf", "anyOf", "oneOf", "prefixItems"],
  "schema-map": ["$defs", "dependentSchemas", "patternProperties", "properties"],
};

describe("the table of keywords", () => {
  test.each(Object.entries(holders))("says of each that holds a %s", (holds, names) => {
    const found = [...keywords].filter(([, keyword]) => keyword.holds === holds && keyword.role !== "old");
    expect(found.map(([name]) => name).sort()).toEqual(names);
  });

  test("says which hold schemas of the very value", () => {
    expect([...inPlace].sort()).toEqual(["allOf", "anyOf", "dependentSchemas", "else", "if", "not", "oneOf", "then"]);
  });

  test("says which make no value invalid and are read by people alone", () => {
    expect([...notes].sort()).toEqual([
      ...["$comment", "deprecated", "description", "example", "examples", "externalDocs", "summary", "title"],
    ]);
  });

  test("is the Schema Object of the table of OpenAPI's objects", () => {
    const fields = objects.get("Schema Object");
    expect(fields instanceof Map && [...fields.keys()]).toEqual([...keywords.keys()]);
    expect(fields).toEqual(
      expect.objectContaining(
        new Map<string, unknown>([
          ["allOf", { shape: "list", of: "Schema Object" }],
          ["discriminator", { shape: "one", of: "Discriminator Object" }],
          ["enum", { shape: "list", of: "data" }],
          ["exclusiveMinimum", { shape: "one", of: "bound" }],
          ["items", { shape: "one", of: "Schema Object" }],
          ["pattern", { shape: "one", of: "text" }],
          ["properties", { shape: "map", of: "Schema Object" }],
        ]),
      ),
    );
  });
});

test("the names of types are those of JSON Schema", () => {
  expect([...typeNames].sort()).toEqual(["array", "boolean", "integer", "null", "number", "object", "string"]);
  expect([...typeNames, "file", "toString", 1, null].filter(isTypeName)).toEqual([...typeNames]);
});
