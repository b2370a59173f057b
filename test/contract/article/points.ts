import assert from "node:assert/strict";
import * as desk from "../../../generated/zoho-desk/esm/index.js";
import { createLinks } from "../../../generated/zoho-desk/esm/links.js";
import * as tools from "../../../generated/zoho-desk/esm/tools.js";
import type { Mock } from "../../../mocks/index.ts";

/** What a reader of the article does, or what he falls into; `holds` throws where the API is not as the article says. */
export interface Point {
  readonly kind: "step" | "pitfall";
  readonly name: string;
  /** What was seen, as one clause. */
  holds(mock: Mock<typeof desk>): Promise<string>;
}

const bothScopes = ["Desk.basic.READ", "Desk.settings.READ"];
const filter = { departmentId: "1892000000006907", startDate: "2026-03-02", endDate: "2026-03-08" };

interface Wish {
  readonly scopes?: readonly string[];
  /** Seconds; 0 for a token that has expired. */
  readonly expiresIn?: number;
}

async function clientOf(mock: Mock<typeof desk>, { scopes = bothScopes, ...wish }: Wish = {}): Promise<desk.Client> {
  const { accessToken } = await mock.issueToken({ scopes, ...wish });
  return desk.createClient({ baseUrl: mock.url, auth: accessToken });
}

/** What the assistant says of its own configuration: the portal and the organization among it. */
async function myself(mock: Mock<typeof desk>) {
  const { tool_result: mine } = await desk.unwrap(desk.createClient({ baseUrl: mock.url }).me());
  assert.ok(mine, "me() has no tool_result");
  return mine;
}

