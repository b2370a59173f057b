import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { writeAtOnce } from "../../generator/output/write-at-once.ts";
import { type CoverageFile, fileEnding, writtenCoverage } from "./files.ts";
import type { CoverageRecord } from "./record.ts";

/** Writes down what a mock records, into a file of its own. */
export interface CoverageWriter {
  /** Writes what is new now. */
  flush(): void;
  /** Writes what is new, and nothing any more. */
  close(): void;
}

/** Milliseconds between two looks whether there is something new. */
const pause = 500;

/** Follows a record until it is closed, so that little is lost of a process that is killed. */
export function createCoverageWriter(folder: string, current: () => CoverageFile): CoverageWriter {
  let written = 0;
  let path: string | undefined;
  const flush = (): void => {
    const file = current();
    const now = requestsIn(file.record);
    if (now === written) return;
    path ??= join(folder, `${slugOf(file.documents.title)}-${randomUUID().slice(0, 13)}${fileEnding}`);
    writeAtOnce(path, writtenCoverage(file));
    written = now;
  };
  const timer = setInterval(() => {
    try {
      flush();
    } catch {
      // It is said when the mock closes.
    }
  }, pause).unref();
  return {
    flush,
    close() {
      clearInterval(timer);
      flush();
    },
  };
}

/** How many requests are recorded, by which it is seen that there is something new. */
function requestsIn({ operations, unmatched }: CoverageRecord): number {
  let sum = unmatched;
  for (const { requests } of operations.values()) sum += requests;
  return sum;
}

function slugOf(title: string): string {
  const slug = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 40);
  return slug === "" ? "api" : slug;
}
