import { createHash } from "node:crypto";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { JsonObject } from "../../../generator/document/json.ts";
import { startServer } from "../../../mocks/server/start-server.ts";
import { createMemoryStore } from "../../../mocks/storage/memory-store.ts";
import { storeBelow } from "../../../mocks/storage/store.ts";
import { documentOf, json } from "../document.ts";
import { startAccessServer } from "./access-server.ts";
import { zohoDesk, zohoScopes } from "./zoho-desk.ts";

const flow = {
  authorizationUrl: "https://accounts.example.com/oauth/auth",
  tokenUrl: "https://accounts.example.com/oauth/token/",
  scopes: { read: "", write: "" },
};
const document: JsonObject = documentOf(
  { "/x": { get: { operationId: "getX", security: [{ oauth: ["read"] }] } } },
  { components: { securitySchemes: { oauth: { type: "oauth2", flows: { authorizationCode: flow } } } } },
);
const machine = { grant_type: "client_credentials", client_id: "me", client_secret: "s3cret" };
const callback = "http://localhost:3000/callback";
const ask = { response_type: "code", client_id: "me", redirect_uri: callback, scope: "read" };
const verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

type AccessServer = Awaited<ReturnType<typeof startAccessServer>>;

async function codeOf(server: AccessServer, more: Record<string, string> = {}) {
  const { location } = await server.consent("/oauth/auth", { ...ask, ...more });
  return location?.searchParams.get("code") ?? "";
}

function redeem(server: AccessServer, code: string, more: Record<string, string> = {}) {
  const form = { grant_type: "authorization_code", client_id: "me", code, redirect_uri: callback, ...more };
  return server.post("/oauth/token", form);
}

async function statusWith(server: AccessServer, token: string | undefined, prefix = "Bearer") {
  return (await fetch(`${server.url}/x`, { headers: { authorization: `${prefix} ${token}` } })).status;
}

