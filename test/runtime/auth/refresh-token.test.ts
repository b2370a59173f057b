import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Tokens } from "../../../generator/runtime/auth/provider.ts";
import { memoryStore } from "../../../generator/runtime/auth/provider.ts";
import { refreshToken } from "../../../generator/runtime/auth/token-grants.ts";
import { createTransport, type TokenProvider } from "../../../generator/runtime/core/transport.ts";
import { createFetch } from "../../../generator/runtime/fetch/create-fetch.ts";
import { bodyOf, jsonBody, writeRaw } from "../../../generator/runtime/request/body.ts";
import { type Operation, operation, withoutAuth } from "../../../generator/runtime/request/operation.ts";
import { type OAuthServer, startOAuthServer } from "./oauth-server.ts";

const ping: Operation<[], unknown, unknown> = operation({ name: "ping", method: "GET", path: "/ping" });
const open: Operation<[], unknown, unknown> = withoutAuth(operation({ name: "open", method: "GET", path: "/open" }));
const create: Operation<[args: { body: unknown }], unknown, unknown> = operation({
  name: "create",
  method: "POST",
  path: "/things",
  body: jsonBody,
});
const upload: Operation<[args: { body: unknown }], unknown, unknown> = operation({
  name: "upload",
  method: "POST",
  path: "/files",
  body: bodyOf({ content: ["application/octet-stream"], writers: [writeRaw] }),
});

const minute = 60_000;
const hour = 60 * minute;

let server: OAuthServer;
let now: number;
beforeEach(async () => {
  server = await startOAuthServer();
  now = Date.UTC(2026, 10, 22);
  vi.spyOn(Date, "now").mockImplementation(() => now);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await server[Symbol.asyncDispose]();
});

const client = { clientId: "me", clientSecret: "planted-secret", refreshToken: "planted-refresh" };

function provider(options: object = {}, api: object = {}): TokenProvider {
  return refreshToken(api, { ...client, tokenEndpoint: server.tokenEndpoint, ...options });
}

function connect(auth: TokenProvider, more: object = {}) {
  return createTransport({ baseUrl: server.url, auth, ...more });
}

function tokens(more: Partial<Tokens> = {}): Tokens {
  return { ...tokensOf("kept"), receivedAt: now, expiresAt: now + hour, ...more };
}

function tokensOf(accessToken: string): Tokens {
  return { accessToken, receivedAt: 0, consent: client.refreshToken };
}

const statusOf = async (call: Promise<{ response: Response }>) => (await call).response.status;
const authorizations = () => server.calls.map(({ authorization }) => authorization);

describe("one renewal", () => {
  test("serves a thousand concurrent callers with an expired token", async () => {
    const auth = provider({ store: memoryStore(tokens({ expiresAt: now - 1 })) });
    const given = await Promise.all(Array.from({ length: 1000 }, () => auth()));
    expect(new Set(given)).toEqual(new Set(["access-1"]));
    expect(server.asked).toHaveLength(1);
  });

  test("serves a thousand concurrent requests", async () => {
    const transport = connect(provider());
    const statuses = await Promise.all(Array.from({ length: 1000 }, () => statusOf(ping(transport))));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect([server.asked.length, server.calls.length]).toEqual([1, 1000]);
  });

  test("serves all requests whose token is refused, however late their responses come", async () => {
    const refusals: (() => void)[] = [];
    server.beforeRefusal = () => new Promise<void>((resolve) => refusals.push(resolve));
    const transport = connect(provider({ store: memoryStore(tokens()) }));
    const calls = Array.from({ length: 3 }, () => statusOf(ping(transport)));
    await vi.waitFor(() => expect(refusals).toHaveLength(3));
    refusals.shift()!();
    expect(await calls[0]).toBe(200);
    for (const refuse of refusals) refuse();
    expect(await Promise.all(calls)).toEqual([200, 200, 200]);
    expect(server.asked).toHaveLength(1);
  });

  test("serves providers that share a store which can lock", async () => {
    const store = memoryStore();
    const [first, second] = [provider({ store }), provider({ store })];
    expect(await Promise.all([first(), second()])).toEqual(["access-1", "access-1"]);
    expect(server.asked).toHaveLength(1);
  });

  test("that fails is told to all that waited, and tried again by the next", async () => {
    const grant = server.respond;
    server.respond = () => ({ status: 400, body: { error: "invalid_grant" } });
    const auth = provider();
    const results = await Promise.allSettled([auth(), auth(), auth()]);
    expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(server.asked).toHaveLength(1);
    server.respond = grant;
    expect(await auth()).toBe("access-2");
  });
});

