import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultSettings, generate } from "../../generator/entry.ts";
import { type Mock, startMock } from "../../mocks/index.ts";

const cache = join(fileURLToPath(new URL("../..", import.meta.url)), ".cache");
const document = `openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /levels/{level}:
    get:
      operationId: getLevel
      parameters:
        - { name: level, in: path, required: true, schema: { type: integer, enum: [9007199254740993, 7] } }
        - { name: filter, in: query, content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } } }
      responses:
        "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } } }
  /things:
    post:
      operationId: addThing
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } } }
      responses: { "204": { description: ok } }
  /pets:
    post:
      operationId: addPet
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
      responses: { "204": { description: ok } }
components:
  schemas:
    Thing:
      type: object
      required: [fixed, levels, only]
      properties:
        fixed: { const: 9007199254740993 }
        only: { type: integer, format: int64, enum: [-9223372036854775807] }
        levels: { type: array, minItems: 1, items: { type: integer, enum: [9007199254740993] } }
    Pet:
      oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }]
      discriminator:
        propertyName: kind
        mapping: { "9007199254740993": "#/components/schemas/Cat", "7": "#/components/schemas/Dog" }
    Cat: { type: object, required: [kind, lives], properties: { kind: { type: integer }, lives: { type: integer } } }
    Dog: { type: object, required: [kind, tail], properties: { kind: { type: integer }, tail: { type: string } } }
`;

type Call = (args: Record<string, unknown>) => Promise<{ data?: unknown; error?: unknown; response: Response }>;
type Client = Readonly<Record<"addPet" | "addThing" | "getLevel", Call>>;

let folder: string;
let mock: Mock;
beforeAll(async () => {
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, "long-integers-"));
  // a repository of its own, which ignores nothing
  execFileSync("git", ["init", "--quiet", folder]);
  writeFileSync(join(folder, "api.yaml"), document);
  mock = await startMock({ spec: join(folder, "api.yaml") });
});
afterAll(async () => {
  await mock.close();
  rmSync(folder, { recursive: true, force: true });
});

async function clientWith(int64: "string" | "bigint"): Promise<Client> {
  const { client, ...settings } = defaultSettings([join(folder, "api.yaml")], join(folder, int64), folder);
  const values = { ...client.values, int64 };
  const { diagnostics } = await generate({ ...settings, output: join(folder, int64), client: { ...client, values } });
  expect(diagnostics.filter(({ severity }) => severity !== "info")).toEqual([]);
  const entry = pathToFileURL(join(folder, int64, "esm", "index.js")).href;
  const { createClient } = (await import(entry)) as { createClient(options: object): Client };
  return createClient({ baseUrl: mock.url });
}

describe.each(["string", "bigint"] as const)("listed integers beyond 2^53, as %s", (int64) => {
  const integer = (digits: string): unknown => (int64 === "string" ? digits : BigInt(digits));
  const thing = {
    fixed: integer("9007199254740993"),
    only: integer("-9223372036854775807"),
    levels: [integer("9007199254740993")],
  };

  test("are sent, made up by the mock and read with all digits", async () => {
    const client = await clientWith(int64);
    const { data, error } = await client.getLevel({ level: integer("9007199254740993"), filter: thing });
    expect(error).toBeUndefined();
    expect(data).toEqual(thing);
    expect((await client.addThing({ body: thing })).response.status).toBe(204);
    const digits = { fixed: "9007199254740993", only: "-9223372036854775807", levels: ["9007199254740993"] };
    expect(mock.requests.at(-1)?.arguments["body"]).toEqual(digits);
  });

  test("and are told from those that are not listed", async () => {
    const client = await clientWith(int64);
    for (const other of ["9007199254740992", "9007199254740995"])
      expect((await client.getLevel({ level: integer(other) })).response.status).toBe(422);
    expect((await client.getLevel({ level: integer("7") })).response.status).toBe(200);
    expect((await client.addThing({ body: { ...thing, levels: [integer("7")] } })).response.status).toBe(422);
  });
});

test.each([
  ['{"kind":9007199254740993,"lives":3}', 204],
  ['{"kind":7,"tail":"long"}', 204],
  ['{"kind":7,"lives":3}', 422],
  ['{"kind":9007199254740993,"tail":"long"}', 422],
  ['{"kind":8,"lives":3}', 422],
])("the mapping of a discriminator of integers decides for the mock: %s", async (body, status) => {
  const headers = { "Content-Type": "application/json" };
  expect((await fetch(`${mock.url}/pets`, { method: "POST", headers, body })).status).toBe(status);
});