describe("client credentials", () => {
  test("a form gives a token that opens an operation", async () => {
    await using server = await startAccessServer(document);
    const { status, body, response } = await server.post("/oauth/token", { ...machine, scope: "read" });
    expect([status, { ...body, access_token: "" }]).toEqual([
      200,
      { access_token: "", token_type: "Bearer", expires_in: 3600, scope: "read" },
    ]);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await statusWith(server, body["access_token"])).toBe(200);
    server.pass(3600);
    expect(await statusWith(server, body["access_token"])).toBe(401);
  });

  test("a client that names no scopes gets all, and is told", async () => {
    await using server = await startAccessServer(document, { responseScope: false });
    expect((await server.post("/oauth/token", machine)).body["scope"]).toBe("read write");
    expect((await server.post("/oauth/token", { ...machine, scope: "read" })).body).not.toHaveProperty("scope");
  });

  test("HTTP Basic, its parts form-encoded, names the client", async () => {
    await using server = await startAccessServer(document, { clients: { "me:1": "s3 cret%" } });
    const basic = (id: string, secret: string) => ({
      authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
    });
    const form = { grant_type: "client_credentials" };
    expect((await server.post("/oauth/token", form, basic("me%3A1", "s3+cret%25"))).status).toBe(200);
    const wrong = await server.post("/oauth/token", form, basic("me%3A1", "other"));
    expect([wrong.status, wrong.body["error"]]).toEqual([401, "invalid_client"]);
    expect(wrong.response.headers.get("www-authenticate")).toBe('Basic realm="mock"');
  });

  test.each<[fault: string, form: string, headers: Record<string, string>, status: number, error: string]>([
    ["no grant type", "", {}, 400, "invalid_request"],
    ["another grant type", "grant_type=__proto__&client_id=me&client_secret=s3cret", {}, 400, "unsupported_grant_type"],
    ["no client", "grant_type=client_credentials", {}, 401, "invalid_client"],
    [
      "a client that is not known",
      "grant_type=client_credentials&client_id=toString&client_secret=x",
      {},
      401,
      "invalid_client",
    ],
    ["a wrong secret", "grant_type=client_credentials&client_id=me&client_secret=x", {}, 401, "invalid_client"],
    ["no secret", "grant_type=client_credentials&client_id=me", {}, 401, "invalid_client"],
    [
      "a scope that the API does not have",
      "grant_type=client_credentials&client_id=me&client_secret=s3cret&scope=delete",
      {},
      400,
      "invalid_scope",
    ],
    [
      "two ways to authenticate",
      "grant_type=client_credentials&client_id=me&client_secret=s3cret",
      { authorization: "Basic bWU6czNjcmV0" },
      400,
      "invalid_request",
    ],
    ["Basic without a colon", "grant_type=client_credentials", { authorization: "Basic bWU=" }, 401, "invalid_client"],
    ["a parameter twice", "grant_type=client_credentials&grant_type=client_credentials", {}, 400, "invalid_request"],
    ["another media type", "{}", { "content-type": "application/json" }, 400, "invalid_request"],
    [
      "a thousand and one scopes",
      `grant_type=client_credentials&client_id=me&client_secret=s3cret&scope=${Array.from({ length: 1001 }, (_, index) => index).join("+")}`,
      {},
      400,
      "invalid_scope",
    ],
  ])("%s is an error", async (_, form, headers, status, error) => {
    await using server = await startAccessServer(document, { clients: { me: "s3cret" } });
    const response = await server.post("/oauth/token", form, headers);
    expect([response.status, response.body["error"]]).toEqual([status, error]);
    expect(JSON.stringify(response.body)).not.toContain("s3cret");
  });

  test("a description has none of the characters that it must not have", async () => {
    await using server = await startAccessServer(document);
    const { body } = await server.post("/oauth/token", { ...machine, scope: 'a"b\\c§' });
    expect(body["error_description"]).toBe("The API has no scope a'b'c?; scopes are separated by spaces.");
  });

  test("parameters in the query are taken where the settings say so, else it is said where they belong", async () => {
    const query = `/oauth/token?${new URLSearchParams({ ...machine, scope: "read" })}`;
    await using strict = await startAccessServer(document);
    expect((await strict.post(query, {})).body).toEqual({
      error: "invalid_request",
      error_description: "Parameters go into the form body, not into the query.",
    });
    await using server = await startAccessServer(document, { queryParameters: true });
    expect((await server.post(query, {})).body["scope"]).toBe("read");
    expect((await server.post(query, { client_id: "me" })).body["error"]).toBe("invalid_request");
  });
});

test("user name and password give a token, whoever it is", async () => {
  await using server = await startAccessServer(document);
  const form = { grant_type: "password", username: "u", password: "p", client_id: "me", scope: "read" };
  const { body } = await server.post("/oauth/token", form);
  expect(await statusWith(server, body["access_token"])).toBe(200);
  expect(body["refresh_token"]).toBeDefined();
  const { password: _, ...rest } = form;
  expect((await server.post("/oauth/token", rest)).body["error_description"]).toBe("password is missing.");
});

