// What a program does with the client of Zoho Desk, in plain JavaScript, for Node.js and for a browser: the same steps
// against the mock that scenario-mock.ts prepares. It gives what came of each step, as JSON data.
import {
  ApiError,
  createClient,
  DeadlineError,
  getSessionAnalytics2,
  isApiError,
  MissingScopeError,
  NetworkError,
  TimeoutError,
  unwrap,
} from "zoho-desk-client";
import { AuthError, refreshToken } from "zoho-desk-client/auth";
import { createFetch } from "zoho-desk-client/fetch";
import { createLinks } from "zoho-desk-client/links";
import { getSessionAnalytics } from "zoho-desk-client/operations/getSessionAnalytics";
import { getTicket } from "zoho-desk-client/operations/getTicket";
import { pages } from "zoho-desk-client/pages";
import { covers, requirements, withScopes } from "zoho-desk-client/scopes";
import { jsonLines, serverSentEvents } from "zoho-desk-client/streams";
import { callTool, createSessionResults, diagnose, toolDefinitions } from "zoho-desk-client/tools";
import { createTransport } from "zoho-desk-client/transport";

const readScopes = ["Desk.basic.READ", "Desk.settings.READ"];
// So that the test is quick.
const backOff = { initial: 10, jitter: false };

export async function runScenario({ url, nowhere, token, orgId }) {
  const provider = () =>
    refreshToken({
      clientId: "a client",
      clientSecret: "a secret",
      refreshToken: token,
      tokenEndpoint: `${url}/oauth/v2/token`,
    });
  const plain = { baseUrl: url, orgId, auth: provider() };
  const shared = { ...plain, retry: { backOff } };
  const clientWith = (limits) => createClient({ ...plain, fetch: createFetch({ retry: { backOff }, ...limits }) });
  const desk = createClient(shared);
  const steps = {
    async "one operation"() {
      const transport = createTransport({ baseUrl: url, orgId, auth: shared.auth, fetch: createFetch(shared) });
      const { data, response } = await getSessionAnalytics(transport, { p: { limit: 50 } });
      return {
        status: response.status,
        isList: Array.isArray(data.data),
        isOne: getSessionAnalytics === getSessionAnalytics2,
      };
    },

    async "a hundred callers without a token"() {
      const client = createClient({ ...shared, auth: provider() });
      const results = await Promise.all(Array.from({ length: 100 }, () => client.getOrganizations()));
      return results.filter(({ data }) => data).length;
    },

    async "a token that is refused"() {
      const { response } = await desk.getMyPreference();
      return response.status;
    },

    async "a refresh token that is refused"() {
      const auth = refreshToken({
        clientId: "a client",
        refreshToken: "not-one-of-ours",
        tokenEndpoint: `${url}/oauth/v2/token`,
      });
      const error = await failureOf(() => createClient({ ...shared, auth }).getMyPreference());
      return [error instanceof AuthError, error.code, error.error, error.message.includes("not-one-of-ours")];
    },

    async "a scope that is missing"() {
      const client = createClient({ ...shared, scopes: readScopes });
      const error = await failureOf(() => client.getTickets());
      const alone = withScopes(createTransport(shared), { scopes: readScopes });
      const again = await failureOf(() => getTicket(alone, { ticketId: "1" }));
      return {
        errors: [error, again].map((each) => each instanceof MissingScopeError && each.missing),
        can: [client.can("getTickets"), client.can("getSessionAnalytics2"), client.can("me")],
        requirement: requirements.getTickets,
        covers: [covers(["desk.tickets.all"], "Desk.tickets.READ"), covers(readScopes, "Desk.tickets.READ")],
      };
    },

    async "a server that fails once"() {
      const retries = [];
      const client = clientWith({ onRetry: ({ attempts, reason }) => retries.push([attempts, reason.status]) });
      const { response } = await client.getContacts();
      return { status: response.status, retries };
    },

    async "a server that fails once, to a request that must not be repeated"() {
      const { error, response } = await desk.createContact({ body: { lastName: "Doe" } });
      return { status: response.status, hasError: error !== undefined };
    },

    // A browser itself sends a request once more where a connection that was kept open is reset.
    async "a connection that is reset each time"() {
      const retries = [];
      const onRetry = ({ attempts, reason }) => retries.push([attempts, reason.kind]);
      const error = await failureOf(() => clientWith({ onRetry }).getAgents());
      return { isNetworkError: error instanceof NetworkError, attempts: error.attempts, retries };
    },

    async "a body that breaks off once"() {
      const retries = [];
      const onRetry = ({ reason }) => retries.push(reason.kind);
      const { data } = await clientWith({ onRetry }).getSessions();
      return { hasData: data !== undefined, retries };
    },

    async "nobody there"() {
      const error = await failureOf(() => createClient({ ...shared, baseUrl: nowhere }).me({ retry: false }));
      return [error.name, error instanceof NetworkError];
    },

    async "an answer that is late"() {
      const timeout = await failureOf(() => desk.getSessionMetrics({}, { timeout: 50, retry: false }));
      const deadline = await failureOf(() => clientWith({}).getSessionMetrics({}, { deadline: 50 }));
      const reason = new Error("the user went on");
      const aborted = await failureOf(() =>
        desk.getSessionMetrics({}, { signal: AbortSignal.timeout(50), retry: false }),
      );
      const left = await failureOf(() => desk.getSessionMetrics({}, { signal: AbortSignal.abort(reason) }));
      return [timeout instanceof TimeoutError, deadline instanceof DeadlineError, aborted.name, left === reason];
    },

    async pages() {
      const retries = [];
      const client = clientWith({ onRetry: ({ reason }) => retries.push(reason.status) });
      const subjects = [];
      for await (const ticket of client.getTickets.items({}, { pageSize: 10 })) subjects.push(ticket.subject);
      const sizes = [];
      for await (const { items } of client.getTickets.pages({ from: 5 }, { pageSize: 8 })) sizes.push(items.length);
      let first;
      for await (const ticket of client.getTickets.items()) {
        first = ticket.id;
        break;
      }
      const transport = createTransport({ ...shared });
      const analytics = [];
      for await (const page of pages(getSessionAnalytics, transport, {}, { maximum: 3 }))
        analytics.push(page.items.length);
      return { count: subjects.length, last: subjects.at(-1), sizes, first, analytics, retries };
    },

    async "errors that are thrown"() {
      const client = createClient({ ...shared, throwOnError: ApiError });
      const error = await failureOf(() => client.getTicket({ ticketId: "404" }));
      const { error: body } = await desk.getTicket({ ticketId: "404" });
      const unwrapped = await failureOf(() => unwrap(desk.getTicket({ ticketId: "404" })));
      const { data } = await client.getTicket({ ticketId: "1" });
      return {
        errors: [error, unwrapped].map((each) => [
          each instanceof ApiError,
          each.status,
          each.operation,
          each.body?.errorCode,
        ]),
        isOf: [isApiError(error, getTicket), isApiError(error, getSessionAnalytics)],
        errorCode: body.errorCode,
        isTicket: typeof data.subject === "string",
      };
    },

    async streams() {
      const path = "/api/v1/im/sessions/metrics";
      const read = (channelId) => desk.raw.GET(path, { params: { query: { channelId, orgId } }, parseAs: "stream" });
      const lines = [];
      for await (const value of jsonLines((await read("1")).data)) lines.push(value.line);
      const events = [];
      for await (const { event, id, data } of serverSentEvents((await read("2")).data, { data: "json" })) {
        events.push([event, id, data.text]);
      }
      let left;
      for await (const value of jsonLines((await read("1")).data)) {
        left = value.line;
        break;
      }
      return { lines, events, left };
    },

    async "a file that is sent"() {
      const file = new File(["größer than ASCII\r\n"], "Übersicht.txt", { type: "text/plain" });
      const { data, response } = await desk.createTicketAttachment({ ticketId: "1", isPublic: true, body: { file } });
      return { status: response.status, hasId: data?.id !== undefined };
    },

    async "links and tools"() {
      const links = createLinks({ orgId, portal: "zylker" });
      const results = createSessionResults();
      const args = JSON.stringify({ p: { limit: 5 } });
      const envelope = await callTool(desk, "getSessionAnalytics", args, { sessionId: "a session", results });
      const stored = await results.get("a session");
      const unknown = await callTool(desk, "getTicketz");
      return {
        link: links.classicTicket({ ticketId: "1892000000042034" }),
        envelope: [envelope.session_id, envelope.tool_result !== null, envelope.error],
        isStored: JSON.stringify(stored) === JSON.stringify(envelope),
        error: unknown.error.kind,
        isDiagnosed: diagnose(unknown).length > 0,
        hasTool: toolDefinitions().some(({ name }) => name === "getSessionAnalytics"),
      };
    },

    async "a blob that comes back"() {
      const { data } = await desk.getAgentProfilePhoto({ agentId: "1" });
      return [data instanceof Blob, data.size > 0];
    },
  };
  const outcomes = {};
  for (const [name, step] of Object.entries(steps)) {
    outcomes[name] = await step().catch((error) => `${error.name}: ${error.message}\n${error.stack}`);
  }
  return outcomes;
}

async function failureOf(call) {
  try {
    await call();
  } catch (error) {
    return error;
  }
  return new Error("it did not fail");
}
