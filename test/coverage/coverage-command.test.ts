import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import { connectMock } from "../../mocks/control-api/connect-mock.ts";
import { startIn, stopAll, workspaceWith } from "../commands/running-mock.ts";
import type { Workspace } from "../commands/workspace.ts";
import { pets } from "./pets.ts";

afterEach(stopAll);

/** A folder with what a mock of `spec` wrote about requests. */
async function recorded(files: Record<string, string>, ...targets: string[]): Promise<Workspace> {
  const workspace = workspaceWith({ "spec/pets.yaml": pets, ...files });
  const mock = await startIn(workspace, "spec", "--log", "none", "--auth", "off", "--coverage", "coverage");
  for (const target of targets) await fetch(`${mock.url}${target}`);
  expect(await mock.stop()).toBe(0);
  return workspace;
}

describe("merge", () => {
  test("puts one file and a page in the place of what mocks wrote", async () => {
    const workspace = await recorded({}, "/pets?sort=age", "/nothing");
    const before = workspace.files().filter((file) => file.startsWith("coverage/"));
    expect(before).toEqual([expect.stringMatching(/^coverage\/pets-[\w-]+\.coverage\.json$/)]);
    const { code, out, err } = await workspace.run("coverage", "merge");
    expect([code, err]).toEqual([0, "wrote coverage/index.html\n"]);
    expect(out).toContain("requests to no operation of the documents: 1\n");
    expect(workspace.files().filter((file) => file.startsWith("coverage/"))).toEqual([
      "coverage/index.html",
      expect.stringMatching(/^coverage\/merged-[0-9a-f]{16}\.coverage\.json$/),
    ]);
  });

  test("knows documents with integers that JavaScript cannot hold in every process", async () => {
    const long = pets.replace(
      /type: integer\b/,
      "type: integer, examples: [9007199254740993], enum: [1, 9007199254740995]",
    );
    expect(long).not.toBe(pets);
    const workspace = workspaceWith({ "spec/pets.yaml": long });
    const mock = await startIn(workspace, "spec", "--log", "none", "--auth", "off", "--coverage", "coverage");
    await fetch(`${mock.url}/pets`);
    expect(await mock.stop()).toBe(0);
    expect(await workspace.run("coverage", "report", "--verbose")).toMatchObject({ code: 0, err: "" });
    const names = await workspace.run("coverage", "report", "--format", "json");
    expect(names.out).not.toContain("\ue000");
  });

  test("tells of coverage that is of other documents, and leaves it where it is", async () => {
    const workspace = await recorded({}, "/pets");
    const [file = ""] = workspace.files().filter((path) => path.startsWith("coverage/"));
    workspace.write("spec/pets.yaml", pets.replace("deletePet", "removePet"));
    const { code, out, err } = await workspace.run("coverage", "merge");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(
      /^error: the coverage of "Pets" is of other documents \(digest [0-9a-f]{12}\): spec says something else now; it is left out/,
    );
    expect(workspace.files()).toContain(file);
    workspace.write("before/pets.yaml", pets);
    expect((await workspace.run("coverage", "report", "--spec", "before")).code).toBe(0);
  });
});

