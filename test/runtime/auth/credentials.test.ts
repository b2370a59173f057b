import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { createSecuredTransport, type SecurityDescription } from "../../../generator/runtime/auth/credentials.ts";
import { tokenProvider } from "../../../generator/runtime/auth/provider.ts";
import type { OperationDescription } from "../../../generator/runtime/core/description.ts";
import { type Middleware, type Send, tokenOf } from "../../../generator/runtime/core/transport.ts";
import { createFetch } from "../../../generator/runtime/fetch/create-fetch.ts";
import { bodyOf, jsonBody, writeRaw } from "../../../generator/runtime/request/body.ts";
import { type Operation, onOwnServer, operation, withoutAuth } from "../../../generator/runtime/request/operation.ts";
import { writeStyled } from "../../../generator/runtime/request/parameters.ts";
import { type ApiError, unwrap } from "../../../generator/runtime/response/api-error.ts";
import { serveEcho } from "../echo-server.ts";

const echo = serveEcho();
const other = serveEcho();

const security: SecurityDescription = {
  schemes: {
    header: { in: "header", name: "X-Key" },
    query: { in: "query", name: "k e/y" },
    cookie: { in: "cookie", name: "sid" },
    login: { scheme: "Basic" },
    digest: { scheme: "Digest" },
    "iam-oauth2": {},
    bearer: {},
    "per header": { in: "header", name: "Authorization" },
  },
  needs: [["iam-oauth2"]],
  unnamed: ["iam-oauth2", "bearer"],
};

type Getter = Operation<[args?: { q?: string; theme?: string }], unknown, unknown>;

/** An operation that asks for these alternatives. */
function needing(auth: OperationDescription["auth"], more: Partial<OperationDescription> = {}): Getter {
  return operation({
    name: "getThing",
    method: "GET",
    path: "/things",
    parameters: [
      { name: "q", in: "query" },
      { name: "theme", in: "cookie", write: writeStyled },
    ],
    ...(auth && { auth }),
    ...more,
  });
}

const connect = (auth: unknown, more: object = {}, described = security) =>
  createSecuredTransport({ baseUrl: echo.url, auth: auth as object, ...more }, described);

/** What of a request tells who sends it. */
function sent() {
  const { url, headers } = echo.takeRequest();
  const { authorization, cookie, "x-key": key } = headers;
  return { url, ...Object.fromEntries(Object.entries({ authorization, cookie, key }).filter(([, value]) => value)) };
}

const basic = { authorization: `Basic ${btoa("me:secret")}` };

