import { describe, expect, test } from "vitest";
import { defaultSettings } from "../../generator/index.ts";
import type { ValueSettings } from "../../generator/model/package-settings.ts";
import { answers, documentWith, documentWithOperation, emitted } from "./emitted.ts";
import { typeCheck } from "./type-check.ts";

const int64 = { type: "integer", format: "int64" };
const mixed = { type: ["string", "integer"], format: "int64" };
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: object, more: object = {}) => ({ type: "object", properties, ...more });

const withValues = (values: Partial<ValueSettings>) => {
  const { client } = defaultSettings(["-"], undefined, import.meta.dirname);
  return { client: { ...client, values: { ...client.values, ...values } } };
};

/** How one operation answers with a schema: its type, and the positions that it reads. */
async function answerOf(schema: object, values: Partial<ValueSettings> = {}, schemas: object = {}) {
  const document = documentWithOperation({ responses: answers(schema) }, { components: { schemas } });
  const text = (await emitted(document, withValues(values))).get("operations/doThing.ts")!;
  return {
    type: /export type DoThingData = ([\s\S]*?);\n\/\*\*/.exec(text)![1]!.replace(/\s+/g, " "),
    positions: /readValues\((.*?)(?:, \w+)?\) \}\)/.exec(text)?.[1],
  };
}

describe("an answer with integers of 64 bits", () => {
  test.each<[string, object, Partial<ValueSettings>, string, string | undefined]>([
    [
      "has their digits",
      object({ id: int64 }),
      {},
      "{ id?: string; }",
      '[{ properties: { id: 1 } }, { is: "digits" }]',
    ],
    [
      "may have BigInts",
      object({ id: int64 }),
      { int64: "bigint" },
      "{ id?: bigint; }",
      '[{ properties: { id: 1 } }, { is: "bigint" }]',
    ],
    ["may have numbers, read as ever", object({ id: int64 }), { int64: "number" }, "{ id?: number; }", undefined],
    ["may have null", { type: ["integer", "null"], format: "int64" }, {}, "string | null", '[{ is: "digits" }]'],
    ["in lists", { type: "array", items: int64 }, {}, "string[]", '[{ items: 1 }, { is: "digits" }]'],
    [
      "in maps",
      { type: "object", additionalProperties: int64 },
      {},
      "{ [key: string]: string; }",
      '[{ values: 1 }, { is: "digits" }]',
    ],
    ["of which few are possible has numbers", { ...int64, enum: [1, 2] }, {}, "1 | 2", undefined],
    [
      "of 32 bits has numbers",
      object({ n: { type: "integer", format: "int32" }, m: { type: "integer" } }),
      {},
      "{ m?: number; n?: number; }",
      undefined,
    ],
  ])("%s", async (_, schema, values, type, positions) => {
    expect(await answerOf(schema, values)).toEqual({ type, positions });
  });

  test("that is an error has them too, whatever its status is", async () => {
    const content = { "application/json": { schema: object({ id: int64 }) } };
    for (const status of ["404", "5XX", "default"]) {
      const responses = { 204: { description: "Done" }, [status]: { description: "Bad", content } };
      const text = (await emitted(documentWithOperation({ responses }))).get("operations/doThing.ts")!;
      expect(text).toContain("= /* @__PURE__ */ readFailures(/* @__PURE__ */ operation({");
      expect(text).toContain('}), [{ properties: { id: 1 } }, { is: "digits" }]);');
    }
  });

  test("has ids that are integers or texts as texts, whatever the settings say", async () => {
    for (const values of [{}, { int64: "number" }, { int64: "bigint" }] as const) {
      const want = { type: "{ id?: string; }", positions: '[{ properties: { id: 1 } }, { is: "text" }]' };
      expect(await answerOf(object({ id: mixed }), values)).toEqual(want);
    }
  });

  test("finds them through references, compositions and alternatives, recursion included", async () => {
    const schemas = {
      Node: object({ id: int64, parent: ref("Node"), label: { type: "string" } }),
      Base: object({ size: int64 }),
      Leaf: { allOf: [ref("Base"), object({ name: { type: "string" } })] },
    };
    const schema = object({
      node: ref("Node"),
      either: { oneOf: [ref("Leaf"), ref("Node")] },
      plain: object({ a: {} }),
    });
    expect((await answerOf(schema, {}, schemas)).positions).toBe(
      '[{ properties: { either: 1, node: 2 } }, { properties: { id: 3, parent: 2, size: 3 } }, { properties: { id: 3, parent: 2 } }, { is: "digits" }]',
    );
  });

  test("keeps the form of what may be a text as well", async () => {
    const { type, positions } = await answerOf({ anyOf: [int64, { type: "string", maxLength: 5 }] });
    expect(type).toBe("string");
    expect(positions).toBe('[{ is: "text" }]');
  });

  test("has no more than a reference under hostile names", async () => {
    const schema = object(JSON.parse(`{"__proto__":${JSON.stringify(int64)},"a b":${JSON.stringify(int64)}}`));
    expect((await answerOf(schema)).positions).toBe(
      '[{ properties: { ["__proto__"]: 1, "a b": 1 } }, { is: "digits" }]',
    );
  });

  test("may have Dates", async () => {
    const schema = object({
      at: { type: ["string", "null"], format: "date-time" },
      day: { type: "string", format: "date" },
    });
    expect(await answerOf(schema)).toEqual({ type: "{ at?: string | null; day?: string; }", positions: undefined });
    expect(await answerOf(schema, { dates: "Date" })).toEqual({
      type: "{ at?: Date | null; day?: string; }",
      positions: '[{ properties: { at: 1 } }, { is: "date" }]',
    });
  });
});

