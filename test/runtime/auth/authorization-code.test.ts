import { inspect } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  authorizationCode,
  authorizationUrl,
  type ExchangeCodeOptions,
  exchangeCode,
} from "../../../generator/runtime/auth/authorization-code.ts";
import type { AuthDescription } from "../../../generator/runtime/auth/endpoint.ts";
import { memoryStore } from "../../../generator/runtime/auth/provider.ts";
import { refreshToken } from "../../../generator/runtime/auth/token-grants.ts";
import { AuthError } from "../../../generator/runtime/core/auth-error.ts";
import { createTransport, type TokenProvider } from "../../../generator/runtime/core/transport.ts";
import { type Operation, operation } from "../../../generator/runtime/request/operation.ts";
import { type Mock, startMock } from "../../../mocks/index.ts";

const api: AuthDescription = {
  authorizationUrl: "/oauth/v2/auth",
  tokenUrl: "/oauth/v2/token",
  clientAuthentication: "client_secret_post",
  scopeSeparator: ",",
  prefix: "Zoho-oauthtoken",
  authorizationParameters: { access_type: "offline", prompt: "consent" },
  accountsParameter: "accounts-server",
  servers: {
    us: { url: "https://desk.zoho.com", accounts: "https://accounts.zoho.com" },
    eu: { url: "https://desk.zoho.eu", accounts: "https://accounts.zoho.eu" },
  },
};
const getSessionAnalytics: Operation<[], unknown, unknown> = operation({
  name: "getSessionAnalytics",
  method: "GET",
  path: "/api/v1/_doc/__session_analytics",
});
const redirectUri = "http://127.0.0.1:3000/callback";
const scopes = ["Desk.basic.READ", "Desk.settings.READ"];

let mock: Mock;
beforeAll(async () => {
  mock = await startMock({ spec: "spec/zoho-desk", oauth: { clients: { me: "planted-secret" } } });
});
beforeEach(() => mock.reset());
afterAll(() => mock.close());

const client = () => ({ clientId: "me", clientSecret: "planted-secret", tokenEndpoint: `${mock.url}/oauth/v2/token` });

/** Sends a user to consent, and gives what `exchangeCode` needs. */
async function consent(options: object = {}) {
  const { url, state, codeVerifier } = await authorizationUrl(api, {
    clientId: "me",
    redirectUri,
    scopes,
    authorizationEndpoint: `${mock.url}/oauth/v2/auth`,
    ...options,
  });
  const { headers } = await fetch(url, { redirect: "manual" });
  return { ...client(), redirectUri, state, codeVerifier, callbackUrl: headers.get("location")! };
}

const statusOf = async (auth: TokenProvider) =>
  (await getSessionAnalytics(createTransport({ baseUrl: mock.url, auth, authPrefix: "Zoho-oauthtoken" }))).response
    .status;

async function errorOf(promise: Promise<unknown>): Promise<AuthError> {
  const error = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(AuthError);
  expect(inspect(error, { depth: 9 })).not.toMatch(/planted/);
  return error as AuthError;
}

test("the address for the user has a challenge, and everything that the API wants", async () => {
  const { url, state, codeVerifier } = await authorizationUrl(api, {
    clientId: "me",
    redirectUri,
    scopes,
    server: "eu",
    parameters: { prompt: "none", state: "mine" },
  });
  const { origin, pathname, searchParams } = new URL(url);
  const challenge = Buffer.from(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(codeVerifier))).toString(
    "base64url",
  );
  expect([origin + pathname, Object.fromEntries(searchParams)]).toEqual([
    "https://accounts.zoho.eu/oauth/v2/auth",
    {
      response_type: "code",
      client_id: "me",
      redirect_uri: redirectUri,
      scope: "Desk.basic.READ,Desk.settings.READ",
      access_type: "offline",
      prompt: "none",
      state,
      code_challenge: challenge,
      code_challenge_method: "S256",
    },
  ]);
  expect(codeVerifier).toMatch(/^[\w-]{43}$/);
  expect(state).not.toBe((await authorizationUrl(api, { clientId: "me", redirectUri })).state);
});

