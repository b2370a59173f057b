import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Coverage, Covered } from "../../../mocks/coverage/coverage.ts";
import { measured } from "../../../mocks/coverage/judge.ts";
import { bundled } from "../../bundled.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** The tests of the flagship against its mock. */
const tests = [
  "test/contract/article/",
  "test/contract/zoho-desk.test.ts",
  "test/mocks/oauth/article.test.ts",
  "test/mocks/state/zoho-desk.test.ts",
  "test/mocks/validation/flagship.test.ts",
  "test/mocks/vitest.test.ts",
  "test/mocks/zoho-desk.test.ts",
];

/** Runs the tests of the flagship with the reporter; gives what they exercise of Zoho Desk. */
export async function measureFlagship(): Promise<Coverage> {
  const folder = mkdtempSync(join(tmpdir(), "twinspec-flagship-"));
  try {
    const reporter = pathToFileURL(await bundled("mocks/vitest-reporter.ts")).href;
    const module = join(folder, "reporter.mjs");
    const options = JSON.stringify({ folder, updateBaseline: false });
    writeFileSync(
      module,
      `import { CoverageReporter } from ${JSON.stringify(reporter)};
export default class extends CoverageReporter { constructor() { super(${options}); } }
`,
    );
    await run(["run", ...tests, "--reporter=dot", `--reporter=${module}`]);
    const [file = ""] = readdirSync(folder).filter((name) => name.endsWith(".coverage.json"));
    return JSON.parse(readFileSync(join(folder, file), "utf8")) as Coverage;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(args: readonly string[]): Promise<void> {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  // Where a test measures, this process is a worker of vitest itself.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/VITEST|^TEST$|^NODE_ENV$/.test(name)),
  );
  return new Promise((done, fail) => {
    execFile(process.execPath, [vitest, ...args], { cwd: root, env, maxBuffer: 2 ** 26 }, (error, out, err) => {
      if (error === null) done();
      else fail(new Error(`the tests of the flagship fail\n${out}\n${err}`));
    });
  });
}

/** What the sentence of the README has numbers of, in its order, and what it calls them. */
export const measuresOfReadme = [
  ["operations", "operations of Zoho Desk"],
  ["scopes", "scopes"],
  ["parameters", "parameters (given and left out)"],
  ["responseMembers", "members of responses"],
  ["statuses", "statuses"],
  ["total", "items in all"],
] as const;

/** How much of a measure of the README was exercised. */
export function countOf(coverage: Coverage, name: (typeof measuresOfReadme)[number][0]): Covered {
  return measured(coverage).find((one) => one.name === name) ?? { covered: 0, total: 0 };
}
