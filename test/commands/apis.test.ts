import { rmSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Progress } from "../../generator/commands/apis/progress.ts";
import { type Result, share } from "../../generator/commands/apis/share.ts";
import { Turns } from "../../generator/commands/apis/turns.ts";
import { pets, petsWith, Workspace } from "./workspace.ts";

let here: Workspace;
beforeEach(() => {
  here = new Workspace();
});
afterEach(() => here.dispose());

/** APIs with settings of their own, each with its document and its output. */
function apisAt(...folders: string[]): void {
  for (const folder of folders) {
    here.write(`${folder}/openapi.yaml`, pets);
    here.write(`${folder}/twinspec.yaml`, "input: openapi.yaml\noutput: client\ntarget: source\n");
  }
}

function namesIn(json: string): string[] {
  return (JSON.parse(json) as { readonly api: string }[]).map(({ api }) => api);
}

describe("without a name, every API of the workspace is meant", () => {
  const all = ["inspect", "--format", "json"] as const;

  test("those of npm's, Yarn's and Bun's packages, of pnpm's, and what is below the spec folder of each", async () => {
    apisAt("spec/own", "packages/desk", "packages/crm/spec/v1", "packages/crm/spec/v2", "tools/deep/shop", "elsewhere");
    for (const each of ["packages/desk", "packages/crm", "tools/deep/shop", "elsewhere"])
      here.write(`${each}/package.json`, "{}");
    here.write("package.json", '{ "workspaces": { "packages": ["packages/*", "./tools/**/"] } }');
    const { out } = await here.run(...all);
    const named = ["spec/own", "packages/crm/spec/v1", "packages/crm/spec/v2", "packages/desk", "tools/deep/shop"];
    expect(namesIn(out)).toEqual(named);
    here.write("package.json", "{}");
    expect(namesIn((await here.run(...all)).out)).toEqual(["spec/own"]);
    here.write("pnpm-workspace.yaml", "packages: [., 'packages/**', '!packages/crm']\n");
    expect(namesIn((await here.run(...all)).out)).toEqual(["spec/own", "packages/desk"]);
  });

  test("the settings here are meant beside those of the packages, and what is installed is nobody's", async () => {
    here.write("package.json", '{ "workspaces": ["packages/*"] }');
    apisAt(".", "packages/desk", "packages/desk/node_modules/other", "packages/plain");
    here.write("packages/desk/package.json", "{}");
    expect(namesIn((await here.run(...all)).out)).toEqual([here.folder.split("/").at(-1), "packages/desk"]);
  });
});

describe("--filter", () => {
  const filtered = async (...args: string[]) => here.run("generate", ...args, "--format", "json");
  beforeEach(() => apisAt("spec/desk", "spec/desk-v2", "spec/crm"));

  test.each([
    [["desk"], ["spec/desk"]],
    [["spec/desk"], ["spec/desk"]],
    [["desk*"], ["spec/desk-v2", "spec/desk"]],
    [
      ["spec/*", "!crm"],
      ["spec/desk-v2", "spec/desk"],
    ],
    [["!*-v2"], ["spec/crm", "spec/desk"]],
    [
      ["desk", "crm"],
      ["spec/crm", "spec/desk"],
    ],
    [["*", "!spec/**"], []],
  ])("%j chooses %j", async (filters, names) => {
    const { code, out } = await filtered(...filters.flatMap((filter) => ["--filter", filter]));
    expect({ code, names: namesIn(out) }).toEqual({ code: 0, names });
  });

  test.each([
    [["dsek"], 'error: no API is called "dsek"\nhelp: did you mean "desk"?\n'],
    [["desk", "!zoho/*"], 'error: no API is called "zoho/*"\nhelp: the APIs are spec/crm, spec/desk-v2, spec/desk\n'],
    [["spec/*+(x"], 'error: no API is called "spec/*+(x"\nhelp: the APIs are spec/crm, spec/desk-v2, spec/desk\n'],
  ])("%j names nothing, which is said", async (filters, err) => {
    const args = filters.flatMap((filter) => ["--filter", filter]);
    expect(await here.run("check", ...args)).toEqual({ code: 2, out: "", err });
    expect(here.files().some((file) => file.includes("client"))).toBe(false);
  });
});