test.each([
  ["before the first token", undefined],
  ["after a 401", tokensOf("kept")],
])("a call that is aborted %s sends nothing more", async (_, kept) => {
  const controller = new AbortController();
  server.respond = () => {
    controller.abort(new Error("enough"));
    return new Promise(() => {});
  };
  const transport = connect(provider({ store: memoryStore(kept) }));
  await expect(ping(transport, { signal: controller.signal })).rejects.toThrow("enough");
  expect(server.calls).toHaveLength(kept ? 1 : 0);
});

describe("a token is renewed", () => {
  test("a minute before it expires, and not before", async () => {
    const auth = provider({ store: memoryStore(tokens()) });
    now += hour - minute - 1;
    expect(await auth()).toBe("kept");
    now += 1;
    expect(await auth()).toBe("access-1");
  });

  test("at half its life, where that is less than a margin before its end", async () => {
    const auth = provider({ margin: hour, store: memoryStore(tokens({ expiresAt: now + minute })) });
    now += minute / 2 - 1;
    expect(await auth()).toBe("kept");
    now += 1;
    expect(await auth()).toBe("access-1");
  });

  test("when it must: while the old one is good a failure does not matter", async () => {
    const auth = provider({ store: memoryStore(tokens()) });
    await auth();
    server.respond = () => ({ status: 500, body: "<html>" });
    now += hour - 1;
    expect(await auth()).toBe("kept");
    now += 1;
    await expect(auth()).rejects.toMatchObject({ name: "AuthError", code: "unreadable", status: 500 });
  });

  test.each<[lifetime: string, expiresIn: unknown, valid: number, over: number | undefined]>([
    ["in a text", "3600", hour - minute - 1, hour],
    ["with a fraction", 3600.5, hour - minute, hour],
    ["that is left out", undefined, 1000 * hour, undefined],
    ["that is null", null, 1000 * hour, undefined],
    ["of no time", 0, 1000 * hour, undefined],
    ["that is no number", "soon", 1000 * hour, undefined],
  ])("after a lifetime %s", async (_, expires_in, valid, over) => {
    server.respond = (_, number) => ({ body: { access_token: `t${number}`, token_type: "bearer", expires_in } });
    const auth = provider();
    expect(await auth()).toBe("t1");
    now += valid;
    expect(await auth()).toBe("t1");
    if (over === undefined) return;
    now += over - valid;
    expect(await auth()).toBe("t2");
  });

  test("once when the clock jumps ahead, and after a 401 when it jumps back", async () => {
    const auth = provider();
    const transport = connect(auth);
    expect(await statusOf(ping(transport))).toBe(200);
    now += 24 * hour;
    expect(await Promise.all([statusOf(ping(transport)), statusOf(ping(transport))])).toEqual([200, 200]);
    expect(server.asked).toHaveLength(2);
    now -= 24 * hour;
    server.valid.clear();
    expect(await statusOf(ping(transport))).toBe(200);
    expect(await statusOf(ping(transport))).toBe(200);
    expect(server.asked).toHaveLength(3);
  });
});

