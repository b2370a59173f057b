import { execFileSync } from "node:child_process";
import { afterAll, expect, test } from "vitest";
import { petsWith, Workspace } from "../commands/workspace.ts";
import { linkPackages } from "./linked-twinspec.ts";
import { WorkflowRunner } from "./workflow.ts";

const shop = new Workspace({
  "package.json": '{ "name": "shop", "type": "module", "scripts": { "test": "node --test test.js" } }',
  "pets.yaml": petsWith("type: string } } }", 'type: string } }, example: { name: "Ada" } }'),
  "test.js": `import assert from "node:assert/strict";
import { test } from "node:test";

test("a pet has a name", async () => {
  const response = await fetch(process.env.MOCK_URL + "/pets/1");
  assert.deepEqual(await response.json(), { name: "Ada" });
});
`,
});
const runner = new WorkflowRunner(shop.folder);
afterAll(() => {
  runner.dispose();
  shop.dispose();
});

test("tests of node:test run beside the mock that the workflow starts", { timeout: 180_000 }, async () => {
  execFileSync("git", ["init", "-q", "-b", "main"], { cwd: shop.folder });
  await linkPackages(shop.folder, ["openapi-fetch"]);
  expect((await shop.run("init", "--yes")).code).toBe(0);
  await shop.run("generate");
  const { steps, summary } = await runner.run("check", "push");
  expect(steps.flatMap(({ run, code, text }) => (code === 0 ? [] : [run, text]))).toEqual([]);
  expect(steps.map(({ run }) => run.split("\n")[0])).toEqual([
    "npm install",
    "npm run api:check -- --format github",
    "npm run api:contract -- --format github",
    'npm run api:mock > "$RUNNER_TEMP/mock.log" 2>&1 &',
    "npm run test",
    'npm --silent run api:coverage -- --format markdown >> "$GITHUB_STEP_SUMMARY"',
  ]);
  expect(summary).toContain("| operations | 1 | 1 | 100 % |\n");
});
