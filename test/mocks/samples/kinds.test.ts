import { describe, expect, test } from "vitest";
import { reference, sampled } from "./sampled.ts";

const text = { type: "string" };
const object = (properties: object, rest: object = {}) => ({ type: "object", properties, ...rest });

describe("what is made up satisfies all that is asked of one value", () => {
  test.each(
    Object.entries({
      "a pattern within lengths": { ...text, pattern: "^[A-Z]{2}\\d{3,}$", minLength: 9, maxLength: 9 },
      "a pattern without anchors within lengths": { ...text, pattern: "[0-9]", minLength: 20 },
      "a pattern that looks ahead": { ...text, pattern: "^(?=.*\\d)(?=.*[A-Z]).{8,16}$" },
      "a pattern of Java": { ...text, pattern: "^\\p{Alpha}{3}\\z" },
      "two patterns": { allOf: [{ ...text, pattern: "^[a-z]+" }, { pattern: "\\d$" }] },
      "a format beside a pattern": { ...text, format: "date-time", pattern: "Z$" },
      "a long format": { ...text, format: "email", minLength: 60, maxLength: 60 },
      "decimal steps": { type: "number", multipleOf: 0.01, exclusiveMinimum: 0.05, maximum: 0.07 },
      "two steps": {
        allOf: [
          { type: "integer", multipleOf: 4 },
          { multipleOf: 6, minimum: 1 },
        ],
      },
      "a step beyond usual numbers": { type: "integer", multipleOf: 100_000, minimum: 1 },
      "limits that are far away": { type: "integer", minimum: 5e9, exclusiveMaximum: 5e9 + 2 },
      "numbers below nought": { type: "number", exclusiveMaximum: -3 },
      "a number in a format of integers": { type: "number", format: "int32" },
      "a number in a format of long integers, between fractions": {
        type: "number",
        format: "int64",
        minimum: 0.5,
        exclusiveMaximum: 9.5,
      },
      "distinct items": { type: "array", uniqueItems: true, minItems: 3, items: { enum: ["a", "b", "c"] } },
      "distinct objects": { type: "array", uniqueItems: true, minItems: 3, items: object({ id: { type: "integer" } }) },
      "items of a kind among others": { type: "array", contains: { type: "integer", minimum: 5 }, minContains: 2 },
      "what follows a tuple": { type: "array", prefixItems: [text], items: { type: "boolean" }, minItems: 3 },
      "an enumeration within an allOf": { allOf: [{ enum: ["a", "b", "c"] }, { enum: ["b", "c", "d"] }] },
      "a constant within a oneOf": { oneOf: [object({ k: { const: 1 } }, { required: ["k"] }), text] },
      "what is required without a schema": object({ a: text }, { required: ["a", "b"] }),
      "a member that must not be": object({ a: text, b: false }),
      "names that are enumerated": { type: "object", propertyNames: { enum: ["x", "y"] }, minProperties: 2 },
      "names of a pattern": { type: "object", propertyNames: { pattern: "^x-\\d+$" }, minProperties: 3 },
      "names beside others": object({ a: text, b: text }, { dependentRequired: { a: ["c"], c: ["d"] } }),
      "names beside one that looks like an extension": object(
        { "x-a": text },
        { required: ["x-a"], dependentRequired: { "x-a": ["x-b"] } },
      ),
      "schemas beside members": object(
        { a: text, b: text },
        { dependentSchemas: { a: { properties: { b: { const: "x" } } } } },
      ),
      "no more members than may be": object({ a: text, b: text, c: text }, { maxProperties: 2, required: ["c"] }),
      "as many members as must be": { type: "object", minProperties: 4 },
      "matched names of closed objects": {
        ...{ type: "object", additionalProperties: false, minProperties: 2 },
        patternProperties: { "^x-": { type: "integer" } },
      },
      "what is denied": { ...text, not: { pattern: "^s" } },
      "a type that is denied": { not: { type: ["string", "null"] } },
      "two members that exclude each other": object({ a: text, b: text }, { not: { required: ["a", "b"] } }),
      "a condition that holds": object(
        { kind: { enum: ["a", "b"] } },
        {
          required: ["kind"],
          ...{ if: { properties: { kind: { const: "a" } } }, else: { required: ["other"] } },
          properties: { kind: { const: "b" } },
        },
      ),
      "alternatives beside members": object(
        { kind: text, a: text, b: text },
        { oneOf: [{ required: ["a"] }, { required: ["b"] }] },
      ),
      "alternatives of two keywords": {
        oneOf: [object({ a: { const: 1 } }, { required: ["a"] }), object({ a: { const: 2 } }, { required: ["a"] })],
        anyOf: [object({ b: text }, { required: ["b"] }), object({ c: text }, { required: ["c"] })],
      },
      "alternatives that overlap": { oneOf: [{ type: "number" }, { type: "integer" }] },
      "what nothing evaluates": { ...object({ a: text }), allOf: [object({ b: text })], unevaluatedProperties: false },
      "an example that is none": { type: "integer", examples: ["one"] },
      "an example of another pattern": object({ id: { ...text, pattern: "^\\d+$", example: "abc", default: "x" } }),
      "64 bits": { type: "integer", format: "int64", minimum: -9_007_199_254_740_991 },
      "no type": { minLength: 3, maxLength: 4 },
      anything: {},
    }),
  )("%s", (_, schema) => {
    const { faults, unsatisfied } = sampled(schema);
    expect(faults).toEqual([]);
    expect(unsatisfied).toEqual([]);
  });

  test("references with what stands beside them", () => {
    const schemas = { Name: { ...text, minLength: 3, default: "own" }, Code: { ...text, pattern: "^\\d+$" } };
    const schema = object({
      a: { ...reference("Name"), maxLength: 3 },
      b: { ...reference("Name"), default: "beside" },
      c: { allOf: [reference("Code")], description: "as it is written up to OpenAPI 3.0" },
    });
    const { faults, plain } = sampled({ ...schema, required: ["a", "b", "c"] }, schemas);
    expect(faults).toEqual([]);
    expect(plain).toMatchObject({ a: "own", b: "beside" });
  });

  test("a schema that has no value is told once, and what is made is as near as can be", () => {
    const { values, unsatisfied } = sampled(object({ a: text, b: false }, { required: ["a", "b"] }));
    for (const value of values) expect(value).toEqual({ a: expect.any(String) as string });
    expect(unsatisfied).toMatchObject([{ place: "GET /x", keyword: "required" }]);
  });
});

