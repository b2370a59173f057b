import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { sorted } from "../../generator/document/json.ts";
import { readApi } from "../../generator/document/read-api.ts";
import { answered, answers, openApi, read, withoutPlaces } from "./read.ts";
import { shuffled, shuffledYaml } from "./shuffle.ts";

const folder = fileURLToPath(new URL("../../spec/zoho-desk", import.meta.url));

describe("the flagship documents", () => {
  const published = readdirSync(folder)
    .filter((file) => file.endsWith(".yaml") && !file.startsWith("twinspec."))
    .map((name) => [name, readFileSync(join(folder, name), "utf8")] as const);

  test("with their maps in any order give the same API, its maps in another order", async () => {
    const want = await readApi(["."], { workingFolder: folder });
    expect(want.api!.operations.length).toBeGreaterThan(20);
    const codes = (diagnostics: typeof want.diagnostics) =>
      diagnostics.map(({ code, message }) => `${code}: ${message}`).sort();
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const got = await read(Object.fromEntries(published.map(([name, text]) => [name, shuffledYaml(text, seed)])));
        const [given, wanted] = [got.api, want.api!].map((api) => sorted(withoutPlaces(api)));
        // not only equal, but lists in the same order: which operations and schemas are one, and their ids
        expect(JSON.stringify(given, null, 1)).toBe(JSON.stringify(wanted, null, 1));
        expect(codes(got.diagnostics)).toEqual(codes(want.diagnostics));
      }),
      { numRuns: 5 },
    );
  });
});

describe("what a person wrote first comes first", () => {
  const media = (name: string) => ({
    schema: { type: "string" },
    examples: { [`z ${name}`]: { value: "z" }, [`a ${name}`]: { value: "a" } },
  });
  const document = {
    openapi: "3.1.0",
    info: { title: "API", version: "1" },
    servers: [{ url: "https://{z}.example.com/{a}", variables: { z: { default: "z" }, a: { default: "a" } } }],
    tags: [{ name: "z" }, { name: "a" }],
    paths: {
      "/things": {
        get: {
          parameters: [
            { name: "z", in: "query", schema: { type: "string" } },
            { name: "a", in: "query", schema: { type: "string" } },
          ],
          responses: {
            "200": {
              description: "ok",
              headers: { Z: { schema: { type: "string" } }, A: { schema: { type: "string" } } },
              content: { "text/plain": media("text"), "application/json": media("json") },
            },
          },
        },
        post: answers({
          type: "object",
          properties: { zebra: { type: "string", enum: ["z", "a"] }, apple: { default: { z: 1, a: 2 } } },
          required: ["zebra", "apple"],
        }),
      },
    },
  };

  test.each([
    ["JSON", JSON.stringify(document)],
    ["YAML", stringify(document)],
  ])("in %s", async (format, text) => {
    const { api } = await read({ [`api.${format.toLowerCase()}`]: text });
    const { servers, tags, operations } = api;
    expect(Object.keys(servers[0]!["variables"] as object)).toEqual(["z", "a"]);
    expect(tags.map(({ name }) => name)).toEqual(["z", "a"]);
    const { parameters, responses } = operations[0]!.operation as {
      parameters: { name: string }[];
      responses: Record<string, { headers: object; content: Record<string, { examples: object }> }>;
    };
    expect(parameters.map(({ name }) => name)).toEqual(["z", "a"]);
    const { headers, content } = responses["200"]!;
    expect(Object.keys(headers)).toEqual(["Z", "A"]);
    expect(Object.keys(content)).toEqual(["text/plain", "application/json"]);
    expect(Object.keys(content["text/plain"]!.examples)).toEqual(["z text", "a text"]);
    expect(JSON.stringify(answered(api, 1))).toBe(
      '{"type":"object","properties":{"zebra":{"type":"string","enum":["z","a"]},"apple":{"default":{"z":1,"a":2}}},"required":["zebra","apple"]}',
    );
  });

  test("except for names that are integers, which JavaScript puts first, in ascending order", async () => {
    const schema = '{ type: object, properties: { "7": { }, b: { }, "5": { } } }';
    const { api } = await read({
      "api.yaml": `openapi: 3.1.0\npaths: { /x: { get: { responses: { default: { description: d }, "404": { description: n }, "200": { description: ok, content: { application/json: { schema: ${schema} } } } } } } }`,
    });
    const { responses } = api.operations[0]!.operation as { responses: object };
    expect(Object.keys(responses)).toEqual(["200", "404", "default"]);
    expect(Object.keys((answered(api) as { properties: object }).properties)).toEqual(["5", "7", "b"]);
  });

  test("parameters of a path come before those of its operation, and an overridden one keeps its place", async () => {
    const parameters = (...names: string[]) => names.map((name) => ({ name, in: "query", schema: { type: "string" } }));
    const get = { ...answers({}), parameters: parameters("c", "z", "b") };
    const { api } = await read({ "api.json": openApi({ "/x": { get, parameters: parameters("z", "a") } }) });
    const { parameters: merged } = api.operations[0]!.operation as unknown as { parameters: { name: string }[] };
    expect(merged.map(({ name }) => name)).toEqual(["z", "a", "c", "b"]);
  });

  test("entries of a merge key have the place of the merge key", async () => {
    const text = `
openapi: 3.1.0
components:
  schemas:
    Base: { type: object, properties: &base { z: { type: string }, a: { type: string } } }
    First: { type: object, properties: { <<: *base, own: { } } }
    Last: { type: object, properties: { own: { }, <<: *base } }
    Own: { type: object, properties: { <<: *base, own: { }, z: { type: integer } } }
paths: {}
`;
    const { api } = await read({ "api.yaml": text });
    const properties = api.schemas.map(
      ({ id, schema }) => [id, (schema as { properties: object }).properties] as const,
    );
    expect(properties.map(([id, each]) => `${id}: ${Object.keys(each).join(" ")}`)).toEqual([
      "Base: z a",
      "First: z a own",
      "Last: own z a",
      "Own: z a own",
    ]);
    expect(new Map(properties).get("Own")).toMatchObject({ z: { type: "integer" } });
  });

  test("a key that occurs twice has the place of the first", async () => {
    const properties = '{ "z": { "type": "string" }, "a": { }, "z": { "type": "string" } }';
    const { api } = await read({
      "api.json": `{ "openapi": "3.1.0", "paths": {}, "components": { "schemas": { "One": { "properties": ${properties} } } } }`,
    });
    expect(JSON.stringify(api.schemas[0]!.schema)).toBe('{"properties":{"z":{"type":"string"},"a":{}}}');
  });

  test("of equivalent schemas, in the document whose path comes first", async () => {
    const thing = (...names: string[]) => ({
      type: "object",
      properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
    });
    const document = (...names: string[]) =>
      openApi(
        { [`/${names.join("")}`]: { get: answers({ $ref: "#/components/schemas/Thing" }) } },
        { schemas: { Thing: thing(...names) } },
      );
    const files = { "b.json": document("x", "y", "z"), "a.json": document("z", "y", "x") };
    for (const inputs of [
      ["a.json", "b.json"],
      ["b.json", "a.json"],
    ]) {
      const { api } = await read(files, inputs);
      expect(api.schemas).toHaveLength(1);
      expect(Object.keys((api.schemas[0]!.schema as { properties: object }).properties)).toEqual(["z", "y", "x"]);
    }
  });
});