describe("credentials by name are sent as their scheme says", () => {
  test.each<[what: string, scheme: string, value: unknown, want: object]>([
    ["a key in a header", "header", "K", { url: "/things", key: "K" }],
    ["a key in the query", "query", "a/b c", { url: "/things?k%20e%2Fy=a%2Fb%20c" }],
    ["a key in a cookie", "cookie", "s%3Ax.y", { url: "/things", cookie: "sid=s%3Ax.y" }],
    ["a key in a cookie that no cookie can hold", "cookie", "a; b", { url: "/things", cookie: "sid=a%3B%20b" }],
    ["a user and a password", "login", { username: "me", password: "secret" }, { url: "/things", ...basic }],
    [
      "a user and a password beyond ASCII",
      "login",
      { username: "jürgen", password: "🔑:x" },
      { url: "/things", authorization: `Basic ${Buffer.from("jürgen:🔑:x").toString("base64")}` },
    ],
    ["credentials of another HTTP scheme", "digest", "x=1", { url: "/things", authorization: "Digest x=1" }],
    ["a token", "iam-oauth2", "T", { url: "/things", authorization: "Bearer T" }],
    ["a key in the header of tokens, whole", "per header", "Token K", { url: "/things", authorization: "Token K" }],
    ["a function that gives a key", "header", () => "K", { url: "/things", key: "K" }],
    ["a promise of a key", "query", async () => "K", { url: "/things?k%20e%2Fy=K" }],
    [
      "a function that gives a user and a password",
      "login",
      async () => ({ username: "me", password: "secret" }),
      { url: "/things", ...basic },
    ],
    ["a key with a line end", "header", "K\n", { url: "/things", key: "K" }],
    ["a function that gives nothing", "header", () => undefined, { url: "/things" }],
    ["nothing", "header", undefined, { url: "/things" }],
    ["an empty key", "header", "", { url: "/things" }],
  ])("%s", async (_, scheme, value, want) => {
    await needing([[scheme]])(connect({ [scheme]: value }));
    expect(sent()).toEqual(want);
  });

  test("a function is asked for each request, with the request", async () => {
    const urls: string[] = [];
    const transport = connect({ header: (request?: Request) => `K${urls.push(request!.url)}` });
    await needing([["header"]])(transport, { q: "1" });
    await needing([["header"]])(transport, { q: "2" });
    expect(echo.requests.map(({ headers }) => headers["x-key"])).toEqual(["K1", "K2"]);
    expect(urls).toEqual([`${echo.url}/things?q=1`, `${echo.url}/things?q=2`]);
  });

  test("a user's name with a colon is refused, and not shown", async () => {
    const call = needing([["login"]])(connect({ login: { username: "a:planted", password: "planted" } }));
    const error = await call.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TypeError);
    expect(inspect(error)).not.toContain("planted");
    expect(echo.requests).toEqual([]);
  });

  test("a scheme may have any name", async () => {
    const schemes = JSON.parse('{"__proto__": {"in": "header", "name": "X-Key"}, "constructor": {}}');
    const described = { schemes, needs: [["__proto__"]], unnamed: [] };
    await needing(undefined)(connect(JSON.parse('{"__proto__": "K"}'), {}, described));
    expect(sent()).toEqual({ url: "/things", key: "K" });
    await needing([["constructor"]])(connect({}, {}, described));
    expect(sent()).toEqual({ url: "/things" });
  });
});

