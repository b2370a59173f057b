import { describe, expect, test, vi } from "vitest";
import { refreshToken } from "../../../generator/runtime/auth/token-grants.ts";
import { createTransport, type Middleware, type TransportOptions } from "../../../generator/runtime/core/transport.ts";
import { createFetch, type FetchOptions } from "../../../generator/runtime/fetch/create-fetch.ts";
import { type Operation, operation } from "../../../generator/runtime/request/operation.ts";
import { serveScripts } from "./scripted-server.ts";

const server = serveScripts();

const getThing: Operation<[], unknown, unknown> = operation({ name: "getThing", method: "GET", path: "/things" });
const thrown = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error: unknown) => error);
const never = new Promise<never>(() => {});

function connect(limits: FetchOptions = {}, options: TransportOptions = {}) {
  return createTransport({ baseUrl: server.url, ...options, fetch: createFetch(limits) });
}

describe("behind middleware that makes a new request", () => {
  const renewing: Middleware = {
    onRequest: ({ request }) =>
      new Request(request, { headers: { ...Object.fromEntries(request.headers), "X-A": "b" } }),
  };
  const connectRenewing = (limits: FetchOptions = {}) =>
    connect({ retry: { backOff: { initial: 1 } }, ...limits }, { middleware: [renewing] });

  test("a call keeps its timeout, and its error the operation's name", async () => {
    const call = getThing(connectRenewing({ fetch: () => never }), { timeout: 20, retry: false });
    const wanted = { name: "TimeoutError", timeout: 20, operation: "getThing", attempts: 1 };
    expect(await thrown(call)).toMatchObject(wanted);
  });

  test("a call keeps its deadline", async () => {
    const call = getThing(connectRenewing({ fetch: () => never }), { deadline: 20 });
    expect(await thrown(call)).toMatchObject({ name: "DeadlineError", attempts: 1 });
  });

  test("a call keeps its retries", async () => {
    server.script = [{ status: 503 }];
    const { response } = await getThing(connectRenewing(), { retry: false });
    expect([response.status, server.requests.length]).toEqual([503, 1]);
    expect(server.requests[0]!.headers["x-a"]).toBe("b");
  });

  test("so does a call of the raw client, also one that has middleware of its own", async () => {
    server.script = [{ status: 503 }];
    const { raw } = connect({ retry: { backOff: { initial: 1 } } });
    await raw.GET("/things", { retry: false, middleware: [renewing] });
    expect(server.requests.length).toBe(1);
  });
});

describe("a deadline ends a call", () => {
  const late = {
    name: "DeadlineError",
    message: "getThing: GET /things: not done within 20 ms",
    deadline: 20,
    operation: "getThing",
    attempts: 0,
  };

  test.each([
    ["a function that gives tokens", { auth: () => never }],
    ["middleware", { middleware: [{ onRequest: () => never }] }],
  ])("that waits for %s", async (_, options) => {
    expect(await thrown(getThing(connect({}, options), { deadline: 20 }))).toMatchObject(late);
    expect(await thrown(getThing(connect({ deadline: 20 }, options)))).toMatchObject(late);
    expect(server.requests).toEqual([]);
  });

  test("that waits for middleware which its response passes", async () => {
    const transport = connect({}, { middleware: [{ onResponse: () => never }] });
    expect(await thrown(getThing(transport, { deadline: 60 }))).toMatchObject({ name: "DeadlineError" });
  });

  test("that waits for a token request, which goes on for others", async () => {
    let asked = 0;
    let respond = (_: Response) => {};
    const auth = refreshToken(
      {},
      {
        clientId: "me",
        refreshToken: "refresh",
        tokenEndpoint: `${server.url}/token`,
        fetch() {
          asked += 1;
          return new Promise((resolve) => {
            respond = resolve;
          });
        },
      },
    );
    const transport = connect({}, { auth });
    const patient = getThing(transport);
    expect(await thrown(getThing(transport, { deadline: 20 }))).toMatchObject(late);
    respond(Response.json({ access_token: "access", token_type: "Bearer" }));
    expect((await patient).response.status).toBe(200);
    expect([asked, server.requests.length]).toEqual([1, 1]);
  });

  test("of the raw client", async () => {
    const { raw } = connect({ fetch: () => never });
    expect(await thrown(raw.GET("/things", { deadline: 20 }))).toMatchObject({ name: "DeadlineError", attempts: 1 });
  });

  test("and lets go of its timer and of the caller's signal when it is over", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const { signal } = new AbortController();
      const [added, removed] = [vi.spyOn(signal, "addEventListener"), vi.spyOn(signal, "removeEventListener")];
      await getThing(connect(), { deadline: 1000, signal });
      expect(vi.getTimerCount()).toBe(0);
      expect(removed.mock.calls.length).toBe(added.mock.calls.length);
    } finally {
      vi.useRealTimers();
    }
  });
});