describe("with the mock of Zoho Desk", () => {
  test("a code gives tokens, which are renewed when the API refuses them", async () => {
    const tokens = await exchangeCode(api, await consent());
    expect(tokens).toMatchObject({ accessToken: expect.any(String), refreshToken: expect.any(String) });
    const auth = authorizationCode(api, { ...client(), tokens });
    expect(await statusOf(auth)).toBe(200);
    await mock.expire(tokens.accessToken);
    expect(await statusOf(auth)).toBe(200);
    await mock.revoke(tokens.refreshToken!);
    const error = await errorOf(statusOf(auth));
    expect({ ...error }).toMatchObject({ code: "refused", error: "invalid_code", status: 200 });
    expect(error.message).toBe(`${new URL(mock.url).host} refused the refresh token (invalid_code)`);
  });

  test("the eleventh token in ten minutes is refused", async () => {
    const { refreshToken: token } = await mock.issueToken({ scopes, refreshToken: true, clientId: "me" });
    const auth = refreshToken(api, { ...client(), refreshToken: token! });
    for (let count = 0; count < 10; count++) {
      expect(await statusOf(auth)).toBe(200);
      await mock.expire((await auth())!);
    }
    expect(await errorOf(statusOf(auth))).toMatchObject({ code: "refused", error: "Access Denied", status: 200 });
  });

  test("a thousand callers with an expired token make one token request, and all get their result", async () => {
    const { refreshToken: token } = await mock.issueToken({ scopes, refreshToken: true, clientId: "me" });
    const auth = refreshToken(api, { ...client(), refreshToken: token! });
    await mock.expire((await auth())!);
    const before = (await mock.tokens()).length;
    const given = await Promise.all(Array.from({ length: 1000 }, () => auth()));
    expect(new Set(given).size).toBe(1);
    const statuses = await Promise.all(Array.from({ length: 50 }, () => statusOf(auth)));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect((await mock.tokens()).length).toBe(before + 1);
  });

  test.each<[fault: string, change: Partial<ExchangeCodeOptions>, error: string]>([
    ["another verifier", { codeVerifier: "x".repeat(43) }, "invalid_code"],
    ["another address of return", { redirectUri: "http://127.0.0.1:3000/other" }, "invalid_code"],
    ["a wrong secret", { clientSecret: "planted-other" }, "invalid_client"],
  ])("a code with %s is refused", async (_, change, error) => {
    expect(await errorOf(exchangeCode(api, { ...(await consent()), ...change }))).toMatchObject({
      code: "refused",
      error,
    });
  });

  test("a code is good once", async () => {
    const options = await consent();
    await exchangeCode(api, options);
    expect(await errorOf(exchangeCode(api, options))).toMatchObject({ code: "refused", error: "invalid_code" });
  });

  test("a scope that the API does not have comes back as an error", async () => {
    const error = await errorOf(exchangeCode(api, await consent({ scopes: ["Desk.nothing.READ"] })));
    expect(error).toMatchObject({ code: "refused", error: "invalid_scope" });
    expect(error.message).toMatch(/^the authorization was refused: invalid_scope: /);
  });

  test("without access_type=offline the user must be asked again when the token is over", async () => {
    const tokens = await exchangeCode(api, await consent({ parameters: { access_type: "online" } }));
    const auth = authorizationCode(api, { ...client(), tokens });
    expect(await statusOf(auth)).toBe(200);
    await mock.expire(tokens.accessToken);
    expect((await errorOf(statusOf(auth))).code).toBe("consent-needed");
  });
});

