import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type RunIdentity, stateFileOf } from "../../../generator/commands/contract/run-state.ts";
import { operationsOf } from "./made-run.ts";

const before = process.cwd();
let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "twinspec-state-")));
  mkdirSync(join(folder, "node_modules"));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});

const identity: RunIdentity = {
  target: "petstore.yaml http://127.0.0.1:3000",
  documents: "a",
  options: { url: "http://127.0.0.1:3000", "allow-writes": "" },
};
const state = { seed: 7, operations: operationsOf() };

test("a run is written down below node_modules, for its user alone, until it is complete", () => {
  const file = stateFileOf(identity);
  expect(file.read()).toBeUndefined();
  file.write(state);
  expect(file.path).toMatch(/^node_modules\/\.cache\/twinspec\/contract-[\da-f]{16}\.json$/);
  expect(statSync(file.path).mode & 0o077).toBe(0);
  expect(stateFileOf(identity).read()).toMatchObject(state);
  expect(readdirSync("node_modules/.cache/twinspec").length).toBe(1);
  file.remove();
  expect(file.read()).toBeUndefined();
});

test("another server has another state", () => {
  stateFileOf(identity).write(state);
  expect(stateFileOf({ ...identity, target: "petstore.yaml http://127.0.0.1:3001" }).read()).toBeUndefined();
});

test.each<[title: string, changed: Partial<RunIdentity>, want: string]>([
  ["other documents", { documents: "b" }, "the documents have changed since the run in"],
  [
    "an option that is new",
    { options: { ...identity.options, strict: "" } },
    'was begun without "--strict", and this is one with "--strict"',
  ],
  [
    "an option that is gone",
    { options: { url: "http://127.0.0.1:3000" } },
    'was begun with "--allow-writes", and this is one without "--allow-writes"',
  ],
  [
    "another value",
    { options: { ...identity.options, url: "http://localhost:3000" } },
    'was begun with "--url http://127.0.0.1:3000", and this is one with "--url http://localhost:3000"',
  ],
])("a run of %s is not gone on with", (_, changed, want) => {
  stateFileOf(identity).write(state);
  expect(() => stateFileOf({ ...identity, ...changed }).read()).toThrow(want);
});

test("what is no state is none", () => {
  const file = stateFileOf(identity);
  file.write(state);
  for (const text of ["", "{", '{"version":99}', "null"]) {
    writeFileSync(file.path, text);
    expect(file.read()).toBeUndefined();
  }
});