describe("an operation sends", () => {
  const all = {
    header: "K",
    query: "Q",
    cookie: "C",
    login: { username: "me", password: "secret" },
    "iam-oauth2": "T",
  };
  const given = (...names: (keyof typeof all)[]) => Object.fromEntries(names.map((name) => [name, all[name]]));

  test.each<[what: string, needs: string[][] | undefined, auth: object, want: object]>([
    ["what it asks for, nothing else", [["header"]], all, { key: "K" }],
    ["everything of a set", [["header", "login", "cookie"]], all, { key: "K", ...basic, cookie: "sid=C" }],
    ["the first of several ways", [["login"], ["header"]], all, basic],
    [
      "the first way whose credentials are all given",
      [["login"], ["header", "cookie"], ["query"]],
      given("header", "query"),
      { url: "/things?k%20e%2Fy=Q" },
    ],
    [
      "what is given of the way that lacks least",
      [
        ["cookie", "login"],
        ["header", "cookie"],
      ],
      given("header"),
      { key: "K" },
    ],
    ["nothing where nothing is asked for", [], all, {}],
    ["nothing where nothing of it is given", [["cookie"], ["login"]], given("header"), {}],
    ["what the API's requests send where it says nothing", undefined, all, { authorization: "Bearer T" }],
  ])("%s", async (_, needs, auth, want) => {
    await needing(needs)(connect(auth));
    expect(sent()).toEqual({ url: "/things", ...want });
  });

  test("what the API's requests send, without an operation", async () => {
    const transport = connect(all, {}, { ...security, needs: [["header", "iam-oauth2"]] });
    await transport.raw.GET("/raw");
    expect(sent()).toEqual({ url: "/raw", key: "K", authorization: "Bearer T" });
  });

  test("nothing where its document asks for nothing, or on a server of its own", async () => {
    const standard = { ...security, needs: [["header", "query", "iam-oauth2"]] };
    await withoutAuth(needing(undefined))(connect(all, {}, standard));
    expect(sent()).toEqual({ url: "/things" });
    const transport = connect(all, { baseUrl: undefined }, standard);
    await onOwnServer(needing(undefined), echo.url)(transport);
    expect(sent()).toEqual({ url: "/things" });
  });

  test("what a call has of its own in their place", async () => {
    const operation = needing([["header", "login", "cookie", "query"]]);
    const headers = { "x-key": "own", Authorization: "Own o", Cookie: "sid=own" };
    await operation(connect(all), {}, { headers });
    expect(sent()).toMatchObject({ key: "own", authorization: "Own o", cookie: "sid=own" });
    const named = needing([["query"]], { path: "/things?k%20e%2Fy=own" });
    await named(connect(all));
    expect(sent()).toEqual({ url: "/things?k%20e%2Fy=own" });
  });

  test("keys by the fetch of a call as well", async () => {
    const urls: string[] = [];
    const own = async (request: Request) => {
      urls.push(`${request.url} ${request.headers.get("X-Key")}`);
      return Response.json({});
    };
    await needing([["header", "query"]])(connect(all), {}, { fetch: own as Send });
    expect(urls).toEqual([`${echo.url}/things?k%20e%2Fy=Q K`]);
  });

  test("cookies of its arguments beside its key", async () => {
    await needing([["cookie"]])(connect(all), { theme: "dark" });
    expect(sent()).toEqual({ url: "/things", cookie: "theme=dark; sid=C" });
  });

  test("a query beside that of its key, as it was written", async () => {
    await needing([["query"]])(connect(all), { q: "a b/ü" });
    expect(sent()).toEqual({ url: "/things?q=a%20b%2F%C3%BC&k%20e%2Fy=Q" });
  });

  test.each<[what: string, body: unknown, want: string, length: string | undefined]>([
    ["JSON", { a: "ü" }, '{"a":"ü"}', "10"],
    ["a file", new Blob(["file"]), "file", "4"],
    ["a stream", () => new Blob(["stream"]).stream(), "stream", undefined],
  ])("%s with a key in the query", async (_, body, want, length) => {
    const raw = bodyOf({ content: ["application/octet-stream"], writers: [writeRaw] });
    const post: Operation<[args: { body: unknown }], unknown, unknown> = operation({
      ...{ name: "post", method: "POST", path: "/things", auth: [["query"]] },
      body: want.startsWith("{") ? jsonBody : raw,
    });
    await post(connect(all, { fetch: createFetch() }), { body: typeof body === "function" ? body() : body });
    const { url, body: received, headers } = echo.takeRequest();
    expect([url, received.toString(), headers["content-length"]]).toEqual(["/things?k%20e%2Fy=Q", want, length]);
  });
});

describe("credentials without a name", () => {
  test("are for the schemes that take tokens", async () => {
    const transport = connect("T");
    await needing([["header"], ["bearer"]])(transport);
    expect(sent()).toEqual({ url: "/things", authorization: "Bearer T" });
    await needing([["header"]])(transport);
    expect(sent()).toEqual({ url: "/things" });
  });

  test.each<[what: string, scheme: string, prefix: object, want: object]>([
    ["a header", "header", {}, { key: "K" }],
    ["the query", "query", {}, { url: "/things?k%20e%2Fy=K" }],
    ["a cookie", "cookie", {}, { cookie: "sid=K" }],
    ["the header of tokens, after the prefix", "per header", {}, { authorization: "Bearer K" }],
    ["the header of tokens, without one", "per header", { authPrefix: "" }, { authorization: "K" }],
    ["the header of users, already encoded", "login", { authPrefix: "Basic" }, { authorization: "Basic K" }],
  ])("are the only key of an API: in %s", async (_, scheme, prefix, want) => {
    const described = { schemes: security.schemes, needs: [[scheme]], unnamed: [scheme] };
    for (const auth of ["K", () => "K"]) {
      await needing(undefined)(connect(auth, prefix, described));
      expect(sent()).toEqual({ url: "/things", ...want });
    }
  });

  test("that are the token of an API with one scheme may have its name too", () => {
    const provider = () => "T";
    expect(tokenOf("T", "oauth")).toBe("T");
    expect(tokenOf(provider, "oauth")).toBe(provider);
    expect(tokenOf({ oauth: provider }, "oauth")).toBe(provider);
    expect(tokenOf({}, "constructor")).toBeUndefined();
    expect(tokenOf(undefined, "oauth")).toBeUndefined();
  });
});