describe("after a 401", () => {
  test("the request is sent once more with a new token, body and all", async () => {
    const auth = provider({ store: memoryStore(tokens()) });
    const transport = connect(auth, { authPrefix: "Zoho-oauthtoken" });
    expect(await statusOf(create(transport, { body: { a: 1 } }))).toBe(200);
    expect(server.calls).toEqual([
      { method: "POST", url: "/things", authorization: "Zoho-oauthtoken kept", body: '{"a":1}' },
      { method: "POST", url: "/things", authorization: "Zoho-oauthtoken access-1", body: '{"a":1}' },
    ]);
  });

  test("what the options of a call put on the request is on the copy too", async () => {
    const seen: unknown[] = [];
    const fetch = (request: Request) => {
      seen.push((request as Request & { timeout?: number }).timeout);
      return globalThis.fetch(request);
    };
    const transport = connect(provider({ store: memoryStore(tokens()) }), { fetch });
    expect(await statusOf(transport.raw.GET("/ping", { timeout: 5 }))).toBe(200);
    expect(seen).toEqual([5, 5]);
  });

  test("a second 401 is given", async () => {
    server.respond = (_, number) => ({ body: { access_token: `t${number}`, token_type: "bearer", expires_in: 3600 } });
    const transport = connect(provider());
    const { error, response } = await ping(transport);
    expect([response.status, error]).toEqual([401, { no: 1 }]);
    expect(authorizations()).toEqual(["Bearer t1", "Bearer t2"]);
  });

  test.each([0, minute, hour])(
    "a token that was refused when it was new is not renewed at once (margin %i)",
    async (margin) => {
      server.respond = (_, number) => ({
        body: { access_token: `t${number}`, token_type: "bearer", expires_in: 3600 },
      });
      const transport = connect(provider({ margin }));
      for (let call = 0; call < 5; call++) expect(await statusOf(ping(transport))).toBe(401);
      expect(server.asked).toHaveLength(2);
      now += minute;
      server.valid.add("t3");
      expect(await statusOf(ping(transport))).toBe(200);
      expect(server.asked).toHaveLength(3);
    },
  );

  test("a server that gives the same token again is asked once", async () => {
    server.respond = () => ({ body: { access_token: "same", token_type: "bearer", expires_in: 3600 } });
    expect(await statusOf(ping(connect(provider())))).toBe(401);
    expect([server.asked.length, server.calls.length]).toEqual([2, 2]);
  });

  test("to an Authorization header of the call's own, nothing is renewed", async () => {
    const transport = connect(provider());
    expect(await statusOf(ping(transport, { headers: { Authorization: "Bearer own" } }))).toBe(401);
    expect([authorizations(), server.asked]).toEqual([["Bearer own"], []]);
  });

  test("to a request that goes without a token, nothing is renewed", async () => {
    expect(await statusOf(open(connect(provider())))).toBe(401);
    expect([authorizations(), server.asked]).toEqual([[undefined], []]);
  });

  test("of a server that a redirect led to, nothing is renewed", async () => {
    await using other = await startOAuthServer();
    const fetch = async (request: Request) => {
      const response = await globalThis.fetch(`${other.url}/ping`);
      Object.defineProperty(response, "redirected", { value: true });
      expect(request.url).toBe(`${server.url}/ping`);
      return response;
    };
    expect(await statusOf(ping(connect(provider(), { fetch })))).toBe(401);
    expect(server.asked).toHaveLength(1);
  });

  test("a stream is not sent again, but the next request has a new token", async () => {
    const transport = connect(provider({ store: memoryStore(tokens()) }));
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode("once"));
        controller.close();
      },
    });
    expect(await statusOf(upload(transport, { body }))).toBe(401);
    expect(await statusOf(ping(transport))).toBe(200);
    expect(authorizations()).toEqual(["Bearer kept", "Bearer access-1"]);
  });

  test("bytes are sent again", async () => {
    const transport = connect(provider({ store: memoryStore(tokens()) }));
    expect(await statusOf(upload(transport, { body: new Blob(["twice"]) }))).toBe(200);
    expect(server.calls.map(({ body }) => body)).toEqual(["twice", "twice"]);
  });

  test("a renewal that is refused rejects the call", async () => {
    server.respond = () => ({ body: { error: "invalid_code" } });
    const transport = connect(provider({ store: memoryStore(tokens()) }));
    await expect(ping(transport)).rejects.toMatchObject({ name: "AuthError", error: "invalid_code", status: 200 });
  });

  test("whatever stands before the token, the same stands before the new one", async () => {
    for (const authPrefix of ["Zoho-oauthtoken", "Bearer", ""]) {
      server.calls.length = 0;
      const transport = connect(provider({ store: memoryStore(tokens()) }), { authPrefix });
      expect(await statusOf(ping(transport))).toBe(200);
      expect(authorizations()).toEqual(
        ["kept", `access-${server.asked.length}`].map((each) => `${authPrefix} ${each}`.trim()),
      );
    }
  });

  test("a call that is aborted stops waiting, and others get the token", async () => {
    const grant = server.respond;
    let open = () => {};
    server.respond = async (...asked) => {
      await new Promise<void>((resolve) => {
        open = resolve;
      });
      return grant(...asked);
    };
    const transport = connect(provider({ store: memoryStore(tokens()) }));
    const controller = new AbortController();
    const aborted = ping(transport, { signal: controller.signal });
    const other = ping(transport);
    await vi.waitFor(() => expect(server.asked).toHaveLength(1));
    controller.abort(new Error("enough"));
    await expect(aborted).rejects.toThrow("enough");
    open();
    expect(await statusOf(other)).toBe(200);
  });
});

