import { expect, test } from "vitest";
import { answers, openApi, read } from "./read.ts";

const ok = { responses: { "200": { description: "ok" } } };
const payload = (schema: object) => ({ requestBody: { content: { "application/json": { schema } } }, ...ok });
const header = (name: string) => ({ name, in: "header", schema: { type: "string" } });

async function readWebhooks(document: object, files: Record<string, object> = {}) {
  const found = await read({ "api.json": document, ...files }, ["api.json"]);
  return {
    ...found,
    webhooks: found.api.webhooks.map(({ name, method, callback, operation }) => ({
      name: `${method} ${name}${callback ? ` of ${callback.of.path} at ${callback.expression}` : ""}`,
      operation,
    })),
  };
}

test.each([
  ["webhooks", "3.1.0"],
  ["x-webhooks", "3.0.3"],
])("%s of %s are read, with the parameters of their path items, and references followed", async (field, version) => {
  const { said, webhooks } = await readWebhooks(
    {
      ...openApi({}, { schemas: { Pet: { type: "object" } } }, version),
      [field]: {
        newPet: { parameters: [header("X-Event")], post: payload({ $ref: "#/components/schemas/Pet" }) },
        sold: { $ref: "hooks.json#/sold" },
        "x-note": "not one",
        "x-groups": { first: ["newPet"], x: { name: "no method" } },
      },
    },
    { "hooks.json": { sold: { put: payload({ type: "string" }), post: payload({ type: "integer" }) } } },
  );
  expect(said).toEqual([]);
  expect(webhooks.map(({ name }) => name)).toEqual(["POST newPet", "PUT sold", "POST sold"]);
  expect(webhooks[0]!.operation).toMatchObject({
    parameters: [header("X-Event")],
    requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } } },
  });
});

test("a webhook may have a name that begins as an extension, if it is one by its methods", async () => {
  const { said, webhooks } = await readWebhooks({
    openapi: "3.1.0",
    webhooks: { "x-sold": { post: ok }, "x-hook": { $ref: "#/components/pathItems/hook" }, "x-of": { parameters: [] } },
    components: { pathItems: { hook: { put: ok } } },
  });
  expect(said).toEqual([]);
  expect(webhooks.map(({ name }) => name)).toEqual(["POST x-sold", "PUT x-hook"]);
});

test("the address that a webhook goes to may stand above its methods, as in a callback", async () => {
  const { said, webhooks } = await readWebhooks({
    ...openApi({}, {}, "3.0.3"),
    "x-webhooks": { sent: { "{$request.query.callback}": { post: ok } }, seen: { "https://x.test": { get: ok } } },
  });
  expect(said).toEqual([]);
  expect(webhooks.map(({ name }) => name)).toEqual(["POST sent", "GET seen"]);
});

test("callbacks of operations are read, shared ones too; a parameter of their own counts", async () => {
  const item = {
    parameters: [header("X-A"), header("X-B")],
    post: { ...payload({ type: "string" }), parameters: [{ ...header("X-A"), required: true }] },
  };
  const { said, webhooks } = await readWebhooks(
    openApi(
      {
        "/a": { post: answers({}, { callbacks: { tick: { "{$request.body#/url}": item }, "x-note": "not one" } }) },
        "/b": { post: answers({}, { callbacks: { tock: { $ref: "#/components/callbacks/Tock" } } }) },
      },
      { callbacks: { Tock: { "{$url}": { post: ok }, "https://x.test": { get: ok, summary: "not a method" } } } },
    ),
  );
  expect(said).toEqual([]);
  expect(webhooks.map(({ name }) => name)).toEqual([
    "POST tick of /a at {$request.body#/url}",
    "POST tock of /b at {$url}",
    "GET tock of /b at https://x.test",
  ]);
  expect(webhooks[0]!.operation["parameters"]).toEqual([header("X-B"), { ...header("X-A"), required: true }]);
});

test("what is no path item is said at its place", async () => {
  const { said } = await readWebhooks({ ...openApi({}), webhooks: { newPet: [], sold: { pots: ok } } });
  expect(said).toEqual([
    expect.stringMatching(/^api\.json:1:\d+ warning wrong-type: expected a Path Item Object, found an array$/),
    expect.stringMatching(
      /^api\.json:1:\d+ warning unknown-field: a Path Item Object has no field "pots"; it is ignored$/,
    ),
  ]);
});
