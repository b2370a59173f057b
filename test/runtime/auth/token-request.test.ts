import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AuthDescription } from "../../../generator/runtime/auth/endpoint.ts";
import { memoryStore } from "../../../generator/runtime/auth/provider.ts";
import { clientCredentials, refreshToken } from "../../../generator/runtime/auth/token-grants.ts";
import { AuthError } from "../../../generator/runtime/core/auth-error.ts";
import { createTransport } from "../../../generator/runtime/core/transport.ts";
import { type OAuthServer, startOAuthServer, type TokenResponse } from "./oauth-server.ts";

let server: OAuthServer;
beforeEach(async () => {
  server = await startOAuthServer();
});
afterEach(() => server[Symbol.asyncDispose]());

const secrets = { clientSecret: "planted-secret", refreshToken: "planted/refresh" };

function ask(options: object = {}, api: AuthDescription = {}) {
  return refreshToken(api, { clientId: "me", ...secrets, tokenEndpoint: server.tokenEndpoint, ...options })();
}

async function errorOf(promise: unknown): Promise<AuthError> {
  const error = await Promise.resolve(promise).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(AuthError);
  return error as AuthError;
}

describe("a client authenticates", () => {
  test("by HTTP Basic, its parts form-encoded", async () => {
    await ask({ clientId: "m:e", clientSecret: "s 1\n" });
    const [{ headers, form }] = server.asked as [(typeof server.asked)[0]];
    expect(headers.authorization).toBe(`Basic ${btoa("m%3Ae:s+1")}`);
    expect(form).toEqual({ grant_type: "refresh_token", refresh_token: "planted/refresh" });
  });

  test("by post where the API takes that, in the body and never in the query", async () => {
    await ask({}, { clientAuthentication: "client_secret_post" });
    expect(server.asked[0]).toMatchObject({
      url: "/token",
      form: {
        grant_type: "refresh_token",
        client_id: "me",
        client_secret: "planted-secret",
        refresh_token: "planted/refresh",
      },
    });
    expect(server.asked[0]?.headers.authorization).toBeUndefined();
  });

  test("by its name alone without a secret", async () => {
    await ask({ clientSecret: undefined });
    expect(server.asked[0]?.form).toMatchObject({ client_id: "me", refresh_token: "planted/refresh" });
    expect(server.asked[0]?.headers.authorization).toBeUndefined();
  });
});

test("client credentials ask with scopes and further parameters", async () => {
  const auth = clientCredentials(
    { scopeSeparator: "," },
    {
      clientId: "me",
      clientSecret: "s",
      tokenEndpoint: server.tokenEndpoint,
      scopes: ["a", "b"],
      parameters: { audience: "x" },
    },
  );
  expect(await auth()).toBe("access-1");
  expect(server.asked[0]?.form).toEqual({ grant_type: "client_credentials", scope: "a,b", audience: "x" });
});

test("no scopes are asked for where the list is empty", async () => {
  await ask({ scopes: [] });
  expect(server.asked[0]?.form).not.toHaveProperty("scope");
});

test.each(["clientId", "refreshToken"])("an option that is missing, %s, is named", (name) => {
  const options = { clientId: "me", refreshToken: "r", [name]: undefined as unknown as string };
  expect(() => refreshToken({}, options)).toThrow(new TypeError(`the option ${name} is missing`));
});

test.each(["clientId", "clientSecret", "refreshToken"])("a cookie of a browser session is no %s", (name) => {
  const options = { clientId: "me", refreshToken: "r", [name]: "JSESSIONID=planted" };
  const message = `${name} is the cookie JSESSIONID of a browser session, which is not a token`;
  expect(() => refreshToken({ sessionCookies: ["JSESSIONID"] }, options)).toThrow(
    new AuthError("session-cookie", message),
  );
});

