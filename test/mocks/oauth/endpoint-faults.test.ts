import { describe, expect, onTestFinished, test } from "vitest";
import { refreshToken } from "../../../generator/runtime/auth/token-grants.ts";
import type { MockServer, ServerOptions } from "../../../mocks/server/mock.ts";
import { startServer } from "../../../mocks/server/start-server.ts";
import { documentOf } from "../document.ts";

const flow = {
  authorizationUrl: "https://accounts.example.com/oauth/auth",
  tokenUrl: "https://accounts.example.com/oauth/token",
  scopes: { read: "" },
};
const document = documentOf(
  {
    "/x": { get: { operationId: "getX", security: [{ oauth: ["read"] }], responses: { "200": { description: "" } } } },
  },
  { components: { securitySchemes: { oauth: { type: "oauth2", flows: { authorizationCode: flow } } } } },
);
const machine = { grant_type: "client_credentials", client_id: "me", client_secret: "s3cret", scope: "read" };
const callback = "http://localhost:3000/callback";
const consent = { response_type: "code", client_id: "me", redirect_uri: callback, scope: "read", state: "s" };

async function start(options: ServerOptions = {}) {
  const mock = await startServer(document, options);
  onTestFinished(() => mock.close());
  const post = async (headers: Record<string, string> = {}, form: Record<string, string> = machine) => {
    const response = await fetch(`${mock.url}/oauth/token`, {
      method: "POST",
      headers,
      body: new URLSearchParams(form),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: JSON.parse(text) as Record<string, unknown> };
  };
  const authorize = async (more: Record<string, string> = {}, headers: Record<string, string> = {}) => {
    const query = new URLSearchParams({ ...consent, ...more });
    const response = await fetch(`${mock.url}/oauth/auth?${query}`, { redirect: "manual", headers });
    const location = response.headers.get("location");
    return { status: response.status, target: location === null ? undefined : new URL(location) };
  };
  return { mock, post, authorize };
}

const toldTo = "The mock was told to respond with this.";

describe("a fault of the token endpoint", () => {
  test("comes by header, in OAuth's own shape", async () => {
    const { mock, post } = await start();
    const busy = await post({ "x-twinspec-fault": "status=503" });
    expect([busy.status, busy.body]).toEqual([503, { error: "temporarily_unavailable", error_description: toldTo }]);
    const refused = await post({ "x-twinspec-fault": "oauth-error=invalid_grant" });
    expect([refused.status, refused.body]).toEqual([400, { error: "invalid_grant", error_description: toldTo }]);
    const limited = await post({ "x-twinspec-fault": "rate-limit=7" });
    expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "7"]);
    expect((await post()).status).toBe(200);
    // What was refused by a fault gave no token.
    expect(await mock.tokens()).toHaveLength(1);
    expect(mock.requests.map(({ faults, reason, operation }) => [faults, reason?.kind, operation])).toEqual([
      [["status"], "fault", undefined],
      [["oauth-error"], "fault", undefined],
      [["rate-limit"], "fault", undefined],
      [[], "oauth", undefined],
    ]);
  });

  test("comes by options, for it or for all", async () => {
    const own = await start({ faults: { "POST /oauth/token": ["oauth-error=invalid_client"] } });
    expect((await own.post()).body["error"]).toBe("invalid_client");
    expect((await own.authorize()).target?.searchParams.get("error")).toBeNull();
    const all = await start({ faults: { "*": ["status=500"] } });
    expect((await all.post()).status).toBe(500);
    expect((await all.authorize()).status).toBe(500);
  });

  test("comes from a test, as often as it says, and is gone after a reset", async () => {
    const { mock, post } = await start();
    mock.fault("POST /oauth/token", "status=429", { times: 1 });
    expect([(await post()).status, (await post()).status]).toEqual([429, 200]);
    await mock.addFault({ operation: "POST /oauth/token", fault: "oauth-error=invalid_scope" });
    expect((await post()).body["error"]).toBe("invalid_scope");
    expect(await mock.listFaults()).toMatchObject([{ operation: "POST /oauth/token" }]);
    mock.reset();
    expect((await post()).status).toBe(200);
    expect(() => mock.fault("POST /oauth/nothing", "status=429")).toThrow('no operation "POST /oauth/nothing"');
  });

  test("with the error of OAuth reaches no operation, and is not used up there", async () => {
    const { mock, post } = await start({ auth: "off" });
    mock.fault("*", "oauth-error=access_denied", { times: 1 });
    expect((await fetch(`${mock.url}/x`)).status).toBe(200);
    expect((await post()).body["error"]).toBe("access_denied");
    expect((await post()).status).toBe(200);
  });

  test("with the error of OAuth is refused for an operation, however it comes", async () => {
    const { mock } = await start({ auth: "off" });
    const reason = /^oauth-error is a fault of OAuth endpoints \(GET .*, POST \/oauth\/token\), not of GET \/x$/;
    const headers = { "x-twinspec-fault": "oauth-error=access_denied" };
    const refused = await fetch(`${mock.url}/x`, { headers });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      title: "Not a fault",
      detail: expect.stringMatching(
        /^X-Twinspec-Fault: oauth-error is a fault of OAuth endpoints .*, not of GET \/x\.$/,
      ),
    });
    expect(() => mock.fault("GET /x", "oauth-error=access_denied")).toThrow(reason);
    await expect(mock.addFault({ operation: "GET /x", fault: "oauth-error=access_denied" })).rejects.toThrow(reason);
    await expect(start({ faults: { "GET /x": ["oauth-error=access_denied"] } })).rejects.toThrow(reason);
    expect((await fetch(`${mock.url}/x`)).status).toBe(200);
  });

  test("may break the response instead", async () => {
    const { post } = await start();
    await expect(post({ "x-twinspec-fault": "reset" })).rejects.toThrow();
    await expect(post({ "x-twinspec-fault": "malformed-json" })).rejects.toThrow(SyntaxError);
  });

  test("that makes no sense is a 400", async () => {
    const { post } = await start();
    expect((await post({ "x-twinspec-fault": "oauth-error" })).status).toBe(400);
  });
});

