import { describe, expect, test } from "vitest";
import { documentOf } from "../document.ts";
import { serve } from "../serve.ts";

const pet = { type: "object", required: ["id"], properties: { id: { type: "integer" } } };
const impossible = {
  type: "object",
  required: ["id"],
  properties: { id: { type: "integer", minimum: 2, maximum: 1 } },
};

/** A GET with this Media Type Object, and these headers. */
function documentWith(media: object, headers: object = {}) {
  const parameters = [{ name: "limit", in: "query", schema: { type: "integer" } }];
  const responses = { "200": { description: "", headers, content: { "application/json": media } } };
  return documentOf({ "/pets": { get: { operationId: "listPets", parameters, responses } } });
}

async function violationsOf(media: object, headers?: object): Promise<unknown[]> {
  const mock = await serve(documentWith(media, headers));
  const response = await fetch(`${mock.url}/pets`);
  return JSON.parse(response.headers.get("sl-violations") ?? "[]") as unknown[];
}

const examples = { cat: { value: { id: "c" } }, dog: { value: { id: "d" } } };

describe("a violation says whose it is", () => {
  test.each([
    ["an example", { schema: pet, example: { id: "one" } }, { source: "example" }],
    ["the first of several examples", { schema: pet, examples }, { source: "example", example: "cat" }],
    ["the example of the schema", { schema: { ...pet, example: { id: "one" } } }, { source: "example" }],
    ["what was made up", { schema: impossible }, { source: "made-up" }],
  ])("that of %s", async (_, media, want) => {
    expect(await violationsOf(media)).toMatchObject([{ location: ["response", "body", "id"], ...want }]);
  });

  test("that of the example that the request asked for", async () => {
    const { url } = await serve(documentWith({ schema: pet, examples }));
    const response = await fetch(`${url}/pets`, { headers: { prefer: "example=dog" } });
    expect(response.headers.get("sl-violations")).toContain('"source":"example","example":"dog"');
  });

  test("that of a header apart from that of the body", async () => {
    const headers = {
      "X-Page": { example: "first", schema: { type: "integer" } },
      "X-Odd": { schema: { type: "integer", minimum: 2, maximum: 1 } },
    };
    expect(await violationsOf({ schema: pet, example: { id: "one" } }, headers)).toMatchObject([
      { location: ["response", "header", "X-Page"], source: "example" },
      { location: ["response", "header", "X-Odd"], source: "made-up" },
      { location: ["response", "body", "id"], source: "example" },
    ]);
  });

  test("that of the request, and of what a test scripted", async () => {
    const mock = await serve(documentWith({ schema: pet }));
    await fetch(`${mock.url}/pets?limit=many`);
    mock.respond("listPets", { body: { id: "one" } });
    await fetch(`${mock.url}/pets`);
    const sources = mock.requests.map(({ violations }) => violations.map(({ source }) => source));
    expect(sources).toEqual([["request"], ["script"]]);
    expect(mock.unexpectedViolations).toEqual([
      "GET /pets?limit=many: Query parameter limit must be integer",
      "GET /pets: Response body property id must be integer",
    ]);
    expect(mock.notes).toEqual([]);
  });
});

describe("notes", () => {
  test("say once what the document's own example breaks, which is no fault of a test", async () => {
    const mock = await serve(documentWith({ schema: pet, examples }));
    await fetch(`${mock.url}/pets`);
    await fetch(`${mock.url}/pets?limit=1`);
    expect(mock.unexpectedViolations).toEqual([]);
    expect(mock.notes).toEqual([
      'listPets: The document\'s own example "cat" does not satisfy the document: Response body property id must be integer',
    ]);
    mock.reset();
    expect(mock.notes).toEqual([]);
  });

  test("say what was made up against its schema", async () => {
    const mock = await serve(documentWith({ schema: impossible }));
    await fetch(`${mock.url}/pets`);
    expect(mock.unexpectedViolations).toEqual([]);
    expect(mock.notes).toEqual([
      expect.stringMatching(/^listPets: The response that the mock made up does not satisfy/),
    ]);
  });
});

test("with errors, the response names the example", async () => {
  const mock = await serve(documentWith({ schema: pet, examples }), { errors: true });
  const response = await fetch(`${mock.url}/pets`);
  expect(response.status).toBe(500);
  expect(await response.json()).toMatchObject({
    detail: 'The document\'s own example "cat" does not satisfy the document.',
    validation: [{ source: "example", example: "cat" }],
  });
});
