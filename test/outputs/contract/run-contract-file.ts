import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** A folder in the repository, so that packages are found from it, as a project of a user. */
export interface ContractProject {
  readonly folder: string;
  remove(): void;
}

/** Writes files into a new project, whose vitest finds the repository's own modules as the package. */
export function contractProject(files: ReadonlyMap<string, string>): ContractProject {
  const cache = join(root, ".cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "contract-"));
  const alias = { "twinspec/mocks": join(root, "mocks/index.ts") };
  const config = { resolve: { alias }, test: { testTimeout: 30_000, hookTimeout: 60_000 } };
  for (const [path, text] of [
    ...files,
    ["vitest.config.mjs", `export default ${JSON.stringify(config)};\n`] as const,
  ]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** What vitest says of the tests of a project: each by its name, with what is wrong of those that fail. */
export async function runProject(folder: string, variables: Readonly<Record<string, string>> = {}): Promise<TestRun> {
  const program = join(root, "node_modules/vitest/vitest.mjs");
  const args = [program, "run", "--root", folder, "--reporter=json", "--no-color"];
  const { VITEST: _vitest, VITEST_POOL_ID: _pool, VITEST_WORKER_ID: _worker, NODE_ENV: _env, ...rest } = process.env;
  const env = { ...rest, ...variables };
  const { stdout, stderr } = await new Promise<{ stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, args, { cwd: folder, env, maxBuffer: 2 ** 26 }, (_, out, err) =>
      resolve({ stdout: out, stderr: err }),
    );
  });
  const start = stdout.indexOf('{"numTotalTestSuites"');
  if (start < 0) throw new Error(`vitest gave no report:\n${stdout}\n${stderr}`);
  const report = JSON.parse(stdout.slice(start)) as {
    testResults: { assertionResults: Assertion[]; message: string }[];
  };
  const results = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const names = (status: string) => results.filter((each) => each.status === status).map(({ title }) => title);
  const failed = results.filter((each) => each.status === "failed");
  return {
    passed: names("passed"),
    skipped: [...names("skipped"), ...names("pending")],
    failed: Object.fromEntries(failed.map(({ title, failureMessages }) => [title, failureMessages.join("\n")])),
    message: report.testResults.map(({ message }) => message).join("\n"),
  };
}

interface Assertion {
  readonly title: string;
  readonly status: string;
  readonly failureMessages: readonly string[];
}

/** The tests of a run by how they ended. */
export interface TestRun {
  readonly passed: readonly string[];
  readonly skipped: readonly string[];
  readonly failed: Readonly<Record<string, string>>;
  /** What is wrong beside the tests, such as with the file. */
  readonly message: string;
}
