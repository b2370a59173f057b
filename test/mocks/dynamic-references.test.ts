import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startMock } from "../../mocks/index.ts";
import { documentOf } from "./document.ts";

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const item = (schema: object) => ({ item: { $dynamicAnchor: "item", ...schema } });
const object = (name: string, type: string) => ({ type: "object", required: [name], properties: { [name]: { type } } });

const responds = (schema: object) => ({
  responses: { 200: { description: "", content: { "application/json": { schema } } } },
});
const takes = (schema: object) => ({
  requestBody: { content: { "application/json": { schema } } },
  responses: { 204: { description: "" } },
});

test("a mock makes up, and asks for, what a dynamic reference means where it is used", async () => {
  const schemas = {
    List: {
      type: "object",
      required: ["items"],
      properties: { items: { type: "array", minItems: 1, items: { $dynamicRef: "#item" } } },
      $defs: item({ not: {} }),
    },
    Users: { ...ref("List"), $defs: item(ref("User")) },
    User: object("name", "string"),
    Pet: object("age", "integer"),
  };
  const pets = { ...ref("List"), $defs: item(ref("Pet")) };
  const paths = {
    "/users": { get: responds(ref("Users")), post: takes(ref("Users")) },
    "/pets": { get: responds(pets) },
  };
  const folder = await mkdtemp(join(tmpdir(), "twinspec-dynamic-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const spec = join(folder, "api.json");
  await writeFile(spec, JSON.stringify(documentOf(paths, { openapi: "3.1.0", components: { schemas } })));
  await using mock = await startMock({ spec, dynamic: true });
  const get = async (path: string) => (await fetch(`${mock.url}${path}`)).json();
  expect(await get("/users")).toMatchObject({ items: expect.arrayContaining([{ name: expect.any(String) }]) });
  expect(await get("/pets")).toMatchObject({ items: expect.arrayContaining([{ age: expect.any(Number) }]) });
  expect(mock.unexpectedViolations).toEqual([]);
  const post = async (value: unknown) => {
    const headers = { "content-type": "application/json" };
    return (await fetch(`${mock.url}/users`, { method: "POST", headers, body: JSON.stringify(value) })).status;
  };
  expect(await post({ items: [{ name: "Ann" }] })).toBe(204);
  expect(await post({ items: [{ age: 1 }] })).toBe(422);
});
