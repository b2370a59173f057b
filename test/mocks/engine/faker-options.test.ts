import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startMock } from "../../../mocks/index.ts";

/** What a mock of a document with these options makes up for an object with an array. */
async function madeUp(options: string, schema: string): Promise<Record<string, unknown>> {
  const folder = await mkdtemp(join(tmpdir(), "twinspec-faker-"));
  try {
    const spec = join(folder, "openapi.yaml");
    const content = `{ application/json: { schema: ${schema} } }`;
    const paths = `{ /made: { get: { responses: { "200": { description: d, content: ${content} } } } } }`;
    await writeFile(
      spec,
      `openapi: 3.0.3\ninfo: { title: Made, version: "1" }\nx-json-schema-faker: ${options}\npaths: ${paths}\n`,
    );
    await using mock = await startMock({ spec, dynamic: true, errors: true });
    const response = await fetch(`${mock.url}/made`);
    expect(response.status).toBe(200);
    return (await response.json()) as Record<string, unknown>;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const schema =
  "{ type: object, required: [list], properties: { list: { type: array, items: { type: integer, example: 7 } }, " +
  "few: { type: array, maxItems: 2, items: { type: boolean } }, name: { type: string, default: d } } }";

test("the root's x-json-schema-faker says how many items there are, within the limits of schemas", async () => {
  const { list, few } = await madeUp("{ min-items: 6, max-items: 6 }", schema);
  expect(list).toHaveLength(6);
  expect(few).toHaveLength(2);
});

test("it has defaults and examples used, and members left out", async () => {
  const body = await madeUp("{ useDefaultValue: true, useExamplesValue: true, minItems: 1, maxItems: 1 }", schema);
  expect(body).toMatchObject({ list: [7], name: "d" });
  expect(Object.keys(await madeUp("{ requiredOnly: true }", schema))).toEqual(["list"]);
});

test("it names the language of faker; one that is none is English", async () => {
  const named = "{ type: object, properties: { name: { type: string, x-faker: lorem.word } } }";
  for (const locale of ["ru", "../../x"]) {
    const { name } = await madeUp(`{ locale: "${locale}" }`, named);
    expect(/^[а-яё-]+$/i.test(name as string)).toBe(locale === "ru");
  }
});

test("what x-faker gives is taken only where it satisfies the schema", async () => {
  const short = "{ type: object, properties: { name: { type: string, maxLength: 1, x-faker: lorem.paragraph } } }";
  expect(await madeUp("{}", short)).toEqual({ name: expect.stringMatching(/^.$/) as string });
});
