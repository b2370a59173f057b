import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { bundled } from "../bundled.ts";
import { chosenFrom, documentsIn } from "./run/choose.ts";
import { documentsForEveryChange, knownWith, worseThan } from "./run/known.ts";
import { readOptions, UsageError } from "./run/options.ts";
import { pageOf } from "./run/page.ts";
import { startProgress } from "./run/progress.ts";
import { type DocumentRecord, isGood, noSeconds } from "./run/record.ts";
import { runAll } from "./run/run-all.ts";
import { State } from "./run/state.ts";
import { goalsOf, summaryOf } from "./run/summary.ts";
import { WorkerProcess } from "./run/worker-process.ts";
import { withTable } from "./run/write-summary.ts";
import { typescript7 } from "./typescript-7.ts";

const cache = fileURLToPath(new URL("../../.cache", import.meta.url));
let folder: string;
beforeAll(() => {
  // Below the repository, so that what is generated finds the packages it needs.
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, "corpus-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const good: DocumentRecord = {
  document: "a.json",
  commit: "abc",
  date: "2026-11-29T12:00:00.000Z",
  outcome: "done",
  reasons: [],
  bytes: 10,
  registered: 2,
  operations: 2,
  round: 2,
  failures: [],
  notes: [],
  diagnostics: {},
  cpu: { ...noSeconds, calls: 1 },
  memory: 100,
};
const bad: DocumentRecord = {
  ...good,
  document: "b.json",
  round: 1,
  failures: [{ cause: "refused: query type", count: 1, operation: "GET /<b>", detail: "limit" }],
};

describe("a run of many documents", () => {
  const thing = { type: "object", required: ["id"], properties: { id: { type: "string" }, size: { type: "integer" } } };
  const operation = (more: object) => ({
    responses: { "200": { description: "", content: { "application/json": { schema: thing } } } },
    ...more,
  });
  const documentOf = (paths: object) =>
    JSON.stringify({ openapi: "3.0.3", info: { title: "Things", version: "1" }, paths });

  test("tells what came round, what failed and why, and what was refused", { timeout: 120_000 }, async () => {
    const api = join(folder, "api");
    mkdirSync(join(api, "example.com"), { recursive: true });
    const get = operation({
      operationId: "getThing",
      security: [{ key: [] }],
      parameters: [
        { name: "id", in: "path", required: true, schema: { type: "string" } },
        { name: "limit", in: "query", schema: { type: "integer", minimum: 3 } },
      ],
    });
    const post = operation({
      operationId: "addThing",
      requestBody: { required: true, content: { "application/json": { schema: thing } } },
    });
    const fine = JSON.parse(documentOf({ "/things/{id}": { get }, "/things": { post } })) as object;
    const securitySchemes = { key: { type: "apiKey", in: "header", name: "x-key" } };
    writeFileSync(join(api, "example.com/fine.json"), JSON.stringify({ ...fine, components: { securitySchemes } }));
    const never = { type: "integer", minimum: 5, maximum: 3 };
    const impossible = operation({ parameters: [{ name: "limit", in: "query", required: true, schema: never }] });
    writeFileSync(
      join(api, "impossible.json"),
      documentOf({ "/a": { get: impossible }, "/b": { get: operation({}) } }),
    );
    writeFileSync(join(api, "broken.json"), `{ "openapi": "3.0.3", "paths": `);

    const records: DocumentRecord[] = [];
    await runAll({
      documents: documentsIn(api),
      folder: api,
      work: join(folder, "work"),
      program: await bundled("test/corpus/run/worker.ts"),
      compiler: await typescript7(),
      commit: "abc",
      workers: 2,
      limits: { seconds: 60, megabytes: 2_000 },
      finished: (record) => records.push(record),
    });
    const of = (document: string) => records.find((record) => record.document === document);
    expect(records).toHaveLength(3);
    expect(of("example.com/fine.json")).toMatchObject({
      ...{ outcome: "done", registered: 2, operations: 2, round: 2, failures: [] },
      types: { count: 0 },
    });
    expect(of("example.com/fine.json")?.cpu.typeCheck).toBeGreaterThan(0);
    expect(of("broken.json")).toMatchObject({ outcome: "refused", registered: 0, operations: 0 });
    expect(of("broken.json")?.reasons[0]).toContain("syntax");
    expect(of("impossible.json")).toMatchObject({
      ...{ outcome: "done", operations: 2, round: 1 },
      failures: [{ cause: "no valid argument found: refused: query minimum", count: 1, operation: "GET /a" }],
    });
  });

  test("kills what takes too long, and goes on", { timeout: 120_000 }, async () => {
    const api = join(folder, "slow");
    mkdirSync(api);
    writeFileSync(join(api, "large.json"), documentOf({ "/things": { get: operation({}) } }).padEnd(4_000_000));
    writeFileSync(join(api, "small.json"), documentOf({ "/things": { get: operation({}) } }));
    const program = join(folder, "worker.mjs");
    writeFileSync(
      program,
      `process.on("message", ({ document }) => {
        if (document === "large.json") for (;;);
        process.send({ kind: "run", run: { document, outcome: "refused", reasons: [] }, peak: 1, held: 1 });
      });`,
    );
    const records: DocumentRecord[] = [];
    await runAll({
      documents: documentsIn(api),
      folder: api,
      work: join(folder, "work"),
      program,
      compiler: "",
      commit: "abc",
      workers: 1,
      limits: { seconds: 0.2, megabytes: 2_000 },
      finished: (record) => records.push(record),
    });
    expect(records.map(({ document, outcome }) => [document, outcome])).toEqual([
      ["large.json", "killed"],
      ["small.json", "refused"],
    ]);
    expect(records[0]?.reasons).toEqual(["the process took more than 0.2 s"]);
  });
});

describe("the documents of a run", () => {
  const documents = ["a", "b", "c", "d", "e"].map((name, index) => ({ path: `${name}.json`, bytes: 100 - index }));
  const all = { shard: { index: 1, count: 1 }, only: [], isFailed: false };
  const nothing = { get: () => undefined };
  const pathsOf = (options: Partial<typeof all>, state: Pick<State, "get"> = nothing) =>
    chosenFrom(documents, { ...all, ...options }, state).map(({ path }) => path);

  test("shards hold each document once", () => {
    const shards = [1, 2, 3].map((index) => pathsOf({ shard: { index, count: 3 } }));
    expect(shards.flat().sort()).toEqual(documents.map(({ path }) => path));
    expect(shards[0]).toEqual(["a.json", "d.json"]);
  });

  test("a run goes on with what has no result, a failed one with what failed", () => {
    const records = new Map([good, bad].map((record) => [record.document, record]));
    expect(pathsOf({}, records)).toEqual(["c.json", "d.json", "e.json"]);
    expect(pathsOf({ isFailed: true }, records)).toEqual(["b.json"]);
    expect(pathsOf({ only: ["a.j*n", "b."] } as object, records)).toEqual(["a.json", "b.json"]);
  });
});

test("results outlive a run that is killed in the middle of a line, and those of shards come together", () => {
  const [file, other] = [join(folder, "state.jsonl"), join(folder, "other.jsonl")];
  new State(file).add(good);
  writeFileSync(file, `${readFileSync(file, "utf8")}\n{"document":"b.js`);
  new State(file).add({ ...good, round: 1 });
  new State(other).add(bad);
  expect(new State(file).records).toEqual([{ ...good, round: 1 }]);
  expect(new State(file, [other]).records.map(({ document }) => document)).toEqual(["a.json", "b.json"]);
});

test("a summary adds up, and says which goals are reached", () => {
  const refused: DocumentRecord = { ...good, document: "c.json", outcome: "refused", reasons: ["ref-not-found: x"] };
  const killed: DocumentRecord = {
    ...good,
    document: "d.json",
    outcome: "killed",
    reasons: ["too slow"],
    memory: 3_500,
  };
  const summary = summaryOf([good, bad, { ...refused, operations: 0, round: 0 }, { ...killed, round: 0 }], {
    versions: {},
    inCollection: 2_639,
  });
  expect(summary).toMatchObject({
    ...{ date: "2026-11-29", documents: 4, operations: 6, round: 3, memory: 3_500 },
    outcomes: { done: 2, refused: 1, killed: 1 },
    causes: [{ cause: "refused: query type", operations: 1, documents: 1 }],
    stopped: { "c.json": "refused: ref-not-found: x", "d.json": "killed: too slow" },
    failing: { "b.json": 1 },
  });
  expect(goalsOf(summary).map(({ isReached }) => isReached)).toEqual([false, true, false, false, true]);
  expect([good, bad, killed].map(isGood)).toEqual([true, false, false]);
  const page = pageOf(summary, [bad]);
  expect(page).toContain("GET /&lt;b&gt;");
  expect(page).not.toContain("<b>");
  expect(page).toContain("<h1>4 of 2,639 documents, 6 operations</h1>");
});

test("progress is a bar with an estimate, by size", () => {
  let now = 0;
  const lines: string[] = [];
  const screen = { isTTY: true, write: (text: string) => lines.push(text) > 0 };
  const progress = startProgress([970_000, 2_970_000], screen, () => now);
  now = 60_000;
  progress.add(970_000, false);
  expect(lines.at(-1)).toContain("25 %, 1 of 2 documents, 1 failing, 3 min left");
  now = 240_000;
  progress.add(2_970_000, true);
  progress.end();
  expect(lines.at(-1)).toContain("100 %, 2 of 2 documents, 1 failing, 4 min in all");
});

test("a command line that makes no sense is refused", () => {
  expect(readOptions(["--shard", "2/8", "--only", "x", "--workers", "2"], "c")).toMatchObject({
    ...{ shard: { index: 2, count: 8 }, only: ["x"], workers: 2, states: ["c/state.jsonl"] },
  });
  for (const args of [["--shard", "9/8"], ["--shard", "0/8"], ["--workers", "no"], ["--nonsense"]])
    expect(() => readOptions(args, "c")).toThrow(UsageError);
});

test("the program says what is run for every change, and how it fared", { timeout: 120_000 }, async () => {
  const empty = join(folder, "empty");
  mkdirSync(empty);
  const program = fileURLToPath(new URL("run/corpus.ts", import.meta.url));
  const args = ["--import", "tsx", program, "--check"];
  const places = ["--documents", empty, "--state", join(empty, "state.jsonl"), "--report", empty];
  const { stdout } = await promisify(execFile)(process.execPath, [...args, ...places]);
  expect(stdout).toBe("0 documents were held against test/corpus/known.json\n");
});

test("a table takes the place between two comments", () => {
  const text = "a\n<!-- corpus -->\nold\n<!-- /corpus -->\nb";
  expect(withTable(text, "new")).toBe("a\n<!-- corpus -->\n\nnew\n\n<!-- /corpus -->\nb");
  expect(() => withTable("a", "new")).toThrow("<!-- corpus -->");
});

describe("documents that ever failed", () => {
  const known = knownWith({ "z.json": { outcome: "done", failing: 3, typeErrors: 0, seconds: 9 } }, [good, bad]);

  test("stay known when they are good, with how they fare now", () => {
    expect(known).toEqual({
      "b.json": { outcome: "done", failing: 1, typeErrors: 0, seconds: 1 },
      "z.json": { outcome: "done", failing: 3, typeErrors: 0, seconds: 9 },
    });
    expect(knownWith(known, [{ ...good, document: "b.json" }])["b.json"]?.failing).toBe(0);
  });

  test("are run for every change as far as there is time, the quickest first", () => {
    expect(documentsForEveryChange(["a.json"], known, 5)).toEqual(["a.json", "b.json"]);
    expect(documentsForEveryChange(["b.json"], known, 9)).toEqual(["b.json", "z.json"]);
  });

  test("fare worse by an operation, a type error, or when they are no longer generated", () => {
    const one = known["b.json"];
    expect([worseThan(one, bad), worseThan(one, good), worseThan(undefined, good)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(worseThan(undefined, bad)).toBe(
      "1 operations do not come round, 0 did not before: 1 × refused: query type (GET /<b>)",
    );
    expect(worseThan(one, { ...bad, types: { count: 1, first: ["error TS1"] } })).toBe("has 1 type errors: error TS1");
    expect(worseThan(one, { ...bad, outcome: "refused", reasons: ["syntax"] })).toBe("is refused: syntax");
    expect(
      worseThan({ ...one!, outcome: "refused" }, { ...bad, outcome: "refused", reasons: ["syntax"] }),
    ).toBeUndefined();
  });
});

test("a process that ended between two requests is started anew", async () => {
  const program = join(folder, "ends.js");
  const text = `process.on("message", () => { process.send({ kind: "failed", message: String(process.pid) }, () => process.exit()); });`;
  writeFileSync(program, text);
  const worker = new WorkerProcess(program, { seconds: 10, megabytes: 500 });
  const request = { kind: "types", root: folder, folders: [], compiler: "" } as const;
  const first = await worker.ask(request);
  await vi.waitFor(() => expect(() => process.kill(Number("message" in first && first.message), 0)).toThrow(), 10_000);
  const second = await worker.ask(request);
  expect([first.kind, second.kind]).toEqual(["failed", "failed"]);
  expect(second).not.toEqual(first);
  await worker.stop();
});
