import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { AuthError } from "../../../generator/runtime/core/auth-error.ts";
import { createTransport, type TransportOptions } from "../../../generator/runtime/core/transport.ts";
import { type Operation, operation } from "../../../generator/runtime/request/operation.ts";
import { writeStyled } from "../../../generator/runtime/request/parameters.ts";
import { withScopes } from "../../../generator/runtime/scopes.ts";
import { callTool, type ToolOptions } from "../../../generator/runtime/tools/call-tool.ts";
import type { ToolSet } from "../../../generator/runtime/tools/definitions.ts";
import { toolDefinitions } from "../../../generator/runtime/tools/definitions.ts";
import { diagnose } from "../../../generator/runtime/tools/diagnose.ts";
import type { ToolEnvelope } from "../../../generator/runtime/tools/session-results.ts";
import { createSessionResults } from "../../../generator/runtime/tools/session-results.ts";
import { type Mock, startMock } from "../../../mocks/index.ts";

const operationFor = (description: Parameters<typeof operation>[0]): Operation<[args?: object], unknown, unknown> =>
  operation(description);
const query = (name: string) => ({ name, in: "query" as const });
const operations = {
  getSessionAnalytics: operationFor({
    name: "getSessionAnalytics",
    method: "GET",
    path: "/api/v1/_doc/__session_analytics",
    parameters: [{ ...query("p"), style: "deepObject", explode: true, write: writeStyled }],
    scopes: [["Desk.basic.READ", "Desk.settings.READ"]],
  }),
  getTickets: operationFor({
    name: "getTickets",
    method: "GET",
    path: "/api/v1/tickets",
    parameters: [query("limit"), query("orgId")],
    scopes: [["Desk.tickets.READ"]],
  }),
  getOrganizations: operationFor({ name: "getOrganizations", method: "GET", path: "/api/v1/organizations" }),
  deleteThing: operationFor({ name: "deleteThing", method: "DELETE", path: "/things" }),
};
const api: ToolSet = {
  tools: {
    getSessionAnalytics: {
      description: "Get session analytics",
      input: { type: "object", properties: { p: { $ref: "#/$defs/Filter" } }, additionalProperties: false },
      aliases: ["getSessionAnalytics2"],
    },
    getTickets: {
      description: "List tickets",
      input: {
        type: "object",
        properties: { limit: { type: "integer" }, orgId: { type: "string" } },
        additionalProperties: false,
      },
    },
    getOrganizations: { description: "x", input: { type: "object", properties: {}, additionalProperties: false } },
    deleteThing: { description: "x", input: { type: "object", properties: {} } },
  },
  schemas: {
    Filter: {
      type: "object",
      properties: { departmentId: { type: "string" }, limit: { type: "integer" }, status: { $ref: "#/$defs/Status" } },
    },
    Status: { enum: ["OPEN"] },
    Unused: { $ref: "#/$defs/Unused" },
  },
  operations,
  unavailable: { getPhoto: "it responds with a file" },
  stop: ["THRESHOLD_EXCEEDED"],
  sessionCookies: ["JSESSIONID"],
};
const orgId = "60001280952";

let mock: Mock;
let token: string;
beforeAll(async () => {
  mock = await startMock({ spec: "spec/zoho-desk" });
});
beforeEach(async () => {
  mock.reset();
  token = (await mock.issueToken({ scopes: ["Desk.basic.READ", "Desk.settings.READ"] })).accessToken;
});
afterAll(() => mock.close());

interface Calling extends ToolOptions {
  readonly transport?: TransportOptions;
}
function call(name: string, args?: unknown, { transport = {}, ...options }: Calling = {}): Promise<ToolEnvelope> {
  const auth = { auth: token, authPrefix: "Zoho-oauthtoken" };
  return callTool(api, createTransport({ baseUrl: mock.url, ...auth, ...transport }), { name, args, options });
}
const causesOf = (envelope: ToolEnvelope) => diagnose(api, envelope).map(({ cause }) => cause);

