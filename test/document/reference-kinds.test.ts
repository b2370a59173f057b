import { describe, expect, test } from "vitest";
import { answered, answers, openApi, read } from "./read.ts";

const ok = { responses: { "200": { description: "ok" } } };
const components = {
  schemas: { Pet: { type: "object", description: "A pet" } },
  responses: { Gone: { description: "gone", headers: { a: { schema: {} } }, content: { "text/plain": {} } } },
  parameters: { Page: { name: "page", in: "query", required: true, examples: {}, schema: { type: "integer" } } },
  requestBodies: { Body: { required: true, content: { "application/json": { schema: { type: "string" } } } } },
  headers: { Rate: { required: true, schema: { type: "integer" } } },
  examples: { One: { value: 1 } },
};
const to = (section: keyof typeof components, name: string) => ({ $ref: `#/components/${section}/${name}` });

async function saidOf(paths: object, more: object = {}): Promise<unknown[]> {
  const { diagnostics } = await read({ "api.json": openApi(paths, { ...components, ...more }) });
  return diagnostics.map(({ severity, code, at, message }) => `${severity} ${code} ${at?.pointer}: ${message}`);
}

describe("a reference to another kind of object is told once, where it stands", () => {
  const at = "warning wrong-type /paths/~1a/get";
  test.each<[string, object, string]>([
    [
      "a response for a schema",
      answers(to("responses", "Gone")),
      `${at}/responses/200/content/application~1json/schema/$ref: ` +
        'expected a Schema Object, but "#/components/responses/Gone" refers to a Response Object',
    ],
    [
      "a parameter for a schema",
      answers(to("parameters", "Page")),
      `${at}/responses/200/content/application~1json/schema/$ref: ` +
        'expected a Schema Object, but "#/components/parameters/Page" refers to a Parameter Object',
    ],
    [
      "a title for a schema",
      answers({ $ref: "#/info/title" }),
      `${at}/responses/200/content/application~1json/schema/$ref: ` +
        'expected a Schema Object, but "#/info/title" refers to a string',
    ],
    [
      "a schema for a parameter",
      { ...ok, parameters: [to("schemas", "Pet")] },
      `${at}/parameters/0/$ref: ` +
        'expected a Parameter Object, but "#/components/schemas/Pet" refers to a Schema Object',
    ],
    [
      "a schema for a response",
      { responses: { "200": to("schemas", "Pet") } },
      `${at}/responses/200/$ref: ` +
        'expected a Response Object, but "#/components/schemas/Pet" refers to a Schema Object',
    ],
    [
      "an example for a body",
      { ...ok, requestBody: to("examples", "One") },
      `${at}/requestBody/$ref: ` +
        'expected a Request Body Object, but "#/components/examples/One" refers to an Example Object',
    ],
    [
      "an operation for a schema",
      answers({ $ref: "#/paths/~1b/get" }),
      `${at}/responses/200/content/application~1json/schema/$ref: ` +
        'expected a Schema Object, but "#/paths/~1b/get" refers to an Operation Object',
    ],
  ])("%s", async (_, get, want) => {
    expect(await saidOf({ "/a": { get }, "/b": { get: ok } })).toEqual([want]);
  });

  test("of a path item and of an operation too", async () => {
    expect(await saidOf({ "/a": to("schemas", "Pet"), "/b": { get: to("responses", "Gone") } })).toEqual([
      'warning wrong-type /paths/~1a/$ref: expected a Path Item Object, but "#/components/schemas/Pet" refers to a Schema Object',
      'warning wrong-type /paths/~1b/get/$ref: expected an Operation Object, but "#/components/responses/Gone" refers to a Response Object',
    ]);
  });

  test("and what no schema is may be anything, under the name that it had", async () => {
    const { api } = await read({
      "api.json": openApi({ "/a": { get: answers(to("responses", "Gone")) } }, components),
    });
    expect(answered(api)).toEqual({ $ref: "#/components/schemas/Gone" });
    expect(api.schemas.find(({ id }) => id === "Gone")?.schema).toEqual({ description: "gone" });
  });
});

describe("what has the same fields is read", () => {
  test("a parameter for a header", async () => {
    const responses = { "200": { description: "ok", headers: { Page: to("parameters", "Page") } } };
    expect(await saidOf({ "/a": { get: { responses } } })).toEqual([
      'warning wrong-type /paths/~1a/get/responses/200/headers/Page/$ref: expected a Header Object, but "#/components/parameters/Page" refers to a Parameter Object',
    ]);
  });

  test("a response for a body", async () => {
    const { api, diagnostics } = await read({
      "api.json": openApi({ "/a": { post: { ...ok, requestBody: to("responses", "Gone") } } }, components),
    });
    expect(diagnostics.map(({ code }) => code)).toEqual(["wrong-type"]);
    expect(api.operations[0]!.operation["requestBody"]).toMatchObject({ content: { "text/plain": {} } });
  });
});

test.each<[string, object]>([
  ["a schema in another place", answers({ $ref: "#/paths/~1b/get/responses/200/content/application~1json/schema" })],
  ["a schema below another", answers({ $ref: "#/components/schemas/Deep/properties/a/items" })],
  ["a schema in an extension", answers({ $ref: "#/x-schemas/A" })],
  ["a schema in data", answers({ $ref: "#/components/examples/One/value" })],
])("nothing is told of a reference to %s", async (_, get) => {
  const document = {
    ...openApi(
      { "/a": { get }, "/b": { get: answers({ type: "string" }) } },
      {
        schemas: { Deep: { properties: { a: { type: "array", items: { type: "string" } } } } },
        examples: { One: { value: { type: "string" } } },
      },
    ),
    "x-schemas": { A: { type: "string" } },
  };
  expect((await read({ "api.json": document })).said).toEqual([]);
});

test.each(["in", "schema", "propertyName", "flows"])(
  "a field of another object is no misspelt keyword: %s",
  async (field) => {
    const { said } = await read({ "api.json": openApi({}, { schemas: { A: { type: "object", [field]: {} } } }) });
    expect(said).toEqual([]);
  },
);

test("a misspelt keyword is", async () => {
  const schemas = { A: { type: "object", propertes: {} } };
  const { diagnostics } = await read({ "api.json": openApi({}, { schemas }) });
  expect(diagnostics.map(({ message, help }) => [message, help])).toEqual([
    ['a Schema Object has no field "propertes"; it is ignored', 'did you mean "properties"?'],
  ]);
});

test("a discriminator that names what is no schema is told, and does not tell by it", async () => {
  const pet = {
    oneOf: [{ $ref: "#/components/schemas/Cat" }],
    discriminator: { propertyName: "kind", mapping: { cat: "Cat", dog: "#/components/responses/Dog" } },
  };
  const { api, said } = await read({
    "api.json": openApi(
      { "/a": { get: answers({ $ref: "#/components/schemas/Pet" }) } },
      { schemas: { Pet: pet, Cat: { type: "object" } }, responses: { Dog: { description: "ok" } } },
    ),
  });
  expect(said).toEqual([
    expect.stringMatching(
      / warning wrong-type: expected a Schema Object, but "#\/components\/responses\/Dog" refers to a Response Object; it is ignored$/,
    ),
  ]);
  expect(api.schemas.find(({ wanted }) => wanted === "Pet")?.schema).toMatchObject({
    discriminator: { mapping: { cat: expect.anything() } },
  });
  expect(JSON.stringify(api.schemas.map(({ schema }) => schema))).not.toContain("dog");
});
