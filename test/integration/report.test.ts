import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { SessionRecord } from "zoho-desk-client/schemas/SessionRecord";
import { exportSessions } from "../../spec/zoho-desk/examples/export-sessions.ts";
import { writeReport } from "../../spec/zoho-desk/examples/report.ts";
import { connect, serveSessions } from "./served-desk.ts";
import { makeSessions } from "./sessions.ts";

const range = { from: "2026-03-01", to: "2026-03-05" };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "report-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function reportOn(sessions: readonly SessionRecord[], agentNames?: ReadonlyMap<string, string>): Promise<string> {
  await using mock = await serveSessions(sessions);
  const { client } = await connect(mock);
  await exportSessions({ client, ...range, folder });
  return readFile(await writeReport({ folder, agentNames }), "utf8");
}

test("a report draws the sessions of every day, also of those without any", async () => {
  const sessions = makeSessions(60, 3);
  const page = await reportOn(sessions);
  const titles = [...page.matchAll(/<title>([^<]*: \d+)<\/title>/g)].map(([, title]) => title);
  expect(titles).toEqual(["2026-03-01: 20", "2026-03-02: 20", "2026-03-03: 20", "2026-03-04: 0", "2026-03-05: 0"]);
  const heights = [...page.matchAll(/<rect x=[^>]*height="([\d.]+)"/g)].map(([, height]) => Number(height));
  expect(heights).toEqual([200, 200, 200, 0, 0]);
  expect(page).toContain("60 sessions");
});

test("a report has the agents by name, those with most sessions first", async () => {
  const page = await reportOn(makeSessions(9, 3), new Map([["900719925474099301", "Zoë Ångström"]]));
  const rows = [...page.matchAll(/<td><bdi>(.*?)<\/bdi><\/td>.*?<td>(\d+)<\/td>/gs)].map(([, ...row]) => row);
  expect(rows.slice(0, 4)).toEqual([
    ["Zoë Ångström", "3"],
    ["nobody", "2"],
    ["900719925474099303", "2"],
    ["900719925474099307", "2"],
  ]);
});

test("nothing that agents or customers are called becomes markup, and the page reaches for nothing", async () => {
  const hostile = `</td><script src=//evil.example></script><img src=x onerror='alert(1)'>"\`\u0000\u202e`;
  const [session] = makeSessions(1, 1);
  const page = await reportOn(
    [{ ...session!, channel: "</style><svg/onload=alert(1)>" }],
    new Map([[session!.agentId!, hostile]]),
  );
  expect(page).not.toMatch(/<script|<img|onerror='|<svg\/onload/);
  expect(page).not.toContain("\u0000");
  expect([...page.matchAll(/<([a-z]+)/g)].map(([, name]) => name)).not.toContain("script");
  expect(page).toContain("<bdi>&#60;/td&#62;&#60;script src=//evil.example&#62;");
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  expect(page).not.toMatch(/\b(?:src|href)="|url\(|@import/);
});

test("a report of no sessions is a page all the same, and one of no finished export an error", async () => {
  const page = await reportOn([]);
  expect(page).toContain("0 sessions");
  expect(page).not.toMatch(/NaN|Infinity|undefined/);
  await expect(writeReport({ folder: join(folder, "elsewhere") })).rejects.toThrow("has no finished export");
});