describe("a tool", () => {
  test("returns an envelope, whatever form its arguments have", async () => {
    for (const args of [{ p: { limit: 50 } }, '{"p":{"limit":50}}', {}, undefined, ""]) {
      const envelope = await call("getSessionAnalytics", args);
      expect(envelope).toEqual({ session_id: null, tool_result: { data: expect.any(Array) }, links: [], error: null });
      expect(diagnose(api, envelope)).toEqual([]);
    }
    expect(new URL(mock.requests[0]!.url, mock.url).searchParams.get("p[limit]")).toBe("50");
    expect(Object.keys(await call("getOrganizations", {}))).toEqual(["session_id", "tool_result", "links", "error"]);
  });

  test("is known by an alias too", async () => {
    expect((await call("getSessionAnalytics2")).tool_result).toBeTruthy();
    expect((await call("deleteThing")).error?.status).toBe(404);
  });

  test.each<[name: string, args: unknown, kind: string, message: string]>([
    [
      "getSessionAnalytic",
      {},
      "unknown-tool",
      'there is no tool "getSessionAnalytic"; did you mean "getSessionAnalytics"?',
    ],
    ["toString", {}, "unknown-tool", 'there is no tool "toString"'],
    ["getPhoto", {}, "unknown-tool", 'the operation "getPhoto" is not a tool: it responds with a file'],
    [
      "getSessionAnalytics",
      { q: 1 },
      "arguments",
      'getSessionAnalytics: the argument "q" is not known; did you mean "p"?',
    ],
    ["getSessionAnalytics", "{", "arguments", "getSessionAnalytics: the arguments are not a JSON object"],
    ["getSessionAnalytics", [], "arguments", "getSessionAnalytics: the arguments are not a JSON object"],
    [
      "getTickets",
      { limit: 2 ** 64 },
      "arguments",
      'getTickets: the argument "limit" is a number that lost digits: give it as a string',
    ],
  ])("%s with %j sends nothing: %s", async (name, args, kind, message) => {
    expect((await call(name, args)).error).toEqual({ kind, status: null, code: null, message });
    expect(mock.requests).toEqual([]);
  });

  test("is stored with its session, which is not a browser's", async () => {
    const results = createSessionResults();
    const envelope = await call("getSessionAnalytics", {}, { sessionId: "s1", results });
    expect(envelope.session_id).toBe("s1");
    expect(await results.get("s1")).toEqual(envelope);
    expect((await call("getSessionAnalytics", {}, { results })).session_id).toBeNull();
    expect(await results.sessions()).toEqual(["s1"]);
    await expect(call("getTickets", {}, { sessionId: "JSESSIONID=planted" })).rejects.toThrow("of a browser session");
    const state = { state: "saved" } as unknown as string;
    await expect(call("getTickets", {}, { sessionId: state })).rejects.toThrow("must be a string");
  });

  test("gives its result where it cannot be stored", async () => {
    const results = {
      ...createSessionResults(),
      set: () => Promise.reject(new Error("refresh_token=planted is full")),
    };
    const envelope = await call("getSessionAnalytics", {}, { sessionId: "s1", results });
    expect(envelope.tool_result).toEqual({ data: expect.any(Array) });
    expect(envelope.error).toMatchObject({
      kind: "storage",
      message: "the result is not stored: refresh_token=[redacted] is full",
    });
    expect(causesOf(envelope)).toEqual(["not-stored"]);
  });

  test("gives the addresses of its records, or says why not", async () => {
    const withLinks = (result: { data?: unknown }) => ({
      ...result,
      data: { data: ["a", "a", null].map((portalUrl) => ({ portalUrl })) },
    });
    const links = { operations: ["getSessionAnalytics"], withLinks } as unknown as NonNullable<ToolOptions["links"]>;
    expect((await call("getSessionAnalytics", {}, { links })).links).toEqual(["a"]);
    expect((await call("getOrganizations", {}, { links })).links).toEqual([]);
    const failing = {
      ...links,
      withLinks: () => {
        throw new TypeError('the link "t" needs "portal", which is missing');
      },
    };
    const envelope = await call("getSessionAnalytics", {}, { links: failing });
    expect(envelope.tool_result).toEqual({ data: expect.any(Array) });
    expect(envelope.error).toMatchObject({ kind: "links", message: 'the link "t" needs "portal", which is missing' });
    expect(causesOf(envelope)).toEqual(["portal"]);
  });

  test("gives JSON, whatever reads its responses", async () => {
    const read = async () => ({ id: 12345678901234567890n });
    const big = {
      ...api,
      operations: {
        getOrganizations: operationFor({ name: "x", method: "GET", path: "/api/v1/_doc/__session_analytics", read }),
      },
    };
    const { tool_result } = await callTool(
      big,
      createTransport({ baseUrl: mock.url, auth: token, authPrefix: "Zoho-oauthtoken" }),
      {
        name: "getOrganizations",
        args: {},
      },
    );
    expect(tool_result).toEqual({ id: "12345678901234567890" });
  });
});

