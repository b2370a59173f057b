import { OAuth2Client } from "@badgateway/oauth2-client";
import { exportJWK, generateKeyPair } from "jose";
import * as oauth from "oauth4webapi";
import * as openid from "openid-client";
import { AuthorizationCode, ClientCredentials } from "simple-oauth2";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { MockServer } from "../../../mocks/server/mock.ts";
import { startServer } from "../../../mocks/server/start-server.ts";
import { documentOf } from "../document.ts";

const flows = {
  authorizationCode: { authorizationUrl: "/oauth/authorize", tokenUrl: "/oauth/token", scopes: { read: "" } },
  deviceAuthorization: { deviceAuthorizationUrl: "/oauth/device", tokenUrl: "/oauth/token", scopes: { read: "" } },
};
const document = documentOf(
  { "/x": { get: { security: [{ oauth: ["read"] }], responses: { 200: { description: "ok" } } } } },
  { components: { securitySchemes: { oauth: { type: "oauth2", flows } } } },
);
const redirect_uri = "http://localhost:3000/callback";
const secret = "s3cret/with:signs+";

let mock: MockServer;
let keys: CryptoKeyPair;

beforeAll(async () => {
  keys = await generateKeyPair("ES256");
  mock = await startServer(document, {
    oauth: {
      clients: { me: secret, phone: "" },
      clientKeys: { signer: { ...(await exportJWK(keys.publicKey)) } },
      redirectUris: { me: [redirect_uri], phone: [redirect_uri] },
      pkce: "required",
      rotateRefreshTokens: true,
      deviceInterval: 1,
    },
  });
});
afterAll(() => mock.close());
beforeEach(() => mock.reset());

/** Where the user's browser is sent once consent is given. */
async function consent(address: URL | string): Promise<URL> {
  const { headers } = await fetch(address, { redirect: "manual" });
  return new URL(headers.get("location") ?? "");
}

async function statusWith(token: string | undefined): Promise<number> {
  return (await fetch(`${mock.url}/x`, { headers: { authorization: `Bearer ${token}` } })).status;
}

describe("openid-client", () => {
  const options = { execute: [openid.allowInsecureRequests] };
  const configured = (id = "me", authentication = openid.ClientSecretBasic(secret)) =>
    openid.discovery(new URL(mock.url), id, undefined, authentication, options);

  test.each(["oidc", "oauth2"] as const)("discovers the mock by %s", async (algorithm) => {
    const client = await openid.discovery(new URL(mock.url), "me", secret, undefined, { ...options, algorithm });
    const { issuer, supportsPKCE } = {
      ...client.serverMetadata(),
      supportsPKCE: client.serverMetadata().supportsPKCE(),
    };
    expect([issuer, supportsPKCE]).toEqual([mock.url, true]);
  });

  test("gets tokens by a code, renews, asks about and revokes them; a stolen one ends all", async () => {
    const client = await configured();
    const pkceCodeVerifier = openid.randomPKCECodeVerifier();
    const code_challenge = await openid.calculatePKCECodeChallenge(pkceCodeVerifier);
    const state = openid.randomState();
    const asked = { redirect_uri, scope: "read", code_challenge, code_challenge_method: "S256", state };
    const callback = await consent(openid.buildAuthorizationUrl(client, asked));
    const tokens = await openid.authorizationCodeGrant(client, callback, { pkceCodeVerifier, expectedState: state });
    expect([await statusWith(tokens.access_token), tokens.scope]).toEqual([200, "read"]);
    const renewed = await openid.refreshTokenGrant(client, tokens.refresh_token!);
    expect(await openid.tokenIntrospection(client, renewed.access_token)).toMatchObject({
      active: true,
      client_id: "me",
    });
    await openid.tokenRevocation(client, tokens.access_token);
    expect([await statusWith(tokens.access_token), await statusWith(renewed.access_token)]).toEqual([401, 200]);
    await expect(openid.refreshTokenGrant(client, tokens.refresh_token!)).rejects.toMatchObject({
      error: "invalid_grant",
    });
    expect(await statusWith(renewed.access_token)).toBe(401);
  });

  test("sees another issuer in a redirect (RFC 9207)", async () => {
    const client = await configured();
    const pkceCodeVerifier = openid.randomPKCECodeVerifier();
    const code_challenge = await openid.calculatePKCECodeChallenge(pkceCodeVerifier);
    const callback = await consent(
      openid.buildAuthorizationUrl(client, { redirect_uri, code_challenge, code_challenge_method: "S256" }),
    );
    callback.searchParams.set("iss", "https://evil.example");
    await expect(openid.authorizationCodeGrant(client, callback, { pkceCodeVerifier })).rejects.toThrow(/response/);
  });

  test("waits for the user of a device", async () => {
    const client = await configured("phone", openid.None());
    const device = await openid.initiateDeviceAuthorization(client, { scope: "read" });
    expect(await mock.approveDevice(device.user_code)).toBe(true);
    const polling = openid.pollDeviceAuthorizationGrant(client, { ...device, interval: 0.01 });
    expect(await statusWith((await polling).access_token)).toBe(200);
  });

  test("signs for itself by its key, and another key is refused", async () => {
    const client = await configured("signer", openid.PrivateKeyJwt(keys.privateKey));
    const { access_token } = await openid.clientCredentialsGrant(client, { scope: "read" });
    expect(await statusWith(access_token)).toBe(200);
    const { privateKey } = await generateKeyPair("ES256");
    const other = await configured("signer", openid.PrivateKeyJwt(privateKey));
    await expect(openid.clientCredentialsGrant(other)).rejects.toMatchObject({ status: 401 });
  });
});