describe("a refused token is renewed", () => {
  test.each<[what: string, scheme: string, header: string, want: string[]]>([
    ["of a scheme by name", "iam-oauth2", "authorization", ["Bearer t1", "Bearer t2"]],
    ["in a header of the API's own", "header", "x-key", ["t1", "t2"]],
  ])("%s, beside a key", async (_, scheme, header, want) => {
    let count = 0;
    const provider = tokenProvider({
      renew: async () => ({ accessToken: `t${++count}`, receivedAt: Date.now() }),
      check() {},
    });
    const answer: Middleware = {
      onRequest() {
        echo.response = echo.requests.length === 0 ? { status: 401 } : {};
      },
    };
    const transport = connect({ [scheme]: provider, query: "Q" }, { middleware: [answer] });
    const fetch: Send = async (request) => {
      const response = await globalThis.fetch(request);
      echo.response = {};
      return response;
    };
    const { response } = await needing([[scheme, "query"]])(transport, {}, { fetch });
    expect(response.status).toBe(200);
    expect(echo.requests.map(({ url, headers }) => [url, headers[header]])).toEqual(
      want.map((token) => ["/things?k%20e%2Fy=Q", token]),
    );
  });
});

describe("a redirect", () => {
  const auth = { header: "K", cookie: "C", "iam-oauth2": "T" };
  const operation_ = (method: string): Operation<[args: { body?: unknown }], unknown, unknown> =>
    operation({
      ...{ name: "send", method, path: "/from", auth: [["header", "cookie", "iam-oauth2"]] },
      body: jsonBody,
    });

  test("to another origin takes no credentials along", async () => {
    echo.response = { status: 307, headers: { Location: `${other.url}/to` } };
    const { response } = await operation_("POST")(connect(auth), { body: { a: 1 } });
    echo.response = {};
    expect(echo.takeRequest().headers).toMatchObject({ "x-key": "K", cookie: "sid=C", authorization: "Bearer T" });
    const { method, url, headers, body } = other.takeRequest();
    expect([method, url, body.toString()]).toEqual(["POST", "/to", '{"a":1}']);
    expect(headers).not.toHaveProperty("x-key");
    expect(headers).not.toHaveProperty("cookie");
    expect(headers).not.toHaveProperty("authorization");
    expect([response.status, response.redirected, response.url]).toEqual([200, true, `${other.url}/to`]);
  });

  test.each<[status: number, method: string, follows: string, body: string]>([
    [301, "GET", "GET", ""],
    [301, "POST", "GET", ""],
    [302, "PUT", "PUT", '{"a":1}'],
    [303, "PUT", "GET", ""],
    [303, "HEAD", "HEAD", ""],
    [307, "POST", "POST", '{"a":1}'],
    [308, "DELETE", "DELETE", '{"a":1}'],
  ])(
    "with status %s after %s is followed by %s on the same origin, as the platform does",
    async (status, method, follows, body) => {
      const hasBody = method !== "GET" && method !== "HEAD";
      const fetch: Send = async (request, init) => {
        const isFirst = request.url.endsWith("/from");
        echo.response = isFirst ? { status, headers: { Location: "/to?x=1" } } : {};
        return createFetch()(request, init);
      };
      const call = operation_(method)(connect({ header: "K" }, { fetch }), hasBody ? { body: { a: 1 } } : {});
      expect((await call).response.redirected).toBe(true);
      const [first, second] = echo.requests;
      expect([first?.method, first?.url, second?.method, second?.url]).toEqual([method, "/from", follows, "/to?x=1"]);
      expect(second?.body.toString()).toBe(body);
      expect(second?.headers["x-key"]).toBe("K");
      expect(second?.headers["content-type"]).toBe(body ? "application/json" : undefined);
    },
  );

  test("that never ends is given back", async () => {
    echo.response = { status: 302, headers: { Location: "/from" } };
    const { response } = await operation_("GET")(connect(auth), {});
    echo.response = {};
    expect(response.status).toBe(302);
    expect(echo.requests).toHaveLength(21);
  });

  test("is not followed where the caller says so", async () => {
    echo.response = { status: 302, headers: { Location: "/to" } };
    const { response } = await operation_("GET")(connect(auth), {}, { redirect: "manual" });
    echo.response = {};
    expect(response.status).toBe(302);
    expect(echo.requests).toHaveLength(1);
  });
});

