import { existsSync } from "node:fs";
import type { Place } from "../../generator/diagnostics/diagnostic.ts";
import type { Settings } from "../../generator/settings/settings.ts";
import { type Coverage, coverageOf, type OperationCoverage } from "../coverage/coverage.ts";
import { documentsOf } from "../coverage/coverage-control.ts";
import { type CoverageFile, mergeCoverage } from "../coverage/files.ts";
import { createRecord } from "../coverage/record.ts";
import { createRecorder } from "../coverage/recorder.ts";
import { listOperations } from "../document/operations.ts";
import { itemPlaces, textsOf } from "./item-places.ts";
import { readNamed, UnreadableSpecError } from "./read-spec.ts";
import { settingsBeside } from "./settings-beside.ts";

/** Coverage of an API, beside the documents that it is of. */
export interface ApiCoverage {
  readonly coverage: Coverage;
  /** What the settings ask for. */
  readonly settings: Settings["coverage"];
  /** The texts of the documents, by the paths that places name. */
  readonly texts: ReadonlyMap<string, string>;
  /** Where the documents have an item, by its number in the operation. */
  placeOf(operation: OperationCoverage, item: number): Place | undefined;
}

/** What files of coverage come to. */
export interface CoverageReport {
  readonly apis: readonly ApiCoverage[];
  /** Why some of the files are not in it, in sentences. */
  readonly faults: readonly string[];
  /** The same of those whose documents are not there any more: tests write some for themselves, and remove them. */
  readonly gone: readonly string[];
}

/**
 * Reads the documents of files of coverage again, and tells how much of what they describe was exercised. Where `spec`
 * is given, the documents are there. Files of documents that have changed since are told, and left out.
 */
export async function reportCoverage(
  files: readonly CoverageFile[],
  spec: readonly string[] = [],
): Promise<CoverageReport> {
  const merged = mergeCoverage(files);
  const lost: CoverageFile[] = [];
  const inputs = new Map<string, readonly string[]>();
  for (const { documents } of spec.length > 0 ? [] : merged)
    if (documents.spec.length > 0) inputs.set(documents.spec.join("\n"), documents.spec);
  for (const each of spec) inputs.set(each, [each]);
  const apis: ApiCoverage[] = [];
  const faults: string[] = [];
  const gone: string[] = [];
  const used = new Set<string>();
  for (const each of inputs.values()) {
    const known = await readDocuments(each).catch((error: unknown) => {
      if (!(error instanceof UnreadableSpecError)) throw error;
      const isThere = each.some((path) => existsSync(path));
      if (isThere) faults.push(error.message.replaceAll(/\s*\n\s*/g, "; "));
      else gone.push(`the documents of some coverage are not there any more: ${each.join(", ")}`);
      lost.push(...merged.filter(({ documents }) => documents.spec.join("\n") === each.join("\n")));
      return undefined;
    });
    if (known === undefined || used.has(known.digest)) continue;
    const file = merged.find(({ documents }) => documents.digest === known.digest);
    if (file === undefined) continue;
    used.add(known.digest);
    apis.push(known.report(file));
  }
  const left = merged.filter((file) => !used.has(file.documents.digest) && !lost.includes(file));
  return { apis, faults: [...faults, ...left.map(({ documents }) => otherDocuments(documents, spec))], gone };
}

function otherDocuments({ title, digest, spec }: CoverageFile["documents"], given: readonly string[]): string {
  const where = given.length > 0 ? given : spec;
  const there = where.length === 0 ? "nobody knows where they are" : `${where.join(", ")} says something else now`;
  const whose = title === "" ? "an API" : `"${title}"`;
  return (
    `the coverage of ${whose} is of other documents (digest ${digest.slice(0, 12)}): ` +
    `${there}; it is left out, so run those tests again, or name the documents with --spec`
  );
}

async function readDocuments(inputs: readonly string[]) {
  const { settings, api, openapi, named, names } = await readNamed(inputs, {});
  // how much is enough is said of documents, however they are named
  const { coverage: wanted } = (await settingsBeside(inputs)) ?? settings;
  const operations = listOperations(openapi, names);
  const documents = documentsOf(openapi, { title: settings.title, spec: inputs });
  const recorder = createRecorder({ openapi, record: createRecord(), scopes: settings.scopes, isThorough: true });
  const places = itemPlaces(api, named);
  const plans = new Map(operations.map((operation) => [operation, recorder.plan(operation)]));
  const byKey = new Map(operations.map((operation) => [`${operation.method} ${operation.path}`, operation]));
  return {
    digest: documents.digest,
    report: ({ record }: CoverageFile): ApiCoverage => ({
      coverage: coverageOf({ operations, record, documents, planOf: (operation) => plans.get(operation)! }),
      settings: wanted,
      texts: textsOf(api),
      placeOf({ method, path }, index) {
        const operation = byKey.get(`${method} ${path}`);
        const item = operation && plans.get(operation)?.items[index];
        return operation && item && places(operation, item);
      },
    }),
  };
}