describe("an error", () => {
  test.each<[what: string, tokenResponse: TokenResponse, want: object]>([
    [
      "with 200 is one",
      { body: { error: "invalid_code" } },
      { code: "refused", error: "invalid_code", status: 200, message: "refused the refresh token (invalid_code)" },
    ],
    [
      "of RFC 6749 has its description",
      { status: 400, body: { error: "invalid_grant", error_description: "It is\u2028over.\n" } },
      {
        code: "refused",
        error: "invalid_grant",
        description: "It is over.",
        status: 400,
        message: "refused the refresh token (invalid_grant: It is over.)",
      },
    ],
    [
      "that is an object has its text",
      { status: 400, body: { error: { code: "no_grant", message: "planted-secret is over." } } },
      { code: "refused", error: "no_grant", message: "refused the refresh token (no_grant: [redacted] is over.)" },
    ],
    [
      "of the API's own shape has its text",
      { status: 400, body: { errorCode: "INVALID", message: "It is over." } },
      { code: "unreadable", message: "something else instead of a token (HTTP 400): INVALID: It is over." },
    ],
    [
      "with a challenge",
      {
        status: 401,
        headers: { "WWW-Authenticate": 'Basic realm="x"' },
        body: { error: "invalid_client", error_description: "Access Denied" },
      },
      { code: "refused", error: "invalid_client", status: 401 },
    ],
    [
      "under another media type",
      { status: 400, headers: { "Content-Type": "text/plain" }, body: { error: "invalid_scope" } },
      { code: "refused", error: "invalid_scope" },
    ],
    [
      "page of HTML",
      { status: 500, headers: { "Content-Type": "text/html" }, body: "\n<!doctype html><p>planted-secret" },
      {
        code: "unreadable",
        status: 500,
        message: "responded to the refresh token with an HTML page instead of a token (HTTP 500)",
      },
    ],
    [
      "page of HTML with 200",
      { headers: { "Content-Type": "text/html" }, body: "<html>" },
      { code: "unreadable", status: 200 },
    ],
    [
      "that redirects, to a sign-in page say,",
      { status: 302, headers: { Location: "https://accounts.example.com/signin" }, body: "" },
      { code: "unreadable", status: 302, message: "(HTTP 302); is it the right server?" },
    ],
    ["that is no JSON", { body: "nothing" }, { code: "unreadable", status: 200 }],
    ["that is no object", { body: [] }, { code: "unreadable", status: 200 }],
    ["without a token", { body: { token_type: "Bearer" } }, { code: "unreadable", status: 200 }],
    ["with a token that is none", { body: { access_token: 1 } }, { code: "unreadable", status: 200 }],
    ["with an empty token", { body: { access_token: "" } }, { code: "unreadable", status: 200 }],
    [
      "with a token of a type that nobody can send",
      { body: { access_token: "planted-secret", token_type: "mac" } },
      { code: "unreadable", message: "its token_type is not known" },
    ],
  ])("%s is told", async (_, tokenResponse, { message = "", ...want }: { message?: string }) => {
    server.respond = () => tokenResponse;
    const error = await errorOf(ask());
    expect({ ...error }).toMatchObject({ host: new URL(server.url).host, ...want });
    expect(error.message).toContain(message);
    expect(error.message.startsWith(new URL(server.url).host)).toBe(true);
    expect(inspect(error, { depth: 9 })).not.toMatch(/planted/);
  });

  test("shows no secret, although the server does", async () => {
    const description = "planted-secret and planted/refresh do not fit, nor does access_token=planted-token";
    server.respond = () => ({ status: 400, body: { error: "planted-secret", error_description: description } });
    const error = await errorOf(ask());
    expect(inspect(error, { depth: 9 })).not.toMatch(/planted/);
    expect(JSON.stringify(error)).not.toMatch(/planted/);
    expect(error.description).toMatch(/do not fit/);
  });
});

test("a refresh token that is null is none, and a list of scopes is one", async () => {
  server.respond = () => ({
    body: { access_token: "t", token_type: null, refresh_token: null, scope: ["read", "write"], id_token: null },
  });
  const store = memoryStore();
  await ask({ store });
  expect(await store.get()).toMatchObject({ refreshToken: "planted/refresh", scopes: ["read", "write"] });
});

