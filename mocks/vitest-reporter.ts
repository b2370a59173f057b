import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { withoutControls } from "../generator/diagnostics/printable.ts";
import { coverageVariable } from "./coverage/environment.ts";
import { CoverageFileError, coverageFilesIn, fileEnding, readCoverageFiles } from "./coverage/files.ts";
import { textReport } from "./coverage/report/text.ts";
import { writeReport } from "./coverage/report/write.ts";
import { type ApiCoverage, reportCoverage } from "./server/coverage-report.ts";
import { judgeCoverage } from "./server/judge-coverage.ts";

/** How the reporter reports. */
export interface CoverageReporterOptions {
  /** Where the report is written. Default: `coverage/contract`, below the working folder. */
  readonly folder?: string;
  /** Names every item that is missing. Default: false. */
  readonly verbose?: boolean;
  /** Makes what is exercised the baseline of the settings. Default: whether vitest updates snapshots (`-u`). */
  readonly updateBaseline?: boolean;
}

/** What the reporter needs of vitest. */
interface Vitest {
  readonly config?: {
    readonly watch?: boolean;
    readonly snapshotOptions?: { readonly updateSnapshot?: string };
  };
}

/**
 * A reporter for vitest: what the tests of all workers exercised of the APIs whose mocks they start, in one report. A
 * run that exercises less than `coverage` in the settings asks for fails.
 *
 * ```ts
 * export default defineConfig({ test: { reporters: ["default", "twinspec/vitest/reporter"] } });
 * ```
 */
export class CoverageReporter {
  readonly #options: CoverageReporterOptions;
  readonly #folder: string;
  /** Where the mocks of this run write, and those of no other. */
  readonly #runs: string;
  #vitest: Vitest | undefined;

  constructor(options: CoverageReporterOptions = {}) {
    this.#options = options;
    this.#folder = resolve(options.folder ?? join("coverage", "contract"));
    this.#runs = join(this.#folder, `.run-${process.pid}`);
  }

  /** Called before there are workers: they inherit the environment. */
  onInit(vitest?: Vitest): void {
    this.#vitest = vitest;
    process.env[coverageVariable] = this.#runs;
  }

  /** Called before each run of tests, also when files change. */
  onTestRunStart(): void {
    rmSync(this.#runs, { recursive: true, force: true });
    mkdirSync(this.#runs, { recursive: true });
  }

  /** Called when all tests have run. */
  async onTestRunEnd(): Promise<void> {
    try {
      await this.#report();
    } catch (error) {
      if (!(error instanceof CoverageFileError)) throw error;
      this.#fail([error.message]);
    } finally {
      rmSync(this.#runs, { recursive: true, force: true });
    }
  }

  async #report(): Promise<void> {
    const files = coverageFilesIn([this.#runs]);
    if (files.length === 0) return this.#print("\nCoverage: no mock got a request\n");
    const { apis, faults, gone } = await reportCoverage(readCoverageFiles(files));
    const { config } = this.#vitest ?? {};
    const updatesBaseline = this.#options.updateBaseline ?? config?.snapshotOptions?.updateSnapshot === "all";
    const failures = [...faults, ...judgeCoverage(apis, { updatesBaseline })];
    const page = writeReport({ folder: this.#folder, apis, failures, files: this.#outdated(apis) });
    for (const { coverage } of apis) this.#print(`\n${textReport(coverage, this.#options.verbose)}`);
    for (const note of gone) this.#print(`note: ${withoutControls(note)}\n`);
    this.#print(`The whole report: ${page}\n`);
    this.#fail(failures);
  }

  /** What earlier runs wrote of documents that say something else by now. */
  #outdated(apis: readonly ApiCoverage[]): string[] {
    const places = new Set(apis.map(({ coverage }) => coverage.documents.spec.join("\n")));
    return readdirSync(this.#folder)
      .filter((name) => name.endsWith(fileEnding))
      .map((name) => join(this.#folder, name))
      .filter((file) => {
        try {
          return readCoverageFiles([file]).some(({ documents }) => places.has(documents.spec.join("\n")));
        } catch (error) {
          // a file that another program left there is its own
          if (error instanceof CoverageFileError) return false;
          throw error;
        }
      });
  }

  #fail(failures: readonly string[]): void {
    for (const failure of failures)
      process.stderr.write(`error: ${withoutControls(failure).replaceAll("\n", "\ufffd")}\n`);
    if (failures.length > 0 && this.#vitest?.config?.watch !== true) process.exitCode = 1;
  }

  #print(text: string): void {
    process.stdout.write(text);
  }
}

// vitest takes a reporter by the name of a module only as its default export
export { CoverageReporter as default };