describe("what is made up is what a person would expect", () => {
  test.each<[string, object, unknown]>([
    ["numbers are small", { type: "integer", minimum: -9_007_199_254_740_991 }, 1],
    ["numbers begin at their limit", { type: "integer", minimum: 18 }, 18],
    ["texts that a word satisfies are words", { ...text, pattern: "^[a-z]*$" }, "string"],
    ["items are few", { type: "array", items: { type: "integer" }, maxItems: 100 }, [0]],
    [
      "maps have two members",
      { type: "object", additionalProperties: text },
      { property1: "string", property2: "string" },
    ],
    ["open objects have the members that are described", object({ a: text }), { a: "string" }],
    ["what is only read is there", object({ id: { ...text, readOnly: true } }), { id: "string" }],
    ["what is only written is not", object({ id: text, key: { ...text, writeOnly: true } }), { id: "string" }],
    ["null is the last choice", { type: ["null", "string"] }, "string"],
    ["the default comes before examples", { ...text, default: "d", examples: ["e"] }, "d"],
    [
      "examples of parts make up the whole",
      { allOf: [object({ a: text }, { example: { a: "x" } }), object({ b: text })] },
      { a: "x", b: "string" },
    ],
    ["bytes are base64", { ...text, format: "byte" }, "c3RyaW5n"],
  ])("%s", (_, schema, value) => {
    expect(sampled(schema).plain).toEqual(value);
  });

  test.each(["int8", "int64", "uint32", "double-int", "unixtime"])("a number of the format %s is whole", (format) => {
    for (const value of sampled({ type: "number", format }).values) expect(value).toSatisfy(Number.isInteger);
  });

  test("a number of other formats has decimals", () => {
    for (const format of ["double", "float", undefined])
      expect(sampled({ type: "number", format }).dynamic).toContainEqual(expect.not.toSatisfy(Number.isInteger));
  });

  test("dynamic numbers are within human bounds, whatever their format", () => {
    for (const format of ["double", "float", "int64", "int32", undefined])
      for (const type of ["number", "integer"]) {
        const { dynamic } = sampled({ type, ...(format !== undefined && { format }) });
        for (const value of dynamic) expect(Math.abs(value as number)).toBeLessThanOrEqual(1_001);
      }
  });

  test("dynamic maps have members, and other objects none that no schema names", () => {
    for (const value of sampled({ type: "object", additionalProperties: { type: "integer" } }).dynamic)
      expect(Object.values(value as object).length).toBeGreaterThan(0);
    for (const value of sampled(object({ a: text, o: { type: "object" } })).dynamic)
      expect(value).toEqual({ a: expect.any(String) as string, o: {} });
  });
});

