import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { parseJson } from "../../generator/document/text/parse-json.ts";
import { parseYaml } from "../../generator/document/text/parse-yaml.ts";
import type { ParsedText } from "../../generator/document/text/parsed-text.ts";

const long = "9223372036854775807";
const inexact = 9223372036854775807n;

function read(format: "json" | "yaml", text: string, isExact = true): ParsedText {
  const document = { file: "a", path: "a", shown: "a", text, format };
  const readLongInteger = isExact ? (digits: string) => `<${digits}>` : undefined;
  return format === "json" ? parseJson(document, readLongInteger) : parseYaml(document, readLongInteger);
}

function inJson(yaml: string): string {
  const text = JSON.stringify(parse(yaml, { intAsBigInt: true }), (_, one: unknown) =>
    typeof one === "bigint" ? `integer ${one}` : one,
  );
  return text.replaceAll(/"integer (-?\d+)"/g, "$1");
}

describe.each(["yaml", "json"] as const)("long integers in %s", (format) => {
  const readValue = (yaml: string, isExact?: boolean): unknown =>
    read(format, format === "json" ? inJson(yaml) : yaml, isExact).value;

  test.each([
    [
      "a media type's example",
      `content: { application/json: { example: { id: [${long}] } } }`,
      "content/application~1json/example/id/0",
    ],
    ["a named example", `examples: { one: { value: { id: ${long} } } }`, "examples/one/value/id"],
    ["the examples of a schema", `schema: { examples: [1, ${long}] }`, "schema/examples/1"],
    [
      "the example of a property called `properties`",
      `properties: { properties: { example: ${long} } }`,
      "properties/properties/example",
    ],
    ["a default", `schema: { default: ${long} }`, "schema/default"],
    ["an example's member called `maximum`", `example: { maximum: ${long} }`, "example/maximum"],
    ["an example with its own file", `value: { id: ${long} }`, "value/id"],
    ["a negative one", `example: -${long}`, "example"],
  ])("%s keeps them", (_, yaml, pointer) => {
    expect(at(readValue(yaml), pointer)).toBe(yaml.includes("-9") ? `<-${long}>` : `<${long}>`);
  });

  test.each([
    ["a limit", `schema: { maximum: ${long}, minimum: ${long} }`, ["schema/maximum", "schema/minimum"]],
    [
      "a limit below the response `default`",
      `responses: { default: { schema: { maximum: ${long} } } }`,
      ["responses/default/schema/maximum"],
    ],
    [
      "a limit of a property called `example`",
      `properties: { example: { maximum: ${long} } }`,
      ["properties/example/maximum"],
    ],
    [
      "a limit of a schema called `examples`",
      `schemas: { examples: { maximum: ${long} } }`,
      ["schemas/examples/maximum"],
    ],
    [
      "a limit in a list of parameters",
      `parameters: [{ schema: { maximum: ${long} } }]`,
      ["parameters/0/schema/maximum"],
    ],
  ])("%s stays a number", (_, yaml, pointers) => {
    for (const pointer of pointers) expect(at(readValue(yaml), pointer)).toBe(Number(inexact));
  });

  test("what fits into a number is a number, and a string is a string", () => {
    const yaml = `example: [9007199254740991, 1.5, -3, 1e30, "${long}", "a, ${long}, b", true, null]`;
    expect(readValue(yaml)).toEqual({
      example: [9007199254740991, 1.5, -3, 1e30, long, `a, ${long}, b`, true, null],
    });
  });

  test("nothing is read differently unless requested", () => {
    expect(readValue(`example: ${long}`, false)).toEqual({ example: Number(inexact) });
  });
});

test("repeated keys of JSON are kept beside long integers, with their places", () => {
  const text = `{"a":{"example":${long}},"a":{"example":2}}`;
  const { value, repeated } = read("json", text);
  expect(value).toEqual({ a: { example: `<${long}>` } });
  expect(repeated.get(value as object)).toEqual([{ key: "a", value: { example: 2 }, offset: text.lastIndexOf('"a"') }]);
});

test("an anchor is read by where its alias is, and merged maps by where they are merged", () => {
  const text = `x: &a { id: ${long} }\nexample: *a\ndefault: { <<: *a }\nproperties: { <<: { example: { maximum: ${long} } } }`;
  expect(read("yaml", text).value).toEqual({
    x: { id: Number(inexact) },
    example: { id: `<${long}>` },
    default: { id: `<${long}>` },
    properties: { example: { maximum: Number(inexact) } },
  });
});

test("YAML's other ways to write an integer give its digits", () => {
  expect(read("yaml", `example: [+${long}, 00${long}, ${stringify(long).trim()}, ${long}.0]`).value).toEqual({
    example: [`<${long}>`, `<${long}>`, long, Number(inexact)],
  });
});

function at(value: unknown, pointer: string): unknown {
  return pointer
    .split("/")
    .map((key) => key.replaceAll("~1", "/"))
    .reduce((inside, key) => (inside as Record<string, unknown>)[key], value);
}