describe("authorization code", () => {
  test("the user consents at once, and code and state come back with what the address had", async () => {
    await using server = await startAccessServer(document, { redirectParameters: { location: "us" } });
    const state = "a b&c=d#\r\nset-cookie: x=y\u2028";
    const { status, location, response } = await server.consent("/oauth/auth", {
      ...ask,
      redirect_uri: `${callback}?keep=%20me`,
      state,
    });
    expect(status).toBe(302);
    expect(location?.href.startsWith(`${callback}?keep=%20me&code=`)).toBe(true);
    expect(location?.searchParams.get("state")).toBe(state);
    expect(location?.searchParams.get("location")).toBe("us");
    expect(response.headers.get("set-cookie")).toBeNull();
  });

  test.each<[fault: string, parameters: Record<string, string>]>([
    ["no redirect_uri", { redirect_uri: "" }],
    ["no address", { redirect_uri: "callback" }],
    ["a script", { redirect_uri: "javascript:alert(1)" }],
    ["a file", { redirect_uri: "file:///etc/passwd" }],
    ["a fragment", { redirect_uri: `${callback}#x` }],
    ["no client", { client_id: "" }],
    ["a client that is not known", { client_id: "constructor" }],
  ])("%s gets a 400, without a redirect", async (_, parameters) => {
    await using server = await startAccessServer(document, { clients: { me: "" } });
    const { status, location } = await server.consent("/oauth/auth", { ...ask, ...parameters });
    expect([status, location]).toEqual([400, undefined]);
  });

  test.each<[fault: string, parameters: Record<string, string>, error: string]>([
    ["another response type", { response_type: "id_token" }, "unsupported_response_type"],
    ["another response mode", { response_mode: "form_post" }, "invalid_request"],
    ["a scope that the API does not have", { scope: "read delete" }, "invalid_scope"],
    ["scopes with the wrong separator", { scope: "read,write" }, "invalid_scope"],
    ["another challenge method", { code_challenge: challenge, code_challenge_method: "S512" }, "invalid_request"],
    ["a challenge that is too short", { code_challenge: "x" }, "invalid_request"],
  ])("%s is redirected as an error", async (_, parameters, error) => {
    await using server = await startAccessServer(document);
    const { location } = await server.consent("/oauth/auth", { ...ask, state: "s", ...parameters });
    expect(Object.fromEntries(location!.searchParams)).toMatchObject({ error, state: "s" });
    expect(location!.searchParams.has("code")).toBe(false);
  });

  test("a line break in redirect_uri cannot break the response", async () => {
    await using server = await startAccessServer(document);
    const { location, response } = await server.consent("/oauth/auth", {
      ...ask,
      redirect_uri: `${callback}\r\nset-cookie: a=b`,
    });
    expect(location?.origin).toBe("http://localhost:3000");
    expect(response.headers.get("set-cookie")).toBeNull();
  });

  test("a code gives tokens once; a second time ends what it gave", async () => {
    await using server = await startAccessServer(document);
    const code = await codeOf(server);
    const { status, body } = await redeem(server, code);
    expect([status, body["scope"]]).toEqual([200, "read"]);
    expect(await statusWith(server, body["access_token"])).toBe(200);
    expect((await redeem(server, code)).body["error"]).toBe("invalid_grant");
    expect(await statusWith(server, body["access_token"])).toBe(401);
    const form = { grant_type: "refresh_token", client_id: "me", refresh_token: body["refresh_token"]! };
    expect((await server.post("/oauth/token", form)).body["error"]).toBe("invalid_grant");
  });

  test("of many requests with one code a single one succeeds", async () => {
    await using server = await startAccessServer(document);
    const code = await codeOf(server);
    const responses = await Promise.all(Array.from({ length: 20 }, () => redeem(server, code)));
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test("a code lives for a minute", async () => {
    await using server = await startAccessServer(document);
    const [first, second] = [await codeOf(server), await codeOf(server)];
    server.pass(59);
    expect((await redeem(server, first)).status).toBe(200);
    server.pass(1);
    expect((await redeem(server, second)).body["error_description"]).toBe("The code has expired.");
  });

  test.each<[rule: string, asked: Record<string, string>, redeemed: Record<string, string>, status: number]>([
    [
      "S256 with its verifier",
      { code_challenge: challenge, code_challenge_method: "S256" },
      { code_verifier: verifier },
      200,
    ],
    [
      "S256 with another verifier",
      { code_challenge: challenge, code_challenge_method: "S256" },
      { code_verifier: `${verifier}x` },
      400,
    ],
    [
      "S256 with the challenge itself",
      { code_challenge: challenge, code_challenge_method: "S256" },
      { code_verifier: challenge },
      400,
    ],
    ["S256 without a verifier", { code_challenge: challenge, code_challenge_method: "S256" }, {}, 400],
    [
      "plain with its verifier",
      { code_challenge: verifier, code_challenge_method: "plain" },
      { code_verifier: verifier },
      200,
    ],
    ["plain, unnamed", { code_challenge: verifier }, { code_verifier: verifier }, 200],
    ["plain with another verifier", { code_challenge: verifier }, { code_verifier: challenge }, 400],
    ["a verifier without a challenge", {}, { code_verifier: verifier }, 400],
    [
      "a verifier that is too short",
      { code_challenge: challenge, code_challenge_method: "S256" },
      { code_verifier: "x" },
      400,
    ],
    ["another redirect_uri", {}, { redirect_uri: `${callback}/` }, 400],
    ["another client", {}, { client_id: "you" }, 400],
    ["no code", {}, { code: "" }, 400],
    ["a code that was never given", {}, { code: "__proto__" }, 400],
  ])("%s", async (_, asked, redeemed, status) => {
    expect(createHash("sha256").update(verifier).digest("base64url")).toBe(challenge);
    await using server = await startAccessServer(document);
    expect((await redeem(server, await codeOf(server, asked), redeemed)).status).toBe(status);
  });

  test("a code that one verifier did not fit is still good for the right one", async () => {
    await using server = await startAccessServer(document);
    const code = await codeOf(server, { code_challenge: challenge, code_challenge_method: "S256" });
    expect((await redeem(server, code, { code_verifier: challenge })).status).toBe(400);
    expect((await redeem(server, code, { code_verifier: verifier })).status).toBe(200);
  });

  test("response_type=token brings the token in the fragment", async () => {
    await using server = await startAccessServer(document);
    const { location } = await server.consent("/oauth/auth", { ...ask, response_type: "token", state: "s" });
    const fields = new URLSearchParams(location!.hash.slice(1));
    expect([location!.search, fields.get("state"), fields.get("expires_in")]).toEqual(["", "s", "3600"]);
    expect(await statusWith(server, fields.get("access_token") ?? "")).toBe(200);
  });
});

describe("refresh", () => {
  async function refreshable(server: AccessServer, scope = "read write") {
    const { body } = await redeem(server, await codeOf(server, { scope }));
    return body["refresh_token"]!;
  }
  const refresh = (server: AccessServer, token: string, more: Record<string, string> = {}) =>
    server.post("/oauth/token", { grant_type: "refresh_token", client_id: "me", refresh_token: token, ...more });

  test("a refresh token gives access tokens again and again", async () => {
    await using server = await startAccessServer(document);
    const token = await refreshable(server);
    const [first, second] = [await refresh(server, token), await refresh(server, token)];
    expect(first.body["access_token"]).not.toBe(second.body["access_token"]);
    expect(first.body).not.toHaveProperty("refresh_token");
    expect(await statusWith(server, first.body["access_token"])).toBe(200);
    expect(second.body["scope"]).toBe("read write");
  });

  test("it can ask for fewer scopes, not for more", async () => {
    await using server = await startAccessServer(document);
    const token = await refreshable(server, "write");
    expect((await refresh(server, token, { scope: "write" })).body["scope"]).toBe("write");
    expect((await refresh(server, token, { scope: "read" })).body["error"]).toBe("invalid_scope");
    const { body } = await refresh(server, token);
    expect(await statusWith(server, body["access_token"])).toBe(403);
  });

  test("it belongs to its client", async () => {
    await using server = await startAccessServer(document);
    const token = await refreshable(server);
    expect((await refresh(server, token, { client_id: "you" })).body["error"]).toBe("invalid_grant");
    expect((await refresh(server, token, { client_id: "" })).body["error"]).toBe("invalid_client");
  });

  test("rotation gives a new refresh token and ends the old one", async () => {
    await using server = await startAccessServer(document, { rotateRefreshTokens: true });
    const token = await refreshable(server);
    const next = (await refresh(server, token)).body["refresh_token"]!;
    expect(next).not.toBe(token);
    expect((await refresh(server, next)).status).toBe(200);
    expect((await refresh(server, token)).body["error"]).toBe("invalid_grant");
  });

  test("a replaced one that is used again ends all tokens of its consent (RFC 9700, section 4.14.2)", async () => {
    await using server = await startAccessServer(document, { rotateRefreshTokens: true });
    const [token, other] = [await refreshable(server), await refreshable(server)];
    const { body } = await refresh(server, token);
    const next = (await refresh(server, body["refresh_token"]!)).body;
    const again = await refresh(server, token);
    expect([again.status, again.body["error"]]).toEqual([400, "invalid_grant"]);
    expect(again.body["error_description"]).toContain("has been replaced");
    expect(await statusWith(server, body["access_token"])).toBe(401);
    expect((await refresh(server, next["refresh_token"]!)).body["error"]).toBe("invalid_grant");
    expect((await refresh(server, other)).status).toBe(200);
  });

  test("of a replaced one, another client cannot end the tokens", async () => {
    await using server = await startAccessServer(document, { rotateRefreshTokens: true });
    const token = await refreshable(server);
    const { body } = await refresh(server, token);
    expect((await refresh(server, token, { client_id: "you" })).body["error"]).toBe("invalid_grant");
    expect((await refresh(server, body["refresh_token"]!)).status).toBe(200);
  });

  test("of many requests with a rotating token a single one succeeds", async () => {
    await using server = await startAccessServer(document, { rotateRefreshTokens: true });
    const token = await refreshable(server);
    const responses = await Promise.all(Array.from({ length: 20 }, () => refresh(server, token)));
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test("a test can expire it", async () => {
    await using server = await startAccessServer(document);
    const token = await refreshable(server);
    await server.authorization.expire(token);
    expect((await refresh(server, token)).body["error_description"]).toBe("The refresh token has expired.");
  });

  test("a test can give one without any consent", async () => {
    await using server = await startAccessServer(document);
    const { refreshToken } = await server.authorization.issueToken({ scopes: ["read"], refreshToken: true });
    expect((await refresh(server, refreshToken!)).status).toBe(200);
  });

  test("it gives a limited number of access tokens in a time, however many ask at once", async () => {
    await using server = await startAccessServer(document, {
      accessTokensPerRefreshToken: { count: 10, seconds: 600 },
    });
    const token = await refreshable(server);
    const statuses = async (count: number) =>
      (await Promise.all(Array.from({ length: count }, () => refresh(server, token)))).map(({ status }) => status);
    expect((await statuses(4)).sort()).toEqual([200, 200, 200, 200]);
    server.pass(300);
    expect((await statuses(20)).filter((status) => status === 200)).toHaveLength(6);
    const { status, body, response } = await refresh(server, token);
    expect([status, body["error"], response.headers.get("retry-after")]).toEqual([429, "too_many_requests", "300"]);
    server.pass(300);
    expect((await statuses(5)).filter((code) => code === 200)).toHaveLength(4);
  });

  test("a client has a limited number of refresh tokens, and one more deletes the oldest", async () => {
    await using server = await startAccessServer(document, { refreshTokensPerClient: 2 });
    const tokens: string[] = [];
    for (let count = 0; count < 3; count += 1) tokens.push(await refreshable(server));
    const statuses = await Promise.all(tokens.map(async (token) => (await refresh(server, token)).status));
    expect(statuses).toEqual([400, 200, 200]);
  });

  test("rotation does not use the limit up", async () => {
    await using server = await startAccessServer(document, { refreshTokensPerClient: 2, rotateRefreshTokens: true });
    const [kept, first] = [await refreshable(server), await refreshable(server)];
    let token = first;
    for (let count = 0; count < 3; count += 1) token = (await refresh(server, token)).body["refresh_token"]!;
    expect((await refresh(server, kept)).status).toBe(200);
  });

  test.each<[setting: "always" | "offline" | "never", more: Record<string, string>, want: boolean]>([
    ["always", {}, true],
    ["never", { access_type: "offline" }, false],
    ["offline", {}, false],
    ["offline", { access_type: "offline" }, true],
    ["offline", { scope: "read offline_access" }, true],
  ])("a consent gives one %s, asked with %j: %s", async (refreshTokens, more, want) => {
    await using server = await startAccessServer(document, { refreshTokens });
    const { body } = await redeem(server, await codeOf(server, more));
    expect(Object.hasOwn(body, "refresh_token")).toBe(want);
  });
});

describe("revocation", () => {
  test("an access token, a refresh token with all it gave, and one that nobody knows all get a 200", async () => {
    await using server = await startAccessServer(document);
    const { body } = await redeem(server, await codeOf(server));
    const machineToken = (await server.post("/oauth/token", { ...machine, scope: "read" })).body["access_token"]!;
    const revoke = async (token: string) =>
      (await server.post("/oauth/token/revoke", { token, client_id: "me" })).status;
    expect(await revoke(machineToken)).toBe(200);
    expect(await statusWith(server, machineToken)).toBe(401);
    expect(await statusWith(server, body["access_token"])).toBe(200);
    expect(await revoke(body["refresh_token"]!)).toBe(200);
    expect(await statusWith(server, body["access_token"])).toBe(401);
    expect(await revoke("nobody's")).toBe(200);
    expect((await server.post("/oauth/token/revoke", { client_id: "me" })).body["error"]).toBe("invalid_request");
  });

  test("a token dies by its own client alone (RFC 7009, section 2.1)", async () => {
    await using server = await startAccessServer(document);
    const { body } = await redeem(server, await codeOf(server));
    for (const token of [body["access_token"]!, body["refresh_token"]!]) {
      expect((await server.post("/oauth/token/revoke", { token })).status).toBe(401);
      const other = await server.post("/oauth/token/revoke", { token, client_id: "you" });
      expect([other.status, other.body["error"]]).toEqual([400, "invalid_grant"]);
    }
    expect(await statusWith(server, body["access_token"])).toBe(200);
  });

  test("a token that a test gave to no client can be revoked by all", async () => {
    await using server = await startAccessServer(document);
    const { accessToken } = await server.authorization.issueToken({ scopes: ["read"] });
    const form = { token: accessToken, client_id: "anybody" };
    expect((await server.post("/oauth/token/revoke", form)).status).toBe(200);
    expect(await statusWith(server, accessToken)).toBe(401);
  });

  test("the settings let anybody revoke, as some APIs do", async () => {
    await using server = await startAccessServer(document, { revocation: "anybody" });
    const { body } = await redeem(server, await codeOf(server));
    expect((await server.post("/oauth/token/revoke", { token: body["access_token"]! })).status).toBe(200);
    expect(await statusWith(server, body["access_token"])).toBe(401);
  });

  test("a client that is known must have its secret right", async () => {
    await using server = await startAccessServer(document, { clients: { me: "s3cret" } });
    const form = { token: "t", client_id: "me", client_secret: "wrong" };
    expect((await server.post("/oauth/token/revoke", form)).status).toBe(401);
  });
});

describe("addresses", () => {
  test.each<[tokenUrl: string, settings: Record<string, string>, endpoints: string[]]>([
    ["/oauth/v2/token", {}, ["POST /oauth/v2/token/introspect", "POST /oauth/v2/token/revoke", "POST /oauth/v2/token"]],
    [
      "https://{domain}/oauth/token",
      {},
      ["POST /oauth/token/introspect", "POST /oauth/token/revoke", "POST /oauth/token"],
    ],
    [
      "token",
      {},
      [
        ...["POST /token/introspect", "POST /v1/token/introspect", "POST /token/revoke", "POST /v1/token/revoke"],
        ...["POST /token", "POST /v1/token"],
      ],
    ],
    ["https://example.com", {}, []],
    ["https://", {}, []],
    [
      "/ignored",
      { tokenPath: "/t", revokePath: "/r", introspectPath: "/i", authorizePath: "/a/" },
      ["GET /a", "POST /i", "POST /r", "POST /t"],
    ],
  ])("the token endpoint of %s with %j", async (tokenUrl, settings, endpoints) => {
    const oauth = { type: "oauth2", flows: { clientCredentials: { tokenUrl, scopes: {} } } };
    const served = documentOf(
      {},
      { servers: [{ url: "https://example.com/v1" }], components: { securitySchemes: { oauth } } },
    );
    await using server = await startAccessServer(served, settings);
    const isWellKnown = (endpoint: string) => endpoint.startsWith("GET /.well-known/");
    expect(server.authorization.endpoints.filter((endpoint) => !isWellKnown(endpoint))).toEqual(endpoints);
    expect(server.authorization.endpoints.filter(isWellKnown)).toHaveLength(endpoints.length > 0 ? 2 : 0);
    for (const endpoint of endpoints.filter((text) => text.endsWith("/token")))
      expect((await server.post(`${endpoint.slice(5)}/`, { ...machine, scope: "any" })).status).toBe(200);
  });

  test("another method gets a 405, unless the document has an operation there", async () => {
    await using server = await startAccessServer(document);
    const response = await fetch(`${server.url}/oauth/token`);
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
    const described = { ...document, paths: { "/oauth/token": { get: { responses: {} } } } };
    await using other = await startAccessServer(described);
    expect((await fetch(`${other.url}/oauth/token`)).status).toBe(200);
    expect((await other.post("/oauth/token", { ...machine, scope: "read" })).status).toBe(200);
  });
});

describe("an API that responds to errors with 200 and separates scopes with commas", () => {
  const openapi = {
    ...document,
    paths: { "/x": { get: { operationId: "getX", security: [{ oauth: ["Desk.basic.READ", "Desk.settings.READ"] }] } } },
  };
  const start = () => startAccessServer(openapi, zohoDesk, { scopes: zohoScopes });
  const both = "Desk.basic.READ,Desk.settings.READ";
  const zohoClient = { client_id: "me", client_secret: "s3cret" };

  test("a code that is not known", async () => {
    await using server = await start();
    const { status, body } = await redeem(server, "nothing");
    expect([status, body]).toEqual([200, { error: "invalid_code" }]);
  });

  test("consent, code, refresh and the eleventh access token", async () => {
    await using server = await start();
    const { location } = await server.consent("/oauth/auth", { ...ask, scope: both, access_type: "offline" });
    expect(location!.searchParams.get("accounts-server")).toBe("https://accounts.zoho.com");
    const { body } = await redeem(server, location!.searchParams.get("code")!, zohoClient);
    const { access_token: accessToken, refresh_token: refreshToken, ...rest } = body;
    expect(rest).toEqual({ api_domain: "https://www.zohoapis.com", expires_in: 3600, token_type: "Bearer" });
    expect(await statusWith(server, accessToken, "Zoho-oauthtoken")).toBe(200);
    const query = new URLSearchParams({ ...zohoClient, grant_type: "refresh_token", refresh_token: refreshToken! });
    for (let count = 0; count < 10; count += 1) {
      expect((await server.post(`/oauth/token?${query}`, {})).body).toHaveProperty("access_token");
    }
    const { status, body: refused } = await server.post(`/oauth/token?${query}`, {});
    expect([status, refused]).toEqual([200, { error: "Access Denied" }]);
  });

  test("spaces between scopes make one unknown scope", async () => {
    await using server = await start();
    const { location } = await server.consent("/oauth/auth", { ...ask, scope: both.replace(",", " ") });
    expect(location!.searchParams.get("error")).toBe("invalid_scope");
  });

  test("a client that names its organization gets a token that belongs to it", async () => {
    await using server = await start();
    const { body } = await server.post("/oauth/token", { ...machine, scope: both, orgId: "7" });
    const headers = { authorization: `Zoho-oauthtoken ${body["access_token"]}` };
    expect((await fetch(`${server.url}/x?orgId=7`, { headers })).status).toBe(200);
    expect((await fetch(`${server.url}/x?orgId=8`, { headers })).status).toBe(403);
  });
});

describe("the store", () => {
  test("two mocks with one store know each other's tokens and never give the same text twice", async () => {
    const store = createMemoryStore();
    await using first = await startAccessServer(document, {}, { store });
    await using second = await startAccessServer(document, {}, { store });
    const issued = await Promise.all(
      [first, second, first, second].map((server) => server.authorization.issueToken({ scopes: ["read"] })),
    );
    expect(new Set(issued.map(({ accessToken }) => accessToken)).size).toBe(4);
    expect(await statusWith(second, issued[0]!.accessToken)).toBe(200);
  });

  test("its keys hold nothing that a client sent, and its values survive JSON", async () => {
    const inner = createMemoryStore();
    const keys = new Set<string>();
    const store = {
      ...inner,
      get: (key: string) => {
        keys.add(key);
        return inner.get(key);
      },
      set: (key: string, value: object) => inner.set(key, JSON.parse(JSON.stringify(value))),
    };
    await using server = await startAccessServer(document, { refreshTokensPerClient: 5 }, { store });
    const { body } = await redeem(server, await codeOf(server));
    expect(await statusWith(server, body["access_token"])).toBe(200);
    await statusWith(server, "../../etc/passwd");
    await redeem(server, "../../code");
    const form = { grant_type: "refresh_token", client_id: "me", refresh_token: body["refresh_token"]! };
    expect((await server.post("/oauth/token", form)).status).toBe(200);
    expect([...keys].filter((key) => !/^[a-z]+(?:\/[0-9a-f]{64})?$/.test(key))).toEqual([]);
  });

  test("however many tokens there are, no record goes for them, and how many tokens did is told", async () => {
    const store = createMemoryStore(3);
    for (let number = 0; number < 10; number += 1) await store.set(`state/${number}`, { number });
    await using server = await startAccessServer(document, {}, { store: storeBelow(store, "oauth/") });
    const issued: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      const { accessToken } = await server.authorization.issueToken({ scopes: ["read"] });
      issued.push(accessToken);
    }
    const statuses = await Promise.all(issued.map((token) => statusWith(server, token)));
    expect(statuses).toEqual([401, 401, 200, 200, 200]);
    expect(await store.list("state/")).toHaveLength(10);
    expect(store.forgotten?.()).toBe(2);
    const openapi = documentOf({ "/x": { get: { responses: json({ type: "string" }) } } });
    await using mock = await startServer(openapi, { store });
    expect(mock.notes).toEqual(["2 tokens and codes were forgotten before their time, for want of room"]);
  });

  test("it forgets tokens and codes an hour after they expired, and no sooner", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    const store = createMemoryStore();
    await using server = await startAccessServer(document, {}, { store });
    const { accessToken } = await server.authorization.issueToken({ scopes: ["read"], expiresIn: 60 });
    await codeOf(server);
    await server.authorization.issueToken({ scopes: ["read"], refreshToken: true });
    const kept = async () => {
      const lists = await Promise.all(["access/", "code/", "refresh/"].map((start) => store.list(start)));
      return lists.map(({ length }) => length);
    };
    vi.setSystemTime(Date.now() + 3_600_000);
    expect(await kept()).toEqual([2, 1, 1]);
    expect((await server.authorization.tokens()).map((token) => token.accessToken)).toContain(accessToken);
    vi.setSystemTime(Date.now() + 2 * 3_600_000);
    // A refresh token does not expire.
    expect(await kept()).toEqual([0, 0, 1]);
  });

  test("work that fails lets the next begin", async () => {
    const store = createMemoryStore();
    const order: string[] = [];
    const failing = store.exclusive("k", async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      order.push("first");
      throw new Error("no");
    });
    const next = store.exclusive("k", async () => order.push("second"));
    await expect(failing).rejects.toThrow("no");
    await next;
    expect(order).toEqual(["first", "second"]);
  });
});
