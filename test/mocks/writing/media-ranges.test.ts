import { describe, expect, test } from "vitest";
import { documentOf } from "../document.ts";
import { serve } from "../serve.ts";

const object = { type: "object", required: ["id"], properties: { id: { type: "integer" } } };
const text = { type: "string" };
const file = { type: "string", format: "binary" };

async function get(content: object, accept = "*/*") {
  const mock = await serve(documentOf({ "/x": { get: { responses: { "200": { description: "", content } } } } }));
  const response = await fetch(`${mock.url}/x`, { headers: { accept } });
  expect([mock.unexpectedViolations, mock.notes]).toEqual([[], []]);
  return { status: response.status, mediaType: response.headers.get("content-type"), body: await response.text() };
}

describe("content of a range gets the media type that fits its schema", () => {
  test.each([
    ["*/*", "an object", object, "application/json"],
    ["*/*", "a list", { type: "array", items: text }, "application/json"],
    ["*/*", "a number", { type: "number" }, "application/json"],
    ["*/*", "a text", text, "text/plain"],
    ["*/*", "a file", file, "application/octet-stream"],
    ["application/*", "an object", object, "application/json"],
    ["text/*", "an object", object, "application/json"],
    ["text/*", "a text", text, "text/plain"],
    ["image/*", "a file", file, "image/png"],
  ])("%s, %s", async (range, _, schema, mediaType) => {
    expect(await get({ [range]: { schema } })).toMatchObject({ status: 200, mediaType });
  });

  test.each([
    ["an object", { example: { id: 1 } }, "application/json", '{"id":1}'],
    ["a text", { examples: { one: { value: "hello" } } }, "text/plain", "hello"],
  ])("or its example, %s", async (_, media, mediaType, body) => {
    expect(await get({ "*/*": media })).toEqual({ status: 200, mediaType, body });
  });
});

describe("a client that accepts one media type gets content of a range as that", () => {
  test.each([
    ["*/*", object, "application/json", '{"id":1}'],
    ["text/*", object, "application/json", '{"id":1}'],
    ["*/*", object, "application/vnd.api+json", '{"id":1}'],
    ["*/*", text, "application/json", '"string"'],
    ["*/*", text, "text/csv", "string"],
    ["image/*", file, "image/webp", "string"],
  ])("%s", async (range, schema, accept, body) => {
    const example = schema === object ? { id: 1 } : "string";
    const response = await get({ [range]: { schema, example } }, accept);
    expect(response).toEqual({ status: 200, mediaType: accept, body });
  });

  test("the one that it prefers", async () => {
    const response = await get({ "*/*": { schema: text } }, "text/csv;q=0.5, text/markdown");
    expect(response.mediaType).toBe("text/markdown");
  });

  test("but not where the range does not hold it, or it could not hold the value", async () => {
    expect((await get({ "image/*": { schema: file } }, "text/csv")).status).toBe(406);
    expect((await get({ "*/*": { schema: object } }, "text/csv")).status).toBe(406);
  });

  test("and a media type that is described comes first", async () => {
    const content = { "*/*": { example: "range" }, "application/json": { example: { is: "own" } } };
    expect(await get(content, "application/json")).toMatchObject({ body: '{"is":"own"}' });
  });
});
