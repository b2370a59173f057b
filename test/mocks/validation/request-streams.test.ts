import { describe, expect, test } from "vitest";
import { documentWith, plain, validateRequest } from "./validate.ts";

const row = { type: "object", required: ["id"], properties: { id: { type: "integer" } } };

async function sent(mediaType: string, media: object, body: string) {
  const document = documentWith({ requestBody: { required: true, content: { [mediaType]: media } } });
  const result = await validateRequest(document, { headers: { "content-type": mediaType }, body });
  return { body: plain(result.body), messages: result.violations.map(({ message }) => message) };
}

describe("a stream in a request", () => {
  test.each<[string, string, object]>([
    ["application/jsonl", '{"id":1}\n{"id":9007199254740993}\n', { itemSchema: row }],
    ["application/x-ndjson; charset=utf-8", '{"id":1}\r\n\n{"id":9007199254740993}', { itemSchema: row }],
    ["application/jsonl", '{"id":1}\n{"id":9007199254740993}', { schema: row }],
    ["application/x-jsonlines", '{"id":1}\n{"id":9007199254740993}', { schema: { type: "array", items: row } }],
    ["application/json-seq", '\x1e{"id":1}\n\x1e{"id":9007199254740993}\n', { itemSchema: row }],
    ["text/event-stream", 'data: {"id":1}\n\ndata: {"id":9007199254740993}\n\n', { schema: row }],
  ])("is read item by item: %s", async (mediaType, body, media) => {
    const value = [{ id: 1 }, { id: "9007199254740993" }];
    expect(await sent(mediaType, media, body)).toEqual({ body: value, messages: [] });
  });

  test.each<[string, string, string]>([
    ["application/jsonl", '{"id":1}\n{"id":"x"}', "Request body property [1].id must be integer"],
    ["application/jsonl", '{"id":1}\n{"id":', "Request body property [1] is not valid JSON"],
    ["application/json-seq", '\x1e{"id":1}\n\x1e{}\n', "Request body property [1].id is required"],
  ])("is refused by the item that is wrong: %s %j", async (mediaType, body, message) => {
    expect((await sent(mediaType, { itemSchema: row }, body)).messages).toEqual([message]);
  });

  test("has events with their fields, where these are described", async () => {
    const itemSchema = { type: "object", properties: { event: { enum: ["row"] }, data: { type: "string" } } };
    const good = await sent("text/event-stream", { itemSchema }, "event: row\ndata: a\n\n");
    expect(good).toEqual({ body: [{ event: "row", data: "a" }], messages: [] });
    const bad = await sent("text/event-stream", { itemSchema }, "event: end\ndata: a\n\n");
    expect(bad.messages).toEqual(["Request body property [0].event must be one of row"]);
  });

  test("without items is missing where it is required, and a million lines end in time", async () => {
    expect((await sent("application/jsonl", { itemSchema: row }, "")).messages).toEqual(["Request body is required"]);
    const { messages } = await sent("application/jsonl", { itemSchema: row }, "{}\n".repeat(200_000));
    expect(messages).toHaveLength(100);
  });
});

test("the length of a body is written by HTTP itself, and never asked for", async () => {
  const parameters = [
    { name: "Content-Length", in: "header", required: true, schema: { type: "integer", minimum: 5 } },
    { name: "Content-Type", in: "header", required: true, schema: { enum: ["text/csv"] } },
    { name: "accept", in: "header", required: true, schema: { type: "string" } },
    { name: "Authorization", in: "header", required: true, schema: { type: "string" } },
  ];
  for (const headers of [{}, { "content-length": "0" }])
    expect((await validateRequest(documentWith({ parameters }), { headers })).violations).toEqual([]);
});
