import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { exportSessions } from "../../spec/zoho-desk/examples/export-sessions.ts";
import { atDiskStep } from "./disk-steps.ts";
import { program } from "./program.ts";
import { connect, serveSessions } from "./served-desk.ts";
import { makeSessions } from "./sessions.ts";

// Many processes, one after the other, on machines that do other things too.
vi.setConfig({ testTimeout: 180_000 });

const sessions = makeSessions(1203, 20);
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "export-crash-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe("an export that is killed over and over", () => {
  test("comes to the very files of one that was not, at whatever step on the disk it dies, among faults", async () => {
    await using mock = await serveSessions(sessions);
    const run = await program(mock, folder);
    expect(await run("whole")).toMatchObject({ code: 0 });
    for (const fault of ["status=503;probability=0.2", "reset;probability=0.1", "truncated-body;probability=0.1"])
      mock.fault("getSessionAnalytics", fault);

    // Each run gets a little further than the one before it: 1, 5, 9, … steps.
    let deaths = 0;
    for (let steps = 1; ; steps += 4) {
      const { code, signal, said } = await run("killed", { DIE_AT_WRITE: String(steps) });
      if (code === 0) break;
      expect({ signal, said }).toMatchObject({ signal: "SIGKILL" });
      deaths += 1;
    }
    expect(deaths).toBeGreaterThan(5);
    expect(await filesIn("killed")).toEqual(await filesIn("whole"));
    expect(mock.requests.some(({ faults }) => faults.length > 0)).toBe(true);
  });

  test("comes to the very files of one that was not, when it dies while it waits for an answer", async () => {
    let answered = 0;
    let kill = () => {};
    await using mock = await serveSessions(sessions, () => {
      answered += 1;
      if (answered % 5 === 0) kill();
    });
    const run = await program(mock, folder);
    let deaths = 0;
    while ((await run("killed", {}, (process) => (kill = process))).signal === "SIGKILL") deaths += 1;
    expect(deaths).toBeGreaterThan(2);
    kill = () => {};
    expect(await run("whole")).toMatchObject({ code: 0 });
    expect(await filesIn("killed")).toEqual(await filesIn("whole"));
    const lines = (await filesIn("killed"))["sessions.ndjson"]?.split("\n").filter(Boolean) ?? [];
    expect(lines.map((line) => JSON.parse(line))).toEqual(sessions);
  });
});

test("an export that the disk fails at any step goes on in the next run, and comes to the same files", async () => {
  const few = makeSessions(120, 20);
  await using mock = await serveSessions(few);
  const { client } = await connect(mock);
  const range = { client, from: "2026-03-01", to: "2026-03-20", daysPerWindow: 10, pageSize: 25 };
  const counted = await atDiskStep(0, () => Promise.reject());
  await exportSessions({ ...range, folder: join(folder, "whole") });
  counted.restore();
  expect(counted.count()).toBeGreaterThan(50);
  const whole = await filesIn("whole");

  for (let step = 1; step <= counted.count(); step += 1) {
    const run = () => exportSessions({ ...range, folder: join(folder, `failed-${step}`) });
    const failing = await atDiskStep(step, () => Promise.reject(new Error("ENOSPC")));
    await expect(run()).rejects.toThrow("ENOSPC").finally(failing.restore);
    await run();
    expect(await filesIn(`failed-${step}`)).toEqual(whole);
  }
});

/** The texts of an export's files by their names. */
async function filesIn(name: string): Promise<{ [name: string]: string }> {
  const names = (await readdir(join(folder, name))).sort();
  const texts = await Promise.all(names.map((each) => readFile(join(folder, name, each), "utf8")));
  return Object.fromEntries(names.map((each, index) => [each, texts[index] ?? ""]));
}
