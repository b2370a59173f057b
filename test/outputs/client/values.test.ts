import { describe, expect, test } from "vitest";
import { defaultSettings } from "../../../generator/entry.ts";
import type { ValueSettings } from "../../../generator/model/package-settings.ts";
import { answers, documentWith, documentWithOperation, emitted, inOneLine } from "../../emit/emitted.ts";
import { typeCheck } from "../../emit/type-check.ts";

const int64 = { type: "integer", format: "int64" };
const mixed = { type: ["string", "integer"], format: "int64" };
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: object, more: object = {}) => ({ type: "object", properties, ...more });

const withValues = (values: Partial<ValueSettings>) => {
  const { client } = defaultSettings(["-"], undefined, import.meta.dirname);
  return { client: { ...client, values: { ...client.values, ...values } } };
};

function withoutComments(code: string): string {
  return code.replace(/\/\*\*.*?\*\/ /gs, "");
}

/** How one operation answers with a schema: its type, and the positions that it reads. */
async function answerOf(schema: object, values: Partial<ValueSettings> = {}, schemas: object = {}) {
  const document = documentWithOperation({ responses: answers(schema) }, { components: { schemas } });
  const text = inOneLine((await emitted(document, withValues(values))).get("operations/doThing.ts")!);
  return {
    type: withoutComments(/export type DoThingData = (.*?); \/\*\* What/.exec(text)![1]!),
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
      "{ [key: string]: string }",
      '[{ values: 1 }, { is: "digits" }]',
    ],
    ["of which few are possible has numbers", { ...int64, enum: [1, 2] }, {}, "1 | 2", undefined],
    [
      "of 32 bits has numbers",
      object({ n: { type: "integer", format: "int32" }, m: { type: "integer" } }),
      {},
      "{ n?: number; m?: number; }",
      undefined,
    ],
  ])("%s", async (_, schema, values, type, positions) => {
    expect(await answerOf(schema, values)).toEqual({ type, positions });
  });

  test("that is an error has them too, whatever its status is", async () => {
    const content = { "application/json": { schema: object({ id: int64 }) } };
    for (const status of ["404", "5XX", "default"]) {
      const responses = { 204: { description: "Done" }, [status]: { description: "Bad", content } };
      const text = inOneLine((await emitted(documentWithOperation({ responses }))).get("operations/doThing.ts")!);
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

  test.each<[string, object, string]>([
    [
      "in spite of another format",
      { port: { type: ["integer", "string"], format: "int32" } },
      "port?: number | string;",
    ],
    ["without a format", { port: { type: ["string", "integer"] } }, "port?: string | number;"],
    ["in a list", { ports: { type: "array", items: { type: ["integer", "string"] } } }, "ports?: (number | string)[];"],
    ["that may be null", { p: { type: ["integer", "string", "null"] } }, "p?: number | string | null;"],
    [
      "under a name that only ends like one of an id",
      { paid: { type: ["integer", "string"] } },
      "paid?: number | string;",
    ],
    ["that the document says is none", { id: { ...mixed, "x-twinspec-id": false } }, "id?: string | number;"],
    ["that is of 64 bits", { n: { ...int64, "x-twinspec-id": false } }, "n?: number;"],
  ])("has what is an integer or a text and no id as it comes, %s", async (_, properties, type) => {
    expect(await answerOf(object(properties))).toEqual({ type: `{ ${type} }`, positions: undefined });
  });

  test.each(["id", "userId", "user_id", "user-id", "userID", "USER_ID", "order2Id", "ids", "userIds", "USER_IDS"])(
    "has ids as texts by the name %s, whatever holds them",
    async (name) => {
      const either = { type: ["integer", "string"] };
      const places: [object, string, string][] = [
        [either, "string", '{ is: "text" }'],
        [{ type: "array", items: either }, "string[]", '{ items: 2 }, { is: "text" }'],
        [{ anyOf: [either, { type: "null" }] }, "string | null", '{ is: "text" }'],
      ];
      const key = /^\w+$/.test(name) ? name : `"${name}"`;
      for (const [schema, type, positions] of places)
        expect(await answerOf(object({ [name]: schema }))).toEqual({
          type: `{ ${key}?: ${type}; }`,
          positions: `[{ properties: { ${key}: 1 } }, ${positions}]`,
        });
    },
  );

  test("has ids as texts by names that the settings and the document say, and by the name of a schema", async () => {
    const either = { type: ["integer", "string"] };
    const { client } = defaultSettings(["-"], undefined, import.meta.dirname);
    const schema = object({ key: either, port: either, sku: { ...either, "x-twinspec-id": true }, by: ref("UserId") });
    const document = documentWithOperation(
      { parameters: [{ name: "key", in: "query", schema: either }], responses: answers(schema) },
      { components: { schemas: { UserId: either } } },
    );
    const files = await emitted(document, { client: { ...client, ids: ["key"] } });
    const text = inOneLine(files.get("operations/doThing.ts")!);
    expect(text).toContain("{ key?: string | undefined; }");
    expect(text).toContain("{ key?: string; port?: number | string; sku?: string; by?: UserId; }");
    expect(text).toContain('[{ properties: { key: 1, sku: 1, by: 1 } }, { is: "text" }]');
    expect(files.get("schemas/UserId.ts")).toContain("export type UserId = string;");
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
      '[{ properties: { node: 1, either: 2 } }, { properties: { id: 3, parent: 1 } }, { properties: { id: 3, parent: 1, size: 3 } }, { is: "digits" }]',
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

describe("values that are not the same in all alternatives", () => {
  const alternatives = (keyword: string, ...branches: object[]) => ({ [keyword]: branches });
  const number = { type: "integer" };
  const string = { type: "string" };

  test.each<[string, object, Partial<ValueSettings>, string, string | undefined]>([
    [
      "are chosen by a constant",
      alternatives("oneOf", object({ k: { const: "a" }, n: int64 }), object({ k: { const: "b" }, n: number })),
      {},
      '{ k?: "a"; n?: string; } | { k?: "b"; n?: number; }',
      '[{ properties: { n: 1 }, choices: [{ member: "k", values: ["a"], at: 2 }, { member: "k", values: ["b"], at: -1 }] }, { is: "digits" }, { properties: { n: 1 } }]',
    ],
    [
      "are chosen by an enum, behind a base that leaves it open",
      alternatives(
        "anyOf",
        { allOf: [object({ k: string }), object({ k: { enum: ["a", "c"] }, n: int64 })] },
        object({ k: { enum: ["b"] }, n: number }),
      ),
      { int64: "bigint" },
      '{ k?: "a" | "c"; n?: bigint; } | { k?: "b"; n?: number; }',
      '[{ properties: { n: 1 }, choices: [{ member: "k", values: ["a", "c"], at: 2 }, { member: "k", values: ["b"], at: -1 }] }, { is: "bigint" }, { properties: { n: 1 } }]',
    ],
    [
      "are chosen by a member that all of one kind and none of the other have",
      alternatives("oneOf", object({ login: string, n: int64 }, { required: ["login"] }), object({ n: number })),
      {},
      "{ login: string; n?: string; } | { n?: number; }",
      '[{ choices: [{ member: "login", at: 1 }] }, { properties: { n: 2 } }, { is: "digits" }]',
    ],
    [
      "are chosen at whatever depth they differ",
      alternatives(
        "oneOf",
        object({ k: { const: 1 }, in: object({ list: { type: "array", items: int64 } }) }),
        object({ k: { const: 2 }, in: object({ list: { type: "array", items: number } }) }),
      ),
      {},
      "{ k?: 1; in?: { list?: string[]; }; } | { k?: 2; in?: { list?: number[]; }; }",
      '[{ properties: { in: 1 }, choices: [{ member: "k", values: [1], at: 2 }, { member: "k", values: [2], at: -1 }] }, { properties: { list: 3 } }, { properties: { in: 1 } }, { items: 4 }, { is: "digits" }]',
    ],
    [
      "are read by what comes where nothing tells the alternatives apart",
      alternatives("oneOf", object({ n: int64 }), object({ n: string })),
      { int64: "bigint" },
      "{ n?: bigint; } | { n?: string; }",
      '[{ properties: { n: 1 } }, { is: "bigint", texts: "text" }]',
    ],
    [
      "need no choice where number and text say what they are",
      alternatives("oneOf", object({ k: { const: "a" }, n: int64 }), object({ k: { const: "b" }, n: string })),
      {},
      '{ k?: "a"; n?: string; } | { k?: "b"; n?: string; }',
      '[{ properties: { n: 1 } }, { is: "text" }]',
    ],
    [
      "may be Dates or integers",
      alternatives("anyOf", int64, { type: "string", format: "date-time" }),
      { int64: "bigint", dates: "Date" },
      "bigint | Date",
      '[{ is: "bigint", texts: "date" }]',
    ],
    [
      "stand by their index in a list",
      { type: "array", prefixItems: [int64, string, number], items: int64 },
      { int64: "bigint" },
      "[bigint?, string?, number?, ...bigint[]]",
      '[{ properties: { "0": 1, "1": -1, "2": -1 }, items: 1 }, { is: "bigint" }]',
    ],
    [
      "are not those of the named members of an object",
      { type: "object", properties: { total: number }, additionalProperties: int64 },
      {},
      "{ total?: number; [key: string]: string | number | undefined; }",
      '[{ properties: { total: -1 }, values: 1 }, { is: "digits" }]',
    ],
  ])("%s", async (_, schema, values, type, positions) => {
    expect(await answerOf(schema, values)).toEqual({ type, positions });
  });

  test("are chosen by a discriminator and what it calls them, in requests too", async () => {
    const schemas = {
      Cat: object({ kind: string, id: int64 }),
      Dog: object({ kind: string, id: string }),
      Pet: {
        ...alternatives("oneOf", ref("Cat"), ref("Dog")),
        discriminator: { propertyName: "kind", mapping: { kitty: ref("Cat").$ref } },
      },
    };
    const written = async (schema: object, among: object = schemas) => {
      const document = documentWithOperation(
        { requestBody: { content: { "application/json": { schema } } } },
        { method: "post", components: { schemas: among } },
      );
      const text = inOneLine((await emitted(document)).get("operations/doThing.ts")!);
      return /jsonValues\((.*?)\)/.exec(text)?.[1];
    };
    const chosen = (dog: string) =>
      `[{ choices: [{ member: "kind", values: ["kitty"], at: 1 }, { member: "kind", values: ["${dog}"], at: -1 }] }, { properties: { id: 2 } }, { is: "digits" }]`;
    expect(await written(ref("Pet"))).toBe(chosen("Dog"));
    const { Pet, ...others } = schemas;
    const mapping = { kitty: ref("Cat").$ref, doggy: ref("Dog").$ref };
    expect(await written({ ...Pet, discriminator: { propertyName: "kind", mapping } }, others)).toBe(chosen("doggy"));
    expect(await written(Pet, others)).toBe(chosen("Dog"));
  });

  test("of errors say nothing of those of good answers", async () => {
    const responses = {
      ...answers(object({ code: number, id: int64 })),
      default: { description: "", content: { "application/json": { schema: object({ code: int64, id: string }) } } },
    };
    const text = inOneLine((await emitted(documentWithOperation({ responses }))).get("operations/doThing.ts")!);
    expect(text).toContain('readValues([{ properties: { id: 1 } }, { is: "digits" }])');
  });

  test("end in schemas that lead around in themselves", async () => {
    const schemas = {
      A: object({ k: { const: "a" }, n: int64, next: ref("Any") }),
      B: object({ k: { const: "b" }, n: number, next: ref("Any"), list: { type: "array", items: ref("A") } }),
      Any: alternatives("oneOf", ref("A"), ref("B"), { oneOf: [ref("Any"), { type: "null" }] }),
    };
    expect((await answerOf(ref("Any"), {}, schemas)).positions).toContain('{ member: "k", values: ["a"], at: ');
  });
});

test("schemas whose combinations have no end are combined up to a bound", async () => {
  const cycles = [2, 3, 5, 7, 11, 13].map((length) =>
    Array.from({ length }, (_, index) => [
      `Ring${length}At${index}`,
      object({ k: { const: length }, next: ref(`Ring${length}At${(index + 1) % length}`), id: int64 }),
    ]),
  );
  const any = { oneOf: cycles.map(([first]) => ref(String(first![0]))) };
  expect((await answerOf(any, {}, Object.fromEntries(cycles.flat()))).positions).toContain('{ is: "digits" }');
});

describe("a request with integers of 64 bits in the JSON inside of", () => {
  const meta = object({ id: int64, meta: object({ id: int64 }) });
  const requestOf = async (operation: object) =>
    inOneLine((await emitted(documentWithOperation(operation, { method: "post" }))).get("operations/doThing.ts")!);
  const parameter = (schema: object, more: object) => ({ parameters: [{ name: "q", in: "query", schema, ...more }] });
  const json = (schema: object) => ({
    parameters: [{ name: "q", in: "query", content: { "application/json": { schema } } }],
  });
  const body = (type: string, schema: object) => ({ requestBody: { content: { [type]: { schema } } } });
  const nested = '[{ properties: { id: 1, meta: 2 } }, { is: "digits" }, { properties: { id: 1 } }]';

  test.each<[string, object, string | undefined]>([
    ["a parameter of JSON", json(meta), `${nested}, writeStyled`],
    ["a parameter that is nothing else", json(int64), '[{ is: "digits" }], writeStyled'],
    ["a parameter with objects in it", parameter(meta, {}), `${nested}, writeStyled`],
    [
      "a list of objects",
      parameter({ type: "array", items: object({ id: int64 }) }, {}),
      '[{ items: 1 }, { properties: { id: 2 } }, { is: "digits" }], writeStyled',
    ],
    ["a deepObject writes none", parameter(meta, { style: "deepObject", explode: true }), undefined],
    ["an object of texts writes none", parameter(object({ id: int64 }), {}), undefined],
    ["a list of texts writes none", parameter({ type: "array", items: int64 }, {}), undefined],
    ["a form", body("application/x-www-form-urlencoded", meta), `${nested}, writeForm`],
    ["a form of texts writes none", body("application/x-www-form-urlencoded", object({ id: int64 })), undefined],
    ["a multipart body", body("multipart/form-data", meta), `${nested}, writeMultipart`],
    ["a multipart body of texts writes none", body("multipart/form-data", object({ id: int64 })), undefined],
  ])("%s", async (_, operation, want) => {
    const text = await requestOf(operation);
    expect(/writeValues\((.*?)\)/.exec(text)?.[1]).toBe(want);
    expect(text.includes("runtime/values.js")).toBe(want !== undefined);
  });

  test("one of several media types, of which each has its own", async () => {
    const content = {
      "application/json": { schema: object({ id: int64 }) },
      "multipart/form-data": { schema: object({ meta: object({ id: int64 }) }) },
    };
    expect(await requestOf({ requestBody: { content } })).toContain(
      'writers: [/* @__PURE__ */ writeValues([{ properties: { meta: 1 } }, { properties: { id: 2 } }, { is: "digits" }], writeMultipart), /* @__PURE__ */ writeValues([{ properties: { id: 1 } }, { is: "digits" }], writeJson)]',
    );
  });
});

test("a request writes integers as numbers, and ids that may be texts as they are", async () => {
  const requestBody = { content: { "application/json": { schema: object({ id: int64, other: mixed }) } } };
  const document = documentWithOperation({ requestBody }, { method: "post" });
  const text = inOneLine((await emitted(document)).get("operations/doThing.ts")!);
  expect(text).toContain('body: /* @__PURE__ */ jsonValues([{ properties: { id: 1 } }, { is: "digits" }])');
  expect(withoutComments(text)).toMatch(/id\?: string \| undefined;\s+other\?: string \| undefined;/);
  const number = (await emitted(document, withValues({ int64: "number" }))).get("operations/doThing.ts")!;
  expect(number).not.toContain("jsonValues");
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
  expect(withoutComments(text.replace(/\s+/g, " "))).toContain("{ id?: string | null; file?: string | null; }");
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
