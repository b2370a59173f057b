import { byCodePoint } from "../../document/order.ts";
import { shortHash } from "../identifiers/hash.ts";
import { foldCase } from "../identifiers/identifier.ts";
import { encodeBlanks } from "../operation-key.ts";
import type { TwinGroup } from "../operations/twins.ts";
import { type LockedOperation, operationIdIn, registrationText } from "./lock.ts";
import type { LockedArguments } from "./locked-arguments.ts";

/** An operation and what the lock says about it. */
export interface LockMatch {
  readonly group: TwinGroup;
  /**
   * Its key in the lock: the operation key; that of a further twin that differs has a suffix which distinguishes it.
   */
  readonly lockKey: string;
  readonly lockedName?: string;
  readonly lockedAliases: readonly string[];
  readonly lockedArguments?: LockedArguments;
  /** Whether the operationId that gives it a name is another than when the lock was written. */
  readonly isRenamed: boolean;
  readonly movedFrom?: string;
  /** Whether it moved since the last run. */
  readonly isMove: boolean;
}

/** The lock's entries matched with the existing operations. */
export interface LockMatching {
  /** One for each group, sorted by lock key. */
  readonly matches: readonly LockMatch[];
  /** Entries whose operation was removed, by lock key. */
  readonly removed: ReadonlyMap<string, LockedOperation>;
}

interface Entry extends LockedOperation {
  readonly lockKey: string;
  /** The operation key in it. */
  readonly key: string;
}

interface Claim {
  readonly entry: Entry;
  /** Those of the entry without the ones that became names, and those of entries that were merged into it. */
  aliases: string[];
  readonly isMove: boolean;
}

/**
 * Matches operations with the lock. A group gets the entry of its own key that was made from its registrations, else
 * one that was made from some of them, by operationId and document, then by operationId; else any entry of its key,
 * since the key is the identity. An operation with a new key gets the entry of a removed key if only that one has its
 * method and operationId; of several such operations, the one whose path ends with the removed path, or contains it.
 */
export function matchLock(
  groups: ReadonlyMap<string, readonly TwinGroup[]>,
  locked: ReadonlyMap<string, LockedOperation>,
): LockMatching {
  const open = new Map<string, Entry>();
  const entriesOfKey = new Map<string, Entry[]>();
  for (const lockKey of [...locked.keys()].sort(byCodePoint)) {
    const entry = { ...locked.get(lockKey)!, lockKey, key: lockKey.split(" ").slice(0, 2).join(" ") };
    open.set(lockKey, entry);
    entriesOfKey.set(entry.key, [...(entriesOfKey.get(entry.key) ?? []), entry]);
  }
  const claims = new Map<TwinGroup, Claim>();
  const claim = (group: TwinGroup, entry: Entry, isMove = false) => {
    claims.set(group, { entry, aliases: [...entry.aliases], isMove });
    open.delete(entry.lockKey);
  };
  const claimBy = (isFit: Fit) => {
    for (const [key, members] of groups) {
      for (const entry of entriesOfKey.get(key) ?? []) {
        if (!open.has(entry.lockKey)) continue;
        const group = members.find((each) => !claims.has(each) && isFit(each, entry));
        if (group) claim(group, entry);
      }
    }
  };

  // what still exists comes before what returns: the former must keep its name, the latter gets it back if it can
  for (const isRemoved of [false, true]) {
    for (const isFit of fits) claimBy((group, entry) => entry.isRemoved === isRemoved && isFit(group, entry));
  }
  claimBy(isByName);
  claimBy((_, entry) => entry.lockKey === entry.key && !entry.isRemoved);
  for (const [group, entry] of findMoves(groups, claims, open)) claim(group, entry, true);
  claimBy((_, entry) => entry.lockKey === entry.key);

  const split = new Map<TwinGroup, Split>();
  for (const [key, members] of groups) {
    for (const group of members) {
      const own = claims.get(group);
      if (own) mergeEntries(group, own, entriesOfKey.get(key) ?? [], open);
    }
    for (const group of members) {
      if (claims.has(group)) continue;
      const taken = takeAlias(group, members, claims);
      if (taken !== undefined) split.set(group, taken);
    }
  }

  const matches: LockMatch[] = [];
  for (const members of groups.values()) {
    const lockKeys = assignKeys(members, claims, open, entriesOfKey.get(members[0]!.key) ?? []);
    for (const group of members) {
      const own = claims.get(group);
      const lockedName = own?.entry.name ?? split.get(group)?.name;
      const lockedArguments = (own ?? split.get(group))?.entry.arguments;
      const movedFrom = own?.isMove ? own.entry.lockKey : own?.entry.movedFrom;
      matches.push({
        group,
        lockKey: lockKeys.get(group)!,
        lockedAliases: own?.aliases ?? [],
        isRenamed: own !== undefined && !isByName({ ...group, registrations: [group.canonical] }, own.entry),
        isMove: own?.isMove ?? false,
        ...(lockedName === undefined ? {} : { lockedName }),
        ...(lockedArguments === undefined ? {} : { lockedArguments }),
        ...(movedFrom === undefined ? {} : { movedFrom }),
      });
    }
  }
  const removed = new Map([...open.keys()].map((lockKey) => [lockKey, locked.get(lockKey)!]));
  return { matches: matches.sort((a, b) => byCodePoint(a.lockKey, b.lockKey)), removed };
}

