import { describe, expect, test } from "vitest";
import type { OperationDescription, ParameterDescription } from "../../generator/runtime/core/description.ts";
import { createTransport, type TransportOptions } from "../../generator/runtime/core/transport.ts";
import { createFetch } from "../../generator/runtime/fetch/create-fetch.ts";
import { bodyOf, writeForm, writeJson, writeMultipart } from "../../generator/runtime/request/body.ts";
import { type Operation, operation } from "../../generator/runtime/request/operation.ts";
import { writeStyled } from "../../generator/runtime/request/parameters.ts";
import { readStream } from "../../generator/runtime/streams/streams.ts";
import type { ValueKind, ValuePositions } from "../../generator/runtime/values.ts";
import { numbersAsText, parseValues, readFailures, readValues, writeValues } from "../../generator/runtime/values.ts";
import { serveEcho } from "./echo-server.ts";

const echo = serveEcho();

/** A body with `id` of a kind, in a list, in a map, and in itself. */
const positionsOf = (is: ValueKind): ValuePositions => [
  { properties: { id: 1, ids: 2, children: 3, by: 4, __proto__: 0 } },
  { is },
  { items: 1 },
  { items: 0 },
  { properties: { known: 0 }, values: 1 },
];
const big = "1892000000006907123";

describe("integers of 64 bits are read", () => {
  const parse = parseValues(positionsOf("digits"));
  const read = (text: string) => parse(text) as { [name: string]: unknown };

  test.each<[string, string, unknown]>([
    ["as their digits", `{"id":${big}}`, { id: big }],
    ["when they are negative", `{"id":-${big}}`, { id: `-${big}` }],
    ["when they are small", '{"id":7}', { id: "7" }],
    ["at the bound of what a number holds", '{"id":9007199254740993}', { id: "9007199254740993" }],
    ["with white space around them", `{ "id" :\n ${big}\t}`, { id: big }],
    [
      "in lists, and lists of objects",
      `{"ids":[${big},2],"children":[{"id":${big}}]}`,
      { ids: [big, "2"], children: [{ id: big }] },
    ],
    ["in maps", `{"by":{"a":${big},"known":{"id":3}}}`, { by: { a: big, known: { id: "3" } } }],
    ["as text, when the server sends text", `{"id":"${big}"}`, { id: big }],
    ["beside null and what was not foreseen", '{"id":null,"ids":{},"children":7}', { id: null, ids: {}, children: 7 }],
    ["when they are written with an exponent", '{"id":1e3}', { id: "1000" }],
    ["as the fraction that they should not be", '{"id":1.5}', { id: "1.5" }],
    ["after text that looks like one", `{"x":"\\":${big},","id":${big}}`, { x: `":${big},`, id: big }],
    [
      "after fractions with many digits",
      `{"x":0.${big},"y":1.${big}e-5,"id":${big}}`,
      { x: Number(`0.${big}`), y: Number(`1.${big}e-5`), id: big },
    ],
  ])("%s", (_, text, want) => {
    expect(read(text)).toEqual(want);
  });

  test("where the schema has them alone: other numbers are numbers", () => {
    expect(read(`{"other":${big},"children":[{"n":5,"id":5}]}`)).toEqual({
      other: Number(big),
      children: [{ n: 5, id: "5" }],
    });
  });

  test("under hostile names", () => {
    const value = read(`{"__proto__":{"id":${big}},"constructor":{"id":1}}`);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.getOwnPropertyDescriptor(value, "__proto__")?.value).toEqual({ id: Number(big) });
    expect(value["constructor"]).toEqual({ id: 1 });
  });

  test("in long texts without effort", () => {
    const long = JSON.stringify('x\\"'.repeat(1_000_000));
    expect(read(`{"x":${long},"id":${big}}`)["id"]).toBe(big);
  });

  test("as BigInts", () => {
    const bigint = parseValues(positionsOf("bigint"));
    expect(bigint(`{"id":${big},"ids":[1,"${big}",1.5,"x"]}`)).toEqual({
      id: BigInt(big),
      ids: [1n, BigInt(big), 1.5, "x"],
    });
  });

  test("as the body itself", () => {
    expect(parseValues([{ is: "digits" }])(big)).toBe(big);
    expect(parseValues([{ items: 1 }, { is: "digits" }])(`[${big}]`)).toEqual([big]);
  });

  test("not from what is no JSON", () => {
    expect(() => parse(`{${big}:1}`)).toThrow(SyntaxError);
    expect(() => parse(`{"id":0${big}}`)).toThrow(SyntaxError);
  });
});

