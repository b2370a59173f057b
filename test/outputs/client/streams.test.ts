import { describe, expect, test } from "vitest";
import { answers, documentWith, documentWithOperation, emitted, inOneLine } from "../../emit/emitted.ts";
import { typeCheck } from "../../emit/type-check.ts";

const thing = { $ref: "#/components/schemas/Thing" };
const schemas = { Thing: { type: "object", required: ["id"], properties: { id: { type: "string" } } } };
const json = (contentSchema: unknown) => ({ type: "string", contentMediaType: "application/json", contentSchema });
const event = (data: unknown) => ({
  type: "object",
  required: ["data"],
  properties: { event: { type: "string" }, data },
});

const described = {
  ...schemas,
  Data: json(thing),
  Event: event({ $ref: "#/components/schemas/Data" }),
};

/** The type of the data of one operation with these media types, and what reads it. */
async function streamOf(content: object): Promise<{ type: string | undefined; read: string | undefined }> {
  const responses = { 200: { description: "Good", content } };
  const files = await emitted(
    documentWithOperation({ responses }, { openapi: "3.2.0", components: { schemas: described } }),
  );
  const text = inOneLine(files.get("operations/doThing.ts")!);
  return {
    type: /export type DoThingData = (.*?); \/\*\*/.exec(text)?.[1],
    read: /read: (?:\/\* @__PURE__ \*\/ )?(.*?) \}\)/.exec(text)?.[1],
  };
}

describe("an operation that answers with a stream gives an async iterable", () => {
  const of = (item: string) => `AsyncGenerator<${item}, void, undefined>`;
  test.each<[string, object, string, string]>([
    ["JSON lines", { "application/x-ndjson": { itemSchema: thing } }, of("Thing"), 'readStream("json", "lines")'],
    [
      "JSON lines, of a list",
      { "application/jsonl": { schema: { type: "array", items: thing } } },
      of("Thing"),
      'readStream("json", "lines")',
    ],
    [
      "JSON lines, of a schema for each",
      { "application/jsonl": { schema: thing } },
      of("Thing"),
      'readStream("json", "lines")',
    ],
    [
      "a JSON text sequence",
      { "application/json-seq": { itemSchema: thing } },
      of("Thing"),
      'readStream("json", "sequence")',
    ],
    ["JSON lines of anything", { "application/jsonl": {} }, of("unknown"), 'readStream("json", "lines")'],
    [
      "events with JSON, described by their data",
      { "text/event-stream": { schema: thing } },
      of("ServerSentEvent<Thing>"),
      'readStream("json", "events")',
    ],
    [
      "events with text",
      { "text/event-stream": { schema: { type: "string" } } },
      of("ServerSentEvent"),
      'readStream("text", "events")',
    ],
    ["events of anything", { "text/event-stream": {} }, of("ServerSentEvent"), 'readStream("text", "events")'],
    [
      "events with JSON, described as events",
      { "text/event-stream": { itemSchema: event(json(thing)) } },
      of("ServerSentEvent<Thing>"),
      'readStream("json", "events")',
    ],
    [
      "events with text, described as events",
      { "text/event-stream": { itemSchema: event({ type: "string" }) } },
      of("ServerSentEvent"),
      'readStream("text", "events")',
    ],
    [
      "events of several kinds",
      {
        "text/event-stream": {
          itemSchema: {
            ...event({ type: "string" }),
            oneOf: [
              { properties: { event: { const: "a" }, data: json(thing) } },
              { properties: { event: { const: "b" }, data: json({ type: "integer" }) } },
            ],
          },
        },
      },
      of("ServerSentEvent<Thing | number>"),
      'readStream("json", "events")',
    ],
    [
      "events of which some carry text",
      {
        "text/event-stream": {
          itemSchema: {
            ...event({ type: "string" }),
            oneOf: [{ properties: { data: json(thing) } }, { properties: { event: { const: "b" } } }],
          },
        },
      },
      of("ServerSentEvent"),
      'readStream("text", "events")',
    ],
    [
      "events of which nothing is said but that they have data",
      { "text/event-stream": { itemSchema: { required: ["data"] } } },
      of("ServerSentEvent"),
      'readStream("text", "events")',
    ],
    [
      "events that are composed of others",
      {
        "text/event-stream": {
          itemSchema: { allOf: [event({ type: "string" }), { properties: { data: json(thing) } }] },
        },
      },
      of("ServerSentEvent<Thing>"),
      'readStream("json", "events")',
    ],
    [
      "events behind a reference, whose data is behind another",
      { "text/event-stream": { itemSchema: { $ref: "#/components/schemas/Event" } } },
      of("ServerSentEvent<Thing>"),
      'readStream("json", "events")',
    ],
    [
      "events whose data is no text, as it is described",
      { "text/event-stream": { itemSchema: { properties: { data: thing } } } },
      of("ServerSentEvent<Thing>"),
      'readStream("json", "events")',
    ],
    [
      "data that has an event's other fields alone",
      { "text/event-stream": { itemSchema: { type: "object", properties: { id: { type: "integer" } } } } },
      of("ServerSentEvent<{ id?: number; }>"),
      'readStream("json", "events")',
    ],
    [
      "data of one text or another",
      { "text/event-stream": { schema: { enum: ["up", "down"] } } },
      of("ServerSentEvent"),
      'readStream("text", "events")',
    ],
    [
      "data that is a text or null, which is JSON",
      { "text/event-stream": { schema: { type: ["string", "null"] } } },
      of("ServerSentEvent<string | null>"),
      'readStream("json", "events")',
    ],
    [
      "events, or JSON where it is asked for",
      { "application/json": { schema: thing }, "text/event-stream": { schema: thing } },
      `Thing | ${of("ServerSentEvent<Thing>")}`,
      'readStream("json")',
    ],
  ])("of %s", async (_, content, type, read) => {
    expect(await streamOf(content)).toEqual({ type, read });
  });
});

