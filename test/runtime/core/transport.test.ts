import { describe, expect, expectTypeOf, test } from "vitest";
import { attach, type Method } from "../../../generator/runtime/client.ts";
import type { Result } from "../../../generator/runtime/core/result.ts";
import { createTransport, type Middleware, type Transport } from "../../../generator/runtime/core/transport.ts";
import { createSend } from "../../../generator/runtime/fetch/send.ts";
import { type CallOptions, type Operation, operation } from "../../../generator/runtime/request/operation.ts";
import { expandPathWithQuery } from "../../../generator/runtime/request/parameters.ts";
import { ApiError, unwrap } from "../../../generator/runtime/response/api-error.ts";
import { serveEcho } from "../echo-server.ts";

interface Ticket {
  id: string;
}
interface Failure {
  message: string;
}

const getTicket: Operation<[args: { id: string; limit?: number }], Ticket, Failure> = operation({
  name: "getTicket",
  method: "GET",
  path: "/tickets/{id}#2",
  expand: expandPathWithQuery,
  parameters: [
    { name: "id", in: "path" },
    { name: "limit", in: "query" },
  ],
});
const listTickets: Operation<[args?: { limit?: number }], Ticket[], Failure> = operation({
  name: "listTickets",
  method: "GET",
  path: "/tickets",
  parameters: [{ name: "limit", in: "query" }],
});
const ping: Operation<[], undefined, Failure> = operation({ name: "ping", method: "GET", path: "/ping" });

const echo = serveEcho();

const sent = (name: string) => echo.takeRequest().headers[name];

describe("authorization", () => {
  test.each([
    ["a token", { auth: "abc" }, "Bearer abc"],
    ["another prefix", { auth: "abc", authPrefix: "Zoho-oauthtoken" }, "Zoho-oauthtoken abc"],
    ["a function", { auth: () => "abc" }, "Bearer abc"],
    ["a promise", { auth: async () => "abc" }, "Bearer abc"],
    ["a token with a line end", { auth: "abc\n" }, "Bearer abc"],
    ["a token with what no header can carry", { auth: "abc\0def\x7f…" }, "Bearer abc def"],
    ["a token that a file begins with a line end", { auth: "\r\nabc" }, "Bearer abc"],
    ["a token in two lines", { auth: "abc\r\ndef" }, "Bearer abc def"],
    ["a function that gives none", { auth: () => undefined }, undefined],
    ["nothing", {}, undefined],
  ])("is sent for %s", async (_, options, want) => {
    const transport = createTransport({ baseUrl: echo.url, ...options });
    await ping(transport);
    expect(sent("authorization")).toBe(want);
    await transport.raw.GET("/ping");
    expect(sent("authorization")).toBe(want);
  });
  test("is asked for on every request, but not where a call brings its own", async () => {
    let count = 0;
    const transport = createTransport({ baseUrl: echo.url, auth: () => `t${++count}` });
    await ping(transport);
    expect(sent("authorization")).toBe("Bearer t1");
    await ping(transport, { headers: { Authorization: "Basic x" } });
    expect(sent("authorization")).toBe("Basic x");
    await ping(transport);
    expect(sent("authorization")).toBe("Bearer t2");
  });
  test("that fails rejects the call", async () => {
    const transport = createTransport({ baseUrl: echo.url, auth: () => Promise.reject(new Error("expired")) });
    await expect(ping(transport)).rejects.toThrow("expired");
    expect(echo.requests).toEqual([]);
  });
});

