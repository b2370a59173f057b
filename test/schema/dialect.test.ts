import { Ajv, type Plugin } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isObject, type JsonObject } from "../../generator/document/json.ts";
import { asPublished, inCurrentDialect } from "../../generator/schema/dialect.ts";
import { equivalenceText } from "../../generator/schema/equivalence.ts";
import { changeSchemas } from "../../generator/schema/walk.ts";
import { openApi, read } from "../document/read.ts";
import { schemas, values } from "./arbitraries.ts";

const all = changeSchemas((schema) => inCurrentDialect(schema));
const ref = { $ref: "#/components/schemas/A" };

describe("the dialect of 2020-12", () => {
  test.each<[rule: string, schema: JsonObject, want: JsonObject]>([
    ["nullable is a type", { type: "string", nullable: true }, { type: ["string", "null"] }],
    [
      "nullable is one more type",
      { type: ["string", "integer"], nullable: true },
      { type: ["string", "integer", "null"] },
    ],
    ["nullable is no second null", { type: ["string", "null"], nullable: true }, { type: ["string", "null"] }],
    [
      "nullable is a value of an enum",
      { type: "string", enum: ["a"], nullable: true },
      { type: ["string", "null"], enum: ["a", null] },
    ],
    ["nullable is a value of an enum without a type", { enum: ["a"], nullable: true }, { enum: ["a", null] }],
    [
      "null is in an enum once",
      { type: "string", enum: ["a", null], nullable: true },
      { type: ["string", "null"], enum: ["a", null] },
    ],
    [
      "nullable is an alternative where no type is stated, and what speaks of the whole stays outside",
      { nullable: true, allOf: [ref], title: "a", description: "b", readOnly: true, default: null, "x-c": 1 },
      {
        title: "a",
        description: "b",
        readOnly: true,
        default: null,
        "x-c": 1,
        anyOf: [{ allOf: [ref] }, { type: "null" }],
      },
    ],
    [
      "a discriminator stays beside its alternatives",
      { nullable: true, oneOf: [ref], discriminator: { propertyName: "a" } },
      { anyOf: [{ oneOf: [ref], discriminator: { propertyName: "a" } }, { type: "null" }] },
    ],
    ["nullable beside a reference is an alternative", { ...ref, nullable: true }, { anyOf: [ref, { type: "null" }] }],
    ["what may be anything may be null", { nullable: true, description: "a" }, { description: "a" }],
    ["nullable: false says nothing", { type: "string", nullable: false }, { type: "string" }],
    ["nullable that is no boolean says nothing", { type: "string", nullable: "true" }, { type: "string" }],
    ["a list of one type is that type", { type: ["string"] }, { type: "string" }],
    ["a type stands in a list once", { type: ["string", "null", "string"] }, { type: ["string", "null"] }],
    ["exclusiveMinimum is a number", { minimum: 1, exclusiveMinimum: true }, { exclusiveMinimum: 1 }],
    ["exclusiveMaximum is a number", { maximum: 1, exclusiveMaximum: true }, { exclusiveMaximum: 1 }],
    [
      "a bound that is not exclusive stays",
      { minimum: 1, exclusiveMinimum: false, maximum: 2, exclusiveMaximum: false },
      { minimum: 1, maximum: 2 },
    ],
    ["an exclusive bound without a number says nothing", { exclusiveMinimum: true }, {}],
    ["example is the first of examples", { example: 1 }, { examples: [1] }],
    ["example comes before examples", { example: 1, examples: [2, 1] }, { examples: [1, 2] }],
    ["an example may be null", { example: null }, { examples: [null] }],
    ["a list in items is prefixItems", { items: [ref, true] }, { prefixItems: [ref, true] }],
    ["additionalItems follow them", { items: [ref], additionalItems: false }, { prefixItems: [ref], items: false }],
    ["an empty list in items says nothing", { items: [], additionalItems: ref }, { items: ref }],
    ["additionalItems without a list say nothing", { items: ref, additionalItems: false }, { items: ref }],
  ])("%s", (_rule, schema, want) => {
    const before = structuredClone(schema);
    expect(inCurrentDialect(schema)).toEqual(want);
    expect(schema).toEqual(before);
    expect(inCurrentDialect(want)).toBe(want);
  });

  test.each<[rule: string, schema: JsonObject, want: JsonObject]>([
    ["x-nullable is a type", { type: "string", "x-nullable": true }, { type: ["string", "null"] }],
    ["x-nullable: false says nothing", { type: "string", "x-nullable": false }, { type: "string" }],
    ["a discriminator is an object", { discriminator: "petType" }, { discriminator: { propertyName: "petType" } }],
  ])("of Swagger 2.0: %s", (_rule, schema, want) => {
    expect(inCurrentDialect(schema, { isSwagger: true })).toEqual(want);
    expect(inCurrentDialect(schema)).toBe(schema);
  });

  test("leaves a schema that is in it", () => {
    const schema = { type: ["string", "null"], exclusiveMinimum: 1, examples: [1], prefixItems: [ref], items: false };
    expect(inCurrentDialect(schema)).toBe(schema);
  });

  test("is reached in one step", () => {
    fc.assert(fc.property(schemas, (schema) => void expect(all(all(schema))).toEqual(all(schema))));
  });

  test("leaves nothing of older ones", () => {
    const isOld = (schema: JsonObject) =>
      ["nullable", "example", "additionalItems"].some((keyword) => keyword in schema) ||
      Array.isArray(schema["items"]) ||
      typeof schema["exclusiveMinimum"] === "boolean";
    fc.assert(
      fc.property(schemas, (schema) => {
        changeSchemas((each) => {
          expect(isOld(each)).toBe(false);
          return each;
        })(all(schema));
      }),
    );
  });
});

