import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { readIfThere } from "./compare-output.ts";
import { type Manifest, manifestName } from "./manifest.ts";

/**
 * Writes a whole output folder in one step: the files go into a staging folder beside it, which then takes its place.
 * What is not ours in the old folder moves along. A crash leaves the old folder whole, or puts it back at the next run.
 * A folder that holds just this already is left alone.
 */
export function writeOutput(folder: string, files: ReadonlyMap<string, string>, previous: Manifest | undefined): void {
  const parent = dirname(folder);
  makeFolder(parent);
  const backup = join(parent, `.${basename(folder)}.twinspec-old`);
  recover(folder, backup);
  if (isWritten(folder, files, previous)) return;
  const staging = mkdtempSync(join(parent, `.${basename(folder)}.twinspec-`));
  try {
    writeFiles(staging, files);
    if (!existsSync(folder)) {
      renameSync(staging, folder);
      return;
    }
    renameSync(folder, backup);
    moveForeign(backup, staging, new Set([...(previous?.files.keys() ?? []), manifestName]));
    renameSync(staging, folder);
    rmSync(backup, { recursive: true });
  } catch (error) {
    recover(folder, backup);
    rmSync(staging, { recursive: true, force: true });
    throw error;
  }
}

/** Makes a folder and those above it; `recursive` of Node 20 never returns where the system answers ENOENT, as below /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

/** Puts the old folder back where a run ended between the two renames. */
function recover(folder: string, backup: string): void {
  if (!existsSync(backup)) return;
  if (existsSync(folder)) rmSync(backup, { recursive: true });
  else renameSync(backup, folder);
}

function isWritten(folder: string, files: ReadonlyMap<string, string>, previous: Manifest | undefined): boolean {
  if (!previous || ![...previous.files.keys()].every((path) => files.has(path))) return false;
  return [...files].every(([path, text]) => readIfThere(join(folder, path)) === text);
}

function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  const made = new Set<string>();
  for (const [path, text] of files) {
    const file = join(folder, path);
    const parent = dirname(file);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(file, text);
  }
}

/** Moves what is not ours: a folder whole where nothing of ours is in it. */
function moveForeign(from: string, to: string, ours: ReadonlySet<string>, below = ""): void {
  for (const entry of readdirSync(join(from, below), { withFileTypes: true })) {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (ours.has(path)) continue;
    const target = join(to, path);
    if (!existsSync(target)) {
      if (entry.isDirectory() && [...ours].some((our) => our.startsWith(`${path}/`)))
        mkdirSync(target, { recursive: true });
      else {
        mkdirSync(dirname(target), { recursive: true });
        renameSync(join(from, path), target);
        continue;
      }
    }
    if (entry.isDirectory()) moveForeign(from, to, ours, path);
  }
}

/** Writes the lock in one step. */
export function writeLock(file: string, text: string): void {
  const staging = `${file}.tmp`;
  writeFileSync(staging, text);
  renameSync(staging, file);
}