test("an error as JSON has its message, and no cause", async () => {
  server.respond = () => ({ status: 400, body: { error: "invalid_grant", error_description: "Over." } });
  const { host } = new URL(server.url);
  expect(JSON.parse(JSON.stringify(await errorOf(ask())))).toEqual({
    name: "AuthError",
    message: `${host} refused the refresh token (invalid_grant: Over.)`,
    code: "refused",
    error: "invalid_grant",
    description: "Over.",
    host,
    status: 400,
  });
});

test("a token of the API's own type, or of none, is taken", async () => {
  server.respond = () => ({ body: { access_token: "t", token_type: "Zoho-oauthtoken" } });
  expect(await ask({}, { prefix: "Zoho-oauthtoken" })).toBe("t");
  server.respond = () => ({ status: 201, body: { access_token: "t", id_token: "not.a.jwt" } });
  expect(await ask()).toBe("t");
});

describe("a token endpoint", () => {
  test("that cannot be reached is named", async () => {
    const { tokenEndpoint } = server;
    await server[Symbol.asyncDispose]();
    const error = await errorOf(ask({ tokenEndpoint }));
    const message = `${new URL(tokenEndpoint).host} cannot be reached (fetch failed: ECONNREFUSED)`;
    expect(error).toMatchObject({ code: "unreachable", message });
    expect(error.cause).toMatchObject({ name: "TypeError", message: "fetch failed", code: "ECONNREFUSED" });
    expect(inspect(error, { depth: 9 })).not.toMatch(/planted/);
    server = await startOAuthServer();
  });

  test("that cannot be reached by a fetch whose error holds the request shows no secret of it", async () => {
    const secrets = { clientSecret: "planted secret+1\n", refreshToken: "planted/refresh 1" };
    const fetch = async (url: string, { headers, body }: RequestInit) => {
      const request = { url, headers: Object.fromEntries(new Headers(headers)), body: String(body) };
      const message = `no route: ${body} ${JSON.stringify(secrets)} ${encodeURIComponent(secrets.refreshToken)}`;
      throw Object.assign(new TypeError(message, { cause: request }), { code: "ECONNRESET", request });
    };
    for (const clientAuthentication of ["client_secret_post", "client_secret_basic"] as const) {
      const error = await errorOf(ask({ ...secrets, fetch, clientAuthentication }));
      const shown = inspect(error, { depth: 10 }) + JSON.stringify(error);
      expect(shown).toContain("no route");
      expect(shown).toContain("ECONNRESET");
      expect(shown).not.toMatch(/planted|secret\+1|secret%2B|refresh(?: |\+|%20)1|bWU6/);
    }
  });

  test("that does not respond is given up", async () => {
    server.respond = () => new Promise(() => {});
    const error = await errorOf(ask({ timeout: 20 }));
    expect(error).toMatchObject({ code: "unreachable" });
    expect(error.message).toMatch(/did not respond within 20 ms$/);
  });

  test("is not asked any more when the signal says so", async () => {
    await expect(ask({ signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
    expect(server.asked).toEqual([]);
  });

  test("is asked by the fetch that was given", async () => {
    const urls: string[] = [];
    const fetch = async (url: string, { method, redirect }: RequestInit) => {
      urls.push(`${method} ${url} ${redirect}`);
      return Response.json({ access_token: "t", token_type: "bearer" });
    };
    expect(await ask({ fetch, tokenEndpoint: "https://accounts.example.com/token" })).toBe("t");
    expect(urls).toEqual(["POST https://accounts.example.com/token manual"]);
  });

  test.each([
    [
      "http://accounts.example.com/token",
      "tokenEndpoint must be https, or on this machine, not http://accounts.example.com",
    ],
    ["http://127.0.0.1.example.com/token", "tokenEndpoint must be https"],
    ["http://localhost@example.com/token", "tokenEndpoint must be https"],
    ["ftp://127.0.0.1/token", "tokenEndpoint must be https"],
    ["/token", "tokenEndpoint is not a URL: give tokenEndpoint whole"],
    ["accounts.example.com/token", "tokenEndpoint is not a URL"],
    ["accounts.example.com:443/token", "tokenEndpoint is not a URL"],
    ["", "tokenEndpoint is not a URL"],
    ["https://me:planted-password@accounts.example.com/token", "tokenEndpoint holds a user or a password for accounts"],
  ])("%s is refused", async (tokenEndpoint, message) => {
    const error = await errorOf(ask({ tokenEndpoint }));
    expect([error.code, error.message]).toEqual(["endpoint", expect.stringContaining(message)]);
    expect(inspect(error, { depth: 9 })).not.toMatch(/planted/);
  });

  test("that nobody names is asked for", async () => {
    const error = await errorOf(ask({ tokenEndpoint: undefined }));
    expect([error.code, error.message]).toEqual([
      "endpoint",
      "the API names no address for this: give tokenEndpoint whole, such as https://accounts.example.com/oauth",
    ]);
  });

  test.each(["http://127.0.0.1:1/token", "http://localhost:1/token", "http://[::1]:1/token"])(
    "%s is asked, for it is this machine",
    async (tokenEndpoint) => {
      expect((await errorOf(ask({ tokenEndpoint }))).code).toBe("unreachable");
    },
  );
});

describe("the server of an API", () => {
  const api: AuthDescription = {
    tokenUrl: "/oauth/v2/token",
    servers: {
      us: { url: "https://desk.zoho.com", accounts: "https://accounts.zoho.com" },
      eu: { url: "https://desk.zoho.eu", accounts: "https://accounts.zoho.eu" },
      ca: { url: "https://desk.zohocloud.ca", accounts: "https://accounts.zohocloud.ca" },
      own: { url: "https://desk.example.com/root" },
    },
  };
  async function asked(options: object, request?: Request, description = api) {
    const urls: string[] = [];
    const fetch = async (url: string) => {
      urls.push(url);
      return Response.json({ access_token: "t", token_type: "bearer" });
    };
    await refreshToken(description, { clientId: "me", refreshToken: "r", fetch, ...options })(request);
    return urls[0];
  }

  test("that is named has its own accounts address", async () => {
    expect(await asked({ server: "eu" })).toBe("https://accounts.zoho.eu/oauth/v2/token");
    expect(await asked({ server: "ca" })).toBe("https://accounts.zohocloud.ca/oauth/v2/token");
    expect(await asked({ server: "own" })).toBe("https://desk.example.com/oauth/v2/token");
  });

  test("that a request goes to has it too, and the first one where there is no request", async () => {
    expect(await asked({}, new Request("https://desk.zoho.eu/api/v1/tickets"))).toBe(
      "https://accounts.zoho.eu/oauth/v2/token",
    );
    expect(await asked({})).toBe("https://accounts.zoho.com/oauth/v2/token");
  });

  test("that a transport sends to has it", async () => {
    const urls: string[] = [];
    const fetch = async (input: string | Request) => {
      urls.push(input instanceof Request ? `${input.url} ${input.headers.get("Authorization")}` : input);
      return Response.json({ access_token: "t", token_type: "bearer" });
    };
    const auth = refreshToken(api, { clientId: "me", refreshToken: "r", fetch });
    await createTransport({ baseUrl: "https://desk.zohocloud.ca", auth, fetch }).raw.GET("/api/v1/tickets");
    expect(urls).toEqual([
      "https://accounts.zohocloud.ca/oauth/v2/token",
      "https://desk.zohocloud.ca/api/v1/tickets Bearer t",
    ]);
  });

  test("gives its origin to an absolute address, and a refresh token may have one of its own", async () => {
    const absolute = { ...api, tokenUrl: "https://accounts.zoho.com/oauth/v2/token?x=1", refreshUrl: "https://a.b/r" };
    expect(await asked({ server: "eu" }, undefined, absolute)).toBe("https://accounts.zoho.eu/r");
    expect(await asked({}, undefined, { tokenUrl: "https://a.b/token" })).toBe("https://a.b/token");
    expect(await asked({ server: "eu", tokenEndpoint: "https://c.d/t" })).toBe("https://c.d/t");
  });

  test.each(["fr", "__proto__", "constructor"])(
    "that it does not have, %s, is an error that names those it has",
    async (name) => {
      const error = await errorOf(asked({ server: name }));
      expect([error.code, error.message]).toEqual([
        "endpoint",
        `there is no server "${name}"; there are: us, eu, ca, own`,
      ]);
    },
  );
});