type Fit = (group: TwinGroup, entry: Entry) => boolean;

/**
 * What shows that an entry belongs to a group, the surest first: its registrations and, where groups share some, key
 * and name.
 */
const fits: readonly Fit[] = [isWhole, isExact].flatMap((isMadeOf): Fit[] => [
  (group, entry) => isMadeOf(group, entry) && entry.lockKey === twinKey(group, "hash"),
  (group, entry) => isMadeOf(group, entry) && entry.name === group.wanted.name,
  isMadeOf,
]);

/**
 * Whether the entry was made from exactly the registrations of the group; other groups of its key may have one of them
 * too.
 */
function isWhole(group: TwinGroup, entry: LockedOperation): boolean {
  const texts = new Set(group.registrations.map(registrationText));
  return texts.size === entry.registrations.length && entry.registrations.every((each) => texts.has(each));
}

/** Whether the entry was made from a registration of the group. */
function isExact(group: TwinGroup, entry: LockedOperation): boolean {
  return group.registrations.some((each) => entry.registrations.includes(registrationText(each)));
}

/** Whether the entry has an operationId of the group, or both lack one. */
function isByName(group: TwinGroup, entry: LockedOperation): boolean {
  const ids = entry.registrations.map(operationIdIn);
  return group.registrations.some(({ operationId = "" }) => ids.includes(operationId));
}

/** Twins that differed and are equivalent now are one operation: it keeps the names of both. */
function mergeEntries(group: TwinGroup, own: Claim, entries: readonly Entry[], open: Map<string, Entry>): void {
  for (const entry of entries) {
    if (!open.has(entry.lockKey) || !isExact(group, entry)) continue;
    own.aliases.push(entry.name, ...entry.aliases);
    open.delete(entry.lockKey);
  }
}

/** The name of a twin that was an alias, and the entry that had it. */
interface Split {
  readonly name: string;
  readonly entry: Entry;
}

/** Twins that were equivalent and differ now: the alias of one becomes its own name again. */
function takeAlias(group: TwinGroup, members: readonly TwinGroup[], claims: Map<TwinGroup, Claim>): Split | undefined {
  const wanted = foldCase(group.wanted.name);
  for (const other of members) {
    const claim = claims.get(other);
    const alias = claim?.aliases.find((each) => foldCase(each) === wanted);
    if (!claim || alias === undefined || other.aliases.includes(alias) || other.wanted.name === alias) continue;
    // an alias that is older than the registration calls the other operation, and continues to; at the key that an
    // entry moved to, every registration is new
    if (claim.isMove || !isExact(group, claim.entry)) continue;
    claim.aliases = claim.aliases.filter((each) => each !== alias);
    return { name: alias, entry: claim.entry };
  }
  return undefined;
}

