import { describe, expect, test } from "vitest";
import { readStream, type StreamKind } from "../../../generator/runtime/streams/streams.ts";
import { documentOf } from "../document.ts";
import { serve } from "../serve.ts";

const count = { type: "object", required: ["n"], properties: { n: { type: "integer" } } };
const tick = {
  type: "object",
  required: ["event", "data"],
  properties: {
    event: { const: "tick" },
    id: { type: "string" },
    data: { type: "string", contentMediaType: "application/json", contentSchema: count },
  },
};

async function serveStream(mediaType: string, media: object, options: object = {}) {
  const get = { operationId: "follow", responses: { "200": { description: "", content: { [mediaType]: media } } } };
  return serve(documentOf({ "/x": { get } }, { openapi: "3.2.0" }), options);
}

async function get(mediaType: string, media: object, { prefer = "", ...options }: Record<string, unknown> = {}) {
  const mock = await serveStream(mediaType, media, options);
  const response = await fetch(`${mock.url}/x`, { headers: { prefer: String(prefer) } });
  expect(response.headers.get("content-type")).toBe(mediaType);
  expect([mock.unexpectedViolations, mock.notes]).toEqual([[], []]);
  return response;
}

const textOf = async (...asked: Parameters<typeof get>) => (await get(...asked)).text();

/** What the generated client reads of a response, by its own reader. */
async function read(response: Response, data: "json" | "text", kind: StreamKind): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const item of (await readStream(data, kind)(response, "follow")) as AsyncIterable<unknown>)
    items.push(item);
  return items;
}

const kinds: readonly (readonly [mediaType: string, kind: StreamKind])[] = [
  ["text/event-stream", "events"],
  ["application/jsonl", "lines"],
  ["application/x-ndjson", "lines"],
  ["application/json-seq", "sequence"],
];

describe("a generated client iterates what the mock sends", () => {
  const shown = (kind: StreamKind, data: unknown) => (kind === "events" ? { event: "message", id: "", data } : data);

  test.each(kinds)("%s: an example, and a list of them", async (mediaType, kind) => {
    expect(await read(await get(mediaType, { schema: count, example: { n: 1 } }), "json", kind)).toEqual([
      shown(kind, { n: 1 }),
    ]);
    const list = { itemSchema: count, examples: { two: { value: [{ n: 1 }, { n: 2 }] } } };
    expect(await read(await get(mediaType, list), "json", kind)).toEqual([
      shown(kind, { n: 1 }),
      shown(kind, { n: 2 }),
    ]);
  });

  test.each(kinds)(
    "%s: as many made-up items as are preferred, by each way to describe them",
    async (mediaType, kind) => {
      for (const media of [{ itemSchema: count }, { schema: count }, { schema: { type: "array", items: count } }]) {
        const options = { prefer: "count=5, dynamic=true", seed: 1 };
        const items = await read(await get(mediaType, media, options), "json", kind);
        expect(items).toHaveLength(5);
        const same = await read(await get(mediaType, media, options), "json", kind);
        expect(same).toEqual(items);
        for (const item of items)
          expect(kind === "events" ? item : { data: item }).toMatchObject({ data: { n: expect.any(Number) } });
        expect(new Set(items.map((item) => JSON.stringify(item))).size).toBeGreaterThan(1);
      }
    },
  );

  test.each([false, true])("events that are described whole, dynamic: %s", async (dynamic) => {
    const response = await get("text/event-stream", { itemSchema: tick }, { prefer: "count=2", dynamic });
    const events = await read(response, "json", "events");
    expect(events).toHaveLength(2);
    for (const event of events) expect(event).toMatchObject({ event: "tick", data: { n: expect.any(Number) } });
  });
});

describe("an event that is made up is one that clients are told of", () => {
  const seeds = Array.from({ length: 8 }, (_, seed) => seed);

  test.each<[string, unknown]>([
    ["data is optional", { properties: { event: { type: "string" }, data: count } }],
    [
      "data is in one alternative",
      { oneOf: [{ required: ["event"] }, { required: ["data"], properties: { event: false } }] },
    ],
    ["data is optional in one part", { allOf: [{ properties: { data: { type: "string" } } }, { required: ["id"] }] }],
  ])("%s", async (_, itemSchema) => {
    const mock = await serveStream("text/event-stream", { itemSchema });
    for (const seed of seeds) {
      const response = await fetch(`${mock.url}/x?__seed=${seed}`, { headers: { prefer: "dynamic=true, count=3" } });
      expect(await read(response, "text", "events")).toHaveLength(3);
    }
    expect([mock.unexpectedViolations, mock.notes]).toEqual([[], []]);
  });
});

