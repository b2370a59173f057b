import { describe, expect, test } from "vitest";
import { documentOf } from "../document.ts";
import { startAccessServer } from "./access-server.ts";

const document = documentOf(
  {
    "/x": { get: { operationId: "getX", security: [{ oauth: ["read"] }] } },
    "/y": { get: { operationId: "getY", security: [{ bearer: [] }] } },
  },
  {
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer" },
        oauth: {
          type: "oauth2",
          flows: {
            authorizationCode: { authorizationUrl: "/oauth/auth", tokenUrl: "/oauth/token", scopes: { read: "" } },
          },
        },
      },
    },
  },
);
const ask = { response_type: "code", client_id: "me", redirect_uri: "http://localhost:3000/cb", state: "s" };

describe("a client that does not say who it is (RFC 6749, section 5.2; RFC 9110, section 15.5.2)", () => {
  test.each<[fault: string, path: string, form: Record<string, string>, headers: Record<string, string>]>([
    ["no client", "/oauth/token", { grant_type: "client_credentials" }, {}],
    ["no secret", "/oauth/token", { grant_type: "client_credentials", client_id: "me" }, {}],
    ["a code without a client", "/oauth/token", { grant_type: "client_credentials", code: "c" }, {}],
    [
      "Basic that is no base64",
      "/oauth/token",
      { grant_type: "client_credentials", client_id: "me" },
      { authorization: "Basic !!!" },
    ],
    ["an empty Basic", "/oauth/token", { grant_type: "password" }, { authorization: "Basic" }],
    ["Basic of two words", "/oauth/token", { grant_type: "password" }, { authorization: "basic bWU6cw== x" }],
    ["nobody revokes", "/oauth/token/revoke", { token: "t" }, {}],
  ])("%s gets 401 with a challenge", async (_, path, form, headers) => {
    await using server = await startAccessServer(document);
    const { status, body, response } = await server.post(path, form, headers);
    expect([status, body["error"]]).toEqual([401, "invalid_client"]);
    expect(response.headers.get("www-authenticate")).toBe('Basic realm="mock"');
  });

  test("a status of the settings that is no 401 has no challenge", async () => {
    await using server = await startAccessServer(document, { tokenErrors: { status: 400 } });
    const { status, response } = await server.post("/oauth/token", { grant_type: "client_credentials" });
    expect([status, response.headers.get("www-authenticate")]).toEqual([400, null]);
  });
});

describe("the authorization endpoint", () => {
  test("without response_type the request is invalid, its type is not unsupported (RFC 6749, section 4.1.2.1)", async () => {
    await using server = await startAccessServer(document);
    const { location } = await server.consent("/oauth/auth", { ...ask, response_type: "" });
    expect(Object.fromEntries(location!.searchParams)).toMatchObject({ error: "invalid_request", state: "s" });
  });

  test.each<[parameters: Record<string, string>, where: "hash" | "search"]>([
    [{}, "search"],
    [{ scope: "nothing" }, "search"],
    [{ response_type: "token" }, "hash"],
  ])("a redirect of %j names the issuer (RFC 9207)", async (parameters, where) => {
    await using server = await startAccessServer(document);
    const { location } = await server.consent("/oauth/auth", { ...ask, ...parameters });
    expect(new URLSearchParams(location![where].slice(1)).get("iss")).toBe(server.url);
  });

  test("the settings can leave it out", async () => {
    await using server = await startAccessServer(document, { issuerParameter: false });
    const { location } = await server.consent("/oauth/auth", ask);
    expect([...location!.searchParams.keys()]).toEqual(["code", "state"]);
    const metadata = await fetch(`${server.url}/.well-known/oauth-authorization-server`);
    expect(await metadata.json()).toHaveProperty("authorization_response_iss_parameter_supported", false);
  });

  test("the settings can name another one", async () => {
    await using server = await startAccessServer(document, { redirectParameters: { iss: "https://a.example" } });
    const { location } = await server.consent("/oauth/auth", ask);
    expect(location!.searchParams.getAll("iss")).toEqual(["https://a.example"]);
  });

  test.each<[scope: string | undefined, responseScope: boolean, want: string | null]>([
    [undefined, true, "read"],
    [undefined, false, "read"],
    ["read", true, "read"],
    ["read", false, null],
  ])(
    "a token in the fragment for the scope %s tells its scope (RFC 6749, section 4.2.2)",
    async (scope, told, want) => {
      await using server = await startAccessServer(document, { responseScope: told });
      const parameters = { ...ask, response_type: "token", ...(scope !== undefined && { scope }) };
      const { location } = await server.consent("/oauth/auth", parameters);
      expect(new URLSearchParams(location!.hash.slice(1)).get("scope")).toBe(want);
    },
  );
});

describe("a bearer token of several words is malformed (RFC 6750, sections 2.1 and 3.1)", () => {
  test.each(["/x", "/y"])("at %s, in every mode", async (path) => {
    for (const mode of ["strict", "lenient"] as const) {
      await using server = await startAccessServer(document, { mode });
      const response = await fetch(server.url + path, { headers: { authorization: "Bearer x x" } });
      expect(response.status).toBe(400);
      expect(response.headers.get("www-authenticate")).toContain('error="invalid_request"');
    }
  });

  test("but not what an API means by another prefix", async () => {
    await using server = await startAccessServer(document, { mode: "lenient", prefixes: ["Token"] });
    expect((await fetch(`${server.url}/x`, { headers: { authorization: "Token x x" } })).status).toBe(200);
  });

  test("the settings' own refusal stays", async () => {
    const errors = { invalidToken: { status: 401, body: { no: true } } };
    await using server = await startAccessServer(document, { errors });
    const response = await fetch(`${server.url}/x`, { headers: { authorization: "Bearer x x" } });
    expect([response.status, await response.json()]).toEqual([401, { no: true }]);
  });
});

test.each(["Basic bWU6cw==", "Digest a", "Bearer"])(
  "%s where a token is needed is no credential, so that the challenge has no error (RFC 6750, section 3.1)",
  async (authorization) => {
    await using server = await startAccessServer(document);
    const response = await fetch(`${server.url}/x`, { headers: { authorization } });
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toBe('Bearer realm="mock", scope="read"');
  },
);
