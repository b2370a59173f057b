import { execFile } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundled } from "../bundled.ts";
import type { Printed, Workspace } from "../commands/workspace.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Lets a folder be a project of vitest whose files are tests of the mocked API of `pets.yaml`. */
export async function makeProject(
  workspace: Workspace,
  tests: Readonly<Record<string, string>>,
  config = "",
): Promise<void> {
  const fixture = await bundled("mocks/vitest.ts");
  const reporter = await bundled("mocks/vitest-reporter.ts");
  symlinkSync(join(root, "node_modules"), join(workspace.folder, "node_modules"));
  workspace.write(
    "vitest.config.mjs",
    `export default { test: { maxWorkers: 2, testTimeout: 60000, ${config} reporters: ["default", ${JSON.stringify(reporter)}] } };\n`,
  );
  for (const [name, body] of Object.entries(tests))
    workspace.write(
      `${name}.test.mjs`,
      `import { expect, test as base } from "vitest";
import { mockFixtures } from ${JSON.stringify(fixture)};
const test = base.extend(mockFixtures({ spec: "spec", auth: "off" }));
test(${JSON.stringify(name)}, async ({ mock }) => {
  console.log("worker", process.env.VITEST_POOL_ID);
  ${body}
});
`,
    );
}

/** Runs the tests of a project, as its user does. */
export function runVitest(workspace: Workspace, ...args: string[]): Promise<Printed> {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  // This process is a worker of vitest itself.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/VITEST|^TEST$|^NODE_ENV$/.test(name)),
  );
  return new Promise((done) => {
    const options = { cwd: workspace.folder, env: { ...env, NO_COLOR: "1" } };
    execFile(process.execPath, [vitest, "run", ...args], options, (error, out, err) => {
      done({ code: error === null ? 0 : Number(error.code ?? 1), out, err });
    });
  });
}
