import { describe, expect, test } from "vitest";
import { uncheckedIn } from "../../../mocks/validation/schemas/document-schemas.ts";
import { decode, documentWith, plain, validateRequest, validateResponse } from "./validate.ts";

/** A required pattern beside an integer: Prism checked neither when the pattern did not compile. */
function beside(pattern: string) {
  const parameters = [
    { name: "name", in: "query", schema: { type: "string", pattern } },
    { name: "limit", in: "query", schema: { type: "integer" } },
  ];
  const schema = { type: "object", properties: { name: { type: "string", pattern }, limit: { type: "integer" } } };
  return documentWith({ parameters, requestBody: { content: { "application/json": { schema } } } });
}

async function codes(document: ReturnType<typeof documentWith>, query: string, body?: unknown): Promise<string[]> {
  const headers = { "content-type": "application/json" };
  const request = { query, headers, body: body === undefined ? "" : JSON.stringify(body) };
  return (await validateRequest(document, request)).violations.map(
    ({ location, code }) => `${location.join(".")} ${code}`,
  );
}

const filter = { type: "object", properties: { departmentId: { type: "integer" } } };
const deep = (schema: object, query: string, more: object = {}) =>
  decode({ name: "p", style: "deepObject", schema, ...more }, { query });

describe("what Prism gets wrong", () => {
  test.each(["[\\P{InBasicLatin}\\-]+", "^\\-a$", "(?<name"])(
    "the pattern %s does not keep what is beside it from being checked",
    async (pattern) => {
      const document = beside(pattern);
      expect(await codes(document, "limit=x")).toEqual(["request.query.limit type"]);
      expect(await codes(document, "", { limit: "x" })).toEqual(["request.body.limit type"]);
    },
  );

  test("a pattern without an equivalent is left out alone and reported once a place", async () => {
    const document = beside("(?R)a");
    expect(await codes(document, "name=anything&limit=1", { name: "anything" })).toEqual([]);
    await codes(document, "name=x", { name: "y" });
    expect(uncheckedIn(document).map(({ pointer, keyword, value }) => [pointer, keyword, value])).toEqual([
      ["POST / query name/pattern", "pattern", "(?R)a"],
      ["POST / body/properties/name/pattern", "pattern", "(?R)a"],
    ]);
  });

  test("one that stands beside an integer, as IDs are described, is reported where it stands", async () => {
    const schema = { type: ["string", "integer"], pattern: "(?R)" };
    const document = documentWith({ parameters: [{ name: "id", in: "query", schema }] });
    expect(await codes(document, "id=1")).toEqual([]);
    expect(uncheckedIn(document).map(({ pointer }) => pointer)).toEqual(["POST / query id/pattern"]);
  });

  test("a camelCase key of a deepObject is checked", async () => {
    expect((await deep(filter, "p[departmentId]=x")).messages).toEqual([
      "Query parameter p[departmentId] must be integer",
    ]);
  });

  test("a required camelCase key that is sent is found", async () => {
    const result = await deep({ ...filter, required: ["departmentId"] }, "p[departmentId]=1");
    expect(result).toEqual({ value: { departmentId: 1 }, messages: [] });
  });

  test("an unknown key of a closed deepObject is refused", async () => {
    const { messages } = await deep({ ...filter, additionalProperties: false }, "p[departmentId]=1&p[agentId]=2");
    expect(messages).toEqual(["Query parameter p[agentId] is not allowed: the document describes no such key"]);
  });

  test("a value where an object is wanted is refused", async () => {
    expect((await deep(filter, "p=1")).messages).toEqual(["Query parameter p must be object"]);
    expect((await decode({ name: "p", schema: filter }, { query: "p=1" })).messages).toEqual([
      "Query parameter p must be object",
    ]);
  });

  test("an optional deepObject may be left out, whatever it requires; a required one may not", async () => {
    const schema = { ...filter, required: ["departmentId"] };
    expect(await deep(schema, "")).toEqual({ value: undefined, messages: [] });
    expect((await deep(schema, "", { required: true })).messages).toEqual(["Query parameter p is required"]);
  });

  test.each([
    ["allOf", { allOf: [filter, { properties: { limit: { maximum: 5 } } }] }],
    ["a map", { type: "object", additionalProperties: { type: "integer" } }],
    ['type: ["object"]', { ...filter, type: ["object"] }],
    ["oneOf with null", { oneOf: [filter, { type: "null" }] }],
    ["properties without a type", { properties: filter.properties }],
    ["a reference", { $ref: "#/components/schemas/Filter" }],
  ])("a deepObject that is %s is checked", async (_, schema) => {
    const rest = { components: { schemas: { Filter: filter } } };
    const read = (query: string) => decode({ name: "p", style: "deepObject", schema }, { query }, rest);
    expect(await read("p[departmentId]=1")).toEqual({ value: { departmentId: 1 }, messages: [] });
    expect((await read("p[departmentId]=x")).messages).toEqual(["Query parameter p[departmentId] must be integer"]);
  });

  test("an empty integer is refused, unless empty values are allowed", async () => {
    const parameter = { name: "limit", schema: { type: "integer" } };
    expect((await decode(parameter, { query: "limit=" })).messages).toEqual(["Query parameter limit must be integer"]);
    expect((await decode(parameter, { query: "limit" })).messages).toEqual(["Query parameter limit must be integer"]);
    expect((await decode({ ...parameter, allowEmptyValue: true }, { query: "limit=" })).messages).toEqual([]);
  });

  test.each([
    ["prefixItems", { type: "array", prefixItems: [{ type: "integer" }], items: false }, [1, 2]],
    [
      "unevaluatedProperties",
      { allOf: [{ $ref: "#/components/schemas/A" }], unevaluatedProperties: false },
      { a: 1, b: 2 },
    ],
    ["dependentRequired", { dependentRequired: { a: ["b"] } }, { a: 1 }],
    ["unevaluatedItems", { prefixItems: [{ type: "integer" }], unevaluatedItems: false }, [1, 2]],
    ["if and else", { if: { required: ["b"] }, else: { required: ["c"] } }, { a: 1 }],
    ["contains", { contains: { const: 3 }, minContains: 1 }, [1]],
    ["an exclusive minimum", { exclusiveMinimum: 5 }, 5],
  ])("%s of 3.1 is checked", async (_, schema, value) => {
    const rest = { components: { schemas: { A: { properties: { a: { type: "integer" } } } } } };
    expect(await validateResponse(schema, value, rest)).toHaveLength(1);
  });

  test("unevaluatedProperties sees what a reference evaluates", async () => {
    const schemas = {
      A: { properties: { a: { type: "integer" } } },
      B: { allOf: [{ $ref: "#/components/schemas/A" }], properties: { b: {} } },
    };
    const schema = { $ref: "#/components/schemas/B", unevaluatedProperties: false };
    expect(await validateResponse(schema, { a: 1, b: 2 }, { components: { schemas } })).toEqual([]);
    expect(await validateResponse(schema, { a: 1, c: 2 }, { components: { schemas } })).toHaveLength(1);
  });

  test("a reference to schema-local $defs, which leads nowhere in OpenAPI, is reported and nothing else fails", async () => {
    const schema = {
      type: "object",
      properties: { a: { $ref: "#/$defs/X" }, b: { type: "integer" } },
      $defs: { X: {} },
    };
    const document = documentWith({ requestBody: { content: { "application/json": { schema } } } });
    expect(await codes(document, "", { a: 1, b: "x" })).toEqual(["request.body.b type"]);
    expect(uncheckedIn(document)).toMatchObject([{ keyword: "$ref", value: "#/$defs/X" }]);
  });

  test("schemas that contain themselves are checked at every depth", async () => {
    const schemas = {
      Node: { type: "object", properties: { id: { type: "integer" }, next: { $ref: "#/components/schemas/Node" } } },
    };
    const schema = { $ref: "#/components/schemas/Node" };
    const [violation] = await validateResponse(
      schema,
      { id: 1, next: { id: 2, next: { id: "x" } } },
      { components: { schemas } },
    );
    expect(violation?.location).toEqual(["response", "body", "next", "next", "id"]);
  });

  test("a schema that is nothing but itself accepts anything", async () => {
    const schemas = {
      A: { allOf: [{ $ref: "#/components/schemas/B" }] },
      B: { anyOf: [{ $ref: "#/components/schemas/A" }], unevaluatedProperties: false },
      C: { $ref: "#/components/schemas/C" },
    };
    for (const name of ["A", "B", "C"]) {
      const parameter = { name: "p", style: "deepObject", schema: { $ref: `#/components/schemas/${name}` } };
      await expect(decode(parameter, { query: "p[a]=1" }, { components: { schemas } })).resolves.toBeDefined();
    }
    expect(await validateResponse({ $ref: "#/components/schemas/C" }, 1, { components: { schemas } })).toEqual([]);
  });

  test("unknown query parameters pass", async () => {
    const document = documentWith({ parameters: [{ name: "a", in: "query", schema: { type: "integer" } }] });
    const { violations, arguments: decoded } = await validateRequest(document, { query: "a=1&b=2&__proto__=3&%zz=4" });
    expect(violations).toEqual([]);
    expect(plain(decoded.query)).toEqual({ a: 1 });
  });
});
