import { expect, test } from "vitest";
import { isObject, type JsonObject } from "../../../../generator/document/json.ts";
import { createSchemaShapes } from "../../../../mocks/validation/schemas/schema-shape.ts";

const self = { $ref: "self" };

function shapesOf(schemas: Record<string, JsonObject>) {
  return createSchemaShapes((schema) =>
    isObject(schema) && typeof schema["$ref"] === "string" ? schemas[schema["$ref"]] : schema,
  );
}

test.each(["allOf", "anyOf", "oneOf"])("a schema that holds itself many times in %s is read once", (keyword) => {
  const schema = { type: "object", properties: { id: { type: "string" } }, [keyword]: Array(10).fill(self) };
  const shapes = shapesOf({ self: schema });
  expect([...shapes.types(self)]).toEqual(["object"]);
  expect([...shapes.propertyNames(self)]).toEqual(["id"]);
  expect(shapes.property(self, "id")).toEqual({ type: "string" });
  expect(shapes.isMap(self)).toBe(false);
});

test("schemas that hold each other in layers are read once each", () => {
  const layers = Array.from({ length: 60 }, (_, depth) => depth);
  const schemas = Object.fromEntries(
    layers.flatMap((depth) =>
      ["a", "b"].map((side) => [
        `${side}${depth}`,
        {
          properties: { [`${side}${depth}`]: { type: "string" }, id: { minLength: depth } },
          ...(depth < 59 && { allOf: [{ $ref: `a${depth + 1}` }, { $ref: `b${depth + 1}` }] }),
        },
      ]),
    ),
  );
  const shapes = shapesOf(schemas);
  expect(shapes.propertyNames({ $ref: "a0" }).size).toBe(120);
  expect([...shapes.types({ $ref: "a0" })]).toEqual(["object"]);
  expect(shapes.property({ $ref: "a0" }, "b59")).toEqual({ type: "string" });
  expect((shapes.property({ $ref: "a0" }, "id") as { allOf: unknown[] }).allOf).toHaveLength(119);
});

test("a property that alternatives share is each one's own", () => {
  const base = { properties: { id: { type: "string" } } };
  const strict = { properties: { id: { maxLength: 3 } } };
  const shapes = shapesOf({ base });
  const schema = { anyOf: [{ allOf: [{ $ref: "base" }, strict] }, { allOf: [{ $ref: "base" }] }] };
  expect(shapes.property(schema, "id")).toEqual({
    anyOf: [{ allOf: [{ type: "string" }, { maxLength: 3 }] }, { type: "string" }],
  });
});