/** Ajv as it was before 2020-12 knows `nullable` beside a type and arrays in `items`; this adds bounds that are booleans. */
const withBooleanBounds: Plugin<undefined> = (ajv) => {
  for (const [keyword, bound, isInside] of [
    ["exclusiveMinimum", "minimum", (value: number, limit: number) => value > limit],
    ["exclusiveMaximum", "maximum", (value: number, limit: number) => value < limit],
  ] as const) {
    ajv.removeKeyword(keyword);
    ajv.addKeyword({
      keyword,
      type: "number",
      errors: false,
      validate: (exclusive: unknown, value: number, parent: JsonObject = {}) =>
        typeof exclusive === "number"
          ? isInside(value, exclusive)
          : !(exclusive === true && typeof parent[bound] === "number") || isInside(value, parent[bound]),
    });
  }
  return ajv;
};

/** Where a published `nullable` means more than its specification says, older dialects are no measure. */
const asSpecified = changeSchemas(({ nullable, ...schema }) =>
  nullable === undefined ||
  typeof schema["type"] !== "string" ||
  schema["type"] === "null" ||
  schema["enum"] !== undefined
    ? schema
    : { ...schema, nullable },
);

test("a schema takes in it the values that it takes in its own", () => {
  const options = { strict: false, validateSchema: false, logger: false, ownProperties: true } as const;
  fc.assert(
    fc.property(schemas.map(asSpecified), fc.array(values, { minLength: 5, maxLength: 10 }), (schema, candidates) => {
      const old = withBooleanBounds(new Ajv(options), undefined).compile(schema as JsonObject);
      const current = new Ajv2020(options).compile(all(schema) as JsonObject);
      for (const value of candidates) expect([value, current(value)]).toEqual([value, old(value)]);
    }),
    { numRuns: 100 },
  );
});