describe("headers", () => {
  test("of a call win over those of the client, and null removes one", async () => {
    const transport = createTransport({ baseUrl: echo.url, headers: { "X-A": "1", "X-B": "1" } });
    await ping(transport, { headers: { "x-a": "2", "X-B": null } });
    const { headers } = echo.takeRequest();
    expect([headers["x-a"], headers["x-b"]]).toEqual(["2", undefined]);
    await ping(transport, { headers: new Headers({ "X-A": "3" }) });
    expect(sent("x-a")).toBe("3");
  });
  test("ask for the operation's media types unless the client or the call asks for others", async () => {
    const csv: Operation<[], string, Failure> = operation({ name: "a", method: "GET", path: "/a", accept: "text/csv" });
    await csv(createTransport({ baseUrl: echo.url }));
    expect(sent("accept")).toBe("text/csv");
    await ping(createTransport({ baseUrl: echo.url }));
    expect(sent("accept")).toBe("application/json");
    await ping(createTransport({ baseUrl: echo.url, headers: { Accept: "a/b" } }));
    expect(sent("accept")).toBe("a/b");
    await ping(createTransport({ baseUrl: echo.url, headers: { Accept: "a/b" } }), { headers: { Accept: "c/d" } });
    expect(sent("accept")).toBe("c/d");
  });
});

describe("middleware", () => {
  test("of the client runs before that of the call and sees the template and the parameters", async () => {
    const seen: unknown[] = [];
    const log = (name: string): Middleware => ({
      onRequest({ schemaPath, params, request }) {
        seen.push([name, schemaPath, { ...params.path }, { ...params.query }, request.headers.get("Accept")]);
      },
    });
    const transport = createTransport({ baseUrl: echo.url, middleware: [log("client")] });
    await getTicket(transport, { id: "a/b", limit: 2 }, { middleware: [log("call")] });
    const rest = ["/tickets/{id}#2", { id: "a/b" }, { limit: 2 }, "application/json"];
    expect(seen).toEqual([
      ["client", ...rest],
      ["call", ...rest],
    ]);
  });
  test("can respond, and is registered and unregistered late", async () => {
    const transport = createTransport({ baseUrl: echo.url });
    const middleware: Middleware = { onRequest: () => Response.json({ id: "cached" }) };
    transport.use(middleware);
    expect(await unwrap(getTicket(transport, { id: "1" }))).toEqual({ id: "cached" });
    transport.eject(middleware);
    expect(await unwrap(getTicket(transport, { id: "1" }))).toEqual({});
  });
});

describe("options of a call", () => {
  test("replace fetch and the base URL", async () => {
    const urls: string[] = [];
    const fetch = async (request: Request) => {
      urls.push(request.url);
      return Response.json({});
    };
    const transport = createTransport({ baseUrl: echo.url });
    await ping(transport, { fetch });
    await ping(transport, { fetch, baseUrl: "https://other.example/v2/" });
    expect(urls).toEqual([`${echo.url}/ping`, "https://other.example/v2/ping"]);
  });
  test("abort the request", async () => {
    await expect(ping(createTransport({ baseUrl: echo.url }), { signal: AbortSignal.abort() })).rejects.toThrow(
      /abort/,
    );
    expect(echo.requests).toEqual([]);
  });
  test("come after arguments that are left out", async () => {
    await listTickets(createTransport({ baseUrl: echo.url }), undefined, { headers: { "X-A": "1" } });
    expect(echo.takeRequest()).toMatchObject({ url: "/tickets", headers: { "x-a": "1" } });
  });
  test("the global fetch is looked up at each request", async () => {
    const transport = createTransport({ baseUrl: echo.url });
    const original = globalThis.fetch;
    globalThis.fetch = async () => Response.json({ id: "patched" });
    try {
      expect(await unwrap(getTicket(transport, { id: "1" }))).toEqual({ id: "patched" });
    } finally {
      globalThis.fetch = original;
    }
  });
});

