import { describe, expect, test } from "vitest";
import { openApi } from "../document/read.ts";
import { judge } from "./judge.ts";

const responses = { "200": { description: "ok" } };

function answering(schema: unknown, components: unknown = {}): object {
  const content = { "application/json": { schema } };
  const paths = { "/x": { get: { responses: { "200": { description: "ok", content } } } } };
  return openApi(paths, components as object);
}

function swagger(more: object): object {
  return { swagger: "2.0", info: { title: "T", version: "1" }, paths: {}, ...more };
}

/** Named schemas that lead from one to the next, to the last. */
function chain(
  length: number,
  link: (reference: { $ref: string }) => object,
  end: object = { type: "string" },
): object {
  const entries = Array.from({ length }, (_, index) => [
    `C${index}`,
    link({ $ref: `#/components/schemas/C${index + 1}` }),
  ]);
  return { schemas: Object.fromEntries([...entries, [`C${length}`, end]]) };
}

const first = { $ref: "#/components/schemas/C0" };

/** What ended in a stack trace, in a position that was missing or in minutes of work. */
const found: Readonly<Record<string, object | string>> = {
  "a reference that is half typed": answering({ $ref: "" }),
  "a reference that is a number": answering({ $ref: 5 }),
  "a map beside a reference": answering({ $ref: "#/components/schemas/A", summary: {} }, { schemas: { A: {} } }),
  "an enum of strings of an object": answering({ type: "object", enum: ["a"] }),
  "a composition of booleans": answering({ allOf: [true] }),
  "a composition of false": answering({ oneOf: [false, { type: "string" }] }),
  "a schema that is an array": answering([]),
  "components that refer to a part of themselves": answering({}, { $ref: "#/components/schemas" }),
  "components that are the whole document": answering({}, { $ref: "#" }),
  "members that are all schemas": answering({}, { schemas: { A: { properties: { $ref: "#/components/schemas" } } } }),
  "a reference that is a part of what it refers to": openApi({
    "/x": {
      get: {
        responses,
        parameters: [{ name: "q", in: "query", schema: { $ref: "#/paths/~1x/get/parameters/0/schema" } }],
      },
    },
  }),
  "references with a description that lead in a circle": openApi(
    { "/x": { get: { responses: { "200": { $ref: "#/components/responses/A", x: 1 } } } } },
    { responses: { A: { $ref: "#/components/responses/B", x: 1 }, B: { $ref: "#/components/responses/A", x: 1 } } },
  ),
  "a parameter of Swagger 2.0 whose reference is a number": swagger({
    parameters: { q: { $ref: 5 } },
    paths: { "/x": { parameters: [{ $ref: 5 }], get: { responses, parameters: [{ $ref: 5 }] } } },
  }),
  "a path item that is a part of itself": openApi({ "/x": { $ref: "#/paths/~1x/get" } }),
  "a callback that leads back to its operation": openApi({
    "/x": { get: { responses, callbacks: { a: { "{$url}": { $ref: "#/paths/~1x" } } } } },
  }),
  "a tag that is a reserved word": openApi({
    "/x": { get: { responses, tags: ["default", "constructor", "DEFAULT"] } },
  }),
  "a body of Swagger 2.0 without a schema": swagger({
    paths: { "/x": { post: { responses, parameters: [{ name: "b", in: "body", type: "string" }] } } },
  }),
  "a parameter of Swagger 2.0 without a place": swagger({
    paths: { "/x": { get: { responses, parameters: [{ name: "q", type: "string" }, null, 5] } } },
  }),
  "parts of Swagger 2.0 that are strings": swagger({
    paths: { "/x": { get: "a", post: { responses: "b", parameters: {}, consumes: "c" } }, "/y": null },
    definitions: { A: "d", B: [] },
    parameters: "e",
    responses: { F: "f" },
    securityDefinitions: { G: { type: "oauth2", flow: {}, scopes: [] } },
    schemes: "https",
  }),
  "Swagger 2.0 in pieces": 'swagger: "2.0"\npaths:\n  /x:\n    get:\n      parameters:\n        - name',
  "a file with nothing but a version": "openapi: 3.1.0",
  "a file of the character nul": "\0",
};

test.each(Object.entries(found))("%s", async (_, document) => {
  const text = typeof document === "string" ? document : JSON.stringify(document);
  const { faults } = await judge({ file: typeof document === "string" ? "api.yaml" : "api.json", text });
  expect(faults).toEqual([]);
});

describe("a chain of schemas", () => {
  test.each<[string, number, (reference: { $ref: string }) => object]>([
    ["of references", 6_000, (reference) => reference],
    ["of alternatives", 1_000, (reference) => ({ oneOf: [reference, { type: "string" }] })],
    ["of bases", 1_000, (reference) => ({ allOf: [reference, { properties: { a: { readOnly: true } } }] })],
    ["of properties", 3_000, (reference) => ({ properties: { next: reference } })],
  ])("%s is no matter", { timeout: 120_000 }, async (_, length, link) => {
    const verdict = await judge({ file: "api.json", text: JSON.stringify(answering(first, chain(length, link))) });
    expect(verdict).toMatchObject({ exit: 0, faults: [] });
  });

  test("that is longer than can be followed is refused", async () => {
    const alternatives = chain(6_000, (reference) => ({ oneOf: [reference, { type: "string" }] }));
    const verdict = await judge({ file: "api.json", text: JSON.stringify(answering(first, alternatives)) });
    expect(verdict).toMatchObject({ exit: 1, faults: [] });
  });
});