test("ids that are integers or texts are read as texts, dates as Dates", () => {
  expect(parseValues(positionsOf("text"))(`{"id":${big},"ids":["a",1]}`)).toEqual({ id: big, ids: ["a", "1"] });
  const dates = parseValues(positionsOf("date"))('{"id":"2026-11-22T10:00:00Z","ids":[5,null]}');
  expect(dates).toEqual({ id: new Date("2026-11-22T10:00:00Z"), ids: [5, null] });
});

describe("values that differ among alternatives are read", () => {
  const parse = (positions: ValuePositions, text: string) => parseValues(positions)(text);

  test("by what a number and what a text is there", () => {
    const bigint = [{ items: 1 }, { is: "bigint", texts: "text" }] as const;
    expect(parse(bigint, `[${big},"${big}","x",null]`)).toEqual([BigInt(big), big, "x", null]);
    const date = [{ items: 1 }, { is: "digits", texts: "date" }] as const;
    expect(parse(date, '[7,"2026-11-22T10:00:00Z"]')).toEqual(["7", new Date("2026-11-22T10:00:00Z")]);
  });

  test("by the member that tells which it is, before anything is said of the others", () => {
    const positions: ValuePositions = [
      { items: 1 },
      {
        properties: { id: 3 },
        choices: [
          { member: "kind", values: ["a", 1], at: 2 },
          { member: "kind", values: ["b"], at: -1 },
          { member: "slug", at: -1 },
        ],
      },
      { properties: { id: 4 } },
      { is: "bigint", texts: "text" },
      { is: "bigint" },
    ];
    const rows = [
      '{"kind":"a","id":"5"}',
      '{"id":5,"kind":1}',
      '{"kind":"b","id":5}',
      '{"slug":null,"id":5}',
      '{"kind":"c","id":5}',
      '{"kind":"c","id":"5"}',
      '{"id":5}',
      "null",
      '"x"',
    ];
    expect(parse(positions, `[${rows}]`)).toEqual([
      { kind: "a", id: 5n },
      { kind: 1, id: 5n },
      { kind: "b", id: 5 },
      { slug: null, id: 5 },
      { kind: "c", id: 5n },
      { kind: "c", id: "5" },
      { id: 5n },
      null,
      "x",
    ]);
    expect(parse(positions, '[{"id":5,"__proto__":{"kind":"b"},"toString":1}]')).toMatchObject([{ id: 5n }]);
  });

  test("by the index in a list, and not where a member has a schema of its own", () => {
    const positions: ValuePositions = [
      { properties: { list: 1, map: 2 } },
      { properties: { 0: 3, 1: -1 }, items: 3 },
      { properties: { total: -1 }, values: 3 },
      { is: "digits" },
    ];
    expect(parse(positions, '{"list":[1,2,3],"map":{"a":1,"total":2}}')).toEqual({
      list: ["1", 2, "3"],
      map: { a: "1", total: 2 },
    });
  });
});

describe("integers of 64 bits are written", () => {
  const create = (is: ValueKind) =>
    operation<Operation<[args: { body: unknown }], unknown, unknown>>({
      name: "create",
      method: "POST",
      path: "/things",
      body: bodyOf({ writers: [writeValues(positionsOf(is), writeJson)] }),
    });
  const sent = async (body: unknown, is: ValueKind = "digits") => {
    await create(is)(createTransport({ baseUrl: echo.url }), { body });
    const request = echo.takeRequest();
    expect(request.headers["content-type"]).toBe("application/json");
    return request.body.toString();
  };

  test.each<[string, unknown, string]>([
    ["as numbers with all their digits", { id: big, ids: [`-${big}`, 5, 6n] }, `{"id":${big},"ids":[-${big},5,6]}`],
    [
      "in maps and in themselves",
      { by: { a: "1", known: { id: "2" } }, children: [{ id: "3" }] },
      '{"by":{"a":1,"known":{"id":2}},"children":[{"id":3}]}',
    ],
    ["without zeros before them, which JSON does not have", { id: "007" }, '{"id":7}'],
    ["as the text that they are not", { id: "7; x" }, '{"id":"7; x"}'],
    [
      "beside what JSON.stringify writes",
      { id: null, a: undefined, b: 'ü"\n', c: [undefined, () => 1], d: new Date(0), e: Number.NaN },
      '{"id":null,"b":"ü\\"\\n","c":[null,null],"d":"1970-01-01T00:00:00.000Z","e":null}',
    ],
    ["where the schema has them alone", { other: "5", ids: { id: "5" } }, '{"other":"5","ids":{"id":"5"}}'],
    [
      "under hostile names",
      JSON.parse('{"__proto__":{"id":"5"},"constructor":{"id":"5"}}'),
      '{"__proto__":{"id":"5"},"constructor":{"id":"5"}}',
    ],
  ])("%s", async (_, body, want) => {
    expect(await sent(body)).toBe(want);
  });

  test("by the member that tells which of several an object is", async () => {
    const positions: ValuePositions = [
      { items: 1 },
      {
        choices: [
          { member: "kind", values: ["a"], at: 2 },
          { member: "kind", values: ["b"], at: -1 },
        ],
      },
      { properties: { id: 3 } },
      { is: "digits" },
    ];
    const call = operation<Operation<[args: { body: unknown }], unknown, unknown>>({
      name: "create",
      method: "POST",
      path: "/things",
      body: bodyOf({ writers: [writeValues(positions, writeJson)] }),
    });
    const body = [{ kind: "a", id: big }, { kind: "b", id: big }, { id: big }, { id: BigInt(big) }];
    await call(createTransport({ baseUrl: echo.url }), { body });
    expect(echo.takeRequest().body.toString()).toBe(
      `[{"kind":"a","id":${big}},{"kind":"b","id":"${big}"},{"id":"${big}"},{"id":${big}}]`,
    );
  });

  test("without a change of what was given", async () => {
    const body = Object.freeze({ id: big, ids: Object.freeze([big]), at: { toJSON: () => ({ id: big }) } });
    expect(await sent(body)).toBe(`{"id":${big},"ids":[${big}],"at":{"id":"${big}"}}`);
    expect(body.id).toBe(big);
    const own = { toJSON: () => ({ id: big }) };
    expect(await sent(own)).toBe(`{"id":${big}}`);
  });

  test("from BigInts", async () => {
    expect(await sent({ id: BigInt(big), deep: { any: 5n } }, "bigint")).toBe(`{"id":${big},"deep":{"any":5}}`);
  });
});

