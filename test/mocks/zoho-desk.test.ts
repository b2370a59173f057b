import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as desk from "../../generated/zoho-desk/esm/index.js";
import { type Mock, startMock } from "../../mocks/index.ts";

const spec = fileURLToPath(new URL("../../spec/zoho-desk", import.meta.url));
const both = ["Desk.basic.READ", "Desk.settings.READ"];
let mock: Mock<typeof desk>;

beforeAll(async () => {
  mock = await startMock<typeof desk>({ spec });
});
afterAll(() => mock.close());
beforeEach(() => mock.reset());

/** A client whose token has these scopes; without any token where none are given. */
async function clientWith(scopes?: readonly string[], expiresIn?: number): Promise<desk.Client> {
  if (scopes === undefined) return desk.createClient({ baseUrl: mock.url });
  const { accessToken } = await mock.issueToken({ scopes, ...(expiresIn !== undefined && { expiresIn }) });
  return desk.createClient({ baseUrl: mock.url, auth: accessToken });
}

describe("the article", () => {
  test("without a token the response is 401", async () => {
    const { response, error } = await (await clientWith()).getSessionAnalytics();
    expect([response.status, error]).toMatchObject([401, { errorCode: "UNAUTHORIZED" }]);
  });

  test("with one of the two scopes it is 403, which names the other", async () => {
    const { response, error } = await (await clientWith(["Desk.basic.READ"])).getSessionAnalytics();
    expect([response.status, error]).toMatchObject([403, { errorCode: "SCOPE_MISMATCH" }]);
    expect(JSON.stringify(error)).toContain("missing: Desk.settings.READ");
  });

  test("with both it is the sessions, under both names, in any case of the scopes' letters", async () => {
    const client = await clientWith(["desk.basic.read", "Desk.settings.ALL"]);
    const filter = { p: { departmentId: "1892000000006907" } };
    const first = await client.getSessionAnalytics(filter);
    const second = await client.getSessionAnalytics2(filter);
    expect(first.response.status).toBe(200);
    expect(first.data?.data.length).toBeGreaterThan(0);
    expect(second.data).toEqual(first.data);
    expect(mock.requests).toMatchObject([
      { operation: { name: "getSessionAnalytics" }, arguments: filter, violations: [] },
      { operation: { name: "getSessionAnalytics" }, arguments: filter, violations: [] },
    ]);
  });

  test("an expired token is 401", async () => {
    const { response, error } = await (await clientWith(both, 0)).getSessionAnalytics();
    expect([response.status, error]).toMatchObject([401, { errorCode: "INVALID_OAUTH" }]);
  });

  test("without its filter the response is the unfiltered one", async () => {
    const { data, response } = await (await clientWith(both)).getSessionAnalytics();
    expect(response.status).toBe(200);
    expect(data?.data.length).toBeGreaterThan(0);
    expect(mock.requests.at(-1)?.arguments).toEqual({});
  });

  test("a filter that is not an id is 422, which names the field", async () => {
    const client = await clientWith(both);
    const { response, error } = await client.getSessionAnalytics({ p: { departmentId: "abc" } });
    expect(response.status).toBe(422);
    expect(error).toMatchObject({
      errorCode: "INVALID_DATA",
      errors: [{ fieldName: "/p/departmentId", errorType: "invalid" }],
    });
    expect(JSON.parse(response.headers.get("sl-violations") ?? "")).toMatchObject([
      { location: ["request", "query", "p", "departmentId"], severity: "Error" },
    ]);
    expect(mock.unexpectedViolations.join()).toContain("p[departmentId]");
  });
});

test("an organization's token is for no other organization", async () => {
  const { accessToken } = await mock.issueToken({ scopes: both, organization: "60001280952" });
  const client = desk.createClient({ baseUrl: mock.url, auth: accessToken });
  expect((await client.getMyPreference({ orgId: "60001280952" })).response.status).toBe(200);
  const other = await client.getMyPreference({ orgId: "60001280953" });
  expect([other.response.status, other.error]).toMatchObject([403, { errorCode: "OAUTH_ORG_MISMATCH" }]);
});

test("the token endpoint stands where the documents say, and the log keeps no secret of it", async () => {
  const query = new URLSearchParams({ grant_type: "refresh_token", client_id: "1000.X", client_secret: "s3cret" });
  const { refreshToken } = await mock.issueToken({ scopes: both, refreshToken: true, clientId: "1000.X" });
  query.set("refresh_token", refreshToken ?? "");
  const response = await fetch(`${mock.url}/oauth/v2/token?${query}`, { method: "POST" });
  expect(response.status).toBe(200);
  const { access_token: token } = (await response.json()) as { access_token: string };
  const client = desk.createClient({ baseUrl: mock.url, auth: token });
  expect((await client.getSessionAnalytics()).response.status).toBe(200);
  expect(JSON.stringify(mock.requests)).not.toContain(refreshToken);
  expect(JSON.stringify(mock.requests)).not.toContain("s3cret");
});

test("daily credits and too many requests are the two 429 of the documents", async () => {
  const { accessToken } = await mock.issueToken({ scopes: both });
  const client = desk.createClient({ baseUrl: mock.url, auth: accessToken, retry: false });
  mock.fault("getSessionAnalytics", "daily-credits", { times: 1 });
  const credits = await client.getSessionAnalytics();
  expect([credits.response.status, credits.error]).toMatchObject([429, { errorCode: "THRESHOLD_EXCEEDED" }]);
  expect(credits.response.headers.get("retry-after")).toBe("3600");
  expect(credits.response.headers.get("x-rate-limit-remaining-v3")).toBe("0");
  mock.fault("getSessionAnalytics", "rate-limit", { times: 1 });
  const limited = await client.getSessionAnalytics();
  expect([limited.response.status, limited.error]).toMatchObject([429, { errorCode: "TOO_MANY_REQUESTS" }]);
  expect(limited.response.headers.get("retry-after")).toBeNull();
  expect((await client.getSessionAnalytics()).response.status).toBe(200);
});

describe("access", () => {
  test.each([
    ["strict", 401],
    ["lenient", 200],
    ["off", 200],
  ] as const)("with auth %s a token from another server gets %i", async (auth, status) => {
    await using other = await startMock({ spec, auth });
    const client = desk.createClient({ baseUrl: other.url, auth: "from elsewhere" });
    expect((await client.getSessionAnalytics()).response.status).toBe(status);
  });

  test("lenient still wants one, off does not", async () => {
    await using lenient = await startMock({ spec, auth: "lenient" });
    await using off = await startMock({ spec, auth: "off" });
    const path = "/api/v1/_doc/__session_analytics";
    expect((await fetch(`${lenient.url}${path}`)).status).toBe(401);
    expect((await fetch(`${off.url}${path}`)).status).toBe(200);
  });
});
