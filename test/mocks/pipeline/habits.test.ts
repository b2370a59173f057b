import { describe, expect, test } from "vitest";
import { documentOf } from "../document.ts";
import { serve } from "../serve.ts";

const ok = (content: object) => ({ "200": { description: "", content: { "application/json": content } } });
const named = { type: "object", required: ["name"], properties: { name: { type: "string" } } };

describe("a server that the query names", () => {
  const servers = [
    { url: "https://library.example/v1" },
    { url: "https://{region}.library.example", variables: { region: { default: "eu", enum: ["eu", "us"] } } },
    { url: "https://{tenant}.books.example/{version}", variables: { tenant: { default: "a" } } },
  ];
  const responses = ok({ example: {} });
  const own = { get: { servers: [{ url: "https://own.example" }], responses } };
  const openapi = documentOf({ "/books": { get: { responses } }, "/own": own }, { servers });

  test.each([
    ["/books", "https://library.example/v1", 200],
    ["/books", "https://us.library.example", 200],
    ["/books", "https://acme.books.example/v2", 200],
    ["/books", "https://mars.library.example", 404],
    ["/books", "https://library.example/v1/more", 404],
    ["/books", "https://own.example", 404],
    ["/own", "https://own.example", 200],
    ["/own", "https://library.example/v1", 404],
  ])("of %s is %s: %i", async (path, server, status) => {
    const { url } = await serve(openapi);
    const response = await fetch(`${url}${path}?__server=${encodeURIComponent(server)}`);
    expect(response.status).toBe(status);
    if (status === 404) expect(await response.text()).toContain("#NO_SERVER_MATCHED_ERROR");
  });

  test("where the document has none is another 404", async () => {
    const { url } = await serve(documentOf({ "/books": { get: { responses } } }));
    const response = await fetch(`${url}/books?__server=https://library.example`);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("#NO_SERVER_CONFIGURATION_PROVIDED_ERROR");
  });
});

test("a 500 for a response that breaks the document says what is wrong in sl-violations, too", async () => {
  const responses = ok({ schema: named, example: { name: 5 } });
  const { url } = await serve(documentOf({ "/x": { get: { responses } } }), { errors: true });
  const response = await fetch(`${url}/x`);
  const violations = JSON.parse(response.headers.get("sl-violations") ?? "") as unknown;
  expect(response.status).toBe(500);
  expect(violations).toMatchObject([{ location: ["response", "body", "name"], severity: "Error" }]);
});

test("what has an example and no schema is that example where bodies are made up", async () => {
  const { url } = await serve(documentOf({ "/x": { get: { responses: ok({ example: { only: "this" } }) } } }));
  const response = await fetch(`${url}/x`, { headers: { prefer: "dynamic=true" } });
  expect(await response.json()).toEqual({ only: "this" });
});

test("a seed that the request prefers makes up one body, and is no parameter of the API", async () => {
  const closed = {
    ...named,
    properties: { name: { type: "string" }, age: { type: "integer" } },
    required: ["age", "name"],
  };
  const { url } = await serve(documentOf({ "/x": { get: { responses: ok({ schema: closed }) } } }), { dynamic: true });
  const ask = async (target: string, prefer = "") => (await fetch(`${url}${target}`, { headers: { prefer } })).text();
  expect(await ask("/x?__seed=7")).toBe(await ask("/x?__seed=7"));
  expect(await ask("/x", "seed=8")).not.toBe(await ask("/x?__seed=7"));
});

test("the headers that a browser is to expose are those that the request names", async () => {
  const { url } = await serve(documentOf({ "/x": { get: { responses: ok({ example: {} }) } } }));
  const exposed = async (headers: Record<string, string>) =>
    (await fetch(`${url}/x`, { headers })).headers.get("access-control-expose-headers");
  expect(await exposed({})).toBe("*");
  expect(await exposed({ "access-control-expose-headers": "x-total" })).toBe("x-total");
});
