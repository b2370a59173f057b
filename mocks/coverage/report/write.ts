import { rmSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { writeAtOnce } from "../../../generator/output/write-at-once.ts";
import { fileEnding, mergedCoverage } from "../files.ts";
import { htmlReport, type ShownCoverage } from "./html.ts";

/** A report to be written into a folder. */
export interface WrittenReport {
  readonly folder: string;
  readonly apis: readonly ShownCoverage[];
  readonly failures: readonly string[];
  /** The files that it was made of: those in the folder are in the report, and go. */
  readonly files: readonly string[];
}

/** Writes the page, and a file for each API that can be merged again; gives the path of the page. */
export function writeReport({ folder, apis, failures, files }: WrittenReport): string {
  const written = apis.map((api) => {
    const path = join(folder, `merged-${api.coverage.documents.digest.slice(0, 16)}${fileEnding}`);
    writeAtOnce(path, mergedCoverage(api.coverage));
    return resolve(path);
  });
  const page = join(folder, "index.html");
  writeAtOnce(page, htmlReport(apis, failures));
  for (const file of files) {
    const path = resolve(file);
    const isInside = !relative(resolve(folder), path).startsWith(`..${sep}`);
    if (isInside && path.endsWith(fileEnding) && !written.includes(path)) rmSync(path, { force: true });
  }
  return page;
}

/** Coverage with where the documents have each item. */
export function placed({ coverage, placeOf }: ShownCoverage): object {
  return {
    ...coverage,
    operations: coverage.operations.map((operation) => ({
      ...operation,
      items: operation.items.map((item, index) => {
        const place = placeOf(operation, index);
        return { ...item, ...(place && { place: { file: place.file, line: place.line, column: place.column } }) };
      }),
    })),
  };
}