describe("attach", () => {
  test("makes methods, and the client is a transport itself", async () => {
    const client = attach(createTransport({ baseUrl: echo.url }), { getTicket, listTickets, ping, delete: ping });
    expect(await unwrap(client.getTicket({ id: "1" }, {}))).toEqual({});
    expect(echo.takeRequest().url).toBe("/tickets/1");
    await client.ping({ headers: { "X-A": "1" } });
    expect(sent("x-a")).toBe("1");
    await client.delete();
    await getTicket(client, { id: "2" });
    expect(echo.requests.map(({ url }) => url)).toEqual(["/ping", "/tickets/2"]);
    expect(await client).toBe(client);
  });
  test("takes any name, keeps what the transport has, and refuses then", async () => {
    const transport = createTransport({ baseUrl: echo.url });
    const operations = Object.assign(Object.create(null), { constructor: ping, raw: ping, use: ping }) as object;
    Object.defineProperty(operations, "__proto__", { value: ping, enumerable: true });
    const client = attach(transport, operations) as Transport & { [name: string]: () => Promise<unknown> };
    for (const name of ["__proto__", "constructor"]) await client[name]?.();
    expect(echo.requests).toHaveLength(2);
    expect(Object.getPrototypeOf(client)).toBe(Object.prototype);
    expect([client.raw, client.use]).toEqual([transport.raw, transport.use]);
    expect(() => attach(transport, Object.fromEntries([`then`].map((name) => [name, ping])))).toThrow(TypeError);
  });

  test("refuses a base URL with a password, without showing it", () => {
    for (const baseUrl of ["http://me:hunter2@127.0.0.1", "https://hunter2@a.example/x"]) {
      const make = () => attach(createTransport({ baseUrl }), { ping });
      expect(make).toThrow(/^baseUrl holds a user or a password(?!.*hunter2)/);
    }
    expect(() => attach(createTransport({ baseUrl: "https://a.example/@me" }), { ping })).not.toThrow();
  });
});

test("the raw client sends any path with any parameters", async () => {
  const { raw } = createTransport({ baseUrl: echo.url });
  const result = await raw.POST("/any/{id}", { params: { path: { id: 1 }, query: { q: "x" } }, body: { a: 1 } });
  expect(echo.takeRequest()).toMatchObject({ method: "POST", url: "/any/1?q=x" });
  expectTypeOf(result.response).toEqualTypeOf<Response>();
  expectTypeOf(result.data).toBeUnknown();
  expectTypeOf(raw.GET).toBeCallableWith("/any");
});

test("the types of an operation, a method and a result are plain", () => {
  expectTypeOf(getTicket).parameters.toEqualTypeOf<
    [transport: Transport, args: { id: string; limit?: number }, options?: CallOptions]
  >();
  expectTypeOf<Method<typeof getTicket>>().toEqualTypeOf<
    (args: { id: string; limit?: number }, options?: CallOptions) => Promise<Result<Ticket, Failure>>
  >();
  expectTypeOf<Method<typeof listTickets>>().toBeCallableWith();
  expectTypeOf<Method<typeof ping>>().toEqualTypeOf<(options?: CallOptions) => Promise<Result<undefined, Failure>>>();
  const narrowed = (result: Result<Ticket, Failure>): string => (result.error ? result.error.message : result.data.id);
  expectTypeOf(narrowed).returns.toBeString();
  const opened = (result: Result<Ticket, Failure>) => unwrap(result);
  expectTypeOf(opened).returns.toEqualTypeOf<Ticket>();
  const awaited = (result: Promise<Result<Ticket, Failure>>) => unwrap(result);
  expectTypeOf(awaited).returns.toEqualTypeOf<Promise<Ticket>>();
});

test("a method that throws gives an ApiError of its operation, and what is no response stays as it is", async () => {
  const client = attach(createTransport({ baseUrl: echo.url }), { ping, listTickets }, { throwOnError: ApiError });
  const { data } = await client.listTickets();
  expect(data).toEqual({});
  echo.response = { status: 404, headers: { "Content-Type": "application/json" }, body: '{"message":"gone"}' };
  const error = await client.ping().catch((thrown: unknown) => thrown);
  echo.response = {};
  expect(error).toMatchObject({ name: "ApiError", status: 404, operation: "ping" });
  const withTrue = () => attach(createTransport(), { ping }, { throwOnError: true as never });
  expect(withTrue).toThrow("createClient({ throwOnError: ApiError })");
  const failing = attach(createTransport({ fetch: () => Promise.reject(new Error("offline")) }, echo.url), { ping });
  await expect(failing.ping()).rejects.toThrow("offline");
});

