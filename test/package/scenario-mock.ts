import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import type * as desk from "../../generated/zoho-desk/esm/index.js";
import { type Mock, startMock } from "../../mocks/index.ts";

const spec = fileURLToPath(new URL("../../spec/zoho-desk", import.meta.url));
const orgId = "60001280952";

/** What `runScenario` takes. */
export interface ScenarioInput {
  readonly url: string;
  /** An address at which nothing listens. */
  readonly nowhere: string;
  /** A refresh token. */
  readonly token: string;
  readonly orgId: string;
}

/** A mock of Zoho Desk for one run of the scenario. */
export interface ScenarioMock {
  readonly mock: Mock<typeof desk>;
  readonly input: ScenarioInput;
}

/** Starts a mock whose answers go wrong as the scenario wants them. */
export async function startScenarioMock(): Promise<ScenarioMock> {
  const mock = await startMock<typeof desk>({ spec });
  mock.fault("getMyPreference", "status=401", { times: 1 });
  mock.fault("getContacts", "status=503", { times: 1 });
  mock.fault("createContact", "status=503", { times: 1 });
  mock.fault("getAgents", "reset");
  mock.fault("getSessions", "truncated-body", { times: 1 });
  mock.fault("getTickets", "status=503", { times: 1 });
  mock.fault("getSessionMetrics", "latency=3000", { times: 3 });
  answerPages(mock);
  answerStreams(mock);
  const answer = { status: 404, body: { errorCode: "URL_NOT_FOUND", message: "no such ticket" } } as const;
  mock.respond("getTicket", answer, { when: ({ ticketId }) => String(ticketId) === "404" });
  const scopes = mock.operations.flatMap((operation) => operation.scopes.flat());
  const { refreshToken } = await mock.issueToken({ scopes, organization: orgId, refreshToken: true });
  return { mock, input: { url: mock.url, nowhere: await nowhere(), token: refreshToken!, orgId } };
}

/** Twenty-five tickets, in pages as they are asked for. */
function answerPages(mock: Mock<typeof desk>): void {
  const example = {
    channel: "Web",
    contactId: "1892000000042032",
    createdTime: "2026-03-02T08:00:00.000Z",
    departmentId: "1892000000006907",
    status: "Open",
    statusType: "Open",
    webUrl: "https://desk.zoho.com/support/zylker/ShowHomePage.do",
  } as const;
  const tickets = Array.from({ length: 25 }, (_, index) => ({
    ...example,
    id: `18920000000420${index + 10}`,
    ticketNumber: String(index),
    subject: `Ticket ${index}`,
  }));
  mock.respond("getTickets", ({ arguments: { from = 0, limit = 10 } }) => {
    const data = tickets.slice(Number(from), Number(from) + Number(limit));
    return data.length > 0 ? { body: { data } } : { status: 204 };
  });
}

/** Streams, which no document of the API has, in place of an answer that has no pages. */
function answerStreams(mock: Mock<typeof desk>): void {
  mock.allowViolations("getSessionMetrics");
  const lines = ["first", "zweite, größer", "third"].map((line) => `${JSON.stringify({ line })}\n`);
  const events = ["event: word\nid: 1\n", "id: 2\n"].map(
    (head, index) => `${head}data: {"text":"größer ${index}"}\n\n`,
  );
  const stream = (type: string, body: string) =>
    // The types know of the document's answers alone.
    ({ headers: { "content-type": type }, body: body as unknown as undefined });
  mock.respond("getSessionMetrics", ({ arguments: { channelId } }) => {
    if (channelId === "1") return stream("application/x-ndjson", lines.join(""));
    return channelId === "2" ? stream("text/event-stream", `${events.join("")}data: [DONE]\n\n`) : undefined;
  });
}

async function nowhere(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return `http://127.0.0.1:${port}`;
}