describe("oauth4webapi", () => {
  const insecure = { [oauth.allowInsecureRequests]: true };
  const client = { client_id: "phone" };

  test("discovers, gets tokens as a public client, renews and revokes them", async () => {
    const issuer = new URL(mock.url);
    const found = await oauth.discoveryRequest(issuer, { algorithm: "oauth2", ...insecure });
    const server = await oauth.processDiscoveryResponse(issuer, found);
    const verifier = oauth.generateRandomCodeVerifier();
    const asked = new URLSearchParams({
      ...{ response_type: "code", ...client, redirect_uri, scope: "read", state: "s" },
      ...{ code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256" },
    });
    const callback = await consent(`${server.authorization_endpoint}?${asked}`);
    const valid = oauth.validateAuthResponse(server, client, callback, "s");
    const authentication = oauth.None();
    const codeGrant = oauth.authorizationCodeGrantRequest;
    const sent = await codeGrant(server, client, authentication, valid, redirect_uri, verifier, insecure);
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, sent);
    expect(await statusWith(tokens.access_token)).toBe(200);
    const refreshToken = tokens.refresh_token!;
    const refreshed = await oauth.refreshTokenGrantRequest(server, client, authentication, refreshToken, insecure);
    const renewed = await oauth.processRefreshTokenResponse(server, client, refreshed);
    const token = renewed.access_token;
    await oauth.processRevocationResponse(
      await oauth.revocationRequest(server, client, authentication, token, insecure),
    );
    expect(await statusWith(token)).toBe(401);
  });

  test("is told who it must be (RFC 9110, section 11.6.1)", async () => {
    const server = { issuer: mock.url, token_endpoint: `${mock.url}/oauth/token` };
    const me = { client_id: "me" };
    const authentication = oauth.ClientSecretPost("wrong");
    const sent = await oauth.clientCredentialsGrantRequest(server, me, authentication, {}, insecure);
    await expect(oauth.processClientCredentialsResponse(server, me, sent)).rejects.toMatchObject({
      cause: [{ scheme: "basic", parameters: { realm: "mock" } }],
    });
  });
});

describe("simple-oauth2", () => {
  const settings = (id: string) => ({
    client: { id, secret },
    auth: { tokenHost: mock.url, tokenPath: "/oauth/token", revokePath: "/oauth/token/revoke" },
  });

  test("gets tokens by a code, renews and revokes them", async () => {
    const client = new AuthorizationCode(settings("me"));
    const verifier = oauth.generateRandomCodeVerifier();
    const code_challenge = await oauth.calculatePKCECodeChallenge(verifier);
    const asked = { redirect_uri, scope: "read", state: "s", code_challenge, code_challenge_method: "S256" };
    const callback = await consent(client.authorizeURL(asked));
    const code = callback.searchParams.get("code")!;
    const given = { code, redirect_uri, code_verifier: verifier };
    const tokens = await client.getToken(given);
    expect([await statusWith(String(tokens.token["access_token"])), tokens.expired()]).toEqual([200, false]);
    const renewed = await tokens.refresh();
    await renewed.revokeAll();
    expect(await statusWith(String(renewed.token["access_token"]))).toBe(401);
  });

  test("gets a token for itself, and is refused with a wrong secret", async () => {
    const { token } = await new ClientCredentials(settings("me")).getToken({ scope: "read" });
    expect(await statusWith(String(token["access_token"]))).toBe(200);
    await expect(new ClientCredentials(settings("you")).getToken({})).rejects.toMatchObject({
      output: { statusCode: 401 },
    });
  });
});

describe("@badgateway/oauth2-client", () => {
  test("discovers, gets tokens by a code, renews, asks about and revokes them", async () => {
    const client = new OAuth2Client({ server: mock.url, clientId: "me", clientSecret: secret });
    const codeVerifier = oauth.generateRandomCodeVerifier();
    const asked = { redirectUri: redirect_uri, scope: ["read"], state: "s", codeVerifier };
    const callback = await consent(await client.authorizationCode.getAuthorizeUri(asked));
    const { accessToken, refreshToken } = await client.authorizationCode.getTokenFromCodeRedirect(callback, {
      ...{ redirectUri: redirect_uri, state: "s", codeVerifier },
    });
    expect(await statusWith(accessToken)).toBe(200);
    const renewed = await client.refreshToken({ accessToken, refreshToken, expiresAt: null });
    expect(await client.introspect(renewed)).toMatchObject({ active: true, scope: "read" });
    await client.revoke(renewed);
    expect(await statusWith(renewed.accessToken)).toBe(401);
  });
});
