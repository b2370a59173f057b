import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Api } from "../document/api.ts";
import { type Run, shownPath } from "../settings/run.ts";
import type { NamingEvent } from "./events/event.ts";
import { lockedLeftOut } from "./left-out.ts";
import { lostByHand } from "./lock/hand-edits.ts";
import { formatLock, type Lock } from "./lock/lock.ts";
import { goneNames, lockChanges } from "./lock/lock-changes.ts";
import type { LockOnDisk } from "./lock/read-lock.ts";
import { nameApi } from "./name-api.ts";
import type { PublicNames } from "./public-names.ts";

/** The text of a lock before and after a run. */
export interface LockText {
  /** The file that it was read from. */
  readonly file?: string | undefined;
  readonly old: string | undefined;
  readonly new: string;
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
  const named = nameApi(api, {
    lock: lock.names,
    overrides: settings.names,
    prune: options.prune ?? false,
    hasNamedServers: settings.client.servers.size > 0,
  });
  const leftOut = lockedLeftOut(api, named, lock.names);
  // where something cannot be read, nothing is written, and what was not found is not removed
  const isWhole = leftOut.length === 0 && !diagnostics.hasErrors;
  const names = isWhole ? named : { ...named, events: named.events.filter(isNoRemoval) };
  const told = names.diagnostics.filter(({ code }) => isWhole || code !== "name-removed");
  diagnostics.add(told.map((each) => (each.at ? each : { ...each, ...placeInLock(each, lock, run) })));
  diagnostics.add(leftOut);
  const lockText = { file: lock.file, old: lock.text, new: formatLock(names.lock) };
  if (options.frozen && lock.isReadable && leftOut.length === 0 && lockText.old !== lockText.new) {
    const message =
      lock.text === undefined ? "there is no lock with the names of this API" : staleMessage(lock.names, names.lock);
    const without = options.isCheck ? "" : " without --frozen";
    const help = `run \`twinspec generate\`${without} and commit the lock`;
    const at = settings.lockFile !== undefined && { at: { file: shownPath(settings.lockFile, options) } };
    diagnostics.add([{ code: "lock-stale", severity: "error", message, ...at, help }]);
  }
  const { file, text, recorded } = lock;
  if (isWhole && recorded && file !== undefined && text !== undefined)
    diagnostics.add(lostByHand(recorded, names.lock, { file: shownPath(file, options), text }));
  if (text === undefined && !lock.isTakenOver) return { names, lockText };
  const held = names.events.filter(({ kind, isNew }) => kind === "held" && isNew);
  const nameChanges = {
    new: lockChanges(lock.names, names.lock).missing,
    kept: held.map(({ names: [name = "", wanted], keys: [key] }) => `${name} (${key}, which would be ${wanted})`),
    gone: goneNames(lock.names, names.lock),
  };
  return { names, lockText, nameChanges };
}

function isNoRemoval({ kind, isNew }: NamingEvent): boolean {
  return kind !== "removed" || isNew !== true;
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
      text,
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
