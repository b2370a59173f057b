import { afterEach, expect, test } from "vitest";
import { bundled } from "../bundled.ts";
import { stopAll, workspaceWith } from "../commands/running-mock.ts";
import { pets } from "./pets.ts";
import { makeProject, runVitest } from "./vitest-project.ts";

afterEach(stopAll);

const five = {
  first: 'await fetch(mock.url + "/pets?sort=name");',
  second: 'await fetch(mock.url + "/pets?page=2");',
  third: 'await fetch(mock.url + "/pets/1");',
  fourth: 'await fetch(mock.url + "/pets/1", { headers: { prefer: "code=404" } });',
  fifth:
    'await fetch(mock.url + "/pets", { method: "POST", body: JSON.stringify({ name: "Tom" }), ' +
    'headers: { "content-type": "application/json" } });',
};

test("five files in two workers give one report, and what is below a threshold fails the run", async () => {
  const workspace = workspaceWith({
    "spec/pets.yaml": pets,
    "spec/twinspec.yaml": "input: pets.yaml\ncoverage:\n  thresholds: { operations: 75, pages: 100 }\n",
  });
  await makeProject(workspace, five);
  const first = await runVitest(workspace);
  expect(first.err).toBe("");
  expect(first.code).toBe(0);
  expect(new Set(first.out.match(/worker \d+/g))).toEqual(new Set(["worker 1", "worker 2"]));
  expect(first.out).toContain("Coverage of Pets\n  operations              3 of 4   75 %\n");
  expect(first.out).toContain("  second pages            1 of 1  100 %\n");
  expect(first.out).toContain("never called: deletePet (DELETE /pets/{id})\n");
  const written = workspace.files().filter((file) => file.startsWith("coverage/"));
  expect(written).toEqual([
    "coverage/contract/index.html",
    expect.stringMatching(/^coverage\/contract\/merged-[0-9a-f]{16}\.coverage\.json$/),
  ]);
  const report = JSON.parse(workspace.read(written[1]!)) as { operations: { path: string; requests: number }[] };
  expect(report.operations.map(({ path, requests }) => [path, requests])).toEqual([
    ["/pets", 2],
    ["/pets", 1],
    ["/pets/{id}", 0],
    ["/pets/{id}", 2],
  ]);

  workspace.write("spec/twinspec.yaml", "input: pets.yaml\ncoverage:\n  thresholds: { operations: 76 }\n");
  workspace.write("spec/pets.yaml", pets.replace("title: Pets", "title: Animals"));
  const second = await runVitest(workspace);
  expect(second.err).toContain("error: operations: 75.0 % (3 of 4) is below coverage.thresholds.operations, 76 %\n");
  expect(second.code).toBe(1);
  // what was written of other documents under the same path is nobody's any more
  const now = workspace.files().filter((file) => file.startsWith("coverage/"));
  expect([now.length, now[1] === written[1]]).toEqual([2, false]);
});

test.each(["pool: 'threads',", "isolate: false,", "pool: 'threads', isolate: false,"])(
  "nothing is lost with %s",
  async (config) => {
    const workspace = workspaceWith({ "spec/pets.yaml": pets });
    await makeProject(workspace, five, config);
    const { out, err } = await runVitest(workspace);
    expect(err).toBe("");
    expect(out).toContain("  all items             21 of 27   77 %\n");
  },
);

test("documents that a test wrote for itself, and removed, are told, and fail nothing", async () => {
  const workspace = workspaceWith({ "spec/pets.yaml": pets, "passing/pets.yaml": pets.replace("Pets", "Passing") });
  const { first } = five;
  await makeProject(workspace, {
    first,
    passing: `const { startMock } = await import(${JSON.stringify(await bundled("mocks/index.ts"))});
    const other = await startMock({ spec: "passing" });
    await fetch(other.url + "/pets");
    await other.close();
    await (await import("node:fs/promises")).rm("passing", { recursive: true });`,
  });
  const { code, out, err } = await runVitest(workspace);
  expect(err).toBe("");
  expect(out).toContain("  operations             1 of 4");
  expect(out).toContain("note: the documents of some coverage are not there any more: passing\n");
  expect(code).toBe(0);
});

test("a baseline is written with -u, and what it has must stay exercised", async () => {
  const workspace = workspaceWith({
    "spec/pets.yaml": pets,
    "spec/twinspec.yaml": "input: pets.yaml\ncoverage: { baseline: coverage.baseline }\n",
  });
  await makeProject(workspace, { first: five.first, third: five.third });
  const without = await runVitest(workspace);
  expect(without.err).toContain("the baseline spec/coverage.baseline is not there");
  expect(without.code).toBe(1);
  expect((await runVitest(workspace, "-u")).code).toBe(0);
  expect(workspace.read("spec/coverage.baseline")).toContain("\nGET /pets | value query sort=name\n");
  expect((await runVitest(workspace)).code).toBe(0);
  const less = await runVitest(workspace, "first");
  expect(less.err).toContain("GET /pets/{id}: operation called is in the baseline, and no longer exercised\n");
  expect(less.code).toBe(1);
});
