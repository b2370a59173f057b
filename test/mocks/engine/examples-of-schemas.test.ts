import { expect, test } from "vitest";
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
