import { existsSync, readFileSync } from "node:fs";
import { hasErrors } from "../diagnostics/diagnostics.ts";
import type { Api } from "../document/api.ts";
import { type Run, shownPath } from "../settings/run.ts";
import { emptyLock, formatLock, type Lock } from "./lock/lock.ts";
import { lockChanges } from "./lock/lock-changes.ts";
import { parseLock } from "./lock/parse-lock.ts";
import { nameApi } from "./name-api.ts";
import type { PublicNames } from "./public-names.ts";

/** The lock before a run. */
export interface LockBefore {
  readonly names: Lock;
  /** Undefined if there is no lock yet. */
  readonly text: string | undefined;
  /** Whether it has no faults. */
  readonly isReadable: boolean;
}

/** The text of a lock before and after a run. */
export interface LockText {
  readonly old: string | undefined;
  readonly new: string;
}

/** Reads the names that were given before; faults of the lock are reported. */
export function readLock({ settings: { lockFile }, options, diagnostics }: Run): LockBefore {
  if (lockFile === undefined || !existsSync(lockFile)) return { names: emptyLock, text: undefined, isReadable: true };
  const text = readFileSync(lockFile, "utf8");
  const { lock, diagnostics: faults } = parseLock(text, shownPath(lockFile, options));
  diagnostics.add(faults);
  return { names: lock, text, isReadable: !hasErrors(faults) };
}

/** Names everything in an API that its users see. A frozen lock that lacks a name is reported. */
export function giveNames(api: Api, lock: LockBefore, run: Run): { names: PublicNames; lockText: LockText } {
  const { settings, options, diagnostics } = run;
  const names = nameApi(api, { lock: lock.names, overrides: settings.names, prune: options.prune ?? false });
  diagnostics.add(names.diagnostics);
  const lockText = { old: lock.text, new: formatLock(names.lock) };
  if (options.frozen && lock.isReadable && lockText.old !== lockText.new) {
    const message =
      lock.text === undefined ? "there is no lock with the names of this API" : staleMessage(lock.names, names.lock);
    const help = "run `twinspec generate` without --frozen and commit the lock";
    const at = settings.lockFile !== undefined && { at: { file: shownPath(settings.lockFile, options) } };
    diagnostics.add([{ code: "lock-stale", severity: "error", message, ...at, help }]);
  }
  return { names, lockText };
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
