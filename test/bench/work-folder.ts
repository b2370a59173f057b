import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Where everything is written that the benchmarks write; it goes when they end. */
export const workFolder = mkdtempSync(join(tmpdir(), "twinspec-bench-"));

process.once("exit", () => rmSync(workFolder, { recursive: true, force: true }));

/** A new folder below the work folder. */
export function newFolder(name: string): string {
  const folder = join(workFolder, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}