describe("a redirect", () => {
  const state = "planted-state";
  const asked: string[] = [];
  const options = (callbackUrl: string) => ({
    clientId: "me",
    redirectUri,
    state,
    codeVerifier: "planted-verifier",
    callbackUrl,
    async fetch(url: string) {
      asked.push(url);
      return Response.json({ access_token: "t", refresh_token: "r", token_type: "Bearer", expires_in: 3600 });
    },
  });
  beforeEach(() => {
    asked.length = 0;
  });

  test("may be the path that a server was asked for", async () => {
    expect(await exchangeCode(api, options(`/callback?code=planted-code&state=${state}`))).toMatchObject({
      accessToken: "t",
      consent: "r",
    });
    expect(asked).toEqual(["https://accounts.zoho.com/oauth/v2/token"]);
  });

  test("chooses the server whose accounts address it names, and renewals go there", async () => {
    const query = `code=c&state=${state}&location=eu&accounts-server=https%3A%2F%2Faccounts.zoho.eu`;
    const { fetch, ...rest } = options(`${redirectUri}?${query}`);
    const tokens = await exchangeCode(api, { ...rest, fetch });
    expect(tokens.server).toBe("eu");
    const store = memoryStore();
    const auth = authorizationCode(api, { clientId: "me", fetch, store, tokens: { ...tokens, expiresAt: 1 } });
    await auth();
    expect(await store.get()).toMatchObject({ server: "eu", consent: "r" });
    expect(asked).toEqual(Array(2).fill("https://accounts.zoho.eu/oauth/v2/token"));
  });

  test.each([
    "https://accounts.zoho.eu.example.com",
    "https://accounts.zoho.fr",
    "http://accounts.zoho.eu",
    "https://accounts.zoho.eu:444",
    "https://accounts.zoho.eu@example.com",
    "accounts.zoho.eu",
    "javascript:alert(1)",
    "",
  ])("to the accounts address %j is refused before anything is sent", async (address) => {
    const query = new URLSearchParams({ code: "planted-code", state, "accounts-server": address });
    const error = await errorOf(exchangeCode(api, options(`${redirectUri}?${query}`)));
    expect(error.code).toBe("unlisted-host");
    expect(error.message).toContain("https://accounts.zoho.com, https://accounts.zoho.eu");
    expect(asked).toEqual([]);
  });

  test.each([
    ["of another state", "code=planted-code&state=other"],
    ["without a state", "code=planted-code"],
    ["with two states", `code=planted-code&state=${state}&state=${state}`],
    ["without a code", `state=${state}`],
    ["with two codes", `state=${state}&code=planted-code&code=planted-2`],
    ["of another issuer", `code=planted-code&state=${state}&iss=https%3A%2F%2Fevil.example.com`],
    ["with a token", `code=planted-code&state=${state}&token=planted-token`],
  ])("%s is none of this request", async (_, query) => {
    expect((await errorOf(exchangeCode(api, options(`${redirectUri}?${query}`)))).code).toBe("callback");
    expect(asked).toEqual([]);
  });

  test("of an issuer on the origin of the authorization endpoint is taken", async () => {
    const query = `code=c&state=${state}&iss=https%3A%2F%2Faccounts.zoho.com%2Foauth`;
    expect(await exchangeCode(api, options(`${redirectUri}?${query}`))).toMatchObject({ accessToken: "t" });
  });

  test.each<[what: string, change: object, message: string]>([
    ["that is missing", { callbackUrl: undefined }, "the option callbackUrl is missing"],
    ["that is no address", { callbackUrl: "https://:planted" }, "redirectUri or callbackUrl is not a URL"],
  ])("%s is named", async (_, change, message) => {
    const promise = exchangeCode(api, { ...options("/callback"), ...change } as ExchangeCodeOptions);
    const error = await promise.catch((error: unknown) => error);
    expect(error).toEqual(new TypeError(message));
    expect(inspect(error, { depth: 9 })).not.toMatch(/planted/);
    expect(asked).toEqual([]);
  });

  test("that says no gives what it says", async () => {
    const error = await errorOf(
      exchangeCode(api, options(`${redirectUri}?error=access_denied&error_description=No+thanks&state=${state}`)),
    );
    expect({ ...error, message: error.message }).toMatchObject({
      code: "refused",
      error: "access_denied",
      description: "No thanks",
      message: "the authorization was refused: access_denied: No thanks",
    });
  });
});

describe("the tokens of a consent", () => {
  const tokens = { accessToken: "a", refreshToken: "r", receivedAt: Date.now(), expiresAt: Date.now() + 3_600_000 };

  test("are found in the store by the next process, which has none of its own", async () => {
    const store = memoryStore();
    expect(await authorizationCode(api, { clientId: "me", store, tokens })()).toBe("a");
    expect(await authorizationCode(api, { clientId: "me", store })()).toBe("a");
  });

  test("take the place of those of an earlier consent", async () => {
    const store = memoryStore({ ...tokens, accessToken: "old", consent: "old" });
    expect(await authorizationCode(api, { clientId: "me", store, tokens })()).toBe("a");
    expect(await store.get()).toMatchObject({ accessToken: "a", consent: "r" });
  });

  test.each([null, {}, "text"])("that are none (%j) are missing", (none) => {
    expect(() => authorizationCode(api, { clientId: "me", tokens: none as never })).toThrow(
      new TypeError("the option tokens is missing: give what exchangeCode gave, or leave it out where a store has it"),
    );
  });

  test("that nobody has yet are an error that says what to do", async () => {
    const error = await errorOf(Promise.resolve(authorizationCode(api, { clientId: "me" })()));
    expect([error.code, error.message]).toEqual([
      "consent-needed",
      "there are no tokens: send the user to authorizationUrl, then exchangeCode",
    ]);
  });
});
