import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Step } from "./plan.ts";

/** The file that a copy is to become; any other path as it is. */
export function fileOfCopy(path: string): string {
  return path.replace(/\.twinspec-[\da-f-]{36}$/, "");
}

/**
 * Writes the files of a plan: all of them, or none where one cannot be written.
 *
 * @throws what the file system throws.
 */
export function writePlan(steps: readonly Step[]): void {
  const staged: { readonly file: string; readonly copy: string; readonly old: string | undefined }[] = [];
  const made: string[] = [];
  const done: typeof staged = [];
  try {
    for (const { file, text, old } of steps) {
      if (text === undefined) continue;
      const real = existsSync(file) ? realpathSync(file) : file;
      const first = mkdirSync(dirname(real), { recursive: true });
      if (first !== undefined) made.push(first);
      const copy = `${real}.twinspec-${randomUUID()}`;
      staged.push({ file: real, copy, old });
      writeFileSync(copy, text, { mode: existsSync(real) ? statSync(real).mode & 0o777 : 0o666 });
    }
    for (const each of staged) {
      renameSync(each.copy, each.file);
      done.push(each);
    }
  } catch (error) {
    for (const { copy } of staged) rmSync(copy, { force: true });
    for (const { file, old } of done) {
      if (old === undefined) rmSync(file, { force: true });
      else writeFileSync(file, old);
    }
    for (const folder of made.reverse()) rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