describe.each<[kind: ValueKind, id: unknown]>([
  ["digits", big],
  ["bigint", BigInt(big)],
])("the JSON inside of other forms has integers of 64 bits from %s", (is, id) => {
  const send = async (description: Partial<OperationDescription>, args: { [name: string]: unknown }) => {
    await operation<Operation<[args: typeof args], unknown, unknown>>({
      name: "send",
      method: "POST",
      path: "/things",
      ...description,
    })(createTransport({ baseUrl: echo.url }), args);
    return echo.takeRequest();
  };
  const positions = positionsOf(is);

  test.each<[string, Omit<ParameterDescription, "name">, value: unknown, want: string]>([
    [
      "of a media type",
      { in: "query", content: "application/json" },
      { id, ids: [id] },
      `q={"id":${big},"ids":[${big}]}`,
    ],
    ["of a list", { in: "query" }, { children: [{ id }], id }, `children=[{"id":${big}}]&id=${big}`],
    ["of a deepObject", { in: "query", style: "deepObject", explode: true }, { by: { id } }, `q[by][id]=${big}`],
    ["of a cookie", { in: "cookie", content: "application/json" }, { id }, `q={"id":${big}}`],
    ["of a header", { in: "header", content: "application/json" }, { id }, `{"id":${big}}`],
  ])("parameters %s", async (_, parameter, value, want) => {
    const { url, headers } = await send(
      { parameters: [{ ...parameter, name: "q", write: writeValues(positions, writeStyled) }] },
      { q: value },
    );
    const sent = { query: url.slice("/things?".length), cookie: headers.cookie, header: headers["q"], path: "" };
    expect(decodeURIComponent(String(sent[parameter.in]))).toBe(want);
  });

  test("parameters that are nothing but one", async () => {
    const write = writeValues([{ is }], writeStyled);
    const { url } = await send(
      { parameters: [{ name: "q", in: "query", content: "application/json", write }] },
      { q: id },
    );
    expect(url).toBe(`/things?q=${big}`);
  });

  test("forms", async () => {
    const body = bodyOf({
      content: ["application/x-www-form-urlencoded"],
      encoding: { ids: { contentType: "application/json" }, deep: { style: "form", explode: false } },
      writers: [writeValues(positions, writeForm)],
    });
    const value = { id, by: { known: { id }, a: id }, children: [{ id }], ids: [id], other: [1] };
    const sent = async (what: unknown) => new URLSearchParams((await send({ body }, { body: what })).body.toString());
    expect(Object.fromEntries(await sent(value))).toEqual({
      id: big,
      by: `{"known":{"id":${big}},"a":${big}}`,
      children: `{"id":${big}}`,
      ids: `[${big}]`,
      other: "1",
    });
    expect(String(await sent(new URLSearchParams({ id: "1" })))).toBe("id=1");
  });

  test("multipart bodies, whose files stay as they are", async () => {
    const body = bodyOf({
      content: ["multipart/form-data"],
      encoding: { deep: { style: "form", explode: false } },
      writers: [writeValues(positions, writeMultipart)],
    });
    const file = new File(["x"], "x.txt", { type: "text/plain" });
    const sent = async (value: unknown) => {
      const { headers, body: bytes } = await send({ body }, { body: value });
      const type = headers["content-type"]!;
      return new Response(new Uint8Array(bytes), { headers: { "Content-Type": type } }).formData();
    };
    const form = await sent({ id, by: { a: id }, children: [{ id }, { id }], other: file, ids: [new Blob(["y"])] });
    expect([form.get("id"), form.get("by"), ...form.getAll("children")]).toEqual([
      big,
      `{"a":${big}}`,
      `{"id":${big}}`,
      `{"id":${big}}`,
    ]);
    expect([(form.get("other") as File).name, (form.get("ids") as File).size]).toEqual(["x.txt", 1]);
    const own = new FormData();
    own.set("id", "7");
    expect([...(await sent(own))]).toEqual([["id", "7"]]);
  });
});

