import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isObject } from "../../generator/document/json.ts";
import { byCodePoint } from "../../generator/document/order.ts";
import type { Coverage, CoveredDocuments, ItemCoverage } from "./coverage.ts";
import { foldItems, mostListed } from "./fold.ts";
import type { ItemKind } from "./item.ts";
import { coveredIds, namesOf } from "./item-names.ts";
import { addRecord, type CoverageRecord, createRecord, recordOf } from "./record.ts";

/** What was exercised of one API, as a file has it. */
export interface CoverageFile {
  readonly documents: CoveredDocuments;
  readonly record: CoverageRecord;
}

/** Thrown when a file has no coverage, or some of it cannot be read. */
export class CoverageFileError extends Error {
  override readonly name = "CoverageFileError";
}

/** What the name of a file of coverage ends with. */
export const fileEnding = ".coverage.json";

/** Which form a file has: items by their names. The first one, which is the control API's, has an object an item. */
const format = 2;
const firstFormat = 1;

/** The text of a file: what coverage has, without what is not covered. */
export function writtenCoverage({ documents, record }: CoverageFile): string {
  const operations = [...record.operations]
    .filter(([, { requests }]) => requests > 0)
    .sort(([a], [b]) => byCodePoint(a, b))
    .map(([key, { requests, statuses, covered }]) => {
      const [method, path] = splitAt(key);
      return {
        ...{ method, path, requests },
        statuses: [...statuses].map(([status, count]) => ({ status: String(status), requests: count })),
        items: { covered: namesOf([...covered].sort(byCodePoint).map(itemOf)).covered },
      };
    });
  return written({ documents, operations, unmatched: record.unmatched });
}

/**
 * The text of a file of coverage that was compared with the documents: with what is not covered as well, of a large API
 * with the outermost of it.
 */
export function mergedCoverage(coverage: Coverage): string {
  const isLarge = coverage.total > mostListed;
  const listed = (items: readonly ItemCoverage[]) => (isLarge ? foldItems(items).map(({ item }) => item) : items);
  const operations = coverage.operations.map((operation) => ({
    ...operation,
    items: namesOf(listed(operation.items)),
  }));
  return written({ ...coverage, operations });
}

function written(value: object): string {
  return `${JSON.stringify({ twinspecCoverage: format, ...value })}\n`;
}

function splitAt(text: string): readonly [string, string] {
  const end = text.indexOf(" ");
  return [text.slice(0, end), text.slice(end + 1)];
}

function itemOf(id: string): ItemCoverage {
  const [kind, name] = splitAt(id);
  return { kind: kind as ItemKind, name, isCovered: true };
}

/**
 * What a file has, or a response of the control API, whose form is the same.
 *
 * @throws {CoverageFileError} when it is none.
 */
export function readCoverage(text: string, shown: string): CoverageFile {
  const fail = (why: string): never => {
    throw new CoverageFileError(`${shown} cannot be read as coverage: ${why}`);
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return fail(`it is not JSON: ${(error as Error).message}`);
  }
  if (!isObject(value)) return fail("it is not an object");
  const { twinspecCoverage = firstFormat, documents, operations, unmatched } = value;
  if (twinspecCoverage !== format && twinspecCoverage !== firstFormat)
    return fail(`it has the form ${String(twinspecCoverage)}, not ${firstFormat} or ${format}`);
  if (!isObject(documents) || typeof documents["digest"] !== "string") return fail('"documents" must have a digest');
  if (!Array.isArray(operations)) return fail('"operations" must be an array');
  const record = createRecord();
  record.unmatched = typeof unmatched === "number" ? unmatched : 0;
  for (const [index, operation] of operations.entries()) {
    const covered = isWritten(operation) ? coveredIds(operation.items) : undefined;
    if (!isWritten(operation) || covered === undefined)
      return fail(`"operations[${index}]" is not as twinspec writes it`);
    const own = recordOf(record, `${operation.method} ${operation.path}`);
    own.requests = operation.requests;
    for (const { status, requests } of operation.statuses)
      if (/^\d+$/.test(status) && requests > 0) own.statuses.set(Number(status), requests);
    for (const id of covered) own.covered.add(id);
  }
  const { title, spec, digest } = documents;
  const paths = Array.isArray(spec) ? spec.map(String) : [];
  return { documents: { title: typeof title === "string" ? title : "", digest, spec: paths }, record };
}

type Written = Pick<Coverage["operations"][number], "method" | "path" | "requests"> & {
  readonly statuses: readonly { readonly status: string; readonly requests: number }[];
  readonly items: unknown;
};

function isWritten(value: unknown): value is Written {
  if (!isObject(value)) return false;
  const { method, path, requests, statuses } = value;
  return (
    typeof method === "string" &&
    typeof path === "string" &&
    typeof requests === "number" &&
    Array.isArray(statuses) &&
    statuses.every(
      (each) => isObject(each) && typeof each["status"] === "string" && typeof each["requests"] === "number",
    )
  );
}

/** The paths of all files of coverage that paths name: files, and folders with all below them. Sorted. */
export function coverageFilesIn(paths: readonly string[]): string[] {
  return paths
    .flatMap((path) => {
      if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
      const names = readdirSync(path, { recursive: true, encoding: "utf8" });
      return names.filter((name) => name.endsWith(fileEnding)).map((name) => join(path, name));
    })
    .sort(byCodePoint);
}

/**
 * Reads files of coverage.
 *
 * @throws {CoverageFileError} when one is none.
 */
export function readCoverageFiles(paths: readonly string[]): CoverageFile[] {
  return paths.map((path) => readCoverage(readText(path), path));
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new CoverageFileError(`${path} cannot be read: ${(error as Error).message}`);
  }
}

/** What several files have of the same documents together, in the order of the first of each. */
export function mergeCoverage(files: readonly CoverageFile[]): CoverageFile[] {
  const merged = new Map<string, CoverageFile>();
  for (const { documents, record } of files) {
    const known = merged.get(documents.digest) ?? { documents, record: createRecord() };
    merged.set(documents.digest, known);
    addRecord(known.record, record);
  }
  return [...merged.values()];
}