describe("no error shows", () => {
  const planted = {
    header: "planted-h",
    query: "planted q/1",
    cookie: "planted-c",
    login: { username: "me", password: "planted-p" },
  };
  const described = {
    ...security,
    schemes: {
      ...security.schemes,
      header: { in: "header", name: "X-Tenant" },
      query: { in: "query", name: "id" },
      cookie: { in: "cookie", name: "sid" },
    },
  } as const;
  const operation = needing([["header", "query", "cookie", "login"]]);
  const secrets = ["planted", btoa("me:planted-p")];

  function expectNoSecrets(value: unknown): void {
    const { message, stack } = value as Error;
    const text = [message, stack, String(value), JSON.stringify(value), inspect(value, { depth: 10 })].join("\n");
    for (const secret of secrets) expect(text).not.toContain(secret);
  }

  test.each([
    ["with the limits of a client", { fetch: createFetch({ retry: { attempts: 1 } }) }],
    ["of a transport alone", {}],
  ])("credentials that a response repeats, %s", async (_, options) => {
    const all = Object.values(planted).map((each) => (typeof each === "string" ? each : each.password));
    const message = `No access with ${all.join(", ")}, ${all.map(encodeURIComponent).join()}, ${btoa("me:planted-p")}`;
    echo.response = { status: 403, body: JSON.stringify({ message, nested: [message] }) };
    const call = unwrap(operation(connect(planted, options, described), { q: "seen" }));
    const error = (await call.catch((thrown: unknown) => thrown)) as ApiError;
    echo.response = {};
    expectNoSecrets(error);
    expect(error.request.url).toBe(`${echo.url}/things?q=seen&id=[redacted]`);
  });

  test("credentials where the network fails, and its error shows the address", async () => {
    const events: unknown[] = [];
    const fetch: Send = async (request) => {
      throw Object.assign(new TypeError(`fetch failed: ${request.url} with planted-p`), { code: "ECONNRESET" });
    };
    const limited = createFetch({
      fetch,
      retry: { attempts: 2, backOff: { initial: 1 } },
      onRetry: (event) => void events.push(event),
    });
    const error = await operation(connect(planted, { fetch: limited }, described)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "NetworkError" });
    expectNoSecrets(error);
    expect(events).toHaveLength(1);
    for (const event of events) expectNoSecrets(event);
  });
});

test("no middleware sees what is no token", async () => {
  const seen: unknown[] = [];
  const spy: Middleware = {
    onRequest: ({ request }) => void seen.push(request.url, ...[...request.headers].map(([name]) => name)),
  };
  const auth = { header: "K", query: "Q", "iam-oauth2": "T" };
  await needing([["header", "query", "iam-oauth2"]])(connect(auth, { middleware: [spy] }));
  expect(sent()).toEqual({ url: "/things?k%20e%2Fy=Q", key: "K", authorization: "Bearer T" });
  expect(seen).toEqual([`${echo.url}/things`, "accept", "authorization"]);
});