/** The article's seven steps, in its order, and its four pitfalls. */
export const points: readonly Point[] = [
  {
    kind: "step",
    name: "Get a token with the scopes Desk.basic.READ and Desk.settings.READ",
    async holds(mock) {
      const { refreshToken } = await mock.issueToken({ scopes: bothScopes, refreshToken: true, clientId: "1000.X" });
      const query = new URLSearchParams({ grant_type: "refresh_token", client_id: "1000.X", client_secret: "s" });
      query.set("refresh_token", refreshToken ?? "");
      const response = await fetch(`${mock.url}/oauth/v2/token?${query}`, { method: "POST" });
      const { access_token: token } = (await response.json()) as { access_token?: string };
      assert.equal(typeof token, "string", `the token endpoint responds with ${response.status} and no token`);
      const client = desk.createClient({ baseUrl: mock.url, auth: token! });
      assert.equal((await client.getSessionAnalytics()).response.status, 200);
      return "the token endpoint gives one, and the API takes it";
    },
  },
  {
    kind: "step",
    name: "Find the domain, the organization and the portal with me()",
    async holds(mock) {
      const { zoho_tld: domain, desk_org_id: organization, desk_portal: portal, scopes } = await myself(mock);
      assert.ok(organization && portal, "desk_org_id or desk_portal is missing");
      for (const scope of bothScopes) assert.ok(scopes.includes(scope), `ZOHO_DESK_SCOPES lacks ${scope}`);
      return `zoho_tld ${domain}, desk_org_id ${organization}, desk_portal ${portal}`;
    },
  },
  {
    kind: "step",
    name: "Call getSessionAnalytics without p: the response is unfiltered",
    async holds(mock) {
      const { data, response } = await (await clientOf(mock)).getSessionAnalytics();
      assert.equal(response.status, 200);
      assert.ok(data && data.data.length > 0, "there are no sessions");
      assert.deepEqual(mock.requests.at(-1)?.arguments, {}, "a filter was sent");
      return `${data.data.length} sessions`;
    },
  },
  {
    kind: "step",
    name: "Filter, scope by date and paginate with the one object p",
    async holds(mock) {
      const p = { ...filter, from: 0, limit: 50 };
      const { response } = await (await clientOf(mock)).getSessionAnalytics({ p });
      assert.equal(response.status, 200);
      const sent = new URL(mock.requests.at(-1)?.url ?? "", mock.url).searchParams;
      for (const [key, value] of Object.entries(p)) assert.equal(sent.get(`p[${key}]`), String(value), `p[${key}]`);
      return "every key of p is in the query, as p[key]";
    },
  },
  {
    kind: "step",
    name: "Read the sessions from tool_result of the envelope",
    async holds(mock) {
      const envelope = await tools.callTool(await clientOf(mock), "getSessionAnalytics", { p: filter });
      assert.equal(envelope.error ?? null, null, "the envelope has an error");
      const { data } = envelope.tool_result as { data: unknown[] };
      assert.ok(data.length > 0, "tool_result has no sessions");
      return `${data.length} sessions in tool_result`;
    },
  },
  {
    kind: "step",
    name: "Retrieve the result later, by its session_id",
    async holds(mock) {
      const results = tools.createSessionResults();
      const sessionId = tools.apiSession("0b6f6e7e-63a5-4c2b-9d0e-5d2f1f5a9c11");
      const envelope = await tools.callTool(await clientOf(mock), "getSessionAnalytics", {}, { sessionId, results });
      const stored = await results.get(sessionId);
      assert.equal(stored?.session_id, envelope.session_id);
      assert.deepEqual(stored?.tool_result, envelope.tool_result, "what is stored is another result");
      return "it is the same result";
    },
  },
  {
    kind: "step",
    name: "Give the sessions links into the portal, with desk_org_id and desk_portal",
    async holds(mock) {
      const { desk_org_id: orgId, desk_portal: portal } = await myself(mock);
      const links = createLinks({ server: "eu", orgId: orgId ?? "", portal: portal ?? "" });
      const { data } = links.withLinks(await (await clientOf(mock)).getSessionAnalytics());
      const [linked] = (data?.data ?? []).filter(({ portalUrl }) => portalUrl !== undefined);
      assert.ok(linked, "no session has a link");
      assert.match(String(linked.portalUrl), new RegExp(`^https://desk\\.zoho\\.(?:com|eu)/.*/${portal}/`));
      const built = links.classicTicket({ ticketId: "1892000000143237" });
      assert.match(built, new RegExp(`^https://desk\\.zoho\\.eu/support/${portal}/.*1892000000143237$`));
      assert.throws(() => createLinks({ server: "eu", orgId: orgId ?? "", portal: "" }).classicTicket({ ticketId: 1 }));
      return String(linked.portalUrl);
    },
  },
  {
    kind: "pitfall",
    name: "An authorization error: a scope is missing, or the token has expired",
    async holds(mock) {
      for (const missing of bothScopes) {
        const scopes = bothScopes.filter((scope) => scope !== missing);
        const { response, error } = await (await clientOf(mock, { scopes })).getSessionAnalytics();
        assert.equal(response.status, 403, `without ${missing}`);
        assert.match(JSON.stringify(error), new RegExp(`SCOPE_MISMATCH.*missing: ${missing}`));
      }
      const { response, error } = await (await clientOf(mock, { expiresIn: 0 })).getSessionAnalytics();
      assert.equal(response.status, 401, "an expired token");
      assert.match(JSON.stringify(error), /INVALID_OAUTH/);
      return "403 SCOPE_MISMATCH names the scope, 401 INVALID_OAUTH an expired token";
    },
  },
  {
    kind: "pitfall",
    name: "Two names for one endpoint: getSessionAnalytics and getSessionAnalytics2",
    async holds(mock) {
      assert.equal(desk.getSessionAnalytics2, desk.getSessionAnalytics, "they are two functions");
      const client = await clientOf(mock);
      const [first, second] = [await client.getSessionAnalytics(), await client.getSessionAnalytics2()];
      assert.deepEqual(second.data, first.data, "they give different results");
      return "they are the same function, and give the same result";
    },
  },
  {
    kind: "pitfall",
    name: "tool_result is null or empty: the filters in p are not formed as they must be",
    async holds(mock) {
      mock.allowViolations("getSessionAnalytics");
      const client = await clientOf(mock);
      const envelope = await tools.callTool(client, "getSessionAnalytics", { p: { departmentId: "support" } });
      assert.equal(envelope.tool_result, null);
      const [cause] = tools.diagnose(envelope);
      assert.equal(cause?.cause, "malformed-filters");
      assert.match(cause?.evidence ?? "", /departmentId/);
      mock.respond("getSessionAnalytics", { status: 204 }, { times: 1 });
      const empty = await tools.callTool(client, "getSessionAnalytics", { p: filter });
      assert.equal(tools.diagnose(empty)[0]?.cause, "nothing-matches");
      return `diagnose says so: ${cause?.evidence}`;
    },
  },
  {
    kind: "pitfall",
    name: "A browser session is mixed up with the session of an API result",
    async holds(mock) {
      const state = await desk.unwrap(desk.createClient({ baseUrl: mock.url }).browserStatus());
      const browser = tools.browserSession(state);
      assert.throws(() => tools.apiSession(browser as never), TypeError, "a browser's state passes for a session_id");
      const cookies = "JSESSIONID=0123456789ABCDEF; _iamadt=1";
      const client = desk.createClient({ baseUrl: mock.url, auth: cookies });
      await assert.rejects(async () => await client.getSessionAnalytics(), { name: "AuthError" });
      return "a browser's state is no session_id, and its cookies are no token";
    },
  },
];
