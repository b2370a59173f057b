import { existsSync, readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { writeAtOnce } from "../../generator/output/write-at-once.ts";
import { readBaseline, writtenBaseline } from "../coverage/baseline.ts";
import { judge } from "../coverage/judge.ts";
import type { ApiCoverage } from "./coverage-report.ts";

/**
 * Why the coverage of APIs is not what their settings ask for, in sentences. With `updatesBaseline` what is exercised
 * now becomes the baseline.
 *
 * @throws {CoverageFileError} when a baseline cannot be read.
 */
export function judgeCoverage(apis: readonly ApiCoverage[], { updatesBaseline = false } = {}): readonly string[] {
  return apis.flatMap(({ coverage, settings }) => {
    const { baseline } = settings;
    if (baseline !== undefined && updatesBaseline) writeAtOnce(baseline, writtenBaseline(coverage));
    const shown = relative(resolve(), baseline ?? "");
    const isThere = baseline !== undefined && existsSync(baseline);
    const before = isThere ? readBaseline(readFileSync(baseline, "utf8"), shown) : undefined;
    const missing =
      baseline === undefined || isThere
        ? []
        : [`the baseline ${shown} is not there: --update-baseline writes it, and it is to be committed`];
    const found = [...judge(coverage, settings, before), ...missing];
    return apis.length > 1 ? found.map((failure) => `${coverage.documents.title}: ${failure}`) : found;
  });
}
