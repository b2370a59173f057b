import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createSampler } from "../../../mocks/samples/sampler.ts";
import { documentOf } from "../document.ts";

type Schema = Record<string, unknown>;

const some = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
const without = (schema: Schema): Schema =>
  Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));
const formats = ["date-time", "date", "email", "uuid", "uri", "ipv4", "ipv6", "byte", "duration", "json-pointer"];
const names = fc.constantFrom("a", "b", "c", "d");

/** Schemas that values can satisfy: limits are in order, and what is required is not forbidden. */
const schemas = fc.letrec<{ schema: Schema; object: Schema }>((tie) => {
  const string = fc
    .record({
      type: fc.constant("string"),
      minLength: some(fc.nat(8)),
      maxLength: some(fc.integer({ min: 8, max: 30 })),
      pattern: some(
        fc.constantFrom("^[a-z]{2,8}$", "^\\d+$", "^[A-Z]\\w*$", "[aeiou]", "^(?:red|green)*\\S*$", "^.*$"),
      ),
    })
    .map((schema) => without({ ...schema, ...(schema.pattern?.includes("2,8") && { minLength: undefined }) }));
  const format = fc.constantFrom(...formats).map((name) => ({ type: "string", format: name }));
  const number = fc
    .record({
      type: fc.constantFrom("number", "integer"),
      minimum: some(fc.integer({ min: -1e6, max: 0 })),
      exclusiveMinimum: some(fc.integer({ min: -50, max: 50 })),
      maximum: some(fc.integer({ min: 400, max: 1e9 })),
      exclusiveMaximum: some(fc.integer({ min: 300, max: 399 })),
      multipleOf: some(fc.constantFrom(0.01, 0.25, 1, 3, 7, 60)),
    })
    .map(without);
  const values = fc.record({
    enum: fc.uniqueArray(fc.oneof(fc.string(), fc.integer(), fc.boolean()), { minLength: 1 }),
  });
  const array = fc
    .record({
      type: fc.constant("array"),
      items: some(tie("schema")),
      minItems: some(fc.nat(2)),
      maxItems: some(fc.integer({ min: 3, max: 5 })),
    })
    .map(without);
  const tuple = fc.record({
    type: fc.constant("array"),
    prefixItems: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }),
    minItems: fc.nat(1),
  });
  const distinct = fc.record({
    type: fc.constant("array"),
    uniqueItems: fc.constant(true),
    items: fc.constantFrom(
      { type: "integer", minimum: 0, maximum: 3 },
      { type: "string" },
      { enum: [1, "b", null, 4] },
    ),
    minItems: fc.nat(4),
  });
  const containing = fc
    .record({
      type: fc.constant("array"),
      contains: tie("schema"),
      minContains: some(fc.integer({ min: 1, max: 3 })),
      maxContains: some(fc.integer({ min: 3, max: 4 })),
    })
    .map(without);
  const map = fc
    .record({
      type: fc.constant("object"),
      additionalProperties: tie("schema"),
      minProperties: some(fc.nat(3)),
      propertyNames: some(
        fc.constantFrom({ pattern: "^k" }, { minLength: 4 }, { enum: ["one", "two", "three", "four"] }),
      ),
    })
    .map(without);
  const matched = fc.record({
    type: fc.constant("object"),
    patternProperties: fc.dictionary(fc.constantFrom("^x-", "^\\d{3}$"), tie("schema"), { minKeys: 1 }),
    additionalProperties: fc.constant(false),
    minProperties: fc.nat(2),
  });
  const object = fc
    .record({
      properties: fc.dictionary(names, tie("schema"), { maxKeys: 4 }),
      required: fc.uniqueArray(names, { maxLength: 2 }),
      dependentRequired: some(fc.constantFrom({ a: ["b"] }, { b: ["c"], c: ["d"] })),
      minProperties: some(fc.nat(3)),
      ...{ if: some(fc.constant({ required: ["a"] })), else: some(fc.constant({ required: ["d"] })) },
    })
    .map((schema) => without({ type: "object", ...schema }));
  const merged = fc.tuple(tie("object"), tie("object")).map(([left, right]) => {
    const { properties = {} } = left as { properties?: Schema };
    const apart = Object.entries((right["properties"] ?? {}) as Schema).filter(
      ([name]) => !Object.hasOwn(properties, name),
    );
    return { allOf: [left, { ...right, properties: Object.fromEntries(apart) }] };
  });
  const either = fc.array(tie("schema"), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf }));
  const told = fc.array(tie("object"), { minLength: 1, maxLength: 3 }).map((options) => ({
    oneOf: options.map((option, index) => ({
      ...option,
      properties: { ...(option["properties"] as Schema), kind: { const: `kind ${index}` } },
      required: [...(option["required"] as string[]), "kind"],
    })),
  }));
  const nullable = fc.constantFrom("string", "integer", "boolean").map((type) => ({ type: [type, "null"] }));
  const denied = fc.constantFrom(
    { type: "string", not: { enum: ["string", "lorem"] } },
    { type: "integer", not: { const: 0 } },
    { not: { type: "null" } },
    { not: { type: ["object", "array", "null"] } },
    { type: "object", properties: { a: true, b: true }, not: { required: ["b"] } },
    { type: "integer", minimum: 0, not: { minimum: 0, maximum: 4 } },
    { type: "number", not: { type: "integer" } },
    { type: "integer", not: { minimum: 0 } },
    { not: { not: { type: "string", minLength: 2 } } },
    { type: "object", required: ["a"], not: { properties: { a: { type: "string" } } } },
    { type: "string", allOf: [{ pattern: "^a" }, { pattern: "z$" }], minLength: 5 },
    { type: "array", items: { type: "integer" }, contains: { minimum: 5 }, maxContains: 1, minItems: 3 },
  );
  return {
    schema: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      ...[string, format, number, values, nullable, denied, distinct],
      ...[array, tuple, containing, map, matched, tie("object"), merged, either, told],
    ),
    object,
  };
}).schema;

test("what is made up for a schema satisfies it, plain or by a seed", { timeout: 120_000 }, () => {
  const ajv = new Ajv2020({ strict: false, logger: false, multipleOfPrecision: 6, ownProperties: true });
  addFormats.default(ajv);
  fc.assert(
    fc.property(schemas, fc.string(), (schema, seed) => {
      const validate = ajv.compile(schema);
      const sampler = createSampler(documentOf({}), () => undefined);
      for (const isDynamic of [false, true]) {
        const value = sampler.sample(schema, { place: "", isDynamic, seed });
        expect(validate(value), `${JSON.stringify(value)} ${JSON.stringify(validate.errors)}`).toBe(true);
      }
      expect(sampler.unsatisfied).toEqual([]);
    }),
    // the same each time, so that a change is judged by what it changes; RUNS and SEED look further
    { numRuns: Number(process.env["RUNS"] ?? 300), seed: Number(process.env["SEED"] ?? 1), endOnFailure: true },
  );
});