test.each(["", '""', "0", "false", "null"])(
  "an error whose body is %j is the response, so that it is truthy",
  async (body) => {
    echo.response = { status: 404, headers: { "Content-Type": "application/json" }, body };
    const { data, error, response, status } = await ping(createTransport({ baseUrl: echo.url }));
    echo.response = {};
    expect(error).toBe(response);
    expect({ data, status }).toEqual({ data: undefined, status: 404 });
  },
);

test("a result has the status of its response", async () => {
  echo.response = { status: 201, headers: { "Content-Type": "application/json" }, body: "{}" };
  const result = await ping(createTransport({ baseUrl: echo.url }));
  echo.response = {};
  expect(Object.keys(result).sort()).toEqual(["data", "response", "status"]);
  expect(result).toMatchObject({ data: {}, status: 201 });
});

describe("a query of the base URL", () => {
  const client = (baseUrl: string) =>
    attach(createTransport({ baseUrl, fetch: createSend({}) }), { listTickets, getTicket, ping });
  const url = () => echo.takeRequest().url;

  test("comes before that of a call, behind the path", async () => {
    const desk = client(`${echo.url}/v1?api-version=2026-01&next=/a?b`);
    await desk.listTickets({ limit: 2 });
    expect(url()).toBe("/v1/tickets?api-version=2026-01&next=/a?b&limit=2");
    await desk.ping();
    expect(url()).toBe("/v1/ping?api-version=2026-01&next=/a?b");
    await desk.getTicket({ id: "a/b", limit: 1 });
    expect(url()).toBe("/v1/tickets/a%2Fb?api-version=2026-01&next=/a?b&limit=1");
  });

  test("is kept in requests that are no operation's, whatever writes their query", async () => {
    const { raw } = client(`${echo.url}/v1/?k=1`);
    await raw.GET("/x/{id}", { params: { path: { id: "7" }, query: { q: ["a", "b"], n: null } } });
    expect(url()).toBe("/v1/x/7?k=1&q=a&q=b");
    await raw.GET("/x", {
      params: { query: { q: ["a", "b"] } },
      querySerializer: { array: { style: "form", explode: false } },
    });
    expect(url()).toBe("/v1/x?k=1&q=a,b");
    await raw.POST("/x", { querySerializer: () => "?own" });
    expect(url()).toBe("/v1/x?k=1&own");
    await raw.request("GET", "/x");
    expect(url()).toBe("/v1/x?k=1");
  });

  test("is kept where it is that of the documents' server", async () => {
    const options = { fetch: createSend({}) };
    const desk = attach(createTransport(options, `${echo.url}/v1?tenant=a`), { listTickets });
    await desk.listTickets({ limit: 2 });
    expect(url()).toBe("/v1/tickets?tenant=a&limit=2");
    await desk.listTickets({ limit: 2 }, { baseUrl: `${echo.url}/v2` });
    expect(url()).toBe("/v2/tickets?limit=2");
  });

  test("is kept without a fragment, which would take along what comes behind it", async () => {
    await client(`${echo.url}/v1/?k=1#top`).listTickets({ limit: 2 });
    expect(url()).toBe("/v1/tickets?k=1&limit=2");
    await client(`${echo.url}/v1#/a?b`).listTickets({ limit: 2 });
    expect(url()).toBe("/v1/tickets?limit=2");
  });

  test("of a call takes its place", async () => {
    const desk = client(`${echo.url}/v1?k=1`);
    await desk.ping({ baseUrl: `${echo.url}/v2?k=2` });
    expect(url()).toBe("/v2/ping?k=2");
    await desk.ping({ baseUrl: `${echo.url}/v2` });
    expect(url()).toBe("/v2/ping");
    await client(`${echo.url}/v1?`).ping();
    expect(url()).toBe("/v1/ping");
  });
});
