import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Workspace } from "./workspace.ts";

const settings = "input: [pets.json]\noutput: client\n";

/** A document with operations by path and operationId, and the names of parameters of the query. */
function document(operations: Record<string, string>, { query = [] as string[], schemas = {} } = {}): string {
  const parameters = query.map((name) => ({ name, in: "query", schema: { type: "string" } }));
  const responses = { 204: { description: "Done" } };
  const paths = Object.fromEntries(
    Object.entries(operations).map(([path, operationId]) => [path, { get: { operationId, parameters, responses } }]),
  );
  return JSON.stringify({ openapi: "3.1.0", info: { title: "T", version: "1" }, paths, components: { schemas } });
}

let here: Workspace;
beforeEach(async () => {
  here = new Workspace({ "pets.json": document({ "/pets": "listPets" }), "twinspec.yaml": settings });
  expect(await here.run("generate")).toMatchObject({ code: 0 });
});
afterEach(() => here.dispose());

test("generate says that nothing changed where nothing did", async () => {
  const { code, err } = await here.run("generate");
  expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/: nothing changed in client: 1 operation /) });
  const [result] = JSON.parse((await here.run("generate", "--format", "json")).out) as unknown[];
  expect(result).toMatchObject({ hasChanged: false });
  here.write("pets.json", document({ "/pets": "listPets" }, { query: ["limit"] }));
  expect((await here.run("generate")).err).toMatch(/, written to client in /);
  here.write("twinspec.lock.yaml", here.read("twinspec.lock.yaml").replace(/^#.*\n/, ""));
  expect((await here.run("generate")).err).toMatch(/, written to client in /);
});

describe("generate --frozen says which names are missing", () => {
  test.each<[string, string, string]>([
    ["an operation", document({ "/pets": "listPets", "/toys": "listToys" }), "listToys (GET /toys)"],
    ["an argument", document({ "/pets": "listPets" }, { query: ["max size"] }), "argument maxSize of listPets"],
    [
      "a type",
      document({ "/pets": "listPets" }, { schemas: { toy: { type: "string" } } }),
      "type Toy (pets.json#/components/schemas/toy)",
    ],
  ])("%s", async (_, text, want) => {
    here.write("pets.json", text);
    const { code, err } = await here.run("generate", "--frozen");
    expect(code).toBe(1);
    expect(err).toContain(`error lock-stale: the lock lacks names of this API: ${want}\n`);
    expect((await here.run("check")).err).toContain(want);
  });

  test("the first of many, and how many others there are", async () => {
    const paths = Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`/p${index + 10}`, `p${index + 10}`]));
    here.write("pets.json", document({ "/pets": "listPets", ...paths }));
    const { err } = await here.run("generate", "--frozen");
    expect(err).toContain("API: p10 (GET /p10), p11 (GET /p11), ");
    expect(err).toContain("p19 (GET /p19), and 5 more\n");
  });

  test("or what else it does not record", async () => {
    here.write("pets.json", document({}));
    const { err } = await here.run("generate", "--frozen");
    expect(err).toContain("error lock-stale: the lock is out of date: GET /pets was removed\n");
  });
});

describe("generate says what became of the names that the lock has", () => {
  test("which are new, kept against the documents, and gone", async () => {
    here.write("pets.json", document({ "/pets": "listPets", "/old": "getOld" }));
    expect((await here.run("generate")).err).toContain("\n  1 name new: getOld (GET /old)\n");
    here.write("pets.json", document({ "/pets": "findPets", "/toys": "listToys" }, { schemas: { Toy: {} } }));
    const { err } = await here.run("generate");
    expect(err).toMatch(
      /written to client in \S+ s\n {2}2 names new: listToys \(GET \/toys\), type Toy \(pets\.json#\/components\/schemas\/Toy\)\n {2}1 name kept against the documents: listPets \(GET \/pets, which would be findPets\)\n {2}1 name gone: getOld \(GET \/old\)\n/,
    );
    expect((await here.run("generate")).err).not.toMatch(/names? (?:new|kept|gone)/);
  });

  test("the first of many, and how many others there are; all of them with --verbose, and for programs", async () => {
    const paths = Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`/p${index + 10}`, `p${index + 10}`]));
    here.write("pets.json", document({ "/pets": "listPets", ...paths }));
    const { err } = await here.run("generate");
    expect(err).toContain("\n  15 names new: p10 (GET /p10), p11 (GET /p11), ");
    expect(err).toContain("p14 (GET /p14), and 10 more (--verbose shows them)\n");
    here.write("pets.json", document({ "/pets": "listPets" }));
    const [result] = JSON.parse((await here.run("generate", "--format", "json")).out) as [{ names: object }];
    expect(result.names).toEqual({
      new: [],
      kept: [],
      gone: Object.values(paths).map((name) => `${name} (GET /${name})`),
    });
    here.write("pets.json", document({ "/pets": "listPets", "/q": "q", ...paths }));
    expect((await here.run("generate", "--prune", "--verbose")).err).toContain("\n  1 name new: q (GET /q)\n");
  });

  test("those that --prune releases, and nothing of a client that had no names yet", async () => {
    here.write("pets.json", document({}));
    expect((await here.run("generate", "--prune")).err).toContain("\n  1 name gone: listPets (GET /pets)\n");
    const there = new Workspace({ "pets.json": document({ "/pets": "listPets" }), "twinspec.yaml": settings });
    expect((await there.run("generate")).err).not.toMatch(/names? (?:new|kept|gone)/);
    there.dispose();
  });

  test("in one line each, whatever is in them", async () => {
    here.write("pets.json", document({ "/pets": "listPets", "/a\u001b[31m\n::error::x": "a" }));
    const { err } = await here.run("generate");
    expect(err).toMatch(/^ {2}1 name new: a \(GET .*\)$/m);
    expect(err).not.toContain("\u001b");
    expect(err).not.toMatch(/^::error/m);
  });
});

