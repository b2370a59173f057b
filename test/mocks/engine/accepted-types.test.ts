import { expect, test } from "vitest";
import { documentOf } from "../document.ts";
import { serve } from "../serve.ts";

/** What a GET gives that describes JSON and a text. */
async function respond(accept: string): Promise<[number, string]> {
  const content = { "application/json": { example: { id: 1 } }, "text/plain": { example: "one" } };
  const mock = await serve(documentOf({ "/x": { get: { responses: { "200": { description: "", content } } } } }));
  const response = await fetch(`${mock.url}/x`, { headers: { accept } });
  return [response.status, await response.text()];
}

const json = '{"id":1}';

test.each([
  // as Java's own client sends it
  ["text/html, image/gif, *; q=.2, */*; q=.2", json],
  ["*", json],
  ["*;q=0.1, text/plain", "one"],
  ["text/plain;", "one"],
  ["nonsense, text/plain", "one"],
  ['text/plain; note="a, b; c"', "one"],
  ["text/plain;flag, application/json;q=0.1", "one"],
])("what is no media range is passed over: %s", async (accept, body) => {
  expect(await respond(accept)).toEqual([200, body]);
});

test.each([";", "/", "a/b/c", ", ,", "text/", '"', '"text/plain"'])(
  "a header without any media range is disregarded: %s",
  async (accept) => {
    expect(await respond(accept)).toEqual([200, json]);
  },
);

test("a header of thousands of empty parameters is read at once", async () => {
  expect(await respond(`text/plain${"; ".repeat(7000)}x`)).toEqual([200, "one"]);
});

test("a media range that nothing fits is refused", async () => {
  expect((await respond("image/png, nonsense"))[0]).toBe(406);
});
