import { expect, test } from "vitest";
import { startServer } from "../../../mocks/server/start-server.ts";
import { documentOf, json } from "../document.ts";

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** Schemas of which every one refers to every one. */
function knot(count: number): Record<string, unknown> {
  const names = Array.from({ length: count }, (_, index) => `S${index}`);
  const properties = { id: { type: "integer" }, ...Object.fromEntries(names.map((name) => [name, reference(name)])) };
  return Object.fromEntries(names.map((name) => [name, { type: "object", required: ["id"], properties }]));
}

test("an operation over a knot of schemas responds, and is checked as deep as it was kept", async () => {
  const body = { required: true, content: { "application/json": { schema: reference("S1") } } };
  const openapi = documentOf(
    { "/x": { post: { requestBody: body, responses: json(reference("S0")) } } },
    { components: { schemas: knot(30) } },
  );
  await using mock = await startServer(openapi);
  const post = (text: string) =>
    fetch(`${mock.url}/x`, { method: "POST", headers: { "content-type": "application/json" }, body: text });
  const response = await post('{"id":1,"S2":{"id":2}}');
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ id: 0, S0: { id: 0 } });
  expect((await post('{"id":1,"S2":{"id":"two"}}')).status).toBe(422);
});