describe("what a run must exercise", () => {
  test("is a threshold for each thing, and what is below one is told", async () => {
    const settings = "input: pets.yaml\ncoverage:\n  thresholds: { total: 60, statuses: 20 }\n";
    const workspace = await recorded({ "spec/twinspec.yaml": settings }, "/pets");
    const { code, err } = await workspace.run("coverage", "report");
    expect(code).toBe(1);
    expect(err).toMatch(/^error: all items: \d+\.\d % \(\d+ of 27\) is below coverage\.thresholds\.total, 60 %\n$/);
    const github = await workspace.run("coverage", "report", "--format", "github");
    expect(github.out).toContain("::error title=coverage-low::all items");
    const json = await workspace.run("coverage", "report", "--format", "json");
    const { apis, failures } = JSON.parse(json.out) as {
      apis: { total: number; operations: { items: object[] }[] }[];
      failures: string[];
    };
    expect([apis[0]?.total, apis.length, failures]).toEqual([27, 1, [expect.stringContaining("all items")]]);
    expect(apis[0]?.operations[0]?.items[0]).toEqual({
      ...{ kind: "operation", name: "called", isCovered: true },
      place: { file: "spec/pets.yaml", line: 5, column: 5 },
    });
  });

  test.each<[where: string, settings: Record<string, string>, code: number]>([
    ["beside it, for all that is there", { "spec/twinspec.yaml": "" }, 1],
    ["in the working folder", { "twinspec.yaml": "input: spec/pets.yaml\n" }, 1],
    ["beside it, for another document", { "spec/twinspec.yaml": "input: cats.yaml\n" }, 0],
  ])("is found for a document that is named by itself, %s", async (_, settings, code) => {
    const thresholds = "coverage:\n  thresholds: { total: 60 }\n";
    const all = Object.entries(settings).map(([path, text]) => [path, `${text}${thresholds}`]);
    const workspace = workspaceWith({ "spec/pets.yaml": pets, ...Object.fromEntries(all) });
    const mock = await startIn(workspace, "spec/pets.yaml", "--log", "none", "--auth", "off", "--coverage", "coverage");
    await fetch(`${mock.url}/pets`);
    expect(await mock.stop()).toBe(0);
    const { code: own, err } = await workspace.run("coverage", "merge");
    expect(own).toBe(code);
    if (code === 1) expect(err).toContain("is below coverage.thresholds.total, 60 %");
  });

  test("cannot be more than all, or of nothing", async () => {
    const settings = "input: pets.yaml\ncoverage:\n  thresholds: { total: 101, member: 5 }\n";
    const workspace = workspaceWith({ "spec/pets.yaml": pets, "spec/twinspec.yaml": settings });
    const { code, err } = await workspace.run("inspect", "spec");
    expect(code).toBe(1);
    expect(err).toContain('spec/twinspec.yaml:3:24 error settings: "coverage.thresholds.total" must be <= 100');
    expect(err).toContain('3:29 error settings: the settings have no key "coverage.thresholds.member"');
  });

  test("is what a baseline has, which names what is lost", async () => {
    const settings = "input: pets.yaml\ncoverage: { baseline: coverage.baseline }\n";
    const workspace = await recorded({ "spec/twinspec.yaml": settings }, "/pets?sort=age", "/pets/1");
    expect((await workspace.run("coverage", "merge", "--update-baseline")).code).toBe(0);
    expect(workspace.read("spec/coverage.baseline")).toMatchInlineSnapshot(`
      "# What tests exercise of the API: a run that no longer exercises a line of it fails.
      # Written by \`twinspec coverage merge --update-baseline\`. When branches meet, keep the lines of both.
      GET /pets | operation called
      GET /pets | parameter query page: left out
      GET /pets | parameter query sort: given
      GET /pets | response-media-type 200 application/json
      GET /pets | response-member 200 [].age
      GET /pets | response-member 200 [].name
      GET /pets | status 200
      GET /pets | value query sort=age
      GET /pets/{id} | operation called
      GET /pets/{id} | parameter path id
      GET /pets/{id} | response-media-type 200 application/json
      GET /pets/{id} | response-member 200 name
      GET /pets/{id} | status 200
      "
    `);
    const mock = await startIn(workspace, "spec", "--log", "none", "--coverage", "less");
    await fetch(`${mock.url}/pets`);
    await mock.stop();
    const less = await workspace.run("coverage", "report", "less");
    expect(less.code).toBe(1);
    expect(less.err.split("\n").slice(0, 2)).toEqual([
      "error: GET /pets: parameter query sort: given is in the baseline, and no longer exercised",
      "error: GET /pets: value query sort=age is in the baseline, and no longer exercised",
    ]);
    // What the documents no longer have is nobody's loss.
    workspace.write("spec/coverage.baseline", "GET /pets | operation called\nGET /gone | operation called\n");
    expect((await workspace.run("coverage", "report", "less")).code).toBe(0);
    workspace.write("spec/coverage.baseline", "<<<<<<< HEAD\n");
    expect((await workspace.run("coverage", "report", "less")).err).toContain("coverage.baseline:1 cannot be read");
  });
});

test("a baseline that no settings name is not updated without a word", async () => {
  const workspace = await recorded({}, "/pets");
  const { code, err } = await workspace.run("coverage", "report", "--update-baseline");
  expect([code, err]).toEqual([
    1,
    "error: there is no baseline to update: no settings of these documents name coverage.baseline\n",
  ]);
});

test("wrong command lines and files are told", async () => {
  const workspace = workspaceWith({ "broken.json": "{", "other.json": "{}", "empty/readme.md": "" });
  expect(await workspace.run("coverage")).toMatchObject({ code: 2 });
  expect(await workspace.run("coverage", "merg")).toMatchObject({ code: 2 });
  expect((await workspace.run("coverage", "report", "none")).err).toContain('error: "none" does not exist\n');
  expect((await workspace.run("coverage", "report", "empty")).err).toContain(
    'error: there is no coverage in "empty"\n',
  );
  expect((await workspace.run("coverage", "report", "broken.json")).err).toContain(
    "broken.json cannot be read as coverage",
  );
  expect(await workspace.run("coverage", "report", "other.json")).toMatchObject({ code: 1 });
});

test("the control API tells, and forgets, what was exercised", async () => {
  const workspace = workspaceWith({ "pets.yaml": pets });
  const { url } = await startIn(workspace, "pets.yaml", "--log", "none");
  await fetch(`${url}/pets/7`);
  await using mock = await connectMock(url);
  const [first] = (await mock.coverage({ operation: "getPet" })).operations;
  expect(first).toMatchObject({ name: "getPet", requests: 1 });
  expect((await mock.coverage({ items: false })).operations.map(({ items }) => items.length)).toEqual([0, 0, 0, 0]);
  await mock.clearCoverage();
  expect((await mock.coverage()).covered).toBe(0);
});

test("what requests exercise of the real API is told while they are sent on to it", async () => {
  const real = createServer((request, response) => {
    const isThere = request.url === "/pets/1";
    response.writeHead(isThere ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(isThere ? { name: "Tom", age: 7 } : {}));
  });
  await new Promise<void>((ready) => real.listen(0, "127.0.0.1", ready));
  onTestFinished(() => void real.close());
  const workspace = workspaceWith({ "spec/pets.yaml": pets });
  const address = `http://127.0.0.1:${(real.address() as AddressInfo).port}`;
  const args = ["--record", address, "--no-recording", "--coverage", "coverage", "--log", "none"];
  const { url, stop } = await startIn(workspace, "spec", ...args);
  for (const target of ["/pets/1", "/pets/2"]) await fetch(`${url}${target}`);
  await stop();
  const { out } = await workspace.run("coverage", "report");
  expect(out).toMatch(/^ {2}operations +1 of 4/m);
  expect(out).toMatch(/^ {2}statuses +2 of 5/m);
  expect(out).toMatch(/^ {2}members of responses +2 of 4/m);
});
