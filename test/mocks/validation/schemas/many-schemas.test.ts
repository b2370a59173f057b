import { expect, test } from "vitest";
import { createSchemaCompiler } from "../../../../mocks/validation/schemas/schema-compiler.ts";

test("what was compiled of ten thousand schemas is let go of, and references stay good", () => {
  const node = {
    type: "object",
    required: ["name"],
    properties: { name: { type: "string" }, next: { $ref: "#/components/schemas/Node" } },
  };
  const closed = { allOf: [{ $ref: "#/components/schemas/Node" }], unevaluatedProperties: false };
  const openapi = { openapi: "3.1.0", components: { schemas: { Node: node, Closed: closed } } };
  const { check } = createSchemaCompiler(openapi, "request", "all");
  const references = ["Node", "Closed"].map((name) => ({ $ref: `#/components/schemas/${name}` }));
  const early = references.map((schema) => check(schema, "early"));
  const right = { name: "a", next: { name: "b" } };
  const wrong = { name: "a", next: { name: 1 } };
  const verdicts = (checks: typeof early) =>
    checks.map((one) => [one(right), one(wrong), one({ ...right, more: 1 })].map((errors) => errors.length > 0));
  const expected = [
    [false, true, false],
    [false, true, true],
  ];
  expect(verdicts(early)).toEqual(expected);
  for (let length = 0; length < 10_100; length += 1) {
    const schema = { type: "string", minLength: length };
    if (length % 100 === 0) expect(check(schema, "many")("x".repeat(length))).toEqual([]);
    else check(schema, "many")("");
  }
  expect(verdicts(early)).toEqual(expected);
  expect(verdicts(references.map((schema) => check(schema, "late")))).toEqual(expected);
});