function findMoves(
  groups: ReadonlyMap<string, readonly TwinGroup[]>,
  claims: ReadonlyMap<TwinGroup, Claim>,
  open: ReadonlyMap<string, Entry>,
): [TwinGroup, Entry][] {
  const entriesOf = new Map<string, Entry[]>();
  for (const entry of open.values()) {
    for (const id of new Set(entry.registrations.map(operationIdIn))) {
      if (id === "") continue;
      const identity = `${entry.key.split(" ")[0]} ${id}`;
      entriesOf.set(identity, [...(entriesOf.get(identity) ?? []), entry]);
    }
  }
  if (entriesOf.size === 0) return [];
  const wanting = new Map<Entry, TwinGroup[]>();
  for (const group of [...groups.values()].flat()) {
    if (claims.has(group)) continue;
    const method = group.key.split(" ")[0];
    const found = new Set(
      group.registrations.flatMap(({ operationId = "" }) => entriesOf.get(`${method} ${operationId}`) ?? []),
    );
    const live = [...found].filter((entry) => !entry.isRemoved);
    const entries = live.length > 0 ? live : [...found];
    if (entries.length === 1) wanting.set(entries[0]!, [...(wanting.get(entries[0]!) ?? []), group]);
  }
  return [...wanting].flatMap(([entry, members]) => {
    const group = likeliest(members, entry);
    return group ? [[group, entry] as [TwinGroup, Entry]] : [];
  });
}

/** The only group, or the one whose path ends with the entry's, or the one whose path contains the entry's. */
function likeliest(members: readonly TwinGroup[], entry: Entry): TwinGroup | undefined {
  const before = `${pathIn(entry.key)}/`;
  const ending = members.filter(({ key }) => `${pathIn(key)}/`.endsWith(before));
  const holding = members.filter(({ key }) => `${pathIn(key)}/`.includes(before));
  return [members, ending, holding].find((each) => each.length === 1)?.[0];
}

function pathIn(key: string): string {
  return key.slice(key.indexOf(" ") + 1);
}

/** The lock keys of the groups of one operation key. */
function assignKeys(
  members: readonly TwinGroup[],
  claims: ReadonlyMap<TwinGroup, Claim>,
  open: ReadonlyMap<string, Entry>,
  entries: readonly Entry[],
): Map<TwinGroup, string> {
  const keys = new Map<TwinGroup, string>();
  const used = new Set(entries.filter((entry) => open.has(entry.lockKey)).map((entry) => entry.lockKey));
  for (const group of members) {
    const own = claims.get(group);
    if (!own || own.isMove) continue;
    keys.set(group, own.entry.lockKey);
    used.add(own.entry.lockKey);
  }
  for (const group of members) {
    if (keys.has(group)) continue;
    const steps = ["plain", "operationId", "document", "hash"] as const;
    const isTold = (step: (typeof steps)[number]) => {
      if (step === "plain" || step === "hash") return true;
      if (step === "operationId" && !group.canonical.operationId) return false;
      return members.every((other) => other === group || twinKey(other, step) !== twinKey(group, step));
    };
    let key = steps
      .filter(isTold)
      .map((step) => twinKey(group, step))
      .find((each) => !used.has(each));
    for (let round = 1; key === undefined || used.has(key); round++) key = twinKey(group, "hash", round);
    keys.set(group, key);
    used.add(key);
  }
  return keys;
}

function twinKey(group: TwinGroup, by: "plain" | "operationId" | "document" | "hash", round = 0): string {
  const { operationId = "", document, equivalence } = group.canonical;
  if (by === "plain") return group.key;
  if (by === "operationId") return `${group.key} ${encodeBlanks(operationId)}`;
  const where = `${group.key} ${encodeBlanks(operationId)}@${encodeBlanks(document)}`;
  return by === "document" ? where : `${where}~${shortHash(equivalence, { length: 8, round })}`;
}
