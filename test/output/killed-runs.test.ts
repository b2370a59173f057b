import { spawn } from "node:child_process";
import { cpSync, existsSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test, vi } from "vitest";
import { close, openLayout, stagingFolders } from "../../generator/output/staging.ts";
import { bundled } from "../bundled.ts";
import { cli, Workspace } from "../commands/workspace.ts";
import { afterOperations } from "./disk-operations.ts";

// Hundreds of runs, on machines that do other things too.
vi.setConfig({ testTimeout: 300_000 });

const opened: Workspace[] = [];
afterAll(() => {
  for (const made of opened) made.dispose();
});

function workspace(files: Readonly<Record<string, string>> = {}): Workspace {
  const made = new Workspace(files);
  opened.push(made);
  return made;
}

/** A document with operations, path by operationId. */
function document(operations: Readonly<Record<string, string>>): string {
  const schema = { $ref: "#/components/schemas/Pet" };
  const responses = { 200: { description: "Good", content: { "application/json": { schema } } } };
  const paths = Object.fromEntries(
    Object.entries(operations).map(([operationId, path]) => [
      path,
      { get: { operationId, tags: ["pets"], responses } },
    ]),
  );
  const schemas = { Pet: { type: "object", properties: { name: { type: "string" } } } };
  return JSON.stringify({ openapi: "3.1.0", info: { title: "T", version: "1" }, paths, components: { schemas } });
}

const before = document({ getPet: "/pet", listPets: "/pets", getOldest: "/oldest" });
const after = document({ getPet: "/pet", findPets: "/pets", getNewest: "/newest" });
/** The same operations under other ids: what a lock lacks gets another name. */
const renamed = document({ a: "/pet", b: "/pets", c: "/newest" });

const settings = "input: pets.json\noutput: client\n";
const named = ["generate", "pets.json", "-o", "client"] as const;

interface Scenario {
  readonly what: string;
  /** What is there before the run that is killed. */
  start(here: Workspace): Promise<void>;
  readonly command: readonly [string, ...string[]];
  readonly lock: string;
  /** The states of the disk, from the first operation to the last. */
  readonly states: readonly string[];
}

const whole = ["old", "new"].map((lock) => `lock ${lock}, output old`);
const inOneStep = [...whole, "lock new, output new"];
const byFile = [...whole, "lock new, output mixed", "lock new, output new"];

const scenarios: readonly Scenario[] = [
  {
    what: "the first of all",
    start: async () => {},
    command: named,
    lock: "twinspec.pets.lock.yaml",
    states: inOneStep,
  },
  {
    what: "one that renews the client",
    start: async (here) => void (await here.run(...named)),
    command: named,
    lock: "twinspec.pets.lock.yaml",
    states: byFile,
  },
  {
    what: "one that moves the lock out of the output",
    async start(here) {
      await here.run(...named);
      here.write("client/twinspec.lock.yaml", here.read("twinspec.pets.lock.yaml"));
      rmSync(join(here.folder, "twinspec.pets.lock.yaml"));
    },
    command: named,
    lock: "twinspec.pets.lock.yaml",
    states: byFile,
  },
  {
    what: "one of source files, with settings",
    async start(here) {
      here.write("twinspec.yaml", `${settings}target: source\n`);
      await here.run("generate");
    },
    command: ["generate"],
    lock: "twinspec.lock.yaml",
    states: byFile,
  },
];

/** What stands on the disk, as people would say it. */
function stateOf(here: Workspace, { lock }: Scenario, [old, now]: readonly [Files, Files]): string {
  const found = filesOf(here);
  const same = (wanted: Files, of: (path: string) => boolean) =>
    [...new Set([...Object.keys(wanted), ...Object.keys(found)])]
      .filter(of)
      .every((path) => wanted[path] === found[path]);
  const isOutput = (path: string) => path.startsWith("client/") && !path.endsWith("lock.yaml");
  const isLock = (path: string) => path === lock;
  const stateOfPart = (of: (path: string) => boolean) => (same(old, of) ? "old" : same(now, of) ? "new" : "mixed");
  return `lock ${stateOfPart(isLock)}, output ${stateOfPart(isOutput)}`;
}

