import { describe, expect, test } from "vitest";
import { type DiscoveryOptions, discoverEndpoints } from "../../../generator/runtime/auth/metadata.ts";
import { clientCredentials } from "../../../generator/runtime/auth/token-grants.ts";
import { startAccessServer } from "../../mocks/oauth/access-server.ts";

const flows = {
  clientCredentials: { tokenUrl: "/oauth/token", scopes: { read: "" } },
  deviceAuthorization: { deviceAuthorizationUrl: "/oauth/device", tokenUrl: "/oauth/token", scopes: { read: "" } },
};
const oauth2MetadataUrl = "/.well-known/oauth-authorization-server";
const openapi = {
  openapi: "3.2.0",
  paths: {},
  components: { securitySchemes: { oauth: { type: "oauth2", flows, oauth2MetadataUrl } } },
};

const place = "https://accounts.example.com/.well-known/oauth-authorization-server";
const good = { issuer: "https://accounts.example.com", token_endpoint: "https://tokens.example.com/token" };

/** Asks a server that responds with this. */
function discovered(
  body: unknown,
  { metadataUrl = place, status = 200, ...options }: DiscoveryOptions & { status?: number } = {},
) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return discoverEndpoints({ metadataUrl }, { fetch: async () => new Response(text, { status }), ...options });
}

test("endpoints are found in the metadata, and taken by a provider", async () => {
  await using mock = await startAccessServer(openapi);
  const endpoints = await discoverEndpoints({ metadataUrl: `${mock.url}${oauth2MetadataUrl}` });
  expect(endpoints).toMatchObject({
    issuer: mock.url,
    tokenEndpoint: `${mock.url}/oauth/token`,
    deviceAuthorizationEndpoint: `${mock.url}/oauth/device`,
  });
  const provider = clientCredentials({}, { ...endpoints, clientId: "me", clientSecret: "s" });
  expect(await provider(new Request("https://api.example.com/"))).toEqual(expect.any(String));
});

test("the place of the metadata is that of the server, or what the program says", async () => {
  const asked: string[] = [];
  const fetch = async (url: string) => {
    asked.push(url);
    return Response.json({ ...good, issuer: new URL(url).origin });
  };
  const servers = { eu: { url: "https://eu.example.com/v1" }, us: { url: "https://us.example.com/v1" } };
  const api = { metadataUrl: "/metadata", servers };
  await discoverEndpoints(api, { fetch });
  await discoverEndpoints(api, { fetch, server: "us" });
  await discoverEndpoints(api, { fetch, metadataUrl: "http://localhost:1/metadata" });
  expect(asked).toEqual([
    "https://eu.example.com/metadata",
    "https://us.example.com/metadata",
    "http://localhost:1/metadata",
  ]);
});

describe("metadata are those of the issuer whose place they have", () => {
  test.each([
    [place, "https://accounts.example.com/"],
    [`${place}/tenant`, "https://accounts.example.com/tenant"],
    ["https://accounts.example.com/tenant/.well-known/openid-configuration", "https://accounts.example.com/tenant"],
    ["https://accounts.example.com/metadata.json", "https://accounts.example.com/any"],
  ])("%s: %s", async (metadataUrl, issuer) => {
    expect(await discovered({ ...good, issuer }, { metadataUrl })).toMatchObject({ issuer });
  });

  test.each([
    [place, "https://evil.example.com"],
    [place, "https://accounts.example.com/tenant"],
    [`${place}/tenant`, "https://accounts.example.com"],
    ["https://accounts.example.com/metadata.json", "https://evil.example.com"],
    [place, undefined],
  ])("%s: not %s", async (metadataUrl, issuer) => {
    await expect(discovered({ ...good, issuer }, { metadataUrl })).rejects.toMatchObject({
      code: "unreadable",
      message: expect.stringContaining("those of another issuer"),
    });
  });
});

describe("what is no metadata is an AuthError", () => {
  test.each<[string, unknown, DiscoveryOptions & { status?: number }, object]>([
    ["an HTML page", "<p>", {}, { code: "unreadable", host: "accounts.example.com", status: 200 }],
    ["another status", good, { status: 404 }, { code: "unreadable", status: 404 }],
    ["no token endpoint", { issuer: good.issuer }, {}, { code: "endpoint" }],
    [
      "an endpoint that is not safe",
      { ...good, token_endpoint: "http://tokens.example.com" },
      {},
      { code: "endpoint" },
    ],
    ["a place that is not safe", good, { metadataUrl: "http://accounts.example.com/" }, { code: "endpoint" }],
    ["no connection", good, { fetch: () => Promise.reject(new TypeError("no")) }, { code: "unreachable" }],
    ["no response in time", good, { timeout: 10, fetch: () => new Promise(() => {}) }, { code: "unreachable" }],
  ])("%s", async (_, body, options, error) => {
    await expect(discovered(body, options)).rejects.toMatchObject({ name: "AuthError", ...error });
  });

  test("no place at all", async () => {
    await expect(discoverEndpoints({})).rejects.toMatchObject({ code: "endpoint" });
  });

  test("a signal ends it with its own reason", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(discovered(good, { signal, fetch: () => new Promise(() => {}) })).rejects.toThrow("enough");
  });
});
