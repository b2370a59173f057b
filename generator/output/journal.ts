import { existsSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { isObject } from "../document/json.ts";
import { isThere } from "../settings/file-text.ts";
import { manifestName } from "../settings/find-settings.ts";
import { digest } from "./known-texts.ts";
import { readIfThere } from "./manifest.ts";
import type { Staging } from "./staging.ts";

/**
 * What a run does to an output and its lock, written down before it does the first of it: a run that was killed is
 * finished by the next one. Each step may be taken twice.
 */
export interface Journal {
  /** The new text of the lock, and the digest of the one before, null where there was none. */
  readonly lock?: { readonly text: string; readonly before: string | null };
  /** Files that are written, by path below the output, with the digest of what they replace. */
  readonly write: ReadonlyMap<string, string | null>;
  /** Files that are removed, with the digest of what they are. */
  readonly remove: ReadonlyMap<string, string>;
  /** Where the lock was before, as the settings know it too. */
  readonly formerLock?: string;
}

/** The places that a journal is about. All paths are absolute. */
export interface Places {
  /** The output folder, with links resolved. */
  readonly output: string;
  readonly lockFile?: string | undefined;
  readonly formerLocks: readonly string[];
}

const journalName = "journal.json";

/** Whether a staging folder has a journal, so that what it says may be half done. */
export function hasJournal(folder: string): boolean {
  return existsSync(join(folder, journalName));
}

/** Where a file waits in a staging folder until it is moved into the output. */
export function stagedFile({ path }: Staging, file: string): string {
  return join(path, "files", file);
}

/** Where the lock waits, beside its place: a move within one folder is one step on every disk. */
export function stagedLock({ id }: Staging, lockFile: string): string {
  return `${lockFile}.${id}.tmp`;
}

/** Writes the journal; from this step on, the run takes place. */
export function writeJournal({ path }: Staging, { lock, write, remove, formerLock }: Journal): void {
  const journal = { lock, write: Object.fromEntries(write), remove: Object.fromEntries(remove), formerLock };
  writeFileSync(join(path, `${journalName}.part`), JSON.stringify(journal));
  renameSync(join(path, `${journalName}.part`), join(path, journalName));
}

/**
 * Takes the steps of a journal: the lock first, as names that are read must be locked; then files that others may
 * refer to, those that are replaced, and the removal of what nobody refers to any more; the manifest last.
 */
export function carryOut(journal: Journal, staging: Staging, places: Places): void {
  const { output, lockFile } = places;
  if (journal.lock && lockFile !== undefined && existsSync(stagedLock(staging, lockFile)))
    renameSync(stagedLock(staging, lockFile), lockFile);
  // where nothing is there, all of it comes in one step
  if (!isThere(output) && existsSync(stagedFile(staging, manifestName))) renameSync(stagedFile(staging, ""), output);
  const paths = [...journal.write.keys()];
  const blocking = [...journal.remove.keys()].filter(blocks(paths));
  for (const path of blocking) remove(output, path);
  const rank = (path: string) => (path === manifestName ? 2 : journal.write.get(path) === null ? 0 : 1);
  const ordered = paths.toSorted((a, b) => rank(a) - rank(b));
  for (const path of ordered.filter((each) => each !== manifestName)) moveIn(path, staging, output);
  for (const path of journal.remove.keys()) if (!blocking.includes(path)) remove(output, path);
  if (journal.write.has(manifestName)) moveIn(manifestName, staging, output);
  if (journal.formerLock !== undefined) rmSync(journal.formerLock, { force: true });
}

/**
 * Finishes what a killed run wrote down. What a person changed since then is left alone. Where the run had not begun
 * and its lock is not to be had any more, nothing is done: the output is that of before.
 */
export function finish(staging: Staging, places: Places): void {
  const journal = readJournal(staging, places);
  const { lockFile, output } = places;
  if (journal && canGoOn(journal, staging, places)) {
    const isAsItWas = ([path, before]: [string, string | null]) => {
      const text = readIfThere(join(output, path));
      return before === null ? text === undefined : text === undefined || digest(text) === before;
    };
    const write = new Map([...journal.write].filter(isAsItWas));
    const removed = new Map([...journal.remove].filter(isAsItWas));
    carryOut({ ...journal, write, remove: removed }, staging, places);
  }
  if (lockFile !== undefined) rmSync(stagedLock(staging, lockFile), { force: true });
}

function canGoOn({ lock, write }: Journal, staging: Staging, { lockFile }: Places): boolean {
  const hasBegun = [...write.keys()].some((path) => !existsSync(stagedFile(staging, path)));
  if (!lock || hasBegun) return true;
  const text = readIfThere(lockFile);
  if (text === lock.text) return true;
  const isStaged = lockFile !== undefined && existsSync(stagedLock(staging, lockFile));
  return isStaged && (text === undefined ? null : digest(text)) === lock.before;
}

/** The journal of a staging folder; undefined if it is not whole, or names what is none of an output's business. */
function readJournal({ path }: Staging, { formerLocks }: Places): Journal | undefined {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(join(path, journalName), "utf8"));
  } catch {
    return undefined;
  }
  if (!isObject(value)) return undefined;
  const { lock, write, remove: removed, formerLock } = value;
  if (!isObject(write) || !isObject(removed)) return undefined;
  if (![...Object.keys(write), ...Object.keys(removed)].every(isBelow)) return undefined;
  const isTold = isObject(lock) && typeof lock["text"] === "string";
  const before = isTold && typeof lock["before"] === "string" ? lock["before"] : null;
  return {
    ...(isTold && { lock: { text: String(lock["text"]), before } }),
    write: new Map(Object.entries(write).map(([file, was]) => [file, typeof was === "string" ? was : null])),
    remove: new Map(Object.entries(removed).map(([file, was]) => [file, String(was)])),
    ...(typeof formerLock === "string" && formerLocks.includes(formerLock) && { formerLock }),
  };
}

/** Whether a path stays below the folder that it is in. */
function isBelow(path: string): boolean {
  return path !== "" && !posix.isAbsolute(path) && !/[\\:\0]/.test(path) && !path.split("/").includes("..");
}

/** Says of a path whether it stands where one of the others is to be: as the same in other case, a file or a folder. */
function blocks(paths: readonly string[]): (path: string) => boolean {
  const files = new Set(paths.map((path) => path.toLowerCase()));
  const folders = new Set(paths.flatMap(foldersOf).map((folder) => folder.toLowerCase()));
  return (path) => {
    const folded = path.toLowerCase();
    return files.has(folded) || folders.has(folded) || foldersOf(folded).some((folder) => files.has(folder));
  };
}

/** The folders that a path is in, the nearest first. */
export function foldersOf(path: string): string[] {
  const folder = posix.dirname(path);
  return folder === "." ? [] : [folder, ...foldersOf(folder)];
}

function moveIn(path: string, staging: Staging, output: string): void {
  const staged = stagedFile(staging, path);
  // the run that was killed had moved it already
  if (!existsSync(staged)) return;
  mkdirSync(dirname(join(output, path)), { recursive: true });
  renameSync(staged, join(output, path));
}

/** Removes a file, and the folders that it leaves empty. */
function remove(output: string, path: string): void {
  rmSync(join(output, path), { force: true });
  for (const folder of foldersOf(path)) {
    try {
      rmdirSync(join(output, folder));
    } catch {
      // it has other files, or is gone
      return;
    }
  }
}