describe("tokens in a store", () => {
  test("are used by the next process", async () => {
    const store = memoryStore();
    expect(await provider({ store })()).toBe("access-1");
    expect(await provider({ store })()).toBe("access-1");
    expect(server.asked).toHaveLength(1);
  });

  test("that another process renewed are taken up, before the end and after a 401", async () => {
    const store = memoryStore(tokens());
    const transport = connect(provider({ store }));
    server.valid.add("kept").add("theirs").add("later");
    await ping(transport);
    await store.set(tokens({ accessToken: "theirs" }));
    server.valid.delete("kept");
    expect(await statusOf(ping(transport))).toBe(200);
    now += hour - minute;
    await store.set(tokens({ accessToken: "later" }));
    expect(await statusOf(ping(transport))).toBe(200);
    expect(authorizations()).toEqual(["Bearer kept", "Bearer kept", "Bearer theirs", "Bearer later"]);
    expect(server.asked).toEqual([]);
  });

  test("hold the refresh token that took the place of the first", async () => {
    server.respond = (_, number) => ({
      body: { access_token: `t${number}`, token_type: "bearer", expires_in: 3600, refresh_token: `r${number}` },
    });
    const store = memoryStore();
    await provider({ store })();
    now += hour;
    await provider({ store })();
    expect(server.asked.map(({ form }) => form["refresh_token"])).toEqual(["planted-refresh", "r1"]);
    expect(await store.get()).toMatchObject({ refreshToken: "r2", consent: "planted-refresh" });
  });

  test("that another process got with the refresh token are used when this one's is refused", async () => {
    let kept: Tokens | undefined;
    const storing: Promise<void>[] = [];
    const store = {
      get: () => kept,
      async set(next: Tokens) {
        const stored = new Promise<void>((resolve) => setTimeout(resolve, 20));
        storing.push(stored);
        await stored;
        kept = next;
      },
    };
    let good = client.refreshToken;
    server.respond = ({ form }, number) => {
      if (form["refresh_token"] !== good) return { status: 400, body: { error: "invalid_grant" } };
      good = `r${number}`;
      return { body: { access_token: `t${number}`, token_type: "bearer", expires_in: 3600, refresh_token: good } };
    };
    expect(await Promise.all([provider({ store })(), provider({ store })()])).toEqual(["t1", "t1"]);
    expect([server.asked.length, storing.length]).toEqual([2, 1]);
    good = "none";
    now += hour;
    await expect(provider({ store })()).rejects.toMatchObject({ code: "refused", error: "invalid_grant" });
  });

  test("of another consent are not used", async () => {
    const store = memoryStore(tokens({ consent: "another", refreshToken: "another-2" }));
    expect(await provider({ store })()).toBe("access-1");
    expect(server.asked[0]?.form["refresh_token"]).toBe("planted-refresh");
  });

  test.each([[null], [undefined], ["text"], [{}], [{ accessToken: 1, receivedAt: 1 }]])(
    "that are none (%j) are got",
    async (value) => {
      const store = { get: () => value as never, set() {} };
      expect(await provider({ store })()).toBe("access-1");
    },
  );

  test("that it does not take are used, and stored with the next try", async () => {
    const kept: Tokens[] = [];
    let isDown = true;
    const store = {
      get: () => kept.at(-1),
      set(next: Tokens) {
        if (isDown) throw new Error("the store is down");
        kept.push(next);
      },
    };
    server.respond = (_, number) => ({
      body: { access_token: `t${number}`, token_type: "bearer", expires_in: 3600, refresh_token: `r${number}` },
    });
    const auth = provider({ store });
    expect([await auth(), await auth(), kept.length]).toEqual(["t1", "t1", 0]);
    isDown = false;
    expect([await auth(), await auth(), kept.length]).toEqual(["t1", "t1", 1]);
    now += hour;
    expect(await auth()).toBe("t2");
    expect(kept.map(({ refreshToken }) => refreshToken)).toEqual(["r1", "r2"]);
    expect(server.asked.map(({ form }) => form["refresh_token"])).toEqual(["planted-refresh", "r1"]);
  });
});