test("an operation whose answers are files alone is read as such", async () => {
  const read = async (responses: object) =>
    /read: (\w+)/.exec((await emitted(documentWithOperation({ responses }))).get("operations/doThing.ts")!)?.[1];
  const pdf = { "application/pdf": {} };
  const none = { 204: { description: "None" } };
  const failure = { default: { description: "Bad", content: { "application/json": {} } } };
  expect(await read({ 200: { description: "Good", content: pdf }, ...none, ...failure })).toBe("readFile");
  expect(await read({ default: { description: "Good", content: pdf } })).toBe("readFile");
  for (const other of ["text/html", "application/json", "*/*", "image/*"])
    expect(await read({ 200: { description: "Good", content: { ...pdf, [other]: {} } }, ...none })).toBe("readBody");
});

test("a stream beside errors and 204 is the only answer", async () => {
  const content = { "application/jsonl": {} };
  const error = { description: "Bad", content: { "application/json": {} } };
  const document = documentWithOperation({
    responses: { 200: { description: "Good", content }, 204: { description: "None" }, default: error },
  });
  expect((await emitted(document)).get("operations/doThing.ts")).toContain('readStream("json", "lines")');
});

test("what is no stream is read without what reads streams", async () => {
  expect(await streamOf({ "application/json": { schema: thing } })).toEqual({ type: "Thing", read: undefined });
  expect((await streamOf({ "text/csv": {} })).read).toBe("readBody");
});

test("streams are typed for those who iterate them, also beside a schema of that name", async () => {
  const document = documentWith({
    openapi: "3.2.0",
    schemas: { ...schemas, AsyncGenerator: { type: "object", properties: { on: thing } }, ServerSentEvent: thing },
    paths: {
      "/events": {
        get: {
          operationId: "asyncGenerator",
          responses: answers({ $ref: "#/components/schemas/ServerSentEvent" }, "text/event-stream"),
        },
      },
      "/lines": {
        get: {
          operationId: "lines",
          responses: answers({ $ref: "#/components/schemas/AsyncGenerator" }, "application/x-ndjson"),
        },
      },
    },
  });
  const files = await emitted(document);
  const consumer = `
import { createClient } from "./client.js";
import { jsonLines, serverSentEvents } from "./streams.js";
const api = createClient({ baseUrl: "https://api.example" });
const { data, error, response } = await api.lines();
if (error !== undefined) throw error;
for await (const line of data) line.on?.id satisfies string | undefined;
const events = await api.asyncGenerator();
if (events.error === undefined) for await (const { data: { id }, event } of events.data) [id, event] satisfies string[];
for await (const line of jsonLines<number>(response.body!)) line satisfies number;
for await (const { data } of serverSentEvents(response.body!)) data satisfies string;
`;
  expect(typeCheck(files, { "consumer.ts": consumer })).toEqual([]);
});
