import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeBinary, nodeVersions } from "./node-versions.ts";
import { startScenarioMock } from "./scenario-mock.ts";
import { expectScenario } from "./scenario-outcome.ts";

const run = promisify(execFile);
const client = fileURLToPath(new URL("../../generated/zoho-desk", import.meta.url));

const program = `import { runScenario } from "./scenario.js";
const outcome = await runScenario(JSON.parse(process.argv[2]));
console.log(JSON.stringify({ node: process.versions.node.split(".")[0], outcome }));
`;

/** A project outside of the repository, with the client of Zoho Desk installed as it would be published. */
let project: string;

const npm = (args: string[], cwd: string) => run("npm", args, { cwd, shell: process.platform === "win32" });

beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), "twinspec-scenario-"));
  const { stdout } = await npm(["pack", "--json", "--pack-destination", project], client);
  const [packed] = JSON.parse(stdout) as { filename: string }[];
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "project", private: true, type: "module" }));
  await npm(["install", "--prefer-offline", "--no-audit", "--no-fund", `./${packed!.filename}`], project);
  copyFileSync(join(import.meta.dirname, "scenario.js"), join(project, "scenario.js"));
  writeFileSync(join(project, "program.js"), program);
}, 120_000);
afterAll(() => rmSync(project, { recursive: true, force: true }), 60_000);

test.each(nodeVersions)(
  "the packed client authenticates, guards its scopes, tries again, pages, streams and uploads on Node %i",
  { timeout: 300_000 },
  async (major) => {
    const scenarioMock = await startScenarioMock();
    try {
      const argument = JSON.stringify(scenarioMock.input);
      const { stdout, stderr } = await run(await nodeBinary(major), ["program.js", argument], { cwd: project });
      const { node, outcome } = JSON.parse(stdout) as { node: string; outcome: unknown };
      expect(node).toBe(String(major));
      await expectScenario(outcome, scenarioMock);
      expect(stderr).toBe("");
    } finally {
      await scenarioMock.mock.close();
    }
  },
);
