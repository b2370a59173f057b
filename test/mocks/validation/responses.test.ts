import { describe, expect, test } from "vitest";
import { documentWith, respond, validateRequest, validateResponse } from "./validate.ts";

const integer = { "application/json": { schema: { type: "integer" } } };
const text = { "application/json": { schema: { type: "string" } } };

async function messagesOf(
  schema: unknown,
  value: unknown,
  rest: Readonly<Record<string, unknown>> = {},
): Promise<string[]> {
  return (await validateResponse(schema, value, rest)).map(({ message }) => message);
}

describe("patternProperties beside alternatives that describe further properties", () => {
  const text = { type: "string" };
  const further = [{ required: ["n"] }, { additionalProperties: text }];
  const patternProperties = { "^x-": { type: "integer" } };
  const named = { properties: { n: { type: "integer" } }, additionalProperties: false, patternProperties };
  test.each<[string, object]>([
    ["anyOf", { patternProperties, anyOf: further }],
    ["oneOf", { patternProperties, oneOf: further }],
    ["in an allOf", { patternProperties, allOf: [{ anyOf: further }] }],
    ["a condition", { patternProperties, if: { required: ["n"] }, else: { additionalProperties: text } }],
    ["a reference", { patternProperties, $ref: "#/components/schemas/Further" }],
    ["closed besides", { ...named, anyOf: further }],
    [
      "closed by what is unevaluated",
      {
        patternProperties,
        anyOf: [{ properties: { n: {} }, required: ["n"] }, further[1]],
        unevaluatedProperties: false,
      },
    ],
  ])("%s", async (_, schema) => {
    const rest = { components: { schemas: { Further: { anyOf: further } } } };
    expect(await messagesOf(schema, { n: 1, "x-a": 1 }, rest)).toEqual([]);
    expect(await messagesOf(schema, { n: 1, "x-a": "1" }, rest)).toEqual([
      "Response body property x-a must be integer",
    ]);
    expect((await messagesOf(schema, { n: 1, b: 1 }, rest)).length > 0).toBe(/closed/.test(_));
  });
});

describe("which response is meant", () => {
  const responses = {
    "200": { description: "", content: integer },
    "2XX": { description: "", content: text },
    "4xx": { description: "", content: text },
    default: { description: "", content: integer },
  };
  test.each([
    [200, "1", []],
    [200, '"a"', ["Response body must be integer"]],
    [201, '"a"', []],
    [404, "1", ["Response body must be string"]],
    [500, '"a"', ["Response body must be integer"]],
  ])("%d with %s", async (status, body, want) => {
    expect((await respond(documentWith({ responses }), { status, body })).map(({ message }) => message)).toEqual(want);
  });

  test("a status that nothing describes is an error where it says success, else a warning", async () => {
    const document = documentWith({ responses: { "200": { description: "" } } });
    expect(await respond(document, { status: 201 })).toMatchObject([{ severity: "Error", code: "status" }]);
    expect(await respond(document, { status: 404 })).toMatchObject([
      {
        location: ["response"],
        severity: "Warning",
        message: "The document describes no response with the status 404",
      },
    ]);
  });

  test("another media type, and malformed JSON, are violations", async () => {
    const document = documentWith({ responses });
    const headers = { "content-type": "text/html" };
    expect(await respond(document, { headers, body: "<p>" })).toMatchObject([{ code: "media-type" }]);
    expect(await respond(document, { body: "{" })).toMatchObject([{ code: "json" }]);
    expect(await respond(document, { headers: {} })).toEqual([]);
  });

  test("headers are checked", async () => {
    const headers = {
      "X-Count": { required: true, schema: { type: "integer" } },
      "X-Rate": { schema: { type: "integer" } },
    };
    const document = documentWith({ responses: { "200": { description: "", headers } } });
    const check = async (sent: Record<string, string>) =>
      (await respond(document, { headers: sent })).map(({ message }) => message);
    expect(await check({ "x-count": "1" })).toEqual([]);
    expect(await check({})).toEqual(["Response header X-Count is required"]);
    expect(await check({ "x-count": "1", "x-rate": "a" })).toEqual(["Response header X-Rate must be integer"]);
  });
});

