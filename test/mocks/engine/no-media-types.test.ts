import { expect, test } from "vitest";
import { documentOf } from "../document.ts";
import { serve } from "../serve.ts";

const json = { schema: { type: "object" }, example: { id: 1 } };

/** What a GET gives whose 200 has this content. */
async function respond(content: object, headers: Record<string, string> = {}): Promise<[number, string]> {
  const paths = { "/x": { get: { responses: { "200": { description: "", content } } } } };
  const mock = await serve(documentOf(paths));
  const response = await fetch(`${mock.url}/x`, { headers });
  return [response.status, await response.text()];
}

// as published documents have them: names of members, of formats, of examples
const names = ["new", "gzip", "PDF", "data", "x-example-1", "application/", "/json", "a b/json"];

test.each(names)("a key of content that is no media type is passed over: %s", async (name) => {
  expect(await respond({ [name]: { example: "no" }, "application/json": json })).toEqual([200, '{"id":1}']);
  expect(await respond({ [name]: { schema: { type: "string" } } })).toEqual([200, ""]);
});

test("what is a media type is none of these, parameters and ranges included", async () => {
  expect(await respond({ "application/vnd.api+json; v=1": json })).toEqual([200, '{"id":1}']);
  expect(await respond({ "*/*": json }, { accept: "application/json" })).toEqual([200, '{"id":1}']);
});