type Files = Readonly<Record<string, string>>;

/** The texts of all files but those of staging folders, by path. */
function filesOf(here: Workspace): Files {
  const paths = here.files().filter((path) => !/\.twinspec-|\.tmp$/.test(path));
  return Object.fromEntries(paths.map((path) => [path, here.read(path)]));
}

/** The modules that some of the files refer to and that are not there. */
function missingModules(here: Workspace, files: Files): string[] {
  return Object.keys(files)
    .filter((path) => here.files().includes(path) && /^client\/.*\.(?:js|ts)$/.test(path))
    .flatMap((path) =>
      [...here.read(path).matchAll(/ from "(\.[^"]*)"/g)]
        .map(([, to = ""]) => join(here.folder, dirname(path), to))
        .filter((file) => ![file, file.replace(/\.js$/, ".ts"), file.replace(/\.js$/, ".d.ts")].some(existsSync))
        .map((file) => `${path} -> ${file}`),
    );
}

function operationsIn(here: Workspace): string[] {
  return here.files().flatMap((path) => /^client\/.*operations\/(\w+)\.(?:js|ts)$/.exec(path)?.[1] ?? []);
}

describe.each(scenarios)("a run that is killed, $what", (scenario) => {
  const { start, command } = scenario;
  let base: Workspace;
  let table: [state: string, first: number][];
  let now: Files;
  let old: Files;

  test("leaves whole files at every operation, and the next run comes to what it would have come to", async () => {
    base = workspace({ "pets.json": before });
    await start(base);
    base.write("pets.json", after);
    old = filesOf(base);
    const untouched = copyOf(base);
    const counted = afterOperations(Number.POSITIVE_INFINITY, { folder: untouched.folder, happen: () => {} });
    expect(await untouched.run(...command)).toMatchObject({ code: 0 });
    counted.restore();
    now = filesOf(untouched);
    const common = Object.keys(old).filter((path) => path in now);
    expect(counted.count()).toBeGreaterThan(20);

    table = [];
    for (let number = 0; number < counted.count(); number += 1) {
      const here = copyOf(base);
      await die(here, number, command);
      const state = stateOf(here, scenario, [old, now]);
      if (table.at(-1)?.[0] !== state) table.push([state, number]);
      // what a reader sees: each file is the old or the new one, none is absent, and no import of those leads nowhere
      const found = filesOf(here);
      expect({ number, absent: common.filter((path) => !(path in found)) }).toEqual({ number, absent: [] });
      const torn = Object.entries(found).filter(([path, text]) => text !== old[path] && text !== now[path]);
      expect({ number, torn: torn.map(([path]) => path) }).toEqual({ number, torn: [] });
      expect({ number, missing: missingModules(here, old) }).toEqual({ number, missing: [] });

      const { code, err } = await here.run(...command);
      expect({ number, code, err: code === 0 ? "" : err }).toEqual({ number, code: 0, err: "" });
      expect({ number, files: here.files() }).toEqual({ number, files: Object.keys(now) });
      expect({ number, same: filesOf(here) }).toEqual({ number, same: now });
      rmSync(here.folder, { recursive: true });
    }
    // npx vitest run test/output/killed-runs.test.ts --reporter verbose shows the table
    console.info(
      `${scenario.what}: ${counted.count()} operations; ${table.map(([state, at]) => `${at}: ${state}`).join("; ")}`,
    );
  });

  test("has no name that was to be seen changed by the next run, whatever the documents say by then", async () => {
    for (let number = 0, isAlive = true; isAlive; number += 5) {
      const here = copyOf(base);
      isAlive = await die(here, number, command);
      const seen = operationsIn(here).filter((name) => name !== "getOldest");
      here.write("pets.json", renamed);
      expect(await here.run(...command)).toMatchObject({ code: 0 });
      expect({ number, names: operationsIn(here) }).toEqual({ number, names: expect.arrayContaining(seen) });
      rmSync(here.folder, { recursive: true });
    }
  });

  test("leaves these states, one after the other", () => {
    expect(table.map(([state]) => state)).toEqual(scenario.states);
  });
});