describe("whether an item schema is of whole events", () => {
  const json = (contentSchema: unknown) => ({ type: "string", contentMediaType: "application/json", contentSchema });
  const components = {
    schemas: { Data: json(count), Event: { properties: { data: { $ref: "#/components/schemas/Data" } } } },
  };

  test.each<[string, unknown, unknown, string, "json" | "text"]>([
    ["data is required alone", { required: ["data"] }, { event: "a", data: "b" }, "event: a\ndata: b\n\n", "text"],
    [
      "data is in one part",
      { allOf: [{ properties: { event: { type: "string" } } }, { required: ["data"] }] },
      { event: "a", data: "b" },
      "event: a\ndata: b\n\n",
      "text",
    ],
    [
      "a reference leads to it",
      { $ref: "#/components/schemas/Event" },
      { data: { n: 1 } },
      'data: {"n":1}\n\n',
      "json",
    ],
    [
      "an alternative has it",
      {
        oneOf: [
          { properties: { event: { const: "a" } }, required: ["event"] },
          { required: ["data"], not: { required: ["event"] } },
        ],
      },
      { data: "b" },
      "data: b\n\n",
      "text",
    ],
    ["data is an object", { properties: { data: count } }, { data: { n: 1 } }, 'data: {"n":1}\n\n', "json"],
    ["no: other fields alone", { properties: { id: { type: "integer" } } }, { id: 1 }, 'data: {"id":1}\n\n', "json"],
    ["no: one of some texts", { enum: ["up", "down"] }, "up", "data: up\n\n", "text"],
    ["no: a text or null", { type: ["string", "null"] }, "up", 'data: "up"\n\n', "json"],
  ])("%s", async (_, itemSchema, example, sent, data) => {
    const responses = { "200": { description: "", content: { "text/event-stream": { itemSchema, example } } } };
    const mock = await serve(
      documentOf({ "/x": { get: { operationId: "follow", responses } } }, { openapi: "3.2.0", components }),
    );
    const response = await fetch(`${mock.url}/x`);
    expect(await response.clone().text()).toBe(sent);
    expect(await read(response, data, "events")).toHaveLength(1);
    const made = await fetch(`${mock.url}/x`, { headers: { prefer: "dynamic=true, count=2" } });
    expect(await read(made, data, "events")).toHaveLength(2);
    expect([mock.unexpectedViolations, mock.notes]).toEqual([[], []]);
  });

  test("what alternatives of events carry is held against one of their schemas", async () => {
    const itemSchema = {
      oneOf: [
        { properties: { event: { const: "a" }, data: json(count) } },
        { properties: { event: { const: "b" }, data: { allOf: [{ $ref: "#/components/schemas/Data" }] } } },
      ],
    };
    const example = [
      { event: "a", data: '{"n":1}' },
      { event: "b", data: '{"n":"x"}' },
    ];
    const responses = { "200": { description: "", content: { "text/event-stream": { itemSchema, example } } } };
    const mock = await serve(
      documentOf({ "/x": { get: { operationId: "follow", responses } } }, { openapi: "3.2.0", components }),
    );
    await fetch(`${mock.url}/x`);
    const paths = mock.requests[0]?.violations.map(({ location }) => location.slice(0, 4).join("."));
    expect(new Set(paths)).toEqual(new Set(["response.body.1.data"]));
  });
});

describe("an event stream", () => {
  test("has every field of an example's event, each on its own lines", async () => {
    const example = [
      { event: "tick", id: "a1", retry: 500, data: "one\ntwo" },
      { data: '{"n":1}', event: "tick\ndata: smuggled" },
    ];
    const itemSchema = { type: "object", properties: { data: { type: "string" }, event: { type: "string" } } };
    expect(await textOf("text/event-stream", { itemSchema, example })).toBe(
      'event: tick\nid: a1\nretry: 500\ndata: one\ndata: two\n\nevent: tick data: smuggled\ndata: {"n":1}\n\n',
    );
  });

  test("has examples with the fields of an event as such, where the schema is of the data", async () => {
    const example = [{ event: "count", data: { n: 1 } }, { n: 2 }];
    expect(await textOf("text/event-stream", { schema: count, example })).toBe(
      'event: count\ndata: {"n":1}\n\ndata: {"n":2}\n\n',
    );
  });

  test("carries text as it is, and JSON where the data may be something else", async () => {
    expect(await textOf("text/event-stream", { schema: { type: "string" }, example: "one\ntwo" })).toBe(
      "data: one\ndata: two\n\n",
    );
    expect(await textOf("text/event-stream", { schema: { type: ["string", "null"] }, example: ["a"] })).toBe(
      'data: "a"\n\n',
    );
  });

  test("that is written already is sent as it is, and its last event is ended", async () => {
    const schema = { type: "string" };
    const whole = ": hello\r\n\r\nevent: a\ndata: 1\n\ndata: 2\n\n";
    expect(await textOf("text/event-stream", { schema, example: whole })).toBe(whole);
    expect(await textOf("text/event-stream", { schema, example: "data: 1\n\ndata: 2" })).toBe("data: 1\n\ndata: 2\n\n");
  });
});

