import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { program } from "./program.ts";
import { scopes, serveSessions } from "./served-desk.ts";
import { makeSessions } from "./sessions.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "export-run-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

test("a run links to the tickets in the portal, and names the agents where the token may read them", async () => {
  const [first, second] = makeSessions(2, 1);
  await using mock = await serveSessions([
    { ...first!, webUrl: null, ticketId: "189200000000975382" },
    { ...second!, agentId: "900719925474099309" },
  ]);
  const agent = {
    id: "900719925474099309",
    name: "Zoë & Co",
    lastName: "Co",
    emailId: null,
    status: "ACTIVE",
  } as const;
  mock.respond("getAgents", { body: { data: [agent] } });
  const run = await program(mock, folder, [...scopes, "Desk.agents.READ"]);
  const granted = { ZOHO_DESK_SCOPES: [...scopes, "Desk.agents.READ"].join(",") };
  expect(await run("export", { ...granted, ZOHO_DESK_PORTAL: "northwind" })).toMatchObject({ code: 0 });
  expect(await readFile(join(folder, "export/sessions.csv"), "utf8")).toContain(
    `,${mock.url}/support/northwind/ShowHomePage.do#Cases/dv/189200000000975382\r\n`,
  );
  expect(await readFile(join(folder, "export/report.html"), "utf8")).toContain("<bdi>Zoë &#38; Co</bdi>");
});

test("a run without credits says when to come back, and ends as one that failed for now", async () => {
  await using mock = await serveSessions(makeSessions(300, 20));
  mock.fault("getSessionAnalytics", "daily-credits=3600", { times: 1 });
  const run = await program(mock, folder);
  const { code, said } = await run("export");
  expect(said).toMatch(/^the API credits of the day are used up; run the same export again after \d{4}-/m);
  expect(code).toBe(75);
  expect(await run("export")).toMatchObject({ code: 0 });
});
