import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startMock } from "../../../mocks/server/start-mock.ts";
import { workspaceWith } from "../../commands/running-mock.ts";
import { documentOf, json } from "../document.ts";
import { serve } from "../serve.ts";

const pet = {
  type: "object",
  required: ["id"],
  properties: { id: { type: "integer" } },
  examples: [{ id: "one" }, {}, { id: 7 }, { id: 8 }],
};
const none = { ...pet, examples: [{ id: "one" }, { id: "two" }] };

test.each([
  ["of a schema", pet, { id: 7 }],
  ["of a referred schema", { $ref: "#/components/schemas/Pet" }, { id: 7 }],
  ["beside a reference", { $ref: "#/components/schemas/Pet", examples: [null, { id: 9 }] }, { id: 9 }],
  ["that are valid all", { ...pet, examples: [{ id: 1 }, { id: 2 }] }, { id: 1 }],
  ["of which none is valid", none, { id: "one" }],
  ["of which one is null", { type: ["object", "null"], examples: [1, null] }, null],
])("the first valid one is the response where there are several examples %s", async (_, schema, expected) => {
  const document = documentOf(
    { "/x": { get: { responses: json(schema) } } },
    { openapi: "3.1.0", components: { schemas: { Pet: pet } } },
  );
  const mock = await serve(document);
  expect(await (await fetch(`${mock.url}/x`)).json()).toEqual(expected);
});

const counted = { type: "object", required: ["n"], properties: { n: { type: "integer" } } };

test.each<[string, object, unknown]>([
  ["which is the only one", { schema: counted, examples: { none: {} } }, { n: expect.any(Number) }],
  ["of JSON without a schema", { examples: { none: { summary: "None" } } }, {}],
  ["before one with a value", { schema: counted, examples: { none: {}, seven: { value: { n: 7 } } } }, { n: 7 }],
  ["of another file", { schema: counted, examples: { far: { externalValue: "n.json" } } }, { n: expect.any(Number) }],
])("an example without a value is none: one %s", async (_, media, body) => {
  const responses = { "200": { description: "", content: { "application/json": media } } };
  const workspace = workspaceWith({ "api.json": JSON.stringify(documentOf({ "/x": { get: { responses } } })) });
  onTestFinished(() => workspace.dispose());
  const mock = await startMock({ spec: join(workspace.folder, "api.json") });
  onTestFinished(() => mock.close());
  const response = await fetch(`${mock.url}/x`);
  expect([await response.json(), response.headers.get("sl-violations")]).toEqual([body, null]);
});

test("an example of a schema is data: a `$ref` in it leads nowhere, and is sent", async () => {
  const example = { $ref: "#/nowhere", file: { $ref: "file:///etc/hostname" } };
  const mock = await serve(documentOf({ "/x": { get: { responses: json({ type: "object", example }) } } }));
  const response = await fetch(`${mock.url}/x`);
  expect([response.status, await response.json()]).toEqual([200, example]);
});
