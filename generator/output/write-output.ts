import { randomUUID } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { hasErrors } from "../diagnostics/diagnostics.ts";
import { applySeverity } from "../settings/apply-severity.ts";
import type { SettingsWithOutput } from "../settings/settings.ts";
import { ignoredByGit } from "./git-ignored.ts";
import { type Manifest, manifestName, readIfThere, readManifest } from "./manifest.ts";
import { conflicts } from "./own-files.ts";

/** How long a staging folder is left alone, in milliseconds: another run may be using it. */
const stagingLife = 10 * 60_000;

/**
 * Writes the files of an API, and its lock if that changed. Tells whether anything did, and the reasons if nothing was
 * written: files that were changed by hand, unless `force` overwrites them, or that twinspec did not write. What git
 * ignores is written and told, unless the settings make an error of it.
 */
export function writeGenerated(
  settings: SettingsWithOutput,
  {
    files,
    lockText,
  }: { readonly files: ReadonlyMap<string, string>; readonly lockText: { old?: string | undefined; new: string } },
  { force = false, strict = false }: { readonly force?: boolean; readonly strict?: boolean },
): { readonly reasons: readonly Diagnostic[]; readonly hasChanged: boolean } {
  const { output, lockFile } = settings;
  const previous = readManifest(output);
  const ignored = applySeverity(ignoredByGit(settings, files.keys()), settings, strict);
  const reasons = force ? ignored : [...ignored, ...conflicts(output, files, previous)];
  if (hasErrors(reasons)) return { reasons, hasChanged: false };
  const hasNewLock = lockFile !== undefined && lockText.old !== lockText.new;
  const hasNewFiles = writeOutput(output, files, previous);
  if (hasNewLock) writeLock(lockFile, lockText.new);
  return { reasons, hasChanged: hasNewFiles || hasNewLock };
}

/**
 * Writes a whole output folder in one step: the files go into a staging folder beside it, which then replaces it, and
 * foreign files of the old folder move over. However a run ends, the output is complete, old or new, and the next run
 * finishes the move. A folder that has exactly these files already is left alone; tells whether it had not.
 */
export function writeOutput(
  output: string,
  files: ReadonlyMap<string, string>,
  previous: Manifest | undefined,
): boolean {
  const folder = existsSync(output) ? realpathSync(output) : output;
  const parent = dirname(folder);
  makeFolder(parent);
  const backup = join(parent, `.${basename(folder)}.twinspec-old`);
  recover(folder, backup);
  // throws the error of the operating system if this is a file
  if (existsSync(folder)) readdirSync(folder);
  if (isWritten(folder, files, previous)) return false;
  const staging = join(parent, `.${basename(folder)}.twinspec-${randomUUID().slice(0, 8)}`);
  removeStale(parent, `.${basename(folder)}.twinspec-`);
  try {
    mkdirSync(staging);
    if (existsSync(folder)) chmodSync(staging, statSync(folder).mode & 0o7777);
    writeFiles(staging, files);
    if (existsSync(folder)) renameSync(folder, backup);
    renameSync(staging, folder);
  } catch (error) {
    if (!existsSync(folder)) recover(folder, backup);
    rmSync(staging, { recursive: true, force: true });
    throw error;
  }
  recover(folder, backup);
  return true;
}

/** Removes the staging folders of killed runs. */
function removeStale(parent: string, prefix: string): void {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(prefix) || name === `${prefix}old`) continue;
    const path = join(parent, name);
    if (Date.now() - statSync(path).mtimeMs > stagingLife) rmSync(path, { recursive: true, force: true });
  }
}

/**
 * Makes a folder and its parents. `recursive` of Node 20 never returns if the operating system says ENOENT, as below
 * /proc.
 */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

/** Finishes an interrupted run: restores the old folder, or moves foreign files out of it if the new one exists. */
function recover(folder: string, backup: string): void {
  if (!existsSync(backup)) return;
  if (!existsSync(folder)) {
    renameSync(backup, folder);
    return;
  }
  moveForeign({ from: backup, to: folder }, new Set([...(readManifest(backup)?.files.keys() ?? []), manifestName]));
  rmSync(backup, { recursive: true });
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

/** Moves foreign files that are not in the way; a folder as a whole if the new output has none of that name. */
function moveForeign(
  folders: { readonly from: string; readonly to: string },
  ours: ReadonlySet<string>,
  below = "",
): void {
  const { from, to } = folders;
  for (const entry of readdirSync(join(from, below), { withFileTypes: true })) {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (ours.has(path)) continue;
    const target = join(to, path);
    const isMixed = entry.isDirectory() && [...ours].some((our) => our.startsWith(`${path}/`));
    if (!existsSync(target) && !isMixed) renameSync(join(from, path), target);
    else if (entry.isDirectory() && !(existsSync(target) && statSync(target).isFile())) {
      const hasForeign = filesBelow(join(from, path)).some((file) => !ours.has(`${path}/${file}`));
      if (!hasForeign) continue;
      mkdirSync(target, { recursive: true });
      moveForeign(folders, ours, path);
    }
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"));
}

/** Writes the lock in one step. */
function writeLock(file: string, text: string): void {
  const staging = `${file}.tmp`;
  writeFileSync(staging, text);
  renameSync(staging, file);
}
