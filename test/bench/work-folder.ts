import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Where everything is written that the benchmarks write; it goes when they end. */
export const workFolder = mkdtempSync(join(tmpdir(), "twinspec-bench-"));

process.once("exit", () => rmSync(workFolder, { recursive: true, force: true }));

/** A copy of a document in a folder of its own, where no other program puts a lock beside it. */
export function ownCopy(document: string): string {
  const copy = join(newFolder(`documents/${createHash("sha1").update(document).digest("hex")}`), basename(document));
  copyFileSync(document, copy);
  return copy;
}

/** A new folder below the work folder. */
export function newFolder(name: string): string {
  const folder = join(workFolder, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}