describe("a lock that is not what the documents require is shown as a diff", () => {
  test.each([["check"], ["generate", "--frozen"]] as const)("by %s", async (name, ...args) => {
    here.write("pets.json", document({ "/pets": "listPets", "/toys": "listToys" }));
    const { code, out } = await here.run(name, ...args);
    expect(code).toBe(1);
    expect(out).toContain("--- twinspec.lock.yaml (on disk)\n+++ twinspec.lock.yaml (from the documents)\n@@ ");
    expect(out).toMatch(/^\+ {2}"GET \/toys": \{ "name": "listToys"/m);
    expect(out).not.toContain('"GET /pets"');
    const [result] = JSON.parse((await here.run(name, ...args, "--format", "json")).out) as [{ lockDiff: string }];
    expect(result.lockDiff).toContain('+  "GET /toys": { "name": "listToys"');
  });

  test("of which the first lines are shown, and all with --verbose", async () => {
    const paths = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`/p${index + 10}`, `p${index + 10}`]));
    here.write("pets.json", document({ "/pets": "listPets", ...paths }));
    const { out } = await here.run("check");
    expect(out.trimEnd().split("\n")).toHaveLength(41);
    expect(out).toMatch(/\n… 23 more lines \(--verbose shows them\)\n$/);
    expect((await here.run("check", "--verbose")).out).toContain('"GET /p69"');
  });

  test("but not for one that is complete", async () => {
    expect((await here.run("check")).out).toBe("");
  });
});

describe("check says in its own words", () => {
  test.each<[what: string, text: string, verdict: string, help: string]>([
    [
      "which names the lock lacks",
      document({ "/pets": "listPets", "/toys": "listToys" }),
      "stale: the lock lacks names of this API; run `twinspec generate`\n",
      "help: run `twinspec generate` and commit the lock\n",
    ],
    [
      "what else the lock does not record",
      document({}),
      "stale: the lock is out of date; run `twinspec generate`\n",
      "help: run `twinspec generate` and commit the lock\n",
    ],
  ])("%s", async (_, text, verdict, help) => {
    here.write("pets.json", text);
    const { code, err } = await here.run("check");
    expect(code).toBe(1);
    expect(err).toContain(verdict);
    expect(err).toContain(help);
    expect(err).not.toContain("--frozen");
  });
});

test("an operation that cannot be read any more is told once, and not as removed", async () => {
  here.write("pets.json", document({ "/pets": "listPets", "/toys": "listToys" }));
  await here.run("generate");
  here.write("pets.json", here.read("pets.json").replace(/"\/toys":\{"get":\{.*?\}\}\}/, '"/toys":{"get":"half"'));
  for (const [command, ...args] of [["generate"], ["generate", "--frozen"], ["check"], ["inspect"]] as const) {
    const { out, err } = await here.run(command, ...args, "--verbose");
    const found = [...`${out}${err}`.matchAll(/ (error|warning) ([\w-]+): /g)].map(([, , code]) => code);
    expect(found.filter((code) => code !== "wrong-type" && code !== "left-out")).toEqual(["locked-left-out"]);
    expect(out).not.toContain("Removed");
  }
});

test("generate tells once that an operationId was renamed, and how to follow it", async () => {
  here.write("pets.json", document({ "/pets": "getPets" }));
  const { code, err } = await here.run("generate");
  expect(code).toBe(0);
  expect(err).toContain("info name-held: GET /pets would be named getPets now and keeps the name listPets\n");
  expect(err).toContain(
    'help: for the new name, set `names: { "GET /pets": getPets }`; listPets then stays as an alias\n',
  );
  expect((await here.run("generate")).err).not.toContain("name-held");
  here.write("twinspec.yaml", `${settings}names: { "GET /pets": getPets }\n`);
  expect(await here.run("generate")).toMatchObject({ code: 0 });
  expect(here.read("client/esm/operations/getPets.js")).toContain("export const listPets = getPets;");
});
