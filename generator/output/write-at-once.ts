import { randomUUID } from "node:crypto";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * Writes a file in one step: who reads it meanwhile sees the old one or the new one. `mode` is that of a file of Unix,
 * by default what the process gives.
 */
export function writeAtOnce(
  path: string,
  content: Uint8Array | string,
  { mode }: { readonly mode?: number } = {},
): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  try {
    writeFileSync(temporary, content, { mode });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
