import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { build, defaultSettings } from "../../generator/entry.ts";
import { tagFolder } from "../../generator/model/package-settings.ts";
import { documentWith } from "../emit/emitted.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "twinspec-modules-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function twin(operationId: string, status: number, tags: readonly string[]) {
  return documentWith({
    paths: { "/tickets": { get: { operationId, tags, responses: { [status]: { description: "Done" } } } } },
  });
}

type Operations = Record<string, readonly string[]>;

/** Generates an API of these operations, each with its tags, with the lock of the time before. */
async function generated(operations: Operations, options?: { readonly prune: boolean }) {
  const paths = Object.fromEntries(
    Object.entries(operations).map(([operationId, tags]) => [
      `/${operationId}`,
      { get: { operationId, tags, responses: { 204: { description: "Done" } } } },
    ]),
  );
  return generatedFrom({ api: documentWith({ paths }) }, options);
}

async function generatedFrom(documents: Record<string, object>, { prune = false } = {}) {
  const inputs = Object.entries(documents).map(([name, document]) => {
    const input = join(folder, `${name}.json`);
    writeFileSync(input, JSON.stringify(document));
    return input;
  });
  const lockFile = join(folder, "twinspec.lock.yaml");
  const defaults = defaultSettings(inputs, join(folder, "client"), folder);
  const built = await build({ ...defaults, lockFile, importExtension: "js", target: "source" }, { prune });
  if (!built.files || !built.lockText) throw new Error(built.diagnostics.map(({ message }) => message).join("\n"));
  writeFileSync(lockFile, built.lockText.new);
  const module = (name: string) =>
    [
      ...(built.files!.get(`${tagFolder}/${name}.ts`) ?? "").matchAll(
        /(\/\*\* @deprecated .* \*\/\n)?export \* from ".*\/(\w+)/g,
      ),
    ].map(([, note, operation]) => (note ? `${operation} (deprecated)` : operation));
  return { module, lock: built.lockText.new, codes: built.diagnostics.map(({ code }) => code), files: built.files };
}

test("an operation that leaves a tag stays in its module, deprecated, and for good", async () => {
  await generated({ getTicket: ["Tickets"], getAgent: ["Agents"] });
  for (let times = 0; times < 2; times++) {
    const { module, lock, files } = await generated({ getTicket: ["Agents"], getAgent: ["Agents"] });
    expect(module("tickets")).toEqual(["getTicket (deprecated)"]);
    expect(module("agents")).toEqual(["getAgent", "getTicket"]);
    expect(lock).toMatch(/"GET \/getTicket": .*"modules": \["agents", "tickets"\]/);
    expect([...files.keys()].filter((path) => path.startsWith(`${tagFolder}/`))).toHaveLength(2);
  }
  const { module } = await generated({ getTicket: ["Tickets"], getAgent: ["Agents"] });
  expect(module("tickets")).toEqual(["getTicket"]);
  expect(module("agents")).toEqual(["getAgent", "getTicket (deprecated)"]);
});

test("a tag that goes while its operations live is no name that breaks", async () => {
  await generated({ getTicket: ["Tickets"] });
  expect((await generated({ getTicket: ["Cases"] })).codes).not.toContain("name-removed");
});

test("a tag that goes with its operations is a warning that names its module", async () => {
  await generated({ getTicket: ["Tickets"], getAgent: ["Agents"] });
  const { codes, module } = await generated({ getAgent: ["Agents"] });
  expect(codes.filter((code) => code === "name-removed")).toHaveLength(2);
  expect(module("tickets")).toEqual([]);
});

test("modules that operations left are gone after --prune", async () => {
  await generated({ getTicket: ["Tickets"] });
  const { module, lock } = await generated({ getTicket: ["Cases"] }, { prune: true });
  expect(module("tickets")).toEqual([]);
  expect(lock).not.toContain('"tickets"');
});

test("the lock does not name modules that the operationId tells", async () => {
  const { lock } = await generated({ "tickets/get": ["Tickets"], "agents.list": ["Agents"] });
  expect(lock).not.toContain("modules");
  const { module } = await generated({ "tickets/get": ["Agents"], "agents.list": ["Agents"] });
  expect(module("tickets")).toEqual(["ticketsGet (deprecated)"]);
});

test("an operation that gets its first tag stays in the module of those without one", async () => {
  const { lock } = await generated({ getTicket: ["Tickets"], getRoot: [] });
  expect(lock).toMatch(/"GET \/getRoot": .*"modules": \["default"\]/);
  for (let times = 0; times < 2; times++) {
    const { module } = await generated({ getTicket: ["Tickets"], getRoot: ["Tickets"] });
    expect(module("default")).toEqual(["getRoot (deprecated)"]);
    expect(module("tickets")).toEqual(["getRoot", "getTicket"]);
  }
});

test("operations of an API that gets its first tags stay in the only module it had, which no lock names", async () => {
  const { lock } = await generated({ getTicket: [], getAgent: [] });
  expect(lock).not.toContain("modules");
  for (let times = 0; times < 2; times++) {
    const { module } = await generated({ getTicket: ["Tickets"], getAgent: ["Agents"] });
    expect(module("default")).toEqual(["getAgent (deprecated)", "getTicket (deprecated)"]);
  }
});

test("twins that parted stay in the modules of what they were", async () => {
  await generatedFrom({ list: twin("list", 200, ["Tickets"]), find: twin("find", 200, []) });
  const { module } = await generatedFrom({ list: twin("list", 201, ["Tickets"]), find: twin("find", 200, []) });
  expect(module("tickets")).toEqual(["find (deprecated)", "list"]);
  expect(module("default")).toEqual(["find", "list (deprecated)"]);
});

test("twins that met are in the modules of both", async () => {
  await generatedFrom({ one: twin("one", 200, ["One"]), two: twin("two", 201, ["Two"]) });
  const { module } = await generatedFrom({ one: twin("one", 200, ["Three"]), two: twin("two", 200, ["Three"]) });
  expect(module("one")).toEqual(["one (deprecated)"]);
  expect(module("two")).toEqual(["one (deprecated)"]);
  expect(module("three")).toEqual(["one"]);
});

test("a lock that was written before it had modules is read, and has them then", async () => {
  const { lock } = await generated({ getTicket: ["Tickets"] });
  writeFileSync(join(folder, "twinspec.lock.yaml"), lock.replace(', "modules": ["tickets"]', ""));
  const again = await generated({ getTicket: ["Tickets"] });
  expect(again.lock).toBe(lock);
});
