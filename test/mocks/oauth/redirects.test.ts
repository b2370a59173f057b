import { describe, expect, test } from "vitest";
import type { OAuthSettings } from "../../../mocks/oauth/settings.ts";
import { documentOf } from "../document.ts";
import { startAccessServer } from "./access-server.ts";

const flow = { authorizationUrl: "/auth", tokenUrl: "/token", scopes: {} };
const document = documentOf(
  {},
  { components: { securitySchemes: { oauth: { type: "oauth2", flows: { authorizationCode: flow } } } } },
);
const ask = { response_type: "code", client_id: "me" };
const callback = "https://app.example/cb?x=1";
const app = "com.example.app:/cb";

async function statusOf(settings: Partial<OAuthSettings>, parameters: Record<string, string>) {
  await using server = await startAccessServer(document, settings);
  return (await server.consent("/auth", { ...ask, ...parameters })).status;
}

describe("registered redirect addresses (RFC 9700, section 2.1)", () => {
  const redirectUris = {
    me: [callback, "http://127.0.0.1:8080/cb", "http://[::1]/cb", app, "http://localhost:3000/cb"],
    app: ["http://127.0.0.1/a"],
  };
  test.each<[redirect: string, status: number, client?: string]>([
    [callback, 302],
    [app, 302],
    ["http://127.0.0.1:1234/cb", 302],
    ["http://127.0.0.1/cb", 302],
    ["http://[::1]:99/cb", 302],
    [`${callback}&y=2`, 400],
    ["https://app.example/cb", 400],
    ["https://app.example.evil.example/cb?x=1", 400],
    ["http://127.0.0.1:1234/cb/", 400],
    ["http://127.0.0.1/cb:6000", 400],
    ["http://127.0.0.1:8080/cb:6000", 400],
    ["http://127.0.0.1:8080/cb?x=:1", 400],
    ["http://127.0.0.1:/cb", 400],
    ["http://127.0.0.1:99999/cb", 400],
    ["http://127.0.0.1:1234@evil.example/cb", 400],
    ["http://localhost:3001/cb", 400],
    ["com.example.app:/other", 400],
    ["", 400],
    [callback, 400, "app"],
    ["http://127.0.0.1:5/a", 302, "app"],
    ["", 302, "app"],
    [callback, 400, "toString"],
  ])("%s gets %i", async (redirect_uri, status, client_id = "me") => {
    expect(await statusOf({ redirectUris }, { redirect_uri, client_id })).toBe(status);
  });

  test("a client's only address may be left out, in both requests (RFC 6749, section 3.1.2.3)", async () => {
    await using server = await startAccessServer(document, { redirectUris: { me: [callback] } });
    const { location } = await server.consent("/auth", ask);
    expect(location?.href.startsWith(`${callback}&code=`)).toBe(true);
    const form = { grant_type: "authorization_code", client_id: "me", code: location!.searchParams.get("code")! };
    expect((await server.post("/token", { ...form, redirect_uri: "https://app.example/" })).status).toBe(400);
    expect((await server.post("/token", form)).status).toBe(200);
  });
});

describe("private-use schemes (RFC 8252, section 7.1)", () => {
  test.each<[redirect: string, schemes: string[], status: number]>([
    [app, [], 400],
    [app, ["com.example.app"], 302],
    ["myapp://cb", ["myapp"], 302],
    ["other.app:/cb", ["com.example.app"], 400],
    ["https://app.example/", ["com.example.app"], 302],
    ["javascript:alert(1)", ["javascript"], 400],
    [`${app}#x`, ["com.example.app"], 400],
  ])("%s with %j gets %i", async (redirect_uri, redirectSchemes, status) => {
    expect(await statusOf({ redirectSchemes }, { redirect_uri })).toBe(status);
  });

  test("the code comes back to the app", async () => {
    await using server = await startAccessServer(document, { redirectSchemes: ["com.example.app"] });
    const { location } = await server.consent("/auth", { ...ask, redirect_uri: app, state: "s" });
    expect([location?.protocol, location?.pathname, location?.searchParams.get("state")]).toEqual([
      ...["com.example.app:", "/cb", "s"],
    ]);
  });
});

describe("PKCE by setting (RFC 7636)", () => {
  const code_challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  test.each<[pkce: OAuthSettings["pkce"], parameters: Record<string, string>, error: string | null]>([
    ["optional", {}, null],
    ["required", {}, "invalid_request"],
    ["required", { code_challenge, code_challenge_method: "S256" }, null],
  ])("%s, asked with %j", async (pkce, parameters, error) => {
    await using server = await startAccessServer(document, { pkce });
    const { location } = await server.consent("/auth", { ...ask, redirect_uri: callback, ...parameters });
    expect(location?.searchParams.get("error")).toBe(error);
  });
});
