import { describe, expect, test } from "vitest";
import { documentWith, validateRequest } from "./validate.ts";

type Schemas = Readonly<Record<string, unknown>>;

/** Of some values, as JSON, those that a schema takes as the body of a request. */
async function taken(schema: unknown, values: readonly string[], schemas: Schemas = {}): Promise<string[]> {
  const content = { "application/json": { schema } };
  const document = documentWith({ requestBody: { content } }, { components: { schemas } });
  const valid: string[] = [];
  for (const body of values) {
    const { violations } = await validateRequest(document, { headers: { "content-type": "application/json" }, body });
    if (violations.length === 0) valid.push(body);
  }
  return valid;
}

const cents = ["0.3", "19.99", "19.999", "-0.07", "1e2", "1e-3", "7", "4.35", '"a"'];

describe("kinds of schemas, as JSON Schema's own suite has them", () => {
  test.each([
    ["a multiple of a decimal", { multipleOf: 0.01 }, cents, ["0.3", "19.99", "-0.07", "1e2", "7", "4.35", '"a"']],
    ["a multiple of a large step", { multipleOf: 1_000_000 }, ["3000000", "1000000.5", "0", "1"], ["3000000", "0"]],
    ["a multiple that overflows", { multipleOf: 0.123456789 }, ["1e308", "0.246913578"], ["0.246913578"]],
    ["a multiple in steps of many digits", { multipleOf: 1e-7 }, ["0.0000002", "0.00000015"], ["0.0000002"]],
    ["no value of an empty list", { enum: [] }, ["null", "0", "[]"], []],
    [
      "an integer beyond 2^53 that is listed, and not its neighbor",
      { properties: { id: { type: "integer", enum: ["9007199254740993"] } } },
      ['{"id":9007199254740993}', '{"id":9007199254740992}', '{"id":9007199254740994}'],
      ['{"id":9007199254740993}'],
    ],
    [
      "the same as the only value of an item",
      { items: { type: "integer", const: "-9007199254740993" } },
      ["[-9007199254740993]", "[-9007199254740992]", "[-9007199254740993,1]"],
      ["[-9007199254740993]"],
    ],
    [
      "a member called as the prototype",
      { properties: JSON.parse('{"__proto__":{"type":"integer"},"a":{}}') as unknown, additionalProperties: false },
      ['{"__proto__":1}', '{"__proto__":"a"}', '{"a":1}', '{"b":1}'],
      ['{"__proto__":1}', '{"a":1}'],
    ],
    [
      "names that others depend on",
      { dependencies: { card: ["billing"], gift: { required: ["note"] }, never: false } },
      ['{"card":1}', '{"card":1,"billing":1}', '{"gift":1}', '{"gift":1,"note":1}', '{"never":1}', "{}"],
      ['{"card":1,"billing":1}', '{"gift":1,"note":1}', "{}"],
    ],
    [
      "members that only a condition describes",
      { if: { properties: { kind: { const: "a" } }, required: ["kind"] }, unevaluatedProperties: false },
      ['{"kind":"a"}', '{"kind":"b"}', "{}"],
      ['{"kind":"a"}', "{}"],
    ],
    [
      "members that a condition describes, or else another schema",
      { if: { required: ["a"], properties: { a: {} } }, else: { properties: { b: {} } }, unevaluatedProperties: false },
      ['{"a":1}', '{"b":1}', '{"a":1,"b":1}', '{"c":1}'],
      ['{"a":1}', '{"b":1}'],
    ],
  ])("%s", async (_, schema, values, want) => {
    expect(await taken(schema, values)).toEqual(want);
  });

  test("members of a base of which a part is missing may be any", async () => {
    const schemas = {
      Base: { allOf: [{ $ref: "#/components/schemas/Missing" }, { properties: { id: { type: "integer" } } }] },
      Whole: { allOf: [{ properties: { id: { type: "integer" } } }] },
    };
    const values = ['{"id":1}', '{"id":1,"more":2}', '{"id":"a"}'];
    const closed = (name: string) => ({ $ref: `#/components/schemas/${name}`, unevaluatedProperties: false });
    expect(await taken(closed("Base"), values, schemas)).toEqual(values.slice(0, 2));
    expect(await taken(closed("Whole"), values, schemas)).toEqual(values.slice(0, 1));
  });
});