test("a request writes integers as numbers, and ids that may be texts as they are", async () => {
  const requestBody = { content: { "application/json": { schema: object({ id: int64, other: mixed }) } } };
  const document = documentWithOperation({ requestBody }, { method: "post" });
  const text = (await emitted(document)).get("operations/doThing.ts")!;
  expect(text).toContain(
    'body: /* @__PURE__ */ bodyOf({ writers: [/* @__PURE__ */ writeValues([{ properties: { id: 1 } }, { is: "digits" }])] })',
  );
  expect(text).toMatch(/id\?: string;\s+other\?: string;/);
  const number = (await emitted(document, withValues({ int64: "number" }))).get("operations/doThing.ts")!;
  expect(number).not.toContain("writeValues");
});

test("nullable values of OpenAPI 3.0 stay nullable", async () => {
  const nullable = (schema: object) => ({ ...schema, nullable: true });
  const document = {
    ...documentWithOperation({
      responses: answers(object({ id: nullable(int64), file: nullable({ type: "string", format: "binary" }) })),
    }),
    openapi: "3.0.3",
  };
  const text = (await emitted(document)).get("operations/doThing.ts")!;
  expect(text.replace(/\s+/g, " ")).toContain("{ file?: Blob | null; id?: string | null; }");
});

describe("enums", () => {
  const status = { type: "string", enum: ["open", "closed"] };
  const document = documentWith({
    schemas: {
      Status: status,
      Shared: status,
      Ticket: object({
        status: ref("Status"),
        own: { type: ["string", "null"], enum: ["a", "b", null] },
        kind: { const: "t" },
      }),
    },
    paths: {
      "/tickets": {
        get: {
          operationId: "list",
          parameters: [
            { name: "status", in: "query", schema: status },
            { name: "shared", in: "query", schema: ref("Shared") },
          ],
          responses: answers(
            object({ tickets: { type: "array", items: ref("Ticket") }, shared: ref("Shared"), inline: status }),
          ),
        },
      },
    },
  });

  test("of answers are open where the settings say so, of requests they are closed", async () => {
    const files = await emitted(document, withValues({ enums: "open" }));
    const text = (path: string) => files.get(path)!.replace(/\s+/g, " ");
    expect(text("schemas/Status.ts")).toContain('type Status = "open" | "closed" | (string & {});');
    expect(text("schemas/Shared.ts")).toContain('type Shared = "open" | "closed";');
    expect(text("schemas/Ticket.ts")).toContain('own?: "a" | "b" | null | (string & {});');
    expect(text("schemas/Ticket.ts")).toContain('kind?: "t";');
    expect(text("operations/list.ts")).toContain('status?: "open" | "closed" | undefined');
    expect(text("operations/list.ts")).toContain('inline?: "open" | "closed" | (string & {});');
    const consumer = `
import { list } from "./operations/list.js";
import { createTransport } from "./transport.js";
const { data } = await list(createTransport(), { status: "open" });
data?.tickets?.[0]?.status satisfies string | undefined;
if (data?.inline === "something new") console.log(data.inline);
// @ts-expect-error not among the values of the request
await list(createTransport(), { status: "something new" });
`;
    expect(
      typeCheck(files, { "consumer.ts": `declare const console: { log(...texts: string[]): void };${consumer}` }),
    ).toEqual([]);
  });

  test("are closed otherwise", async () => {
    const files = await emitted(document);
    expect(files.get("schemas/Status.ts")).toContain('type Status = "open" | "closed";');
  });
});