/** Runs a command that comes to nothing after a number of operations; whether it came to them. */
async function die(here: Workspace, number: number, command: readonly [string, ...string[]]): Promise<boolean> {
  const dead = new Error("dead");
  const operations = afterOperations(number, {
    folder: here.folder,
    happen: () => {
      throw dead;
    },
  });
  try {
    await here.run(...command);
    return false;
  } catch (error) {
    if (error !== dead) throw error;
    return true;
  } finally {
    operations.restore();
  }
}

function copyOf(other: Workspace): Workspace {
  const made = workspace();
  cpSync(other.folder, made.folder, { recursive: true });
  return made;
}

/** Has a run die when it has moved some of its files into the output. */
async function dieHalfway(here: Workspace): Promise<void> {
  const other = copyOf(here);
  const operations = afterOperations(Number.POSITIVE_INFINITY, { folder: other.folder, happen: () => {} });
  await other.run(...named);
  operations.restore();
  await die(here, Math.floor(operations.count() * 0.7), named);
}

const hook = pathToFileURL(await bundled("test/output/kill-after-operations.ts")).href;

/** Runs the command line as a process that a signal meets after a number of operations. */
function signalled(here: Workspace, number: number, signal: NodeJS.Signals) {
  const child = spawn(process.execPath, ["--import", hook, ...cli, ...named], {
    cwd: here.folder,
    env: { ...process.env, KILL_AFTER: String(number), KILL_SIGNAL: signal },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const ended = new Promise<{ code: number | null; signal: string | null; said: string }>((done) =>
    child.on("close", (code, by) => done({ code, signal: by, said })),
  );
  return { child, ended };
}

test("a process that SIGKILL ends leaves nothing that the next run does not remove at once", async () => {
  const base = workspace({ "pets.json": before });
  expect(await base.run(...named)).toMatchObject({ code: 0 });
  base.write("pets.json", after);
  let deaths = 0;
  for (let number = 1; ; number += 8) {
    const here = copyOf(base);
    const { ended } = signalled(here, number, "SIGKILL");
    const { code, signal } = await ended;
    if (code === 0) break;
    expect(signal).toBe("SIGKILL");
    deaths += 1;
    expect(await here.run(...named)).toMatchObject({ code: 0 });
    expect(here.files().filter((path) => /\.twinspec-|\.tmp$/.test(path))).toEqual([]);
    expect(await here.run("check", "pets.json", "-o", "client")).toMatchObject({ code: 0 });
  }
  expect(deaths).toBeGreaterThan(5);
});

test.skipIf(!existsSync("/proc/self/stat"))(
  "a run that still lives keeps its files, and another one waits for it",
  async () => {
    const here = workspace({ "pets.json": before });
    const { child, ended } = signalled(here, 40, "SIGSTOP");
    const staging = () => here.files().filter((path) => path.startsWith(".client.twinspec-"));
    await vi.waitFor(() => expect(stateOfProcess(child.pid)).toBe("T"), { timeout: 60_000 });
    const held = staging();
    expect(held.length).toBeGreaterThan(0);
    const second = here.run(...named);
    await new Promise((done) => setTimeout(done, 1000));
    expect(staging()).toEqual(expect.arrayContaining(held));
    child.kill("SIGCONT");
    expect(await ended).toMatchObject({ code: 0 });
    expect(await second).toMatchObject({ code: 0 });
    expect(staging()).toEqual([]);
    expect(await here.run("check", "pets.json", "-o", "client")).toMatchObject({ code: 0 });
  },
);

/** `T` while a process is stopped. */
function stateOfProcess(pid = 0): string | undefined {
  return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.[0];
}

test("a folder in which a formatter was at work goes with the next run, and with none before its process ends", async () => {
  const here = workspace({
    "pets.json": before,
    "twinspec.yaml": `${settings}postProcess: node wait.mjs\n`,
    "wait.mjs": `import { existsSync, writeFileSync } from "node:fs";
      const parent = process.ppid;
      const isMeant = existsSync("hold");
      if (isMeant) writeFileSync("started", "");
      while (isMeant && existsSync("hold") && process.ppid === parent) await new Promise((done) => setTimeout(done, 50));`,
    hold: "",
  });
  const child = spawn(process.execPath, [...cli, "generate"], { cwd: here.folder, stdio: "ignore" });
  const ended = new Promise((done) => child.on("close", done));
  await vi.waitFor(() => expect(here.files()).toContain("started"), { timeout: 60_000 });
  const held = () => here.files().filter((path) => path.startsWith(".client.twinspec-layout-"));
  expect(held().length).toBeGreaterThan(0);
  // another run that begins to format meanwhile
  const other = openLayout(join(here.folder, "client"));
  const both = stagingFolders(join(here.folder, "client"));
  expect(both.map(({ purpose, isAlive }) => `${purpose} ${isAlive}`)).toEqual(["layout true", "layout true"]);
  rmSync(other.path, { recursive: true });
  close(other);
  rmSync(join(here.folder, "hold"));
  await ended;
  expect(held()).toEqual([]);

  here.write("hold", "");
  rmSync(join(here.folder, "started"));
  here.write("pets.json", after);
  const second = spawn(process.execPath, [...cli, "generate"], { cwd: here.folder, stdio: "ignore" });
  const killed = new Promise((done) => second.on("close", done));
  await vi.waitFor(() => expect(here.files()).toContain("started"), { timeout: 60_000 });
  second.kill("SIGKILL");
  await killed;
  rmSync(join(here.folder, "hold"));
  expect(held().length).toBeGreaterThan(0);
  expect(await here.run("generate")).toMatchObject({ code: 0 });
  expect(held()).toEqual([]);
});

test("a lock that cannot be written stops all of it, and is told by its place", async () => {
  const name = "x".repeat(200);
  const here = workspace({ [`${name}.json`]: before });
  const { code, err } = await here.run("generate", `${name}.json`, "-o", "client");
  expect({ code, err }).toEqual({
    code: 1,
    err: expect.stringContaining(`twinspec.${name}.lock.yaml error output-unwritable: cannot write the lock: `),
  });
  expect(here.files()).toEqual([`${name}.json`]);
});

test("check says that a run was killed halfway, and what finishes it", async () => {
  const here = workspace({ "pets.json": before });
  expect(await here.run(...named)).toMatchObject({ code: 0 });
  here.write("pets.json", after);
  await dieHalfway(here);
  const { code, err } = await here.run("check", "pets.json", "-o", "client");
  expect(code).toBe(1);
  expect(err).toContain(
    'client error output-interrupted: a run that wrote to "client" was killed: some of its files are new, and some are from before\nhelp: run `twinspec generate`, which finishes it\n',
  );
});

test("a file that a person changes after a run was killed is not written over", async () => {
  const here = workspace({ "pets.json": before });
  expect(await here.run(...named)).toMatchObject({ code: 0 });
  here.write("pets.json", after);
  await dieHalfway(here);
  here.write("client/README.md", "mine");
  const { code, err } = await here.run(...named);
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('"README.md" was changed by hand') });
  expect(here.read("client/README.md")).toBe("mine");
});

test("what a folder beside the output says reaches no file outside of it", async () => {
  const here = workspace({ "pets.json": before, "precious.txt": "mine", "client.lock": "mine" });
  expect(await here.run(...named)).toMatchObject({ code: 0 });
  const folder = ".client.twinspec-deadbeef";
  for (const path of ["../precious.txt", "/etc/x", "a/../../precious.txt", "..\\precious.txt"]) {
    here.write(`${folder}/files/x`, "theirs");
    here.write(
      `${folder}/journal.json`,
      JSON.stringify({
        write: { [path]: null },
        remove: { [path]: "x" },
        formerLock: join(here.folder, "client.lock"),
      }),
    );
    expect(await here.run(...named)).toMatchObject({ code: 0 });
    expect([here.read("precious.txt"), here.read("client.lock")]).toEqual(["mine", "mine"]);
    rmSync(join(here.folder, folder), { recursive: true, force: true });
  }
});
