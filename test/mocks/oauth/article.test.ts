import { beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../../generator/document/json.ts";
import { readApi } from "../../../generator/document/read-api.ts";
import { toOpenApi } from "../../../generator/document/to-openapi.ts";
import { refreshToken } from "../../../generator/runtime/auth/token-grants.ts";
import { createTransport } from "../../../generator/runtime/core/transport.ts";
import { startAccessServer } from "./access-server.ts";
import { zohoDesk, zohoScopes } from "./zoho-desk.ts";

const analytics = "/api/v1/_doc/__session_analytics";
let openapi: JsonObject;

beforeAll(async () => {
  const { api } = await readApi(["spec/zoho-desk"]);
  openapi = toOpenApi(api!);
});

describe("session analytics, as its article has it", () => {
  async function ask(scopes: string[] | undefined, { orgId = "", isExpired = false } = {}) {
    await using server = await startAccessServer(openapi, zohoDesk, { scopes: zohoScopes });
    const token = scopes && (await server.authorization.issueToken({ scopes, organization: "60001280952" }));
    if (token && isExpired) server.pass(3600);
    const headers = {
      ...(token && { authorization: `Zoho-oauthtoken ${token.accessToken}` }),
      ...(orgId && { orgId }),
    };
    const response = await fetch(server.url + analytics, { headers });
    return { status: response.status, body: (await response.json()) as JsonObject };
  }

  test("without a token: 401", async () => {
    const { status, body } = await ask(undefined);
    expect([status, body["errorCode"]]).toEqual([401, "UNAUTHORIZED"]);
    expect(body["message"]).toBe(
      'getSessionAnalytics needs the Authorization header "Zoho-oauthtoken <token>": get one from POST /oauth/v2/token or with issueToken, or set auth to "lenient".',
    );
  });

  test("with Desk.basic.READ alone: 403, and what is missing is named", async () => {
    const { status, body } = await ask(["Desk.basic.READ"]);
    expect([status, body]).toEqual([
      403,
      {
        errorCode: "SCOPE_MISMATCH",
        message:
          "getSessionAnalytics needs Desk.basic.READ and Desk.settings.READ. The token has Desk.basic.READ; missing: Desk.settings.READ.",
      },
    ]);
  });

  test("with both, in any case: 200", async () => {
    expect((await ask(["Desk.basic.READ", "Desk.settings.read"], { orgId: "60001280952" })).status).toBe(200);
  });

  test("expired: 401", async () => {
    const { status, body } = await ask(["Desk.basic.READ", "Desk.settings.READ"], { isExpired: true });
    expect([status, body["errorCode"]]).toEqual([401, "INVALID_OAUTH"]);
  });

  test("expired: 401, and a client with a refresh token gets a new one, once", async () => {
    await using server = await startAccessServer(openapi, zohoDesk, { scopes: zohoScopes });
    const scopes = ["Desk.basic.READ", "Desk.settings.READ"];
    const issued = await server.authorization.issueToken({ scopes, refreshToken: true, clientId: "me" });
    const auth = refreshToken(
      { tokenUrl: "/oauth/v2/token", clientAuthentication: "client_secret_post" },
      {
        clientId: "me",
        clientSecret: "secret",
        refreshToken: issued.refreshToken!,
        tokenEndpoint: `${server.url}/oauth/v2/token`,
      },
    );
    const { raw } = createTransport({ baseUrl: server.url, auth, authPrefix: "Zoho-oauthtoken" });
    const status = async () => (await raw.GET(analytics)).response.status;
    expect(await status()).toBe(200);
    server.pass(3600);
    expect(await Promise.all([status(), status(), status()])).toEqual([200, 200, 200]);
    const expiries = (await server.authorization.tokens()).map(({ expiresAt }) => expiresAt! - Date.UTC(2026, 0, 1));
    expect(expiries).toEqual([3_600_000, 3_600_000, 7_200_000]);
  });

  test("for another organization: 403", async () => {
    const { status, body } = await ask(["Desk.basic.READ", "Desk.settings.READ"], { orgId: "1" });
    expect([status, body["errorCode"]]).toEqual([403, "OAUTH_ORG_MISMATCH"]);
  });
});

test("every scope that an operation of the flagship asks for can be asked for", async () => {
  await using server = await startAccessServer(openapi, zohoDesk, { scopes: zohoScopes });
  const asked = Object.values(openapi["paths"] as Record<string, Record<string, JsonObject>>)
    .flatMap((item) => Object.values(item))
    .flatMap((operation) => (operation["security"] ?? []) as Record<string, string[]>[])
    .flatMap((requirement) => Object.values(requirement).flat());
  expect(asked).toContain("Desk.InstantMessages.READ");
  const scope = [...new Set(asked)].join(",");
  const { location } = await server.consent("/oauth/v2/auth", {
    response_type: "code",
    client_id: "me",
    redirect_uri: "http://127.0.0.1:1/",
    scope,
  });
  expect(location!.searchParams.get("error_description")).toBeNull();
  expect(location!.searchParams.has("code")).toBe(true);
});
