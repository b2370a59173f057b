import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../..", import.meta.url));
describe("package.json", () => {
  let folder: string;
  let tarball: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "twinspec-pack-"));
    const { stdout } = await run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
      cwd: join(root, "generated", "zoho-desk"),
    });
    tarball = join(folder, (JSON.parse(stdout) as { filename: string }[])[0]!.filename);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("publint finds nothing", { timeout: 60_000 }, async () => {
    const { stdout } = await run(process.execPath, [
      join(root, "node_modules/publint/src/cli.js"),
      tarball,
      "--strict",
    ]);
    expect(stdout).toContain("All good!");
  });

  test("its types are found however they are resolved", { timeout: 120_000 }, async () => {
    const attw = join(root, "node_modules/@arethetypeswrong/cli/dist/index.js");
    const entrypoints = [".", "client", "transport", "session-analytics", "operations/getSessionAnalytics"];
    const { stdout } = await run(process.execPath, [
      attw,
      tarball,
      "--profile",
      "esm-only",
      "--format",
      "json",
      "--entrypoints",
      ...entrypoints,
    ]);
    const { analysis } = JSON.parse(stdout) as {
      analysis: { entrypoints: object; problems: { resolutionKind?: string }[] };
    };
    expect(Object.keys(analysis.entrypoints)).toHaveLength(entrypoints.length);
    // The package is for ES modules: how the CommonJS resolutions fare is not its concern.
    const isForModules = ({ resolutionKind }: { resolutionKind?: string }) =>
      resolutionKind !== "node10" && resolutionKind !== "node16-cjs";
    expect(analysis.problems.filter(isForModules)).toEqual([]);
  });
});