describe("--shard", () => {
  beforeEach(() => apisAt("spec/a", "spec/b", "spec/c", "spec/d", "spec/e"));
  const shard = (part: string, ...args: string[]) => here.run("generate", "--shard", part, ...args);

  test("the parts are disjoint, and all of them are everything", async () => {
    const parts: string[][] = [];
    for (const part of ["1/3", "2/3", "3/3"]) parts.push(namesIn((await shard(part, "--format", "json")).out));
    expect(parts).toEqual([["spec/a", "spec/d"], ["spec/b", "spec/e"], ["spec/c"]]);
  });

  test("what is filtered is divided, and a part may have nothing to do", async () => {
    expect(namesIn((await shard("2/2", "--filter", "!b", "--format", "json")).out)).toEqual(["spec/c", "spec/e"]);
    expect(await shard("2/2", "--filter", "b")).toEqual({ code: 0, out: "", err: "none of 5 APIs is in this part\n" });
    expect(namesIn((await shard("2/2", "--filter", "b", "--format", "json")).out)).toEqual([]);
  });

  test.each(["0/3", "4/3", "1", "1/0", "a/b", "1/3/5", "-1/3", "1.5/3", ""])("%j is no part", async (part) => {
    expect(await here.run("generate", `--shard=${part}`)).toEqual({
      code: 2,
      out: "",
      err: `error: "--shard" must be i/n with i from 1 to n, not "${part}"\nhelp: such as --shard 1/4\n`,
    });
  });
});