test("the caller's signal ends a call with a deadline with its own reason", async () => {
  server.script = [{ fault: "none" }];
  const reason = { why: "mine" };
  const controller = new AbortController();
  const error = thrown(getThing(connect(), { deadline: 10_000, signal: controller.signal }));
  await vi.waitFor(() => expect(server.requests.length).toBe(1));
  controller.abort(reason);
  expect(await error).toBe(reason);
});

test("a deadline that makes no sense is a RangeError of the call", async () => {
  expect(await thrown(getThing(connect(), { deadline: -1 }))).toBeInstanceOf(RangeError);
});

test("a fetch that has limits is not given limits again", () => {
  expect(() => createFetch({ fetch: createFetch() })).toThrow("fetch has limits already");
});

test.each([undefined, "/api", "api.example.com"])("a base URL %s that makes no address is told of", async (baseUrl) => {
  const transport = createTransport({ baseUrl, fetch: createFetch() });
  const wanted = 'there is no server; give an absolute baseUrl, such as "https://api.example.com"';
  await expect(getThing(transport)).rejects.toThrow(`getThing: ${wanted}`);
  await expect(transport.raw.GET("/x")).rejects.toThrow(`GET /x: ${wanted}`);
});

test("an invalid address in middleware, or in what gives tokens, is not taken for the client's own", async () => {
  const broken = () => {
    new URL("not a url");
  };
  for (const options of [{ middleware: [{ onRequest: broken }] }, { auth: () => String(broken()) }])
    await expect(getThing(connect({}, options))).rejects.toThrow("Invalid URL");
});

test("a header that cannot be sent is told of without its value", async () => {
  const error = await thrown(getThing(connect({}, { headers: { "X-Key": "planted\nsecret" } })));
  expect(error).toBeInstanceOf(TypeError);
  expect((error as Error).message).toBe("getThing: a header has a character that no header can carry");
});

test.each(["http://u:planted@a.example", " http://u:planted@a.example", "http:u:planted@a.example"])(
  "a password in the base URL %j of the raw client is not shown",
  async (baseUrl) => {
    const error = await thrown(connect().raw.GET("/x", { baseUrl }));
    expect((error as Error).message).toBe("GET /x: baseUrl has a password");
  },
);

test("many calls with a deadline may share a signal without a warning", async () => {
  const warnings: Error[] = [];
  const note = (warning: Error) => void warnings.push(warning);
  process.on("warning", note);
  const { signal } = new AbortController();
  const transport = connect({ fetch: async () => new Response("{}"), deadline: 10_000 });
  await Promise.all(Array.from({ length: 30 }, () => getThing(transport, { signal })));
  await new Promise((resolve) => setImmediate(resolve));
  process.off("warning", note);
  expect(warnings).toEqual([]);
});

test("what a fetch with limits gives to others than operations has a body for the platform too", async () => {
  server.script = [{ body: '{"ok":1}' }, { body: '{"ok":2}' }];
  const response = await createFetch()(server.url);
  const copy = response.clone();
  expect([copy.url, copy.clone().url]).toEqual([`${server.url}/`, `${server.url}/`]);
  expect(await Response.prototype.text.call(response)).toBe('{"ok":1}');
  expect(await copy.json()).toEqual({ ok: 1 });
});