describe("what is wrong is explained:", () => {
  const emptyResponse = () => mock.respond("getSessionAnalytics", { status: 204 });

  test("filters that are malformed, and nothing that matches", async () => {
    emptyResponse();
    const results = createSessionResults();
    await call("getSessionAnalytics", { p: { departmentID: "7", limit: 5 } }, { sessionId: "s", results });
    const stored = (await results.get("s"))!;
    expect(stored).toMatchObject({ tool_result: null, error: null });
    expect(diagnose(api, stored)).toEqual([
      {
        cause: "malformed-filters",
        evidence: 'p.departmentID is not known; did you mean "departmentId"?',
        advice: expect.stringContaining("inputSchema"),
      },
      {
        cause: "nothing-matches",
        evidence: "the response is 204, which means that there is nothing; given were p.departmentID, p.limit",
        advice: expect.stringContaining("range of dates"),
      },
    ]);
  });

  test("an empty list without filters", async () => {
    mock.respond("getSessionAnalytics", { status: 200, body: { data: [] } });
    const [finding, ...others] = diagnose(api, await call("getSessionAnalytics"));
    expect(finding).toMatchObject({
      cause: "nothing-matches",
      evidence: "the response is 200, with an empty list; nothing was given",
    });
    expect(others).toEqual([]);
  });

  test("filters that the API refuses", async () => {
    const envelope = await call("getSessionAnalytics", { p: { limit: "many" } });
    expect(envelope.error).toMatchObject({ kind: "api", status: 422, code: "INVALID_DATA" });
    expect(diagnose(api, envelope)).toMatchObject([
      { cause: "malformed-filters", evidence: "p.limit must be integer" },
    ]);
  });

  test("a scope that is missing, known before or told by the API", async () => {
    const told = await call("getTickets", { orgId });
    expect(told.error).toMatchObject({ kind: "api", status: 403, code: "SCOPE_MISMATCH" });
    const guarded = withScopes(createTransport(), { scopes: ["Desk.basic.READ"] }, {
      caseSensitive: true,
      implies: {},
    } as never);
    const known = await callTool(api, guarded, { name: "getTickets", args: { orgId } });
    expect(known.error).toMatchObject({ kind: "scope", message: expect.stringContaining('add "Desk.tickets.READ"') });
    for (const envelope of [told, known])
      expect(diagnose(api, envelope)).toMatchObject([
        { cause: "missing-scope", advice: expect.stringContaining("Desk.tickets.READ") },
      ]);
  });

  test.each<[what: string, response: { status: number; body: { errorCode: string } }, cause: string]>([
    ["an organisation of another token", { status: 403, body: { errorCode: "OAUTH_ORG_MISMATCH" } }, "organization"],
    ["what its user may not do", { status: 403, body: { errorCode: "FORBIDDEN" } }, "permission"],
    ["an expired token", { status: 401, body: { errorCode: "INVALID_OAUTH" } }, "token"],
    ["too many requests", { status: 429, body: { errorCode: "TOO_MANY_REQUESTS" } }, "rate-limit"],
    ["a day's credits", { status: 429, body: { errorCode: "THRESHOLD_EXCEEDED" } }, "spent"],
    ["a record that is gone", { status: 404, body: { errorCode: "URL_NOT_FOUND" } }, "not-found"],
    ["a server's fault", { status: 500, body: { errorCode: "INTERNAL_SERVER_ERROR" } }, "unreachable"],
  ])("%s", async (_, response, cause) => {
    mock.respond("getSessionAnalytics", response);
    const envelope = await call("getSessionAnalytics", { p: { unknown: 1 } });
    expect(envelope.error).toMatchObject({ kind: "api", status: response.status, code: response.body.errorCode });
    expect(causesOf(envelope)).toEqual([cause]);
    expect(diagnose(api, JSON.parse(JSON.stringify(envelope)) as ToolEnvelope)[0]?.cause).toBe(cause);
  });

  test("a token that is none, and one that cannot be got", async () => {
    expect(causesOf(await call("getSessionAnalytics", {}, { transport: { auth: "planted-and-wrong" } }))).toEqual([
      "token",
    ]);
    const auth = () =>
      Promise.reject(Object.assign(new Error("access_token=planted"), { name: "AuthError", code: "refused" }));
    const envelope = await call("getSessionAnalytics", {}, { transport: { auth } });
    expect(envelope.error).toEqual({
      kind: "token",
      status: null,
      code: "refused",
      message: "access_token=[redacted]",
    });
    expect(causesOf(envelope)).toEqual(["token"]);
  });

  test("no server, no response in time, no JSON", async () => {
    const nowhere = await call("getSessionAnalytics", {}, { transport: { baseUrl: "http://127.0.0.1:1" } });
    expect(nowhere.error).toMatchObject({ kind: "network", status: null });
    const aborted = await call("getSessionAnalytics", {}, { signal: AbortSignal.abort() });
    expect(aborted.error?.kind).toBe("aborted");
    const fetch = async () => new Response("{", { headers: { "Content-Type": "application/json" } });
    const malformed = await call("getSessionAnalytics", {}, { transport: { fetch } });
    expect(malformed.error).toMatchObject({ kind: "unreadable", status: 200 });
    const auth = () => Promise.reject(new AuthError("unreachable", "accounts.example cannot be reached"));
    const tokenless = await call("getSessionAnalytics", {}, { transport: { auth } });
    expect(tokenless.error).toMatchObject({ kind: "network", code: "unreachable" });
    for (const envelope of [nowhere, aborted, malformed, tokenless])
      expect(causesOf(envelope)).toEqual(["unreachable"]);
  });

  test("an organisation that nobody named", async () => {
    const transport = createTransport();
    const asked = {
      ...api,
      operations: {
        ...operations,
        getTickets: Object.assign(() => Promise.reject(new TypeError('getTickets: the argument "orgId" is required')), {
          description: operations.getTickets.description,
        }),
      },
    };
    const envelope = await callTool(asked, transport, { name: "getTickets", args: {} });
    expect(diagnose(asked, envelope)).toMatchObject([{ cause: "organization" }]);
  });

  test("an envelope of which nothing is known", () => {
    const envelope: ToolEnvelope = { session_id: null, tool_result: null, links: [], error: null };
    expect(causesOf(envelope)).toEqual(["no-call"]);
    for (const tool_result of [0, false, [1], { data: [1] }, { id: "1", ids: [] }])
      expect(causesOf({ ...envelope, tool_result })).toEqual([]);
  });
});

describe("definitions", () => {
  test("have what they refer to, and what the method says of them", () => {
    const [definition, ...others] = toolDefinitions(api, ["getSessionAnalytics"]);
    expect(others).toEqual([]);
    expect(definition?.inputSchema).toEqual({
      ...api.tools["getSessionAnalytics"]!.input,
      $defs: { Filter: api.schemas["Filter"], Status: api.schemas["Status"] },
    });
    expect(definition?.annotations).toEqual({ readOnlyHint: true, destructiveHint: false, idempotentHint: true });
    const all = toolDefinitions(api);
    expect(all.map(({ name }) => name)).toEqual(Object.keys(api.tools));
    expect(all.at(-1)?.annotations).toEqual({ readOnlyHint: false, destructiveHint: true, idempotentHint: true });
  });

  test("are there for tools alone", () => {
    expect(() => toolDefinitions(api, ["getTicket"])).toThrow(
      'there is no tool "getTicket"; did you mean "getTickets"?',
    );
    expect(() => toolDefinitions(api, ["getSessionAnalytics2"])).toThrow('it is an alias of "getSessionAnalytics"');
  });
});
