import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { sampled } from "./sampled.ts";

const text = { type: "string" };
const integers = { type: "array", items: { type: "integer", minimum: 0 } };
const texts = (...patterns: string[]) => ({ ...text, allOf: patterns.map((pattern) => ({ pattern })) });

/** Every value that is made up for a schema, as ajv alone judges it. */
function faultsOf(schema: object): readonly string[] {
  const ajv = new Ajv2020({ strict: false, logger: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  const { values, unsatisfied } = sampled(schema);
  expect(unsatisfied).toEqual([]);
  return values.filter((value) => !validate(value)).map((value) => JSON.stringify(value));
}

const kinds = {
  "several patterns": {
    "a beginning and an end": { ...texts("^a", "z$"), minLength: 5 },
    "a beginning and an end of an exact length": { ...texts("^a", "z$"), minLength: 5, maxLength: 5 },
    "two parts": texts("x", "y"),
    "three parts within a length": { ...texts("x", "\\d\\d", "y"), minLength: 8, maxLength: 10 },
    "an end before a beginning": texts("\\d$", "^[A-Z]{3}", "-"),
    "parts of a whole": texts("^[a-z]+$", "x", "y"),
    "parts of a whole of an exact length": texts("^[a-z]{5}$", "x", "q$"),
    "a part that is refused": { ...texts("^a", "z$"), not: { pattern: "^az" } },
    "a part that is refused between two": { ...texts("^a", "b"), not: { pattern: "^ab" } },
    "one beginning within another": texts("^abc", "^abcdef", "xyz$"),
    "a beginning and an end that overlap": { ...texts("^ab", "bc$"), maxLength: 3 },
  },
  "limits of what is contained": {
    "at most one": { ...integers, contains: { minimum: 5 }, maxContains: 1, minItems: 3 },
    "exactly two": { ...integers, contains: { minimum: 5 }, minContains: 2, maxContains: 2, minItems: 4 },
    "what only other names make": {
      type: "array",
      contains: {
        patternProperties: { "^x-": { type: "string" } },
        additionalProperties: false,
        minProperties: 2,
        type: "object",
      },
    },
    none: { ...integers, contains: { minimum: 5 }, minContains: 0, maxContains: 0 },
    "all items": { ...integers, contains: { type: "integer" }, minContains: 2, maxContains: 3 },
    "distinct items": { ...integers, contains: { minimum: 8 }, maxContains: 1, minItems: 4, uniqueItems: true },
    "two limits": {
      ...integers,
      allOf: [
        { contains: { minimum: 5 }, maxContains: 1 },
        { contains: { multipleOf: 2 }, minContains: 2, maxContains: 2 },
      ],
    },
    "without a schema for items": { type: "array", contains: { type: "integer" }, minContains: 2, maxContains: 2 },
    "after a tuple": {
      ...{ type: "array", prefixItems: [text, { type: "integer" }], items: { type: ["integer", "string"] } },
      ...{ minItems: 4, contains: { type: "integer" }, maxContains: 1 },
    },
  },
  "what is denied": {
    "whole numbers": { type: "number", not: { type: "integer" } },
    "whole numbers within limits": { type: "number", minimum: 3, maximum: 4, not: { type: "integer" } },
    "whole numbers of a step": { type: "number", multipleOf: 0.5, minimum: 0, not: { type: "integer" } },
    "a denial": { not: { not: { type: "integer", minimum: 7, maximum: 8 } } },
    "a denial of one of several": { not: { anyOf: [{ not: { type: "boolean" } }, { const: true }] } },
    "a denial of a denial of a denial": { ...text, not: { not: { not: { const: "string" } } } },
    "a lower limit": { type: "integer", not: { minimum: 0 } },
    "an upper limit": { type: "integer", not: { maximum: 40 } },
    "a limit with its type": { type: "integer", not: { type: "number", exclusiveMinimum: -3 } },
    "a limit of numbers without a type": { not: { exclusiveMaximum: 8 } },
    "a limit beside another": { type: "number", minimum: -2, not: { minimum: -1 } },
    "a length": { ...text, not: { maxLength: 9 } },
    "a number of items": { type: "array", items: text, not: { maxItems: 2 } },
    "a number of members": { type: "object", additionalProperties: text, not: { minProperties: 1 } },
    "a limit beside a note": { type: "integer", not: { minimum: 0, description: "none below" } },
    "all of one limit": { type: "integer", not: { allOf: [{ minimum: 0 }] } },
    "a range": { type: "number", not: { minimum: -10, maximum: 1000 } },
    "a range beside a limit": { type: "integer", minimum: 0, not: { type: "integer", minimum: 0, maximum: 4 } },
    "objects of any members": { type: ["object", "string"], not: { type: "object", properties: {} } },
    "all of two limits": { type: "integer", maximum: 900, not: { allOf: [{ minimum: 0 }, { maximum: 2_000 }] } },
    "one of several types": { not: { oneOf: [text, { type: "null" }] } },
    "one of several members": {
      ...{ type: "object", properties: { a: text, b: text }, required: ["a", "b"] },
      not: { oneOf: [{ required: ["a"] }, { required: ["b"] }] },
    },
    "a limit of a member": {
      ...{ type: "object", properties: { a: { type: "integer" } }, required: ["a"] },
      not: { properties: { a: { minimum: 0 } }, required: ["a"] },
    },
    "the type of a member": { type: "object", required: ["a"], not: { properties: { a: text } } },
    "the only member": {
      ...{ type: "object", properties: { a: { const: 1 } } },
      not: { type: "object", properties: { a: { const: 1 } }, required: ["a"] },
    },
  },
  "suggestions of which the first is none": {
    "of numbers": { type: "integer", examples: ["one", 1.5, 7] },
    "of texts": { ...text, pattern: "^\\d+$", examples: ["one", "7"] },
    "of objects": {
      ...{ type: "object", properties: { a: { ...text, minLength: 2 } }, required: ["a"] },
      examples: [{ a: "x" }, { a: "xy" }],
    },
    "beside a default that is none": { type: "integer", default: "one", examples: ["two", 7] },
  },
  "short texts of a format": {
    email: { ...text, format: "email", maxLength: 8 },
    "email of an exact length": { ...text, format: "email", minLength: 7, maxLength: 7 },
    "address within a length": { ...text, format: "uri", minLength: 9, maxLength: 12 },
    "host within a length": { ...text, format: "hostname", minLength: 4, maxLength: 7 },
  },
  "characters beyond the basic plane": {
    "an exact count": { ...text, pattern: "^[\u{1f600}-\u{1f64f}]{3}$", minLength: 3, maxLength: 3 },
    "an exact length": { ...text, pattern: "^[\u{1f600}-\u{1f64f}]+$", minLength: 5, maxLength: 5 },
    "one character": { ...text, pattern: "^\u{1f600}+$", minLength: 4, maxLength: 4 },
    "a property": { ...text, pattern: "^\\p{Script=Gothic}{2,}$", minLength: 4, maxLength: 4 },
  },
};

describe.each(Object.entries(kinds))("ajv takes what is made up for %s", (_, schemas) => {
  test.each(Object.entries<object>(schemas))("%s", (__, schema) => {
    expect(faultsOf(schema)).toEqual([]);
  });
});

test("the first suggestion that is valid is taken", () => {
  for (const schema of Object.values(kinds["suggestions of which the first is none"]).slice(0, 2))
    expect(String(sampled(schema).plain)).toBe("7");
  expect(sampled(kinds["suggestions of which the first is none"]["of objects"]).plain).toEqual({ a: "xy" });
});

test("an item that may be contained stays the plain one", () => {
  expect(sampled({ ...integers, contains: { const: 0 }, minContains: 0, maxContains: 1 }).plain).toEqual([0]);
});

test.each([
  ["of a JSON media type", { contentMediaType: "application/json" }],
  ["of a type that is built on JSON", { contentMediaType: "application/vnd.x+json" }],
])("a schema without a type but with content is a text that holds it: %s", (_, content) => {
  const contentSchema = { type: "object", properties: { id: { type: "integer" } }, required: ["id"] };
  const { values, faults, unsatisfied } = sampled({
    ...{ type: "object", required: ["data"] },
    properties: { data: { ...content, contentSchema } },
  });
  expect([faults, unsatisfied]).toEqual([[], []]);
  for (const value of values) {
    const { data } = value as { data: string };
    expect(JSON.parse(data)).toEqual({ id: expect.any(Number) as number });
  }
});

test("a schema without a type but with content of another kind is a text", () => {
  for (const value of sampled({ contentMediaType: "text/plain" }).values) expect(value).toBeTypeOf("string");
  for (const value of sampled({ contentEncoding: "base64" }).values) expect(value).toMatch(/^[\w+/]+=*$/);
});

test("what a schema denies leaves the plain value where it is valid", () => {
  const described = { type: "object", properties: { a: text } };
  const denied = { properties: { b: { const: "x" } }, required: ["b"] };
  const { plain, dynamic } = sampled({ ...described, not: denied });
  expect(plain).toEqual({ a: "string" });
  for (const value of dynamic) expect(value).toEqual({ a: expect.any(String) as string });
  expect(sampled({ type: "number", not: { minimum: -10, maximum: -5 } }).plain).toBe(0);
});
