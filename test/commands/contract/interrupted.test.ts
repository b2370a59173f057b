import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { stopAll, workspaceWith } from "../running-mock.ts";
import { cli, type Workspace } from "../workspace.ts";
import { boxes, closeServers, type SmallServer, startBoxes } from "./small-server.ts";

afterEach(async () => {
  stopAll();
  await closeServers();
});

/** An integer of the document that JavaScript cannot hold is read by each process anew. */
const longBoxes = boxes.replace("maximum: 100 }", "maximum: 100, examples: [9007199254740993] }");

function workspaceOf(): Workspace {
  const workspace = workspaceWith({ "boxes.yaml": longBoxes });
  mkdirSync(join(workspace.folder, "node_modules"));
  return workspace;
}

/** Runs the command as a process of its own, and gives it a signal when something has happened. */
async function interrupt(
  { folder }: Workspace,
  args: readonly string[],
  { when, signal }: { readonly when: () => boolean; readonly signal: NodeJS.Signals },
) {
  const child = spawn(process.execPath, [...cli, "contract", "boxes.yaml", ...args], { cwd: folder });
  let err = "";
  child.stderr.on("data", (chunk: Buffer) => (err += String(chunk)));
  const ended = once(child, "close");
  while (!when()) {
    if (child.exitCode !== null) throw new Error(`ended too soon: ${err}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  child.kill(signal);
  const [code] = (await ended) as [number | null];
  return { code, err };
}

const readingOf = (url: string) => ["--url", url, "--seed", "5", "--max-cases", "6"];
const countOf = ({ asked }: SmallServer, path: string) => asked.filter((line) => line.split("?")[0] === path).length;
const stateOf = (workspace: Workspace) => workspace.files().find((file) => file.includes(".cache/twinspec/contract-"));

test("a run that was killed goes on where it ended, and refuses other options and documents", async () => {
  const server = await startBoxes({ name: 5, takes: 60 });
  const workspace = workspaceOf();
  const args = readingOf(server.url);
  const isBegun = () => stateOf(workspace) !== undefined && countOf(server, "GET /boxes/1") > 0;
  const { code } = await interrupt(workspace, args, { when: isBegun, signal: "SIGKILL" });
  expect(code).toBeNull();
  const before = server.asked.length;
  const done = (JSON.parse(workspace.read(stateOf(workspace)!)) as { operations: { operation: { name: string } }[] })
    .operations;
  expect(done.length).toBeGreaterThan(0);

  const other = await workspace.run("contract", "boxes.yaml", ...args, "--continue", "--strict");
  expect(other.code).toBe(2);
  expect(other.err).toMatch(
    /^error: the run in node_modules\/\.cache\/twinspec\/contract-\w+\.json was begun without "--strict"/,
  );
  const seeded = await workspace.run("contract", "boxes.yaml", ...args.with(3, "6"), "--continue");
  expect(seeded.err).toMatch(/has the seed 5, not 6\nhelp: begin a new run, without --continue\n$/);
  workspace.write("boxes.yaml", longBoxes.replace("maximum: 100", "maximum: 99"));
  const changed = await workspace.run("contract", "boxes.yaml", ...args, "--continue");
  expect([changed.code, changed.err]).toEqual([2, expect.stringContaining("the documents have changed since the run")]);
  workspace.write("boxes.yaml", longBoxes);
  expect(server.asked.length).toBe(before);

  const finished = await workspace.run("contract", "boxes.yaml", ...args, "--continue", "--format", "json");
  expect(finished.code).toBe(1);
  const { apis } = JSON.parse(finished.out) as { apis: { operations: { operation: { name: string } }[] }[] };
  const names = apis[0]!.operations.map(({ operation }) => operation.name);
  expect(names.slice(0, done.length)).toEqual(done.map(({ operation }) => operation.name));
  expect(names.sort()).toEqual(["addBox", "getBox", "listBoxes", "listSizes", "removeBox"]);
  expect(stateOf(workspace)).toBeUndefined();

  const again = await workspace.run("contract", "boxes.yaml", ...args, "--continue");
  expect(again.err).toContain("there is no interrupted run to go on with; this is a new one\n");
});

test("Ctrl+C removes what was made, writes the reports, and is no success", async () => {
  const server = await startBoxes({ takes: 40 });
  const workspace = workspaceOf();
  const isMade = () => server.asked.filter((line) => line === "POST /boxes").length > 2;
  const args = [...readingOf(server.url), "--max-cases", "60", "--allow-writes", "--report", "html=r.html"];
  const { code, err } = await interrupt(workspace, args, { when: isMade, signal: "SIGINT" });
  expect(code).toBe(130);
  expect(err).toContain("stopping: what was made is removed, and reports are written");
  expect(err).toMatch(/\d operations? not tested: the run was stopped\n/);
  expect(workspace.read("r.html")).toContain("Contract of boxes.yaml");
  const left = (await (await fetch(`${server.url}/boxes`)).json()) as unknown[];
  expect(left.length).toBeLessThanOrEqual(1);
});

test("when time is up no further case is begun, and what was not tested is told", async () => {
  const server = await startBoxes({ takes: 150 });
  const began = Date.now();
  const args = ["--url", server.url, "--time-budget", "1s", "--report", "junit=r.xml"];
  const { code, err } = await workspaceOf().run("contract", "boxes.yaml", ...args);
  expect(code).toBe(0);
  expect(err).toMatch(/\d operations? not tested: time was up\n/);
  expect(server.asked.length).toBeLessThanOrEqual(8);
  expect(Date.now() - began).toBeLessThan(10_000);
});