describe("a stream of JSON", () => {
  test.each([
    ["application/jsonl", '{"n":1}\n{"n":2}\n', '{"n":1}\n{"n":2}\n'],
    ["application/jsonl", '{\n  "n": 1\n}', '{ "n": 1 }\n'],
    ["application/json-seq", '\x1e{"n":1}\n\x1e{"n":2}', '\x1e{"n":1}\n\x1e{"n":2}\n'],
    ["application/json-seq", '{"n":1}\n{"n":2}', '\x1e{"n":1}\n\x1e{"n":2}\n'],
  ])("%s that is written already: %j", async (mediaType, example, sent) => {
    expect(await textOf(mediaType, { schema: {}, example })).toBe(sent);
  });

  test("has an item that is a list as one", async () => {
    const itemSchema = { type: "array", items: { type: "integer" } };
    expect(await textOf("application/jsonl", { itemSchema, example: [1, 2] })).toBe("[1,2]\n");
    expect(await textOf("application/jsonl", { itemSchema, example: [[1], [2]] })).toBe("[1]\n[2]\n");
  });

  test("keeps all digits", async () => {
    const media = { itemSchema: { type: "integer", format: "int64" }, example: [1] };
    const mock = await serveStream("application/jsonl", media);
    mock.respond("follow", { body: ["9007199254740993"] });
    expect(await (await fetch(`${mock.url}/x`)).text()).toContain("9007199254740993");
  });
});

describe("Prefer", () => {
  test("count repeats the examples, or takes the first", async () => {
    const media = { itemSchema: count, example: [{ n: 1 }, { n: 2 }] };
    expect(await textOf("application/jsonl", media, { prefer: "count=3" })).toBe('{"n":1}\n{"n":2}\n{"n":1}\n');
    expect(await textOf("application/jsonl", media, { prefer: "count=1" })).toBe('{"n":1}\n');
    expect(await textOf("application/jsonl", media, { prefer: "count=0" })).toBe("");
    expect(await textOf("application/jsonl", media, { prefer: "count=-1, count=1.5" })).toBe('{"n":1}\n{"n":2}\n');
  });

  test("count has an upper limit, however many digits it has", async () => {
    for (const many of ["10001", "1000000000", "9".repeat(400)])
      expect(
        (await textOf("application/jsonl", { itemSchema: count, example: [{ n: 1 }] }, { prefer: `count=${many}` }))
          .length,
      ).toBe(80_000);
  });

  test("interval of any length is waited for", async () => {
    const response = await get("text/event-stream", { itemSchema: tick }, { prefer: "count=3, interval=99999999999" });
    let arrivals = 0;
    const reader = response.body?.getReader();
    const done = (async () => {
      while (!(await reader?.read())?.done) arrivals += 1;
    })();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(arrivals).toBe(1);
    await reader?.cancel();
    await done;
  });

  test("interval sends an item at a time, before the stream is over", async () => {
    const response = await get("text/event-stream", { itemSchema: tick }, { prefer: "count=3, interval=100" });
    expect(response.headers.has("content-length")).toBe(false);
    const arrivals: number[] = [];
    for await (const _ of response.body as unknown as AsyncIterable<Uint8Array>) arrivals.push(performance.now());
    expect(arrivals).toHaveLength(3);
    expect((arrivals[2] ?? 0) - (arrivals[0] ?? 0)).toBeGreaterThan(150);
  });

  test("a client that leaves a slow stream does not keep the mock busy", async () => {
    const mock = await serveStream("text/event-stream", { itemSchema: tick });
    const response = await fetch(`${mock.url}/x`, { headers: { prefer: "count=3, interval=60000" } });
    for await (const _ of response.body as unknown as AsyncIterable<Uint8Array>) break;
    await mock.close();
  });
});

describe("a stream's items are validated", () => {
  test.each([
    ["text/event-stream", { schema: count, example: [{ n: 1 }, { n: "x" }] }, ["1", "n"]],
    ["application/x-ndjson", { itemSchema: count, example: [{ n: 1 }, {}] }, ["1", "n"]],
    ["application/json-seq", { schema: { type: "array", items: count }, example: [{ n: 1 }, 2] }, ["1"]],
    ["text/event-stream", { itemSchema: tick, example: [{ event: "tick", data: '{"n":"x"}' }] }, ["0", "data", "n"]],
    ["text/event-stream", { itemSchema: tick, example: [{ event: "tock", data: '{"n":1}' }] }, ["0", "event"]],
    ["application/jsonl", { itemSchema: count, example: "{}\nx" }, ["0"]],
  ])("%s", async (mediaType, media, path) => {
    const mock = await serveStream(mediaType, media);
    await fetch(`${mock.url}/x`);
    expect(mock.requests[0]?.violations.map(({ location }) => location)).toEqual([["response", "body", ...path]]);
  });

  test("and what a test scripts is framed and validated as well", async () => {
    const mock = await serveStream("text/event-stream", { itemSchema: tick });
    mock.respond("follow", {
      body: [
        { event: "tick", data: { n: 1 } },
        { event: "tick", data: '{"n":2}', id: "b" },
      ],
    });
    const response = await fetch(`${mock.url}/x`);
    expect(await read(response, "json", "events")).toEqual([
      { event: "tick", data: { n: 1 }, id: "" },
      { event: "tick", data: { n: 2 }, id: "b" },
    ]);
    mock.respond("follow", { body: [{ event: "tick", data: { n: "x" } }] });
    await fetch(`${mock.url}/x`);
    expect(mock.unexpectedViolations).toHaveLength(1);
  });
});
