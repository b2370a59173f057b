import { expect, test } from "vitest";
import { documentOf, json } from "../document.ts";
import { serve } from "../serve.ts";

const each = (count: number, make: (index: number) => [string, unknown]) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => make(index)));
const text = { type: "string" };
const chain = each(60, (index) => [
  `S${index}`,
  {
    type: "object",
    required: ["id"],
    properties: { id: { type: "integer" }, next: { $ref: `#/components/schemas/S${(index + 1) % 60}` } },
  },
]);
const row = {
  type: "object",
  required: Object.keys(chain),
  properties: each(60, (index) => [`S${index}`, { $ref: `#/components/schemas/S${index}` }]),
};
const names = Array.from({ length: 30 }, (_, index) => `list${index}`);

test.each([
  ["3,000 properties", { type: "object", properties: each(3000, (index) => [`p${index}`, text]) }, 3000],
  [
    "60 references in each of 30 lists",
    {
      type: "object",
      required: names,
      properties: each(30, (index) => [`list${index}`, { type: "array", minItems: 1, items: row }]),
    },
    30,
  ],
])("a large body is made up whole, and taken: %s", async (_, schema, members) => {
  const requestBody = { required: true, content: { "application/json": { schema } } };
  const mock = await serve(
    documentOf(
      { "/x": { get: { responses: json(schema) }, put: { requestBody, responses: json({}, {}) } } },
      {
        components: { schemas: chain },
      },
    ),
  );
  for (const prefer of ["", "dynamic=true"]) {
    const body = await (await fetch(`${mock.url}/x`, { headers: { prefer } })).text();
    expect(Object.keys(JSON.parse(body) as object)).toHaveLength(members);
    const headers = { "content-type": "application/json" };
    expect((await fetch(`${mock.url}/x`, { method: "PUT", headers, body })).status).toBe(200);
  }
  expect([mock.unexpectedViolations, mock.notes]).toEqual([[], []]);
});
