import { describe, expect, test } from "vitest";
import { isLongInteger } from "../../generator/schema/long-integers.ts";
import { type Read, read } from "./read.ts";

const long = "9007199254740993";

/** Schemas as they are read from YAML, or from JSON of the same text. */
async function readSchemas(schemas: string, format: "yaml" | "json", more = ""): Promise<Read> {
  const yaml = `openapi: 3.1.0\ninfo: { title: T, version: "1" }\n${more}components: { schemas: { ${schemas} } }\n`;
  const json = `{ "openapi": "3.1.0", "components": { "schemas": { ${schemas.replace(/(\$?\w+):/g, '"$1":')} } } }`;
  return read(format === "yaml" ? { "api.yaml": yaml } : { "api.json": json });
}

describe.each(["yaml", "json"] as const)("integers beyond 2^53 among the values of a schema, in %s", (format) => {
  test.each<[string, string, object]>([
    ["an enum", `{ type: "integer", enum: [${long}, 7] }`, { type: "integer", enum: [long, 7] }],
    ["a const", `{ type: "integer", const: -${long} }`, { type: "integer", const: `-${long}` }],
    ["a number", `{ type: "number", enum: [${long}, 1.5] }`, { type: "number", enum: [long, 1.5] }],
    ["a const without a type", `{ const: ${long} }`, { type: "integer", const: long }],
    ["an enum without a type", `{ enum: [${long}, 7, null] }`, { type: ["integer", "null"], enum: [long, 7, null] }],
    ["an enum of integers and strings", `{ enum: [${long}, "a"] }`, { type: ["integer", "string"], enum: [long, "a"] }],
    ["safe ones, which stay numbers", "{ enum: [9007199254740991, 7] }", { enum: [9007199254740991, 7] }],
    [
      "a property that is called so",
      `{ properties: { enum: { const: ${long} } } }`,
      {
        properties: { enum: { type: "integer", const: long } },
      },
    ],
    ["limits, which are numbers", `{ const: { maximum: ${long} } }`, { const: { maximum: Number(long) } }],
  ])("keep their digits: %s", async (_, schema, want) => {
    const { api, said } = await readSchemas(`A: ${schema}`, format);
    expect(said).toEqual([]);
    expect(api.schemas[0]?.schema).toEqual(want);
  });

  test("are texts where the type is a string, which is told", async () => {
    const { api, said } = await readSchemas(`A: { type: "string", enum: [${long}] }`, format);
    expect(said).toEqual([]);
    expect(api.schemas[0]?.schema).toEqual({ type: "string", enum: [long] });
  });
});

test("an anchor has its digits in every place where it is listed", async () => {
  const { api } = await readSchemas(`A: { const: *long }`, "yaml", `x-long: &long ${long}\n`);
  expect(api.schemas[0]?.schema).toEqual({ type: "integer", const: long });
});

test("what is no schema has digits or numbers, and no mark", async () => {
  const { api, said } = await read({
    "api.yaml": `openapi: 3.1.0
info: { title: T, version: "1" }
servers: [{ url: "https://{a}.example.com", variables: { a: { default: ${long}, enum: [${long}] } } }]
paths: {}
`,
  });
  expect(said).toEqual([]);
  expect(JSON.stringify(api.servers)).not.toContain("\ue000");
  expect(api.servers[0]).toMatchObject({ variables: { a: { enum: [long] } } });
});

test.each(["\ue000integer:12", "\ue000integer:x", "\ue000integer:"])(
  "a text that looks like a mark is one: %j",
  async (text) => {
    const { api } = await read({ "api.json": { openapi: "3.1.0", components: { schemas: { A: { const: text } } } } });
    expect(api.schemas[0]?.schema).toEqual({ const: text });
  },
);

test.each([
  [long, true],
  [`-${long}`, true],
  ["9007199254740991", false],
  ["09007199254740993", false],
  ["1e30", false],
  [Number(long), false],
])("%j is a long integer: %j", (value, want) => {
  expect(isLongInteger(value)).toBe(want);
});