describe("what two schemas are told apart by is what was published", () => {
  test.each<[string, JsonObject, JsonObject]>([
    ["a type that may be null", { type: "string", nullable: true }, { type: ["string", "null"] }],
    ["nullable: false", { type: "string", nullable: false }, { type: "string" }],
    ["a list of one type", { type: ["string"] }, { type: "string" }],
    ["an exclusive bound", { minimum: 1, exclusiveMinimum: true }, { exclusiveMinimum: 1 }],
  ])("%s", (_what, old, current) => {
    expect(inCurrentDialect(old)).toEqual(current);
    expect(equivalenceText(inCurrentDialect(old))).not.toBe(equivalenceText(current));
    expect(equivalenceText(inCurrentDialect(old))).toBe(equivalenceText(old));
    expect(asPublished(inCurrentDialect(old))).toBe(old);
  });

  test("below other schemas too", () => {
    fc.assert(
      fc.property(schemas, (schema) => void expect(equivalenceText(all(schema))).toBe(equivalenceText(schema))),
    );
  });

  test("so that schemas of one name in two documents stay the two that they were", async () => {
    const a = openApi({}, { schemas: { A: { type: "string", nullable: true } } }, "3.0.3");
    const b = openApi({}, { schemas: { A: { type: ["string", "null"] } } }, "3.1.0");
    const { api } = await read({ "a.json": a, "b.json": b });
    expect(api.schemas.map(({ schema }) => schema)).toEqual([
      { type: ["string", "null"] },
      { type: ["string", "null"] },
    ]);
  });
});

describe("reading brings all documents to it", () => {
  const pet = {
    type: "object",
    discriminator: "petType",
    properties: { petType: { type: "string" }, age: { type: "integer", "x-nullable": true } },
  };
  const swagger = {
    swagger: "2.0",
    info: { title: "T", version: "1" },
    paths: {},
    definitions: { Pet: pet, Cat: { allOf: [{ $ref: "#/definitions/Pet" }] } },
  };
  const want = {
    type: "object",
    discriminator: { propertyName: "petType" },
    properties: { petType: { type: "string" }, age: { type: ["integer", "null"] } },
  };
  const petOf = ({ api }: Awaited<ReturnType<typeof read>>) =>
    api.schemas.find(({ wanted }) => wanted === "Pet")?.schema;

  test("Swagger 2.0, whose discriminator is a string", async () => {
    const found = await read({ "api.json": swagger });
    expect(found.said).toEqual([]);
    expect(petOf(found)).toEqual(want);
  });

  test("files without a version that a Swagger 2.0 document refers to", async () => {
    const definitions = { Pet: { $ref: "common.json#/definitions/Pet" } };
    const found = await read(
      { "api.json": { ...swagger, definitions }, "common.json": { definitions: { Pet: pet } } },
      ["api.json"],
    );
    expect(found.said).toEqual([]);
    expect(found.api.schemas.map(({ wanted }) => wanted)).toEqual(["Pet"]);
    expect(petOf(found)).toEqual(want);
  });

  test("but a string is no discriminator of OpenAPI 3, nor x-nullable a keyword", async () => {
    const found = await read({ "api.json": openApi({}, { schemas: { Pet: pet } }, "3.0.3") });
    expect(found.said).toEqual([expect.stringContaining("warning wrong-type: expected a Discriminator Object")]);
    expect(petOf(found)).toMatchObject({ properties: { age: { type: "integer", "x-nullable": true } } });
  });

  test("keywords beside a reference: of 3.1 they count, of 3.0 notes and null alone", async () => {
    const beside = { $ref: "#/components/schemas/A", nullable: true, minLength: 1, example: 1, description: "d" };
    const documentOf = (version: string) =>
      openApi({}, { schemas: { A: {}, B: { properties: { a: beside } } } }, version);
    const propertyOf = async (version: string) => {
      const { api } = await read({ "api.json": documentOf(version) });
      const { schema } = api.schemas.find(({ id }) => id === "B")!;
      return isObject(schema) && (schema["properties"] as JsonObject)["a"];
    };
    expect(await propertyOf("3.0.3")).toEqual({ anyOf: [ref, { type: "null" }], description: "d", examples: [1] });
    expect(await propertyOf("3.1.0")).toEqual({
      description: "d",
      examples: [1],
      anyOf: [{ allOf: [ref], minLength: 1 }, { type: "null" }],
    });
  });

  test("faults that are tolerated first", async () => {
    const schema = { type: ["strin", "integer"], required: true, nullable: true };
    const { api, said } = await read({ "api.json": openApi({}, { schemas: { A: schema } }, "3.0.3") });
    expect(said).toHaveLength(2);
    expect(api.schemas[0]?.schema).toEqual({ type: ["integer", "null"] });
  });
});