describe("scopes", () => {
  test.each([
    [" ", "read write", ["read", "write"]],
    [",", "Desk.basic.READ,Desk.settings.READ", ["Desk.basic.READ", "Desk.settings.READ"]],
    [",", "Desk.basic.READ Desk.settings.READ", ["Desk.basic.READ", "Desk.settings.READ"]],
  ])("granted with the separator %j are known when the server says so", async (scopeSeparator, scope, scopes) => {
    server.respond = () => ({ body: { access_token: "t", token_type: "bearer", scope } });
    const auth = provider({}, { scopeSeparator });
    expect(auth.scopes?.()).toBeUndefined();
    await auth();
    expect(auth.scopes?.()).toEqual(scopes);
  });

  test("are kept when a further response does not name them", async () => {
    const auth = provider({ store: memoryStore(tokens({ expiresAt: now, scopes: ["read"] })) });
    await auth();
    expect(auth.scopes?.()).toEqual(["read"]);
  });

  test("that are asked for are joined as the API joins them", async () => {
    await provider({ scopes: ["a", "b"] }, { scopeSeparator: "," })();
    await provider({ scopes: ["a", "b"] })();
    await provider()();
    expect(server.asked.map(({ form }) => form["scope"])).toEqual(["a,b", "a b", undefined]);
  });
});

test("an operation that needs no token may be the one that gives it", async () => {
  server.valid.add("access");
  const transport = createTransport({
    baseUrl: server.url,
    async auth() {
      await open(transport);
      return "access";
    },
  });
  expect(await statusOf(ping(transport))).toBe(200);
  expect(authorizations()).toEqual([undefined, "Bearer access"]);
});

describe("the deadline of a call", () => {
  const limited = (auth: TokenProvider) => connect(auth, { fetch: createFetch({ deadline: minute }) });
  const late = { name: "DeadlineError", deadline: minute };

  test("counts the time that the token took", async () => {
    const grant = server.respond;
    server.respond = (...asked) => {
      now += minute;
      return grant(...asked);
    };
    const transport = limited(provider());
    await expect(ping(transport)).rejects.toMatchObject({ ...late, attempts: 0 });
    expect(server.calls).toEqual([]);
    expect(await statusOf(ping(transport))).toBe(200);
  });

  test("leaves the request after a refusal all its attempts", async () => {
    let sent = 0;
    const fetch = createFetch({
      deadline: minute,
      retry: { attempts: 2, backOff: { initial: 1 } },
      fetch: async () => new Response("{}", { status: [503, 401, 503, 200][sent++]! }),
    });
    expect(await statusOf(ping(connect(provider({ store: memoryStore(tokens()) }), { fetch })))).toBe(200);
    expect(sent).toBe(4);
  });

  test("is that of both requests where the first is refused", async () => {
    server.beforeRefusal = async () => {
      now += minute;
    };
    await expect(ping(limited(provider({ store: memoryStore(tokens()) })))).rejects.toMatchObject(late);
    expect(authorizations()).toEqual(["Bearer kept"]);
  });
});