describe("several APIs in worker threads", () => {
  const withoutSeconds = (text: string) => text.replace(/\d+\.\d s$/gm, "… s");

  test("are told in their order, whatever becomes of each, and the exit code is that of the worst", async () => {
    apisAt("spec/a", "spec/b", "spec/c", "spec/d");
    here.write("spec/b/openapi.yaml", "openapi: 3.0.3\npaths: [\n");
    here.write("spec/c/twinspec.yaml", "output: client\ninptu: openapi.yaml\nseverity: { nothing: error }\n");
    const { code, out, err } = await here.spawn(["generate"]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    const lines = withoutSeconds(err).split("\n");
    expect(lines.filter((line) => /^(?:spec\/\w: |\d+ APIs)/.test(line))).toEqual([
      "spec/a: 1 operation and 1 schema in 38 files, written to spec/a/client in … s",
      "spec/b: nothing was written",
      "spec/c: nothing was written",
      "spec/d: 1 operation and 1 schema in 38 files, written to spec/d/client in … s",
      "4 APIs: 2 failed (spec/b, spec/c)",
    ]);
    // each with its own reasons before
    expect(err.indexOf("spec/b/openapi.yaml:3:1 error")).toBeLessThan(err.indexOf("spec/b: nothing"));
    expect(err.indexOf("spec/c/twinspec.yaml")).toBeGreaterThan(err.indexOf("spec/b: nothing"));
    expect(err).not.toContain("\u001b");
    const checked = await here.spawn(["check", "--filter", "a", "--filter", "d"]);
    expect(checked).toEqual({ code: 0, out: "", err: "spec/a: up to date\nspec/d: up to date\n2 APIs: all good\n" });
  });

  test("write the same files, and give programs the same list, as one after the other", async () => {
    apisAt("spec/a", "spec/b", "spec/c");
    here.write("spec/b/openapi.yaml", petsWith("schemas/Pet", "schemas/Pett"));
    const shared = await here.spawn(["generate", "--format", "json"]);
    const contents = () => new Map(here.files().map((file) => [file, here.read(file)]));
    const files = contents();
    for (const file of here.files()) if (/client|lock/.test(file)) rmSync(join(here.folder, file));
    const alone = await here.run("generate", "--format", "json");
    expect(contents()).toEqual(files);
    expect(shared.out).toBe(alone.out);
    expect([shared.code, alone.code]).toEqual([0, 0]);
  });
});

test("what a command line says of every API holds in each thread", async () => {
  const folders = ["spec/a", "spec/b", "spec/c", "spec/d", "spec/e", "spec/f"];
  apisAt(...folders);
  const more = "  /owners: { get: { operationId: listOwners, responses: {} } }\ncomponents:";
  for (const folder of folders) here.write(`${folder}/openapi.yaml`, petsWith("components:", more));
  const { code, err } = await here.spawn(["generate", "--exclude", "listOwners"]);
  expect({ code, last: err.trimEnd().split("\n").at(-1) }).toEqual({ code: 0, last: "6 APIs: all good" });
  for (const folder of folders) expect(err).toContain(`${folder}: 1 operation and 1 schema in `);
});

describe("what is shared", () => {
  /** A worker thread that takes one turn, and ends as the code says. */
  function workerThat(end: string, memory: SharedArrayBuffer): Worker {
    const code = `const { parentPort, workerData } = require("node:worker_threads");
      const index = Atomics.add(new Int32Array(workerData), 0, 1);
      parentPort.postMessage({ index });
      ${end}`;
    return new Worker(code, { eval: true, workerData: memory });
  }

  async function shared(end: string): Promise<(readonly [number, unknown])[]> {
    const { memory } = new Turns(3);
    const worker = workerThat(end, memory);
    // so that it has its turn first
    await new Promise((resolve) => worker.once("message", resolve));
    const results: (readonly [number, unknown])[] = [];
    const said = (out: string) => ({ out, err: "", hasFailed: false });
    const ended = (index: number, result: Result) =>
      results.push([index, result instanceof Error ? result.message : result.out]);
    const run = async (index: number) => (index === 2 ? Promise.reject(new Error("fell")) : said(`${index}`));
    await share({ count: 3, run, begun: () => {}, ended }, { workers: [worker], memory });
    return results.toSorted(([a], [b]) => a - b);
  }

  const rest = [
    [1, "1"],
    [2, "fell"],
  ];

  test("a worker that breaks takes nothing with it but what it was doing", async () => {
    expect(
      await shared('setTimeout(() => { parentPort.postMessage({ index }); throw new Error("broke") }, 50)'),
    ).toEqual([[0, "broke"], ...rest]);
  });

  test("a worker that ends without a word is told of", async () => {
    expect(await shared("setTimeout(() => process.exit(0), 50)")).toEqual([
      [0, "the worker thread ended before it was done"],
      ...rest,
    ]);
  });

  test("what a worker says is what counts, and it is stopped when all is done", async () => {
    const told = '{ index, told: { out: "theirs", err: "", hasFailed: false } }';
    const end = `setTimeout(() => parentPort.postMessage(${told}), 50); setInterval(() => {}, 1000)`;
    expect(await shared(end)).toEqual([[0, "theirs"], ...rest]);
  });
});

describe("the list on a terminal", () => {
  test("has what is done and what is at work, and goes before anything is printed", () => {
    let screen = "";
    const progress = new Progress(["a", "b\u001b[31m", "c"], { columns: 30, write: (text) => (screen += text) });
    progress.begun(0);
    progress.begun(1);
    expect(screen.split("\u001b[1A").at(-1)).toContain("0 of 3 done, at work on:\n  a\n");
    expect(screen).toContain("\u001b[2A\u001b[J0 of 3 done, at work on:\n  a\n  b\ufffd[31m\n");
    progress.ended(0);
    screen = "";
    progress.clear();
    progress.clear();
    expect(screen).toBe("\u001b[2A\u001b[J");
    progress.ended(1);
    screen = "";
    progress.clear();
    expect(screen).toBe("");
  });

  test("is as long as it may be, and no line wraps", () => {
    let screen = "";
    const names = Array.from({ length: 20 }, (_, index) => `${index}`.padEnd(60, "x"));
    const progress = new Progress(names, { columns: 30, write: (text) => (screen = text) });
    for (const [index] of names.entries()) progress.begun(index);
    const lines = screen.trimEnd().split("\n");
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toBe("  … 12 more");
    expect(Math.max(...lines.map(({ length }) => length))).toBe(29);
  });

  test("is not drawn where nobody looks", () => {
    const progress = new Progress(["a"], undefined);
    progress.begun(0);
    progress.ended(0);
    progress.clear();
  });
});
