import { basename, dirname, join } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { hasErrors } from "../diagnostics/diagnostics.ts";
import { isThere } from "../settings/file-text.ts";
import { manifestName } from "../settings/find-settings.ts";
import {
  formerLockPlaces,
  type LockOfDocument,
  lockInOutput,
  lockOfName,
  locksOfDocuments,
  sharedLock,
} from "../settings/former-locks.ts";
import { isAsCommitted, isIgnored } from "../settings/git-files.ts";
import { projectAbove } from "../settings/project.ts";
import { type Run, shownPath } from "../settings/run.ts";
import { handEdits } from "./lock/hand-edits.ts";
import { emptyLock, type Lock } from "./lock/lock.ts";
import { parseLock } from "./lock/parse-lock.ts";
import { type LockOnDisk, readLockFile } from "./lock/read-lock.ts";

/**
 * Reads the names that were given before: from the lock, from where it was before, from the output, or from the locks
 * of some of the documents. Faults are reported, and whatever is done about a lock that is not at its place.
 */
export async function readLock(run: Run): Promise<LockOnDisk> {
  const { settings, diagnostics } = run;
  const { lockFile } = settings;
  const former = formerLockPlaces(settings);
  const shared = lockFile === undefined || isThere(lockFile) ? undefined : sharedLock(settings);
  const isOurs = shared && isThatOf(shared, run);
  if (typeof isOurs === "object") return refused(isOurs, run);
  const places = lockFile === undefined ? [] : [lockFile, ...former, ...(shared && isOurs ? [shared.file] : [])];
  const lock = readLockFile(places, (file) => shown(file, run));
  diagnostics.add(lock.diagnostics);
  if (lockFile === undefined || !lock.isReadable) return lock;
  const ofName = lockOfName(settings);
  if (lock.file === undefined && ofName !== undefined) return fromLocks([ofName], lockFile, run);
  if (lock.file === undefined) {
    const found = fromOutput(lockFile, run) ?? (await fromDocuments(lockFile, run));
    if (!found) tellMissed(lockFile, run);
    return found ?? lock;
  }
  if (lock.file !== lockFile)
    diagnostics.add([
      {
        code: "lock-moved",
        severity: "info",
        message: `the lock "${shown(lock.file, run)}" is from before; it belongs at "${shown(lockFile, run)}"`,
        help: "`twinspec generate` moves it there, and every name stays: commit both",
      },
    ]);
  for (const other of former.filter((file) => file !== lock.file && isThere(file)))
    diagnostics.add([
      {
        code: "lock-unused",
        severity: "warning",
        message: `there are two locks: "${shown(lock.file, run)}" is read, and "${shown(other, run)}" is not`,
        at: { file: shown(other, run) },
        help: "remove it, or, if its names are the ones in use, the other",
      },
    ]);
  return withHandEdits(lock, run);
}

/** A lock whose names are from another version of the documents. */
export function takenOver(names: Lock): LockOnDisk {
  return { names, isReadable: true, isTakenOver: true, diagnostics: [] };
}

/** A lock with what was changed in it by hand since the output was made: what was renamed keeps both names. */
function withHandEdits(lock: LockOnDisk, run: Run): LockOnDisk {
  const { file, text } = lock;
  const recorded = recordedIn(run, text);
  if (file === undefined || text === undefined || recorded === undefined) return lock;
  // an output that git ignores may be that of another branch
  if (isOfAnotherBranch(file, run)) return lock;
  const { lock: names, diagnostics } = handEdits(recorded, lock.names, { text, file: shown(file, run) });
  run.diagnostics.add(diagnostics);
  const isReadable = !hasErrors(diagnostics);
  return { ...lock, names, recorded, isReadable, diagnostics: [...lock.diagnostics, ...diagnostics] };
}

function isOfAnotherBranch(lockFile: string, { settings: { output } }: Run): boolean {
  return output !== undefined && isIgnored(join(output, manifestName)) && isAsCommitted(lockFile);
}

/** The lock that the output was made with, where it has recorded one that is not `known`. */
function recordedIn({ settings: { output } }: Run, known?: string): Lock | undefined {
  const text = output === undefined ? undefined : lockInOutput(output)?.text;
  if (text === undefined || text === known) return undefined;
  const { lock, diagnostics } = parseLock(text, manifestName);
  return hasErrors(diagnostics) ? undefined : lock;
}