describe("an operation", () => {
  const get = (read: ReturnType<typeof readValues>) =>
    operation<Operation<[], unknown, unknown>>({ name: "getThing", method: "GET", path: "/thing", read })(
      createTransport({ baseUrl: echo.url }),
    );

  test("reads what it responds with, and rejects what is no JSON", async () => {
    echo.response = { headers: { "Content-Type": "application/json" }, body: `{"id":${big}}` };
    expect((await get(readValues(positionsOf("digits")))).data).toEqual({ id: big });
    echo.response = { headers: { "Content-Type": "application/json" }, body: "{" };
    await expect(get(readValues(positionsOf("digits")))).rejects.toThrow("getThing: application/json is not JSON");
    echo.response = { status: 204, headers: {} };
    expect((await get(readValues(positionsOf("digits")))).data).toBeUndefined();
  });

  test("reads the items of a stream", async () => {
    echo.response = { headers: { "Content-Type": "application/x-ndjson" }, body: `{"id":${big}}\n{"id":1}\n` };
    const { data } = await get(readValues(positionsOf("digits"), readStream("json")));
    const found: unknown[] = [];
    for await (const item of data as AsyncIterable<unknown>) found.push(item);
    expect(found).toEqual([{ id: big }, { id: "1" }]);
  });

  describe("reads its errors", () => {
    const failing = readFailures(
      operation<Operation<[], unknown, unknown>>({ name: "getThing", method: "GET", path: "/thing" }),
      positionsOf("digits"),
    );
    const json = { "Content-Type": "application/json" };
    const send = (options: TransportOptions = {}) => failing(createTransport({ baseUrl: echo.url, ...options }));

    test.each([
      ["with all digits", `{"id":${big},"ids":[2]}`, { id: big, ids: ["2"] }],
      ["that are no objects", `[${big}]`, [Number(big)]],
      ["that are text", "no JSON", "no JSON"],
    ])("%s", async (_, body, want) => {
      echo.response = { status: 404, headers: json, body };
      const { error, response } = await send();
      expect(error).toEqual(want);
      expect(response.status).toBe(404);
    });

    test.each([
      ["7", "7"],
      ["0", "0"],
      [big, String(Number(big))],
      ['{"id":1}', { id: 1 }],
      ["true", true],
    ])("that are %s, as text where that is a number", async (body, want) => {
      echo.response = { status: 404, headers: json, body };
      const counting = numbersAsText(
        operation<Operation<[], unknown, unknown>>({ name: "getThing", method: "GET", path: "/thing" }),
      );
      expect(await counting(createTransport({ baseUrl: echo.url }))).toMatchObject({ error: want, status: 404 });
      echo.response = { headers: json, body };
      const { data, error } = await counting(createTransport({ baseUrl: echo.url }));
      expect({ data, error }).toEqual({ data: JSON.parse(body), error: undefined });
    });

    test("that are empty as the response", async () => {
      echo.response = { status: 500, headers: json, body: "" };
      const { error, response } = await send();
      expect(error).toBe(response);
    });

    test("that middleware made, which has read the response", async () => {
      echo.response = { status: 404, headers: json, body: `{"id":${big}}` };
      const onResponse = async ({ response }: { response: Response }) => {
        const { id } = JSON.parse((await response.text()).replace(/\d+/, '"$&"')) as { id: string };
        return Response.json({ id: Number(id.slice(-3)) }, { status: 409 });
      };
      const { error, response } = await send({ middleware: [{ onResponse }] });
      expect([error, response.status]).toEqual([{ id: "123" }, 409]);
    });

    test("and gives its data as ever, also where calls are limited", async () => {
      echo.response = { headers: json, body: `{"id":1}` };
      expect((await send()).data).toEqual({ id: 1 });
      echo.response = { status: 404, headers: json, body: `{"id":${big}}` };
      expect((await send({ fetch: createFetch() })).error).toEqual({ id: big });
      expect(failing.description.name).toBe("getThing");
    });
  });
});