describe("discriminators", () => {
  const cat = object({ kind: text, lives: { type: "integer" } }, { required: ["kind", "lives"] });
  const dog = object({ kind: text, barks: { type: "boolean" } }, { required: ["kind", "barks"] });
  const kinds = (values: readonly unknown[]) => new Set(values.map((value) => (value as { kind: unknown }).kind));

  test("the value is one of the mapping, and that of the alternative", () => {
    const discriminator = { propertyName: "kind", mapping: { c: reference("Cat").$ref, d: reference("Dog").$ref } };
    const schema = { oneOf: [reference("Cat"), reference("Dog")], discriminator };
    const { values, faults } = sampled(schema, { Cat: cat, Dog: dog });
    expect(faults).toEqual([]);
    expect(kinds(values)).toEqual(new Set(["c", "d"]));
    for (const value of values) expect("lives" in (value as object)).toBe((value as { kind: string }).kind === "c");
  });

  test("without a mapping it is the name of the schema", () => {
    const schema = { anyOf: [reference("Cat"), reference("Dog")], discriminator: { propertyName: "kind" } };
    expect(kinds(sampled(schema, { Cat: cat, Dog: dog }).values)).toEqual(new Set(["Cat", "Dog"]));
  });

  const pet = object({ kind: text }, { required: ["kind"], discriminator: { propertyName: "kind" } });
  const heirs = {
    Pet: pet,
    Cat: { allOf: [reference("Pet"), object({ lives: { type: "integer" } }, { required: ["lives"] })] },
    Dog: { allOf: [reference("Pet"), object({ barks: { type: "boolean" } }, { required: ["barks"] })] },
  };

  test("a base is one of those that are made of it", () => {
    for (const value of sampled(reference("Pet"), heirs).values)
      expect(value).toHaveProperty((value as { kind: string }).kind === "Cat" ? "lives" : "barks");
  });

  test("one that is made of a base has its own value", () => {
    expect(kinds(sampled(reference("Dog"), heirs).values)).toEqual(new Set(["Dog"]));
  });

  test("one that is made of what is made of a base has its own value, not that of what it is made of", () => {
    const further = { ...heirs, Lapdog: { allOf: [reference("Dog"), object({ laps: text }, { required: ["laps"] })] } };
    expect(kinds(sampled(reference("Lapdog"), further).values)).toEqual(new Set(["Lapdog"]));
    expect(kinds(sampled(reference("Dog"), further).values)).toEqual(new Set(["Dog"]));
    for (const value of sampled(reference("Pet"), further).values as { kind: string; laps?: string }[])
      expect("laps" in value).toBe(value.kind === "Lapdog");
  });
});

describe("recursion", () => {
  test("ends with what may be left out, and with arrays that may be empty", () => {
    const schemas = {
      Tree: object(
        { label: text, parent: reference("Tree"), children: { type: "array", items: reference("Tree") } },
        { required: ["label", "children"] },
      ),
    };
    const { faults, plain } = sampled(reference("Tree"), schemas);
    expect(faults).toEqual([]);
    expect(plain).toMatchObject({ label: "string", children: [{ label: "string", children: [] }] });
  });

  test("ends with null, or with the alternative that ends", () => {
    const schemas = {
      Node: object({ next: { anyOf: [reference("Node"), { type: "null" }] } }, { required: ["next"] }),
      Term: { oneOf: [object({ not: reference("Term") }, { required: ["not"] }), text] },
    };
    expect(sampled(reference("Node"), schemas).faults).toEqual([]);
    expect(sampled(reference("Term"), schemas).faults).toEqual([]);
  });

  test("that has no end is told", () => {
    const schemas = {
      Endless: object({ next: reference("Endless") }, { required: ["next"] }),
      Self: reference("Self"),
    };
    expect(sampled(reference("Endless"), schemas).unsatisfied).toHaveLength(1);
    expect(sampled(reference("Self"), schemas).faults).toEqual([]);
  });
});
