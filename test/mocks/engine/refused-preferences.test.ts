import { describe, expect, test } from "vitest";
import { documentOf } from "../document.ts";
import { serve } from "../serve.ts";

const problem = (value: string) => ({ "application/json": { examples: { short: { value } } } });
const ok = { description: "", content: { "application/json": { example: { id: 1 } } } };

/** What a GET gives that describes 404, and other statuses in one of two ways. */
async function respond(headers: Record<string, string>, more: object): Promise<[number, Record<string, unknown>]> {
  const responses = { "200": ok, "404": { description: "", content: problem("none") }, ...more };
  const mock = await serve(documentOf({ "/x": { get: { responses } } }));
  const response = await fetch(`${mock.url}/x`, { headers });
  return [response.status, (await response.json()) as Record<string, unknown>];
}

const missing = "Response for contentType: application/json and exampleKey: shrot does not exist.";

test.each<[what: string, headers: Record<string, string>, status: number, detail: string]>([
  ["an example", { prefer: "example=shrot" }, 404, missing],
  ["an example of a status", { prefer: "code=404, example=shrot" }, 404, missing],
  ["an example of a status, dynamic", { prefer: "code=404, example=shrot, dynamic=true" }, 404, missing],
  ["a media type", { accept: "text/xml" }, 406, "Unable to find content for text/xml"],
  ["a media type of a status", { prefer: "code=404", accept: "text/xml" }, 406, "Unable to find content for text/xml"],
])("what is not described is refused with the reason: %s", async (_, headers, status, detail) => {
  for (const more of [{}, { default: { description: "", content: problem("any") } }])
    expect(await respond(headers, more)).toMatchObject([status, { status, detail }]);
});

test("an example of the default is refused where it does not have it", async () => {
  const more = { default: { description: "", content: problem("any") } };
  expect(await respond({ prefer: "code=418, example=shrot" }, more)).toMatchObject([404, { detail: missing }]);
  expect(await respond({ prefer: "code=418, example=short" }, more)).toEqual([418, "any"]);
});

describe("a status that no response may have", () => {
  const described = { default: { description: "", content: problem("any") } };

  test.each(["999", "600", "100", "101", "199", "099"])("is refused beside a default, too: %s", async (code) => {
    for (const more of [{}, described, { "4XX": described.default }])
      for (const ask of [{ prefer: `code=${code}` }, { prefer: `code=${code}, dynamic=true` }])
        expect(await respond(ask, more)).toMatchObject([
          404,
          { status: 404, detail: expect.stringMatching(/^Requested status code \d+ is not defined/) },
        ]);
  });

  test.each(["abc", "0", "1e2", "", "-1", "200.0", "404abc", "0x194", "1000"])(
    "is refused as none: %j",
    async (code) => {
      expect(await respond({ prefer: `code=${code}` }, described)).toMatchObject([422, { status: 422 }]);
    },
  );

  test("is refused as a query argument likewise", async () => {
    const mock = await serve(documentOf({ "/x": { get: { responses: { "200": ok, ...described } } } }));
    const statusOf = async (code: string) => (await fetch(`${mock.url}/x?__code=${code}`)).status;
    expect([await statusOf("999"), await statusOf("abc"), await statusOf("418")]).toEqual([404, 422, 418]);
  });
});
