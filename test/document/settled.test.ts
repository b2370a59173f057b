import { expect, test } from "vitest";
import { isSettled } from "../../generator/schema/faults.ts";
import { keywords } from "../../generator/schema/keywords.ts";

import { read, withoutPlaces } from "./read.ts";

const values: readonly unknown[] = [
  ...["text", "string", "(a+)+$", "\ue000integer:12345678901234567890", 1, 1.5, -1, true, null],
  ...[[], ["a"], ["string", "null"], ["string"], [1], {}, { a: {} }],
];
const further = ["x-nullable", "x-note", "$ref", "descripton"];

/** Each keyword with a value of every kind, alone and beside what is usual. */
const schemas = [...keywords.keys(), ...further].flatMap((keyword) =>
  values.flatMap((value) => [{ [keyword]: value }, { type: "string", minimum: 1, [keyword]: value }]),
);

/** A document whose schemas are members of others. The slow way is taken where a key occurs twice. */
function documentOf(openapi: string, isSlow: boolean): string {
  const members = Object.fromEntries(schemas.map((schema, index) => [`m${index}`, schema]));
  const named = { Members: { properties: members }, Lists: { properties: { all: { anyOf: schemas } } } };
  const text = JSON.stringify({ openapi, paths: {}, components: { schemas: named }, info: { title: "T" } });
  return `${text.slice(0, -2)}${`,"x-twice":1`.repeat(isSlow ? 2 : 1)}}}`;
}

test.each(["3.0.3", "3.1.0", "3.2.0"])("what is taken as it is would stay as it is: OpenAPI %s", async (version) => {
  const [fast, slow] = await Promise.all(
    [false, true].map((isSlow) => read({ "api.json": documentOf(version, isSlow) })),
  );
  const isOther = (said: string) => said.includes("x-twice");
  expect(slow!.said.filter(isOther)).toHaveLength(1);
  expect(fast!.said).toEqual(slow!.said.filter((said) => !isOther(said)));
  expect(withoutPlaces(fast!.api)).toStrictEqual(withoutPlaces(slow!.api));
  expect(fast!.said.length).toBeGreaterThan(500);
});

test("leaves are taken as they are, and nothing that holds schemas, or that a rule may change", () => {
  expect(isSettled({ type: "string", format: "uri", description: "Where it is.", maxLength: 20 })).toBe(true);
  expect(isSettled({ type: "object", required: ["a"], default: {}, "x-note": 1 })).toBe(false);
  expect(isSettled({ type: "object", properties: {} })).toBe(false);
  expect(isSettled({ type: "string", nullable: true })).toBe(false);
  expect(isSettled({ $ref: "#/components/schemas/A" })).toBe(false);
  expect(isSettled([])).toBe(false);
});
