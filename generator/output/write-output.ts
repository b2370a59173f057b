import { existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { hasErrors } from "../diagnostics/diagnostics.ts";
import type { Reuse } from "../reuse.ts";
import { applySeverity } from "../settings/apply-severity.ts";
import { systemReason } from "../settings/file-text.ts";
import { manifestName } from "../settings/find-settings.ts";
import { formerLockPlaces, sharedLock } from "../settings/former-locks.ts";
import type { SettingsWithOutput } from "../settings/settings.ts";
import { ignoredByGit } from "./git-ignored.ts";
import {
  carryOut,
  finish,
  hasJournal,
  type Journal,
  type Places,
  stagedFile,
  stagedLock,
  writeJournal,
} from "./journal.ts";
import { digest, knownIn } from "./known-texts.ts";
import { readIfThere } from "./manifest.ts";
import { edits, obstacles, type Wanted, wantedIn } from "./own-files.ts";
import { close, type Staging, stagingFolders, takeTurn } from "./staging.ts";

/** The text of a lock before and after a run; `file` is where it was read. */
interface LockTexts {
  readonly file?: string | undefined;
  readonly old?: string | undefined;
  readonly new: string;
}

/** How files are written. */
interface WriteOptions {
  readonly force?: boolean;
  readonly strict?: boolean;
  readonly frozen?: boolean;
  readonly reuse?: Reuse;
}

/** What came of writing. */
interface Written {
  /** Why nothing was written, and warnings. */
  readonly reasons: readonly Diagnostic[];
  readonly hasChanged: boolean;
  /** How many files were written or removed. */
  readonly written: number;
}

/**
 * Writes the files of an API, and its lock if that changed, file by file: each is the old or the new one at any moment,
 * and a run that is killed is finished by the next. Tells whether anything changed, and the reasons if nothing was
 * written: files that were changed by hand, unless `force` overwrites them, or that twinspec did not write. What git
 * ignores is written and told, unless the settings make an error of it.
 */
export async function writeGenerated(
  settings: SettingsWithOutput,
  { files, lock }: { readonly files: ReadonlyMap<string, string>; readonly lock: LockTexts },
  { force = false, strict = false, frozen = false, reuse }: WriteOptions,
): Promise<Written> {
  const ignored = applySeverity(ignoredByGit(settings, files.keys()), settings, strict);
  if (hasErrors(ignored)) return { reasons: ignored, hasChanged: false, written: 0 };
  const { lockFile } = settings;
  const isNewLock = !frozen && lockFile !== undefined && (lock.old !== lock.new || lock.file !== lockFile);
  const newLock = isNewLock ? lock : undefined;
  const output = outputOf(settings);
  const known = knownIn(reuse);
  if (newLock === undefined && isAsWanted(wantedIn(output, files, known)))
    return { reasons: ignored, hasChanged: false, written: 0 };
  const { fault, result } = await inTurn(settings, (staging, places): Written => {
    const wanted = wantedIn(output, files, known);
    const found = [...obstacles(wanted), ...(force ? [] : edits(wanted))];
    if (hasErrors(found)) return { reasons: [...ignored, ...found], hasChanged: false, written: 0 };
    const refused = newLock && stageLock(staging, places, newLock);
    if (refused) return { reasons: [...ignored, refused], hasChanged: false, written: 0 };
    const isMoved = newLock?.file !== undefined && newLock.file !== lockFile;
    const journal: Journal = {
      ...changesOf(wanted),
      ...(newLock && { lock: { text: newLock.new, before: digestOfFile(lockFile) } }),
      ...(isMoved && newLock.file !== undefined && { formerLock: newLock.file }),
    };
    for (const path of journal.write.keys()) {
      const file = stagedFile(staging, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, files.get(path) ?? "");
    }
    writeJournal(staging, journal);
    carryOut(journal, staging, places);
    return { reasons: ignored, hasChanged: true, written: journal.write.size + journal.remove.size };
  });
  return result ?? { reasons: [...ignored, fault], hasChanged: false, written: 0 };
}

/**
 * Finishes what a killed run left, and waits for one that writes now: only then is the lock what it will be. Gives an
 * error where that one does not end.
 */
export async function recoverOutput(settings: SettingsWithOutput): Promise<readonly Diagnostic[]> {
  const output = outputOf(settings);
  const isWhole = !isOnlyMovedAway(output) && stagingFolders(output).every(({ purpose }) => purpose === "layout");
  if (isWhole) return [];
  const { fault } = await inTurn(settings, () => true);
  return fault ? [fault] : [];
}

/** An error where a run was killed halfway: the output has files of that one and files from before. */
export function interruptedRun(settings: SettingsWithOutput): Diagnostic[] {
  const output = outputOf(settings);
  const left = stagingFolders(output).find(({ path, isAlive }) => !isAlive && hasJournal(path));
  if (!left) return [];
  const shown = relative(resolve(), output) || ".";
  return [
    {
      code: "output-interrupted",
      severity: "error",
      message: `a run that wrote to "${shown}" was killed: some of its files are new, and some are from before`,
      at: { file: shown },
      help: "run `twinspec generate`, which finishes it",
    },
  ];
}

/** An error as another run writes to the output now. */
function busy(staging: string, output: string): Diagnostic {
  return {
    code: "output-busy",
    severity: "error",
    message: `another run of twinspec writes to "${relative(resolve(), output) || "."}"`,
    at: { file: relative(resolve(), staging) },
    help: "run it again when that one has ended; if there is none, remove this folder",
  };
}

/** What came of waiting for a turn: what was done then, or why another run still has it. */
type Turn<Result> =
  | { readonly result: Result; readonly fault?: undefined }
  | { readonly result?: undefined; readonly fault: Diagnostic };

/**
 * Does something while no other run writes to the output, after what killed runs left was finished and removed; gives
 * why not where another run does not end.
 */
async function inTurn<Result>(
  settings: SettingsWithOutput,
  work: (staging: Staging, places: Places) => Result,
): Promise<Turn<Result>> {
  const places = placesOf(settings);
  const { output } = places;
  makeFolder(dirname(output));
  // a version before moved the whole folder away and another into its place
  if (isOnlyMovedAway(output)) renameSync(movedAway(output), output);
  // throws the error of the operating system if this is a file
  if (existsSync(output)) readdirSync(output);
  const staging = await takeTurn(output);
  if ("other" in staging) return { fault: busy(staging.other, output) };
  try {
    for (const leftover of stagingFolders(output)) {
      if (leftover.isAlive) continue;
      finish(leftover, places);
      rmSync(leftover.path, { recursive: true, force: true });
    }
    const result = work(staging, places);
    rmSync(staging.path, { recursive: true, force: true });
    return { result };
  } catch (error) {
    // with a journal, it is for the next run
    if (!hasJournal(staging.path)) {
      rmSync(staging.path, { recursive: true, force: true });
      if (places.lockFile !== undefined) rmSync(stagedLock(staging, places.lockFile), { force: true });
    }
    throw error;
  } finally {
    close(staging);
  }
}

/** The output folder, with links resolved. */
function outputOf({ output }: SettingsWithOutput): string {
  return existsSync(output) ? realpathSync(output) : output;
}

function placesOf(settings: SettingsWithOutput): Places {
  const shared = sharedLock(settings);
  return {
    output: outputOf(settings),
    lockFile: settings.lockFile,
    formerLocks: [...formerLockPlaces(settings), ...(shared ? [shared.file] : [])],
  };
}

/** Puts the lock beside its place; why that cannot be, or that another run or a person changed it meanwhile. */
function stageLock(staging: Staging, { lockFile }: Places, lock: LockTexts): Diagnostic | undefined {
  if (lockFile === undefined) return undefined;
  const at = { file: relative(resolve(), lockFile) };
  const now = readIfThere(lock.file ?? lockFile);
  if (now !== lock.old && now !== lock.new) {
    const message = "the lock was changed while this run was under way, so nothing was written";
    return { code: "lock-changed", severity: "error", message, at, help: "run `twinspec generate` again" };
  }
  try {
    writeFileSync(stagedLock(staging, lockFile), lock.new);
    return undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    const message = `cannot write the lock: ${systemReason(error)}`;
    const help = "it lies beside the documents, or beside settings: write a twinspec.yaml where files can be written";
    return { code: "output-unwritable", severity: "error", message, at, help };
  }
}

function digestOfFile(file: string | undefined): string | null {
  const text = readIfThere(file);
  return text === undefined ? null : digest(text);
}

/** Whether a folder has these files, and none that it had before; the manifest tells of most changes by itself. */
function isAsWanted({ files, previous, textOf }: Wanted): boolean {
  const isThere = (path: string) => textOf(path) === files.get(path);
  return [manifestName, ...files.keys(), ...(previous?.files.keys() ?? [])].every(isThere);
}

/** The files that are written and removed so that a folder has these files, with the digests of what is there. */
function changesOf({ files, previous, textOf }: Wanted): Pick<Journal, "write" | "remove"> {
  const write = new Map<string, string | null>();
  for (const [path, text] of files) {
    const there = textOf(path);
    if (there !== text) write.set(path, there === undefined ? null : digest(there));
  }
  const remove = new Map<string, string>();
  for (const path of previous?.files.keys() ?? []) {
    const there = files.has(path) || path === manifestName ? undefined : textOf(path);
    if (there !== undefined) remove.set(path, digest(there));
  }
  return { write, remove };
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

function movedAway(output: string): string {
  return join(dirname(output), `.${basename(output)}.twinspec-old`);
}

function isOnlyMovedAway(output: string): boolean {
  return !existsSync(output) && existsSync(movedAway(output));
}
