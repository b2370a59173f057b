/**
 * Runs the export against a mock of Zoho Desk, with sessions that it makes up: `npx tsx mocked.ts [folder [documents]]`.
 * The folder is where the files go, by default `session-export`; the documents are those that the client is generated
 * from, by default where the repository of the client has them.
 */
import { fileURLToPath } from "node:url";
import { startMock } from "twinspec/mocks";
import type { SessionRecord } from "zoho-desk-client/schemas/SessionRecord";

const [folder = "session-export", spec = fileURLToPath(new URL("../../../spec/zoho-desk", import.meta.url))] =
  process.argv.slice(2);
const [orgId, portal] = ["60001280952", "northwind"];
const scopes = ["Desk.basic.READ", "Desk.settings.READ"];

const mock = await startMock<typeof import("zoho-desk-client")>({ spec });
const sessions = Array.from({ length: 250 }, (_, index) => session(index));
mock.respond("getSessionAnalytics", ({ arguments: { p = {} } }) => {
  const { startDate = "", endDate = "9", from = 0, limit = 50 } = p;
  const isMeant = ({ startTime }: SessionRecord) =>
    startTime.slice(0, 10) >= startDate && startTime.slice(0, 10) <= endDate;
  const data = sessions.filter(isMeant).slice(from, from + limit);
  return data.length > 0 ? { body: { data } } : { status: 204 };
});

try {
  // What a user's consent gives.
  const { refreshToken = "" } = await mock.issueToken({
    scopes,
    organization: orgId,
    clientId: "1000.MINE",
    refreshToken: true,
  });
  Object.assign(process.env, {
    ZOHO_DESK_BASE_URL: mock.url,
    ZOHO_DESK_TOKEN_ENDPOINT: `${mock.url}/oauth/v2/token`,
    ZOHO_DESK_ORG_ID: orgId,
    ZOHO_DESK_PORTAL: portal,
    ZOHO_DESK_CLIENT_ID: "1000.MINE",
    ZOHO_DESK_CLIENT_SECRET: "a secret",
    ZOHO_DESK_REFRESH_TOKEN: refreshToken,
    ZOHO_DESK_TOKENS: `${folder}/tokens`,
  });
  process.argv.splice(2, Infinity, "2026-03-01", "2026-03-31", folder);
  await import("./run.ts");
} finally {
  await mock.close();
}

/** One of March's sessions, in the order in which they began. */
function session(index: number): SessionRecord {
  const start = Date.UTC(2026, 2, 1, 8) + index * 10_000_000;
  return {
    sessionId: String(1_892_000_001_204_001n + 2n * BigInt(index)),
    departmentId: "1892000000006907",
    agentId: index % 5 === 4 ? null : `189200000005600${index % 3}`,
    channel: ["WHATSAPP", "LIVECHAT", "TELEGRAM"][index % 3]!,
    status: index % 5 === 4 ? "MISSED" : "ENDED",
    startTime: new Date(start).toISOString(),
    endTime: new Date(start + 900_000).toISOString(),
    durationInSeconds: 900,
    messageCount: 3 + (index % 20),
    ticketId: index % 4 === 0 ? String(1_892_000_000_975_000n + BigInt(index)) : null,
  };
}