describe("OpenAPI's own keywords", () => {
  test.each([
    [{ type: "string", nullable: true }, null],
    [{ type: "string", nullable: true, enum: ["a"] }, null],
    [{ nullable: true, allOf: [{ $ref: "#/components/schemas/A" }] }, null],
    [{ $ref: "#/components/schemas/A", nullable: true }, null],
    [{ type: "integer", minimum: 1, exclusiveMinimum: false }, 1],
    [{ type: "string", format: "byte" }, "aGVsbG8="],
    [{ type: "number", format: "float" }, 1.5],
    [{ type: "string", format: "binary" }, "\u0000"],
    [{ type: "string", format: "of-our-own" }, "x"],
    [{ type: "string", pattern: "(?R)" }, "x"],
    [{ type: "nonsense", minLength: "5", required: true, enum: "a", pattern: 3, properties: [] }, 5],
    [{ type: "number", multipleOf: 0.1 }, 0.3],
    [{ items: [{ type: "integer" }], additionalItems: { type: "string" } }, [1, "a"]],
    [true, 1],
    [{}, 1],
  ])("%o takes %j", async (schema, value) => {
    const schemas = { A: { type: "object" } };
    expect(await messagesOf(schema, value, { openapi: "3.0.3", components: { schemas } })).toEqual([]);
  });

  test.each([
    [{ type: "string" }, null, "must be string"],
    [{ type: "integer", maximum: 1, exclusiveMaximum: true }, 1, "must be < 1"],
    [{ type: "string", format: "date-time" }, "yesterday", 'must match format "date-time"'],
    [{ type: "integer", format: "int64" }, 1e19, 'must match format "int64"'],
    [{ items: [{ type: "integer" }], additionalItems: false }, [1, "a"], "must NOT have more than 1 items"],
    [{ const: 1 }, 2, "must be 1"],
    [false, 1, "is not allowed"],
  ])("%o refuses %j", async (schema, value, predicate) => {
    expect(await messagesOf(schema, value, { openapi: "3.0.3" })).toEqual([`Response body ${predicate}`]);
  });

  test("a required property is not required where its direction leaves it out", async () => {
    const schemas = {
      User: {
        type: "object",
        properties: { id: { type: "integer", readOnly: true }, password: { $ref: "#/components/schemas/Secret" } },
        required: ["id", "password"],
      },
      Secret: { type: "string", writeOnly: true },
    };
    const schema = { $ref: "#/components/schemas/User" };
    expect(await messagesOf(schema, { id: 1 }, { components: { schemas } })).toEqual([]);
    expect(await messagesOf(schema, { password: "x" }, { components: { schemas } })).toEqual([
      "Response body property id is required",
    ]);
  });

  test("properties of an allOf count beside a required list", async () => {
    const schema = { allOf: [{ properties: { secret: { type: "string", writeOnly: true } } }], required: ["secret"] };
    expect(await messagesOf(schema, {})).toEqual([]);
  });
});

test("what several parts of an allOf say is told once", async () => {
  const part = (name: string) => ({ type: "object", properties: { [name]: { type: "string" } }, required: ["id"] });
  const schema = { allOf: [part("a"), part("b")] };
  expect(await messagesOf(schema, "a text")).toEqual(["Response body must be object"]);
  expect(await messagesOf(schema, {})).toEqual(["Response body property id is required"]);
});

describe("additionalProperties: false beside allOf", () => {
  const schemas = {
    Closed: { type: "object", properties: { a: { type: "integer" } }, additionalProperties: false },
  };
  const beside = {
    allOf: [{ type: "object", properties: { a: { type: "integer" } } }],
    properties: { b: { type: "integer" } },
    additionalProperties: false,
  };

  test("is tolerated in responses, and the rest is still checked", async () => {
    expect(await messagesOf(beside, { a: 1, b: 2 })).toEqual([]);
    expect(await messagesOf(beside, { a: "x" })).toEqual(["Response body property a must be integer"]);
  });

  test("is tolerated in one of several schemas that hold at once", async () => {
    const schema = { allOf: [{ $ref: "#/components/schemas/Closed" }, { properties: { b: { type: "integer" } } }] };
    expect(await messagesOf(schema, { a: 1, b: 2 }, { components: { schemas } })).toEqual([]);
    expect(
      await messagesOf({ $ref: "#/components/schemas/Closed" }, { a: 1, b: 2 }, { components: { schemas } }),
    ).toEqual(["Response body property b is not allowed: the document describes no such key"]);
  });

  test("means all properties together in a request", async () => {
    const document = documentWith({ requestBody: { content: { "application/json": { schema: beside } } } });
    const send = async (value: unknown) => {
      const headers = { "content-type": "application/json" };
      return (await validateRequest(document, { headers, body: JSON.stringify(value) })).violations.map(
        ({ message }) => message,
      );
    };
    expect(await send({ a: 1, b: 2 })).toEqual([]);
    expect(await send({ a: 1, c: 2 })).toEqual([
      "Request body property c is not allowed: the document describes no such key",
    ]);
  });
});
