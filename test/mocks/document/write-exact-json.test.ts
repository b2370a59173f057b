import { expect, test } from "vitest";
import { parseExactIntegers, parseExactNumbers, writeExactJson } from "../../../mocks/document/exact-numbers.ts";
import { createSchemaShapes } from "../../../mocks/validation/schemas/schema-shape.ts";

const shapes = createSchemaShapes((schema) => schema);
const largest = "9223372036854775807";

test.each([
  ["digits where an integer is wanted", { type: "integer" }, largest, largest],
  ["digits where a string may be", { type: ["integer", "string"] }, largest, `"${largest}"`],
  ["digits with zeros before them", { type: "integer" }, "007", "7"],
  ["digits that no schema speaks of", undefined, largest, `"${largest}"`],
  ["a BigInt", undefined, 2n ** 63n, "9223372036854775808"],
  ["members that are undefined", { type: "object" }, { id: undefined, name: "a" }, '{"name":"a"}'],
  ["items that are undefined", { type: "array" }, [undefined, 1], "[null,1]"],
])("%s are written as the schema has it", (_, schema, value, want) => {
  expect(writeExactJson(value, schema, shapes)).toBe(want);
});

test.each([
  [
    `{"id":${largest},"text":"\\"${largest}"}`,
    { id: largest, text: `"${largest}` },
    { id: largest, text: `"${largest}` },
  ],
  [
    '{"price":1.10,"big":1e400,"small":0.1}',
    { price: 1.1, big: Infinity, small: 0.1 },
    { price: 1.1, big: "1e400", small: 0.1 },
  ],
  ["[-12345678901234567890,12]", ["-12345678901234567890", 12], ["-12345678901234567890", 12]],
])("%s is read with all its digits", (text, integers, numbers) => {
  expect(parseExactIntegers(text).exact).toEqual(integers);
  expect(parseExactNumbers(text).exact).toEqual(numbers);
  expect(parseExactNumbers(text).rounded).toEqual(JSON.parse(text));
});