test("a response of an endpoint can be scripted, here and as data", async () => {
  const { mock, post } = await start();
  mock.respond("POST /oauth/token", { status: 200, body: { access_token: "own", token_type: "Bearer" } });
  expect((await post()).body).toEqual({ access_token: "own", token_type: "Bearer" });
  mock.reset();
  await mock.addResponse({ operation: "POST /oauth/token", status: 401, body: { error: "x" }, times: 1 });
  const first = await post();
  expect([first.status, first.body]).toEqual([401, { error: "x" }]);
  expect((await post()).status).toBe(200);
});

describe("a user who does not consent", () => {
  const denied = { error: "access_denied", state: "s" };

  test("is one of the query, or of a fault", async () => {
    const { mock, authorize } = await start();
    const byQuery = await authorize({ consent: "denied" });
    expect([byQuery.status, Object.fromEntries(byQuery.target?.searchParams ?? [])]).toEqual([
      302,
      { ...denied, error_description: "The user does not consent.", iss: mock.url },
    ]);
    mock.fault("GET /oauth/auth", "oauth-error=access_denied", { times: 1 });
    expect(Object.fromEntries((await authorize()).target?.searchParams ?? [])).toMatchObject(denied);
    expect((await authorize()).target?.searchParams.get("code")).toBeTruthy();
    const byHeader = await authorize({}, { "x-twinspec-fault": "oauth-error=access_denied" });
    expect(Object.fromEntries(byHeader.target?.searchParams ?? [])).toMatchObject(denied);
  });

  test("is told in the fragment of the implicit grant", async () => {
    const { authorize } = await start();
    const { target } = await authorize({ response_type: "token", consent: "denied" });
    expect(Object.fromEntries(new URLSearchParams(target?.hash.slice(1)))).toMatchObject(denied);
  });

  test("does not send an error to an address that nobody vouches for", async () => {
    const { authorize } = await start();
    expect(await authorize({ redirect_uri: "nowhere", consent: "denied" })).toEqual({ status: 400, target: undefined });
  });
});

/** How many requests a refresh takes of the client, and what it came to, with a fault of the first ones. */
async function refreshWith(mock: MockServer, fault: string, times: number): Promise<[outcome: string, count: number]> {
  const issued = await mock.issueToken({ scopes: ["read"], refreshToken: true, clientId: "me" });
  mock.reset();
  mock.fault("POST /oauth/token", fault, { times });
  const auth = refreshToken(
    { tokenUrl: `${mock.url}/oauth/token` },
    { clientId: "me", clientSecret: "s3cret", refreshToken: issued.refreshToken ?? "" },
  );
  const outcome = await Promise.resolve(auth()).then(
    () => "token",
    () => "error",
  );
  return [outcome, mock.requests.filter(({ path }) => path === "/oauth/token").length];
}

describe("the client sends a refresh token", () => {
  test.each(["status=408", "rate-limit", "status=503"])("again after %s", async (fault) => {
    const { mock } = await start();
    expect(await refreshWith(mock, fault, 1)).toEqual(["token", 2]);
  });

  test.each([
    ...["status=500", "status=502", "html-page=504", "reset", "truncated-body", "malformed-json"],
    ...["oauth-error=invalid_grant", "status=403"],
  ])("once, whatever the server may have done with it, after %s", async (fault) => {
    const { mock } = await start();
    expect(await refreshWith(mock, fault, 1)).toEqual(["error", 1]);
  });

  test("three times at most", async () => {
    const { mock } = await start();
    expect(await refreshWith(mock, "status=503", 9)).toEqual(["error", 3]);
  });
});