describe("Swagger 2.0", () => {
  const swagger = parse(`
swagger: "2.0"
info: { title: API, version: "1" }
tags: [{ name: z }, { name: a }]
consumes: [text/csv, application/xml]
paths:
  /things:
    post:
      parameters:
        - { name: z, in: query, type: string }
        - { name: body, in: body, schema: { $ref: "#/definitions/Thing" } }
        - { name: a, in: query, type: string }
      produces: [text/plain, application/json]
      responses: { "200": { description: ok, schema: { $ref: "#/definitions/Thing" } } }
    put:
      consumes: [multipart/form-data]
      parameters:
        - { name: z, in: formData, type: string }
        - { name: a, in: formData, type: file }
      responses: { "200": { description: ok } }
definitions:
  Thing: { type: object, properties: { z: { type: string }, a: { type: string } } }
`) as object;

  test("keeps its order in OpenAPI 3", async () => {
    const { api } = await read({ "api.json": swagger });
    expect(api.tags.map(({ name }) => name)).toEqual(["z", "a"]);
    const [post, put] = api.operations.map(
      ({ operation }) =>
        operation as unknown as {
          parameters: { name: string }[];
          requestBody: { content: Record<string, { schema: { properties: object } }> };
          responses: Record<string, { content: object }>;
        },
    );
    expect(post!.parameters.map(({ name }) => name)).toEqual(["z", "a"]);
    expect(Object.keys(post!.requestBody.content)).toEqual(["text/csv", "application/xml"]);
    expect(Object.keys(post!.responses["200"]!.content)).toEqual(["text/plain", "application/json"]);
    expect(Object.keys(put!.requestBody.content["multipart/form-data"]!.schema.properties)).toEqual(["z", "a"]);
    expect(Object.keys((api.schemas[0]!.schema as { properties: object }).properties)).toEqual(["z", "a"]);
  });

  test("with its maps in any order is the same API", async () => {
    const wanted = sorted(withoutPlaces((await read({ "api.json": swagger })).api));
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const { api } = await read({ "api.json": shuffled(swagger, seed) as object });
        expect(JSON.stringify(sorted(withoutPlaces(api)))).toBe(JSON.stringify(wanted));
      }),
      { numRuns: 20 },
    );
  });
});
