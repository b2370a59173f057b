import { describe, expect, test } from "vitest";
import { type ResponseRule, scriptOf } from "../../../mocks/control/response-rule.ts";
import { documentOf } from "../document.ts";
import { serve } from "../serve.ts";

const pet = { type: "object", properties: { id: { type: "string" }, tags: { type: "array", items: {} } } };
const examples = { cat: { value: { id: "cat" } }, dog: { value: { id: "dog" } } };
const pets = documentOf(
  {
    "/pets/{petId}": {
      get: {
        operationId: "getPet",
        parameters: [
          { name: "petId", in: "path", required: true, schema: { type: "string" } },
          { name: "limit", in: "query", schema: { type: "integer" } },
        ],
        responses: {
          "200": {
            description: "",
            headers: { "X-Kind": { schema: { type: "string" }, example: "of the document" } },
            content: { "application/json": { schema: pet, examples } },
          },
        },
      },
      post: {
        operationId: "savePet",
        parameters: [{ name: "petId", in: "path", required: true, schema: { type: "string" } }],
        requestBody: { content: { "application/json": { schema: pet } } },
        responses: { "200": { description: "", content: { "application/json": { schema: pet } } } },
      },
    },
  },
  { openapi: "3.1.0" },
);

async function served(rules: readonly ResponseRule[]) {
  const mock = await serve(pets);
  for (const rule of rules) {
    const { response, when } = scriptOf(rule);
    mock.respond(rule.operation, response, when);
  }
  return {
    mock,
    get: async (path: string) => {
      const response = await fetch(`${mock.url}${path}`);
      return [
        response.status,
        response.headers.get("content-type")?.startsWith("application/json")
          ? ((await response.json()) as { id: string }).id
          : "",
      ];
    },
    post: async (body: unknown) => {
      const headers = { "content-type": "application/json" };
      const response = await fetch(`${mock.url}/pets/1`, { method: "POST", headers, body: JSON.stringify(body) });
      return ((await response.json()) as { id: string }).id;
    },
  };
}

describe("a rule", () => {
  test("is for the arguments whose text fits its patterns", async () => {
    const { get } = await served([
      { operation: "getPet", patterns: { petId: "^9\\d$", limit: "^[12]$" }, status: 404, body: { id: "none" } },
    ]);
    expect(await get("/pets/91?limit=2")).toEqual([404, "none"]);
    expect((await get("/pets/91?limit=3"))[0]).toBe(200);
    expect((await get("/pets/91"))[0]).toBe(200);
    expect((await get("/pets/191?limit=2"))[0]).toBe(200);
  });

  test("is for no text on which its pattern takes too long, nor for others from then on", async () => {
    const { get } = await served([{ operation: "getPet", patterns: { petId: "^(a+)+$" }, status: 404 }]);
    expect((await get("/pets/aaa"))[0]).toBe(404);
    expect((await get(`/pets/${"a".repeat(60)}b`))[0]).toBe(200);
    expect((await get("/pets/cat"))[0]).toBe(200);
  });

  test("finds values in arguments by their place, as they are and by pattern", async () => {
    const { post } = await served([
      { operation: "savePet", when: { "body.tags.0": "new" }, body: { id: "first tag" } },
      { operation: "savePet", patterns: { "body.tags.1.name": "^A" }, body: { id: "second tag" } },
    ]);
    expect(await post({ tags: ["new"] })).toBe("first tag");
    expect(await post({ tags: ["old", { name: "Ada" }] })).toBe("second tag");
    expect(await post({ tags: ["old", { name: "Eve" }] })).not.toMatch(/tag/);
    expect(await post({ tags: [] })).not.toMatch(/tag/);
  });

  test("responds with an example of the document, and headers of its own", async () => {
    const { mock, get } = await served([{ operation: "getPet", example: "dog", headers: { "x-kind": "scripted" } }]);
    expect(await get("/pets/1")).toEqual([200, "dog"]);
    expect((await fetch(`${mock.url}/pets/1`)).headers.get("x-kind")).toBe("scripted");
  });

  test("responds after its delay, and for so many requests", async () => {
    const { get } = await served([{ operation: "getPet", body: { id: "late" }, delay: 150, times: 1 }]);
    const start = performance.now();
    expect(await get("/pets/1")).toEqual([200, "late"]);
    expect(performance.now() - start).toBeGreaterThan(140);
    expect((await get("/pets/1"))[1]).not.toBe("late");
  });

  test("has bytes as Base64", async () => {
    const { mock } = await served([
      { operation: "getPet", base64: "AQL/", headers: { "content-type": "application/octet-stream" } },
    ]);
    mock.allowViolations();
    const bytes = await (await fetch(`${mock.url}/pets/1`)).arrayBuffer();
    expect([...new Uint8Array(bytes)]).toEqual([1, 2, 255]);
  });
});

describe("what makes no sense", () => {
  test("an example that the document does not have is said to be missing", async () => {
    const { mock } = await served([{ operation: "getPet", example: "horse" }]);
    const response = await fetch(`${mock.url}/pets/1`);
    expect([response.status, await response.json()]).toEqual([
      500,
      expect.objectContaining({ detail: 'GET /pets/{petId} has no example "horse" for the status 200.' }),
    ]);
  });

  test("a pattern that is none, and a body beside an example, are refused", async () => {
    const mock = await serve(pets);
    expect(() => mock.respond("getPet", {}, { patterns: { petId: "(" } })).toThrow(
      'the pattern of "petId" is not a valid regular expression: (',
    );
    expect(() => mock.respond("getPet", { example: "cat", body: {} })).toThrow(
      "a scripted response has a body or the name of an example, not both",
    );
  });

  test.each([99, 101, 600, Number.NaN])("a status of %s is refused, given or made", async (status) => {
    const mock = await serve(pets);
    const message = `the status of a scripted response is a number from 200 to 599, not ${status}`;
    expect(() => mock.respond("getPet", { status })).toThrow(message);
    mock.respond("getPet", () => ({ status }));
    const response = await fetch(`${mock.url}/pets/1`);
    expect([response.status, await response.text()]).toEqual([500, expect.stringContaining(message)]);
  });

  test.each([0, -1, 1.5, Number.NaN])("%s times are refused, of a response and of a fault", async (times) => {
    const mock = await serve(pets);
    const message = `"times" is a positive integer, not ${times}`;
    expect(() => mock.respond("getPet", {}, { times })).toThrow(message);
    expect(() => mock.fault("getPet", "status=503", { times })).toThrow(message);
    expect((await fetch(`${mock.url}/pets/1`)).status).toBe(200);
  });

  test.each([-1, 3_600_001, Number.NaN])("a delay of %s is refused", async (delay) => {
    const mock = await serve(pets);
    const message = `the delay of a scripted response is from 0 to 3600000 milliseconds, not ${delay}`;
    expect(() => mock.respond("getPet", { delay })).toThrow(message);
  });

  test.each([
    [{ "x-a": "1\r\nset-cookie: b" }, 'the header "x-a" has a character that HTTP does not allow'],
    [{ "x-a": ["1", "→"] }, 'the header "x-a" has a character that HTTP does not allow'],
    [{ "x a": "1" }, '"x a" is not a valid name of a header'],
  ])("headers that HTTP cannot carry are refused: %j", async (headers, message) => {
    const mock = await serve(pets);
    expect(() => mock.respond("getPet", { headers })).toThrow(message);
  });
});
