import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Api } from "../document/api.ts";
import { isThere } from "../settings/file-text.ts";
import { formerLockPlaces } from "../settings/lock-place.ts";
import { type Run, shownPath } from "../settings/run.ts";
import { lockedLeftOut } from "./left-out.ts";
import { formatLock, type Lock } from "./lock/lock.ts";
import { goneNames, lockChanges } from "./lock/lock-changes.ts";
import { type LockOnDisk, readLockFile } from "./lock/read-lock.ts";
import { nameApi } from "./name-api.ts";
import type { PublicNames } from "./public-names.ts";

/** The text of a lock before and after a run. */
export interface LockText {
  /** The file that it was read from. */
  readonly file?: string | undefined;
  readonly old: string | undefined;
  readonly new: string;
}

/** Reads the names that were given before; faults of the lock are reported. */
export function readLock({ settings, options, diagnostics }: Run): LockOnDisk {
  const { lockFile } = settings;
  const former = formerLockPlaces(settings);
  const shown = (file: string) => shownPath(file, options);
  const lock = readLockFile(lockFile === undefined ? [] : [lockFile, ...former], shown);
  diagnostics.add(lock.diagnostics);
  if (lockFile === undefined || lock.file === undefined) return lock;
  if (lock.file !== lockFile)
    diagnostics.add([
      {
        code: "lock-moved",
        severity: "info",
        message: `the lock "${shown(lock.file)}" is from before; it belongs at "${shown(lockFile)}"`,
        help: "`twinspec generate` moves it there, and every name stays: commit both",
      },
    ]);
  for (const other of former.filter((file) => file !== lock.file && isThere(file)))
    diagnostics.add([
      {
        code: "lock-unused",
        severity: "warning",
        message: `there are two locks: "${shown(lock.file)}" is read, and "${shown(other)}" is not`,
        at: { file: shown(other) },
        help: "remove it, or, if its names are the ones in use, the other",
      },
    ]);
  return lock;
}

/** What a run does to the names that were given before, in a few words each. */
export interface NameChanges {
  readonly new: readonly string[];
  /** Those that the documents would have otherwise from this run on. */
  readonly kept: readonly string[];
  readonly gone: readonly string[];
}

/** The names of an API, and what became of those before; no changes are told where there were none before. */
interface NamedApi {
  readonly names: PublicNames;
  readonly lockText: LockText;
  readonly nameChanges?: NameChanges;
}

/** Names everything in an API that its users see. A frozen lock that lacks a name is reported. */
export function giveNames(api: Api, lock: LockOnDisk, run: Run): NamedApi {
  const { settings, options, diagnostics } = run;
  const names = nameApi(api, {
    lock: lock.names,
    overrides: settings.names,
    prune: options.prune ?? false,
    hasNamedServers: settings.client.servers.size > 0,
  });
  const leftOut = lockedLeftOut(api, names, lock.names);
  // where something cannot be read, nothing is written, and what was not found is not removed
  const isWhole = leftOut.length === 0 && !diagnostics.hasErrors;
  const told = names.diagnostics.filter(({ code }) => isWhole || code !== "name-removed");
  diagnostics.add(told.map((each) => (each.at ? each : { ...each, ...placeInLock(each, lock, run) })));
  diagnostics.add(leftOut);
  const lockText = { file: lock.file, old: lock.text, new: formatLock(names.lock) };
  if (options.frozen && lock.isReadable && lockText.old !== lockText.new) {
    const message =
      lock.text === undefined ? "there is no lock with the names of this API" : staleMessage(lock.names, names.lock);
    const help = "run `twinspec generate` without --frozen and commit the lock";
    const at = settings.lockFile !== undefined && { at: { file: shownPath(settings.lockFile, options) } };
    diagnostics.add([{ code: "lock-stale", severity: "error", message, ...at, help }]);
  }
  if (lock.text === undefined) return { names, lockText };
  const held = names.events.filter(({ kind, isNew }) => kind === "held" && isNew);
  const nameChanges = {
    new: lockChanges(lock.names, names.lock).missing,
    kept: held.map(({ names: [name = "", wanted], keys: [key] }) => `${name} (${key}, which would be ${wanted})`),
    gone: goneNames(lock.names, names.lock),
  };
  return { names, lockText, nameChanges };
}

/** Where the lock has what a message is about that no document has any more; looked up when it is shown. */
function placeInLock({ message }: Diagnostic, lock: LockOnDisk, { options }: Run): Pick<Diagnostic, "at"> {
  const { file, text } = lock;
  if (file === undefined || text === undefined) return {};
  let found: number | undefined;
  const find = () => (found ??= lineIn(text, message));
  return {
    at: {
      file: shownPath(file, options),
      get line() {
        return find();
      },
      column: 3,
    },
  };
}

function lineIn(lock: string, message: string): number {
  const line = lock.split("\n").findIndex((text) => {
    const key = /^ +("(?:[^"\\]|\\.)*"): /.exec(text)?.[1];
    return key !== undefined && message.includes(`${JSON.parse(key)} `);
  });
  return Math.max(line + 1, 1);
}

/** How many changes of a lock a message lists. */
const shownChanges = 10;

function staleMessage(before: Lock, after: Lock): string {
  const { missing, others } = lockChanges(before, after);
  const [what, changes] =
    missing.length > 0 ? ["the lock lacks names of this API", missing] : ["the lock is out of date", others];
  if (changes.length === 0) return `${what}: its lines have another form`;
  const more = changes.length > shownChanges ? `, and ${changes.length - shownChanges} more` : "";
  return `${what}: ${changes.slice(0, shownChanges).join(", ")}${more}`;
}
