import { describe, expect, test } from "vitest";
import { type Read, read } from "./read.ts";

const operationIds = ({ api }: Read) =>
  api.operations.map(({ method, path, operation }) => `${method} ${path} ${String(operation["operationId"])}`).sort();

describe("a path that occurs twice is registered twice", () => {
  const want = ["GET /a one", "GET /a two", "POST /a three"];

  test("in YAML", async () => {
    const got = await read({
      "api.yaml": `openapi: 3.1.0
paths:
  /a:
    get: { operationId: one, responses: {} }
  /a:
    get: { operationId: two, responses: {} }
    post: { operationId: three, responses: {} }
`,
    });
    expect(got.said).toEqual([]);
    expect(operationIds(got)).toEqual(want);
  });

  test("in JSON", async () => {
    const got = await read({
      "api.json": `{ "openapi": "3.1.0", "paths": {
  "/a": { "get": { "operationId": "one", "responses": {} } },
  "/a": { "get": { "operationId": "two", "responses": {} }, "post": { "operationId": "three", "responses": {} } } } }`,
    });
    expect(got.said).toEqual([]);
    expect(operationIds(got)).toEqual(want);
  });

  test("with its faults shown in their own places, not in the first", async () => {
    const yaml = await read({
      "api.yaml": `openapi: 3.0.3
paths:
  /a:
    get: { responses: { "200": { description: ok } } }
  /a:
    get:
      responses:
        "200": { $ref: "#/nowhere" }
`,
    });
    expect(yaml.said).toEqual(['api.yaml:8:24 warning ref-not-found: cannot find "#/nowhere"']);
    const json = await read({
      "api.json": `{ "openapi": "3.0.3", "paths": {
  "/a": { "get": { "responses": { "200": { "description": "ok" } } } },
  "/a": { "get": { "responses": { "200": { "$ref": "#/nowhere" } } } } } }`,
    });
    expect(json.said).toEqual(['api.json:3:52 warning ref-not-found: cannot find "#/nowhere"']);
  });
});

describe("a method that occurs twice in one path item is registered twice", () => {
  test("in YAML", async () => {
    const got = await read({
      "api.yaml": `openapi: 3.1.0
paths:
  /a:
    get: { operationId: one, responses: {} }
    get: { operationId: two, responses: {} }
`,
    });
    expect(got.said).toEqual([]);
    expect(operationIds(got)).toEqual(["GET /a one", "GET /a two"]);
  });

  test("in JSON, escaped or not", async () => {
    const got = await read({
      "api.json": String.raw`{ "openapi": "3.1.0", "paths": { "/a": {
  "get": { "operationId": "one", "responses": {} },
  "g\u0065t": { "operationId": "two", "responses": {} } } } }`,
    });
    expect(got.said).toEqual([]);
    expect(operationIds(got)).toEqual(["GET /a one", "GET /a two"]);
  });

  test("in Swagger 2.0", async () => {
    const got = await read({
      "api.yaml": `swagger: "2.0"
info: { title: T, version: "1" }
paths:
  /a:
    get: { operationId: one, responses: { "200": { description: ok } } }
    get: { operationId: two, responses: { "200": { description: ok } } }
  /a:
    get: { operationId: three, responses: { "200": { description: ok } } }
`,
    });
    expect(got.said).toEqual([]);
    expect(operationIds(got)).toEqual(["GET /a one", "GET /a three", "GET /a two"]);
  });
});

describe("a component that occurs twice", () => {
  const twice = (second: string) => ({
    "api.yaml": `openapi: 3.1.0
components:
  schemas:
    Pet: { type: string }
    Toy: { type: string }
    Pet: ${second}
`,
  });

  test("with different content is a fault, with both places", async () => {
    const { said, diagnostics } = await read(twice("{ type: integer }"));
    expect(said).toEqual([
      'api.yaml:6:5 warning duplicate-key: the key "Pet" occurs twice, with different content; the first is used',
    ]);
    expect(diagnostics[0]!.related).toMatchObject([{ file: "api.yaml", line: 4, column: 5 }]);
  });

  test("with the same content is a warning", async () => {
    const { said } = await read(twice("{ type: string }"));
    expect(said).toEqual(['api.yaml:6:5 warning duplicate-key: the key "Pet" occurs twice, with the same content']);
  });

  test("as a property of a schema, a response or a parameter's field is a fault", async () => {
    const { said } = await read({
      "api.yaml": `openapi: 3.1.0
paths:
  /a:
    get:
      parameters: [{ name: a, in: query, in: header, schema: {} }]
      responses:
        "200": { description: ok }
        "200": { description: other }
components:
  schemas:
    Pet:
      properties:
        name: { type: string }
        name: { type: integer }
`,
    });
    expect(said.toSorted()).toEqual([
      'api.yaml:14:9 warning duplicate-key: the key "name" occurs twice, with different content; the first is used',
      'api.yaml:5:42 warning duplicate-key: the key "in" occurs twice, with different content; the first is used',
      'api.yaml:8:9 warning duplicate-key: the key "200" occurs twice, with different content; the first is used',
    ]);
  });

  test("in the API's own data is not a fault", async () => {
    const { said } = await read({
      "api.json": `{ "openapi": "3.1.0", "components": { "schemas": { "A": { "example": { "a": 1, "a": 2 } } } } }`,
    });
    expect(said).toEqual([]);
  });
});
