import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { build, defaultSettings } from "../../generator/index.ts";
import { tagFolder } from "../../generator/model/package-settings.ts";
import { documentWith } from "../emit/emitted.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "twinspec-modules-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Operations = Record<string, readonly string[]>;

/** Generates an API of these operations, each with its tags, with the lock of the time before. */
async function generated(operations: Operations, { prune = false } = {}) {
  const paths = Object.fromEntries(
    Object.entries(operations).map(([operationId, tags]) => [
      `/${operationId}`,
      { get: { operationId, tags, responses: { 204: { description: "Done" } } } },
    ]),
  );
  const input = join(folder, "api.json");
  const lockFile = join(folder, "twinspec.lock.yaml");
  writeFileSync(input, JSON.stringify(documentWith({ paths })));
  const defaults = defaultSettings([input], join(folder, "client"), folder);
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

test("the lock does not name modules that the operationId tells, nor those of operations without a tag", async () => {
  const { lock } = await generated({ "tickets/get": ["Tickets"], "agents.list": ["Agents"], getRoot: [] });
  expect(lock).not.toContain("modules");
  const { module } = await generated({ "tickets/get": ["Agents"], "agents.list": ["Agents"], getRoot: [] });
  expect(module("tickets")).toEqual(["ticketsGet (deprecated)"]);
});

test("a lock that was written before it had modules is read, and has them then", async () => {
  const { lock } = await generated({ getTicket: ["Tickets"] });
  writeFileSync(join(folder, "twinspec.lock.yaml"), lock.replace(', "modules": ["tickets"]', ""));
  const again = await generated({ getTicket: ["Tickets"] });
  expect(again.lock).toBe(lock);
});