/** The names that the output has, where it stands and its lock is gone; an error where it has not recorded them. */
function fromOutput(lockFile: string, run: Run): LockOnDisk | undefined {
  const { output } = run.settings;
  if (output === undefined || lockInOutput(output) === undefined) return undefined;
  const names = recordedIn(run);
  const gone = `the lock of "${shown(output, run) || "."}" is gone: there is no "${shown(lockFile, run)}"`;
  const anew = "for new names, remove the output too";
  const found: Diagnostic = names
    ? {
        code: "lock-gone",
        severity: "warning",
        message: `${gone}; its names are those that the output was made with`,
        help: `\`twinspec generate\` writes it again: commit it. If it is elsewhere, put it there; ${anew}`,
      }
    : {
        code: "lock-gone",
        severity: "error",
        message: `${gone}, and the output does not say which names it had`,
        help: `restore it, such as by \`git checkout\`; ${anew}`,
      };
  run.diagnostics.add([found]);
  return { names: names ?? emptyLock, isReadable: names !== undefined, isTakenOver: true, diagnostics: [found] };
}

/** Warns of a first generation that may be none: the project has the client already, and git may ignore it. */
function tellMissed(lockFile: string, run: Run): void {
  const { output, package: described } = run.settings;
  const project = output === undefined ? undefined : projectAbove(dirname(output));
  const range = project?.dependencies.get(described.name) ?? "";
  if (output === undefined || project === undefined || !/^(?:file|link|portal|workspace):/.test(range)) return;
  const { folder } = project;
  const [client, manifest] = [shown(output, run), shown(join(folder, "package.json"), run)];
  run.diagnostics.add([
    {
      code: "lock-gone",
      severity: "warning",
      message:
        `the lock of "${client}" is gone, if there was one: "${manifest}" depends on it, and there is no ` +
        `"${shown(lockFile, run)}"; all names are new`,
      at: { file: manifest },
      help:
        "if it was committed before, restore it, such as by `git checkout`; if not, commit the one that is written " +
        "(with `--strict` none is: generate once without)",
    },
  ]);
}

/** The names in the locks of some of the documents, which stay; an error where those cannot be one lock. */
async function fromDocuments(lockFile: string, run: Run): Promise<LockOnDisk | undefined> {
  const files: string[] = [];
  for (const each of await locksOfDocuments(run.settings)) {
    const isOurs = each.others.length === 0 || isThatOf(each, run);
    if (typeof isOurs === "object") return refused(isOurs, run);
    if (isOurs) files.push(each.file);
  }
  return files.length === 0 ? undefined : fromLocks(files, lockFile, run);
}

/** The names in locks of other outputs, or of some of the documents, which stay. */
function fromLocks(files: readonly string[], lockFile: string, run: Run): LockOnDisk {
  const locks = files.map((file) => readLockFile([file], (each) => shown(each, run)));
  const { lock: names, diagnostics } = parseLock(locks.map(({ text }) => text ?? "").join("\n"), shown(lockFile, run));
  const list = files.map((file) => `"${shown(file, run)}"`).join(" and ");
  const isOne = !hasErrors(diagnostics) && locks.every(({ isReadable }) => isReadable);
  const found: Diagnostic = isOne
    ? {
        code: "lock-moved",
        severity: "info",
        message: `there is no "${shown(lockFile, run)}" yet; its names are taken from ${list}`,
        help: `commit the new one; if nothing else is generated from ${list}, remove the old`,
      }
    : {
        code: "lock-ambiguous",
        severity: "error",
        message: `there is no "${shown(lockFile, run)}", and the names of ${list} cannot be put together`,
        help: `copy the one whose names are in use there; for new names, write \`version: 1\` into it`,
      };
  run.diagnostics.add([found]);
  return { names: isOne ? names : emptyLock, isReadable: isOne, isTakenOver: true, diagnostics: [found] };
}

/**
 * Whether a lock is that of a document, by the files that its schemas are from; an error where nothing tells whether it
 * is that of another one beside it.
 */
function isThatOf({ file, document, others }: LockOfDocument, run: Run): boolean | Diagnostic {
  const { names, isReadable } = readLockFile([file], (each) => shown(each, run));
  // what is wrong with it is told where it is read
  if (!isReadable) return true;
  const sources = new Set([...names.schemas.keys()].map((source) => basename(source.slice(0, source.indexOf("#")))));
  if (sources.has(basename(document))) return true;
  if (others.some((other) => sources.has(basename(other)))) return false;
  const [other = ""] = others;
  return {
    code: "lock-ambiguous",
    severity: "error",
    message:
      `"${shown(file, run)}" may be the lock of "${shown(document, run)}" or of "${shown(other, run)}", ` +
      "and nothing in it tells which",
    at: { file: shown(file, run) },
    help: `rename it to ${[document, other].map(lockNameOf).join(" or ")}, whichever it is`,
  };
}

function refused(error: Diagnostic, run: Run): LockOnDisk {
  run.diagnostics.add([error]);
  return { names: emptyLock, isReadable: false, diagnostics: [error] };
}

function lockNameOf(document: string): string {
  return `\`twinspec.${basename(document)}.lock.yaml\``;
}

function shown(file: string, { options }: Run): string {
  return shownPath(file, options);
}
