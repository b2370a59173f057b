import { describe, expect, test } from "vitest";
import { faultsIn, packageOf, sectionOf } from "../outputs/readme/readme.ts";
import { documentWith, documentWithOperation } from "./emitted.ts";

describe("an example", () => {
  const object = {
    type: "object",
    required: ["kind", "size"],
    properties: { kind: { type: "string", enum: ["a", "b"] }, size: { type: "integer" }, note: { type: "string" } },
  };

  test("has what an operation requires, though the document has no examples", { timeout: 60_000 }, async () => {
    const document = documentWithOperation(
      {
        parameters: [
          { name: "order", in: "query", required: true, schema: { type: "string", enum: ["up", "down"] } },
          { name: "ids", in: "query", required: true, schema: { type: "array", items: { type: "integer" } } },
        ],
        requestBody: {
          required: true,
          content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } },
        },
      },
      {
        method: "post",
        schemas: {
          Thing: { allOf: [{ $ref: "#/components/schemas/Part" }, object] },
          Part: { type: "object", required: ["next"], properties: { next: { type: "boolean" } } },
        },
      },
    );
    const { files, readme } = await packageOf(document);
    expect(sectionOf(readme, "Operations")).toContain(
      'client.doThing({ order: "up", ids: [1], body: { next: true, kind: "a", size: 1 } })',
    );
    expect(faultsIn(files)).toEqual([]);
  });

  test("has the member that tells alternatives apart, whether they require it or not", {
    timeout: 60_000,
  }, async () => {
    const card = (name: string) => ({ type: "object", required: [name], properties: { [name]: { type: "string" } } });
    const discriminator = { propertyName: "kind", mapping: { visit: "#/components/schemas/Card" } };
    const either = {
      oneOf: [{ $ref: "#/components/schemas/Card" }, { $ref: "#/components/schemas/Other" }],
      discriminator,
    };
    const body = { type: "object", required: ["one", "two"], properties: { one: either, two: { allOf: [either] } } };
    const { files, readme } = await packageOf(
      documentWithOperation(
        { requestBody: { required: true, content: { "application/json": { schema: body } } } },
        { method: "post", schemas: { Card: card("name"), Other: card("title") } },
      ),
    );
    const told = '{ name: "…", kind: "visit" }';
    expect(sectionOf(readme, "Operations")).toContain(`client.doThing({ body: { one: ${told}, two: ${told} } })`);
    expect(faultsIn(files)).toEqual([]);
  });

  test.each<[what: string, schema: object, example: unknown, want: string]>([
    ["text in place of an integer", { type: "integer" }, "7", "1"],
    ["a value that is not in the enum", { type: "string", enum: ["a"] }, "b", '"a"'],
    ["members that are not described", object, { kind: "b", size: 2, other: 1 }, '{ kind: "b", size: 2 }'],
    ["no required member", object, { note: "x" }, '{ note: "x", kind: "a", size: 1 }'],
    ["an integer of 64 bits", { type: "integer", format: "int64" }, 5, '"5"'],
    [
      "the second alternative",
      { oneOf: [{ type: "integer" }, object] },
      { kind: "a", size: 1 },
      '{ kind: "a", size: 1 }',
    ],
    [
      "an alternative beside members",
      { ...object, oneOf: [{ required: ["note"] }] },
      undefined,
      '{ note: "…", kind: "a", size: 1 }',
    ],
    ["null where it may not stand", { type: "string" }, null, '"…"'],
    [
      "members of any name",
      { type: "object", additionalProperties: { type: "integer" } },
      { a: 1, b: "x" },
      "{ a: 1 }",
    ],
    ["a composition that is no object", { allOf: [{ type: "string", enum: ["a"] }] }, undefined, '"a"'],
    [
      "a union among its parts",
      {
        allOf: [
          { anyOf: [{ allOf: [object] }, { type: "object", required: ["b"], properties: { b: { type: "string" } } }] },
          { type: "object", required: ["id"], properties: { id: { type: "boolean" } } },
        ],
      },
      { id: false, size: 7 },
      '{ id: false, size: 7, kind: "a" }',
    ],
    ["nothing, and members beside another type", { type: "string", properties: { a: {} } }, undefined, '"…"'],
    ["nothing, and items without a type", { items: object }, undefined, '[{ kind: "a", size: 1 }]'],
    ["items without a type", { items: { type: "integer" } }, [1, "x"], "[1]"],
    [
      "not what is required and nowhere described",
      { type: "object", required: ["a", "b"], properties: { a: { type: "integer" } } },
      { a: 3 },
      '{ a: 3, b: "…" }',
    ],
    ["a list with a wrong item", { type: "array", items: { type: "integer" } }, [1, "x"], "[1]"],
  ])("compiles where the document's has %s", { timeout: 60_000 }, async (_, schema, example, want) => {
    const content = { "application/json": { schema, ...(example !== undefined && { example }) } };
    const { files, readme } = await packageOf(
      documentWithOperation({ requestBody: { required: true, content } }, { method: "post" }),
    );
    expect(sectionOf(readme, "Operations")).toContain(`client.doThing({ body: ${want} })`);
    expect(faultsIn(files)).toEqual([]);
  });

  test.each<[type: string, schema: object | undefined, want: string]>([
    ["*/*", object, '{ kind: "a", size: 1 }'],
    ["application/*", { type: "string", format: "binary" }, 'new Blob(["…"])'],
    ["*/*", {}, 'new Blob(["…"])'],
    ["*/*", undefined, 'new Blob(["…"])'],
    ["text/*", { type: "array", items: { type: "string" } }, '["…"]'],
    ["application/x-www-form-urlencoded", object, '{ kind: "a", size: 1 }'],
    ["application/xml", object, '"…"'],
    ["application/jsonl", object, 'new Blob(["…"])'],
  ])("compiles where the body is %s of %j", { timeout: 60_000 }, async (type, schema, want) => {
    const content = { [type]: schema === undefined ? {} : { schema } };
    const { files, readme } = await packageOf(
      documentWithOperation({ requestBody: { required: true, content } }, { method: "post" }),
    );
    expect(sectionOf(readme, "Operations")).toContain(`client.doThing({ body: ${want} })`);
    expect(faultsIn(files)).toEqual([]);
  });

  test("goes as deep as members are required, and ends where no value would", { timeout: 60_000 }, async () => {
    const level = (number: number) => ({
      type: "object",
      required: ["next", "list"],
      properties: {
        next: number === 12 ? { type: "integer" } : { $ref: `#/components/schemas/Level${String(number + 1)}` },
        list: { type: "array", items: { $ref: "#/components/schemas/Level12" } },
      },
    });
    const levels = Object.fromEntries([...Array(13).keys()].map((number) => [`Level${String(number)}`, level(number)]));
    const Endless = {
      type: "object",
      required: ["own", "other"],
      properties: { own: { $ref: "#/components/schemas/Endless" }, other: { $ref: "#/components/schemas/Endless" } },
    };
    const body = (name: string) => ({
      required: true,
      content: { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } },
    });
    const operation = (name: string) => ({
      tags: [name],
      operationId: `make${name}`,
      responses: { 200: { description: "Good" } },
      requestBody: body(name),
    });
    const { files, readme } = await packageOf(
      documentWith({
        paths: { "/level": { post: operation("Level0") }, "/endless": { post: operation("Endless") } },
        schemas: { ...levels, Endless },
      }),
    );
    expect(readme).toMatch(/client\.makeLevel0\(\{ body: (?:\{ next: ){13}1, /);
    expect(readme.length).toBeLessThan(100_000);
    expect(faultsIn(files)).toEqual([]);
  });

  test.each(["client", "data", "error", "response", "unwrap", "createClient", "createTransport", "isApiError"])(
    "compiles where an operation is named %s",
    { timeout: 60_000 },
    async (operationId) => {
      const { files } = await packageOf(documentWithOperation({ operationId }));
      expect(faultsIn(files)).toEqual([]);
    },
  );

  test.each([
    ["multipart/form-data", 'client.doThing({ body: { file: file } }, { contentType: "multipart/form-data" })'],
    ["image/png", 'client.doThing({ body: file }, { contentType: "image/png" })'],
  ])("shows a file that is the second kind of body: %s", { timeout: 60_000 }, async (type, want) => {
    const form = { type: "object", properties: { file: { type: "string", format: "binary" } } };
    const content = {
      "application/json": { schema: { type: "object", properties: { url: { type: "string" } } } },
      [type]: { schema: type.startsWith("multipart") ? form : { type: "string", format: "binary" } },
    };
    const { files, readme } = await packageOf(documentWithOperation({ requestBody: { content } }, { method: "post" }));
    expect(sectionOf(readme, "Files")).toContain(want);
    expect(faultsIn(files)).toEqual([]);
  });

  test.each<[what: string, responses: object, shown: string | undefined]>([
    ["events", { 200: stream("text/event-stream") }, "{ event, data }"],
    ["two kinds of stream", { 200: stream("application/jsonl", "text/event-stream") }, "value"],
    ["a stream at each status", { 200: stream("application/jsonl"), 201: stream("text/event-stream") }, "value"],
    ["a stream or nothing", { 200: stream("text/event-stream"), 204: { description: "None" } }, undefined],
    ["a stream or JSON", { 200: stream("text/event-stream", "application/json") }, undefined],
  ])("compiles where an operation responds with %s", { timeout: 60_000 }, async (_, responses, shown) => {
    const { files, readme } = await packageOf(documentWithOperation({ responses }));
    const section = sectionOf(readme, "Streams");
    expect(section).toContain("`doThing` responds with a stream");
    if (shown) expect(section).toContain(`for await (const ${shown} of await unwrap(client.doThing()))`);
    else expect(section).not.toContain("for await");
    expect(faultsIn(files)).toEqual([]);
  });
});

function stream(...types: string[]): object {
  return { description: "Good", content: Object.fromEntries(types.map((type) => [type, {}])) };
}
