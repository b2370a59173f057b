import { describe, expect, test } from "vitest";
import { documentOf } from "../document.ts";
import { serve } from "../serve.ts";

/** A GET that responds with these headers. */
function documentWith(headers: object, rest: object = {}) {
  return documentOf({ "/x": { get: { responses: { "200": { description: "", headers } } } } }, { ...rest });
}

async function sent(header: object, options = {}): Promise<string | null> {
  const mock = await serve(documentWith({ "X-It": { required: true, ...header } }), options);
  const response = await fetch(`${mock.url}/x`);
  expect([mock.unexpectedViolations, mock.notes]).toEqual([[], []]);
  return response.headers.get("x-it");
}

const object = { type: "object", properties: { r: { type: "integer" }, g: { type: "integer" } } };

describe("the value of a header", () => {
  test.each([
    ["a boolean", { schema: { type: "boolean" } }, /^(?:true|false)$/],
    ["an integer", { schema: { type: "integer" } }, /^\d+$/],
    ["a list", { schema: { type: "array", items: { enum: ["a", "b"] }, minItems: 2 } }, /^[ab],[ab]$/],
    ["an object", { schema: object, example: { r: 1, g: 2 } }, /^r,1,g,2$/],
    ["an object that is exploded", { schema: object, explode: true, example: { r: 1, g: 2 } }, /^r=1,g=2$/],
    ["a made-up object", { schema: { ...object, required: ["r", "g"] } }, /^r,-?\d+,g,-?\d+$/],
    ["an empty list", { schema: { type: "array", items: { type: "string" } }, example: [] }, /^$/],
    ["JSON content", { content: { "application/json": { schema: object, example: { r: 1 } } } }, /^\{"r":1\}$/],
    ["JSON content beyond ASCII", { content: { "application/json": { example: "é" } } }, /^"\\u00e9"$/],
    ["made-up JSON content", { content: { "application/json": { schema: { type: "boolean" } } } }, /^(?:true|false)$/],
    ["text content", { content: { "text/plain": { schema: { type: "string" }, example: "a, b" } } }, /^a, b$/],
    ["the first of several examples", { schema: { type: "string" }, examples: { a: { value: "x" } } }, /^x$/],
    ["an example of OpenAPI 3.2", { schema: object, examples: { a: { serializedValue: "r,7" } } }, /^r,7$/],
  ])("%s", async (_, header, want) => {
    expect(await sent(header)).toMatch(want);
  });

  test("follows the seed in dynamic responses", async () => {
    const schema = { type: "string", format: "uuid" };
    const [first, second, other] = await Promise.all(
      [1, 1, 2].map((seed) => sent({ schema }, { dynamic: true, seed })),
    );
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect([second, other === first]).toEqual([first, false]);
  });

  test("of a reference", async () => {
    const components = { headers: { Flag: { schema: { type: "boolean" } } } };
    const mock = await serve(documentWith({ "X-It": { $ref: "#/components/headers/Flag" } }, { components }));
    expect((await fetch(`${mock.url}/x`)).headers.get("x-it")).toMatch(/^(?:true|false)$/);
  });

  test("cannot end a line", async () => {
    expect(await sent({ schema: { type: "string" }, example: "a\r\nX-Evil: 1" })).toBe("a%0D%0AX-Evil: 1");
  });
});

describe("cookies", () => {
  const text = { type: "string" };
  test.each([
    [
      "the items of a list",
      { "Set-Cookie": { schema: { type: "array", items: text }, example: ["a=1", "b=2; Path=/"] } },
    ],
    [
      "the members of an object",
      {
        "Set-Cookie": {
          schema: { type: "object", properties: { a: text, b: text } },
          example: { a: "1", b: "2; Path=/" },
        },
      },
    ],
    [
      "names that differ in case, or begin with what no name has",
      { "Set-Cookie": { schema: text, example: "a=1" }, "\0Set-Cookie": { schema: text, example: "b=2; Path=/" } },
    ],
  ])("have a line each: %s", async (_, headers) => {
    const mock = await serve(documentWith(headers));
    const response = await fetch(`${mock.url}/x`);
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2; Path=/"]);
    expect([mock.unexpectedViolations, mock.notes]).toEqual([[], []]);
  });

  test("are validated a line at a time", async () => {
    const items = { type: "string", pattern: "^\\w+=" };
    const example = ["a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "nonsense"];
    const mock = await serve(documentWith({ "Set-Cookie": { schema: { type: "array", items }, example } }));
    await fetch(`${mock.url}/x`);
    expect(mock.requests[0]?.violations).toMatchObject([
      { location: ["response", "header", "Set-Cookie", "1"], source: "example" },
    ]);
  });
});

describe("headers of CORS that a document describes", () => {
  const headers = {
    "Access-Control-Allow-Origin": { required: true, schema: { type: "string" }, example: "https://only.example" },
    "Access-Control-Expose-Headers": { schema: { type: "string" } },
    "Access-Control-Allow-Credentials": { schema: { type: "boolean" }, example: false },
  };
  const request = { headers: { origin: "http://app.test" } };
  const read = (response: Response) =>
    ["origin", "credentials"].map((name) => response.headers.get(`access-control-allow-${name}`));

  test("never replace the mock's own", async () => {
    const mock = await serve(documentWith(headers));
    const response = await fetch(`${mock.url}/x`, request);
    expect(read(response)).toEqual(["http://app.test", "true"]);
    // With credentials `*` stands for nothing, and this response has no header to name.
    expect(response.headers.get("access-control-expose-headers")).toBeNull();
    expect([mock.unexpectedViolations, mock.notes]).toEqual([[], []]);
  });

  test("are sent where the mock has none", async () => {
    const mock = await serve(documentWith(headers), { cors: false });
    expect(read(await fetch(`${mock.url}/x`, request))).toEqual(["https://only.example", "false"]);
  });

  test("and that a test scripts are the test's", async () => {
    const openapi = documentOf({ "/x": { get: { operationId: "getX", responses: { "200": { description: "" } } } } });
    const mock = await serve(openapi);
    mock.respond("getX", { headers: { "access-control-allow-origin": "https://other.example" } });
    expect(read(await fetch(`${mock.url}/x`, request))[0]).toBe("https://other.example");
  });
});
