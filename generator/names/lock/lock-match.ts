import { byCodePoint } from "../../document/order.ts";
import { foldCase } from "../identifiers/identifier.ts";
import type { TwinGroup } from "../operations/twins.ts";
import type { Registration } from "../registration.ts";
import { findSwapped, type Move, uncrossed } from "./crossed-moves.ts";
import {
  type Entry,
  type Fit,
  fits,
  isByDocument,
  isByName,
  isExact,
  newRegistrations,
  withNewIds,
} from "./evidence.ts";
import type { LockedOperation } from "./lock.ts";
import { assignKeys } from "./lock-keys.ts";
import { findMoves, findMovesOntoTwins } from "./lock-moves.ts";
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
  /** The entries that it was: the one that it was named by, and those that were merged into it. */
  readonly entries: readonly LockedOperation[];
  /** Whether the operationId that gives it a name is another than when the lock was written. */
  readonly isRenamed: boolean;
  readonly movedFrom?: string;
  /** Whether it moved since the last run. */
  readonly isMove: boolean;
  /** What speaks against that move. */
  readonly doubt?: string;
}

/** The lock's entries matched with the existing operations. */
export interface LockMatching {
  /** One for each group, sorted by lock key. */
  readonly matches: readonly LockMatch[];
  /** Entries whose operation was removed, by lock key. */
  readonly removed: ReadonlyMap<string, LockedOperation>;
}

interface Claim {
  readonly entry: Entry;
  /** The entry, and those that were merged into it. */
  readonly entries: readonly Entry[];
  /** Those of the entry without the ones that became names, and the names of entries that were merged into it. */
  aliases: readonly string[];
  /** Those of the entry, and of entries that were merged into it where they name what it does not. */
  arguments?: LockedArguments;
  readonly isMove: boolean;
  readonly doubt?: string | undefined;
}

/**
 * Matches operations with the lock. A group gets the entry of its own key that was made from its registrations, else
 * one that was made from some of them, by operationId and document, then by operationId, then by document; else any
 * living entry of its key, since the key is the identity. An operation with a new key gets the entry of a removed key
 * if only that one has its method and operationId; of several such operations, the one whose path ends with the removed
 * path, or contains it. A living entry without a group is merged into an operation of its key that has a registration
 * of it under another name, or one that nothing recognizes.
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
  const claim = (group: TwinGroup, entry: Entry, move: Pick<Claim, "isMove" | "doubt"> = { isMove: false }) => {
    claims.set(group, { ...asClaim(entry), ...move });
    open.delete(entry.lockKey);
  };
  const claimMoves = (moves: readonly Move[]) => {
    for (const { group, entry, doubt } of moves) claim(group, entry, { isMove: true, doubt });
  };
  const claimBy = (isFit: Fit) => {
    if (open.size === 0) return;
    for (const [key, members] of groups) {
      for (const entry of entriesOfKey.get(key) ?? []) {
        if (!open.has(entry.lockKey)) continue;
        const group = members.find((each) => !claims.has(each) && isFit(each, entry));
        if (group) claim(group, entry);
      }
    }
  };
  /** Merges entries without a group into the first of their key that has one and fits. */
  const mergeBy = (isFit: Fit) => {
    if (open.size === 0) return;
    for (const [key, members] of groups) {
      for (const entry of entriesOfKey.get(key) ?? []) {
        const group = open.has(entry.lockKey) && members.find((each) => claims.has(each) && isFit(each, entry));
        if (group) merge(group, entry);
      }
    }
  };
  const merge = (group: TwinGroup, entry: Entry, isMove = false) => {
    const own = claims.get(group)!;
    const other = { ...asClaim(entry), isMove };
    // what lives keeps its name before what returns
    const [first, second] = own.entry.isRemoved && !entry.isRemoved ? [other, own] : [own, other];
    claims.set(group, merged(first, second));
    open.delete(entry.lockKey);
  };
  const newIn = newRegistrations(groups, entriesOfKey);
  const hasNew = (group: TwinGroup) => newIn(group).length > 0;
  /** Whether a group has something that was not there, and that nothing shows to be the entry's. */
  const isUncertain: Fit = (group, entry) => entry.isRemoved || newIn(group).some((each) => !isKnown([each], entry));
  /** Whether another living entry of the key was made from the same registrations. */
  const hasDouble = (entry: Entry) =>
    entriesOfKey.get(entry.key)!.some((other) => other !== entry && !other.isRemoved && isMadeAlike(other, entry));
  /** Whether a key has a new operation for each of its entries that has none. */
  const hasOneForEach = ({ key }: Entry) => {
    const left = entriesOfKey.get(key)!.filter(({ lockKey, isRemoved }) => !isRemoved && open.has(lockKey));
    return left.length <= groups.get(key)!.filter((group) => !claims.has(group) && hasNew(group)).length;
  };

  // what still exists comes before what returns: the former must keep its name, the latter gets it back if it can
  for (const isFit of fits) claimBy(living(isFit));
  // of two that one document described under one operationId, the one that is renamed is no part of the other
  claimBy(living((group, entry) => hasDouble(entry) && isByDocument(newIn(group), entry)));
  // twins that are equivalent now are one operation, which keeps the names of both
  mergeBy(living(isExact));
  claimBy(living((group, entry) => isByName(newIn(group), entry)));
  for (const isFit of fits) claimBy((group, entry) => entry.isRemoved && isFit(group, entry));
  claimBy(living((group, entry) => isByDocument(newIn(group), entry)));
  claimBy(living((group, entry) => hasNew(group) && hasOneForEach(entry)));
  mergeBy(isExact);
  // twins that converged: the registration is there still, under another operationId or in another document
  mergeBy(living((group, entry) => isKnown(newIn(group), entry)));
  claimBy((group, entry) => isByName(group.registrations, entry));
  const all = [...groups.values()].flat();
  const free = () => all.filter((group) => !claims.has(group));
  claimMoves(uncrossed(findMoves(free(), [...open.values()])));
  claimBy(living(hasNew));
  const inPlace = [...claims].flatMap(([group, { entry, isMove }]) => (isMove ? [] : [[group, entry] as const]));
  claimMoves(findSwapped(free(), [...open.values()], inPlace));
  const claimedNow = () => all.filter((group) => claims.has(group));
  const claimed = claimedNow();
  const newIdsIn = (group: TwinGroup) => withNewIds(newIn(group), entriesOfKey.get(group.key));
  for (const [group, entry] of findMovesOntoTwins(claimed, [...open.values()], { newIn, newIdsIn }))
    merge(group, entry, true);
  mergeBy(living((group) => isUncertain(group, claims.get(group)!.entry)));
  claimBy((_, entry) => entry.lockKey === entry.key);

  const split = new Map<TwinGroup, Split>();
  const moved = claimedNow().filter((group) => claims.get(group)!.isMove);
  for (const members of groups.values()) {
    for (const group of members) {
      if (claims.size === 0 || claims.has(group)) continue;
      const taken = takeAlias(group, [...members, ...moved], claims);
      if (taken !== undefined) split.set(group, taken);
    }
  }

  const matches: LockMatch[] = [];
  for (const members of groups.values()) {
    const unmoved = members.flatMap((group) => {
      const own = claims.get(group);
      return own && !own.isMove ? [[group, own.entry.lockKey] as const] : [];
    });
    const entries = entriesOfKey.get(members[0]!.key) ?? [];
    const taken = entries.map(({ lockKey }) => lockKey).filter((lockKey) => open.has(lockKey));
    const lockKeys = assignKeys(members, new Map(unmoved), taken);
    for (const group of members) {
      const own = claims.get(group);
      const parted = split.get(group);
      const lockedName = own?.entry.name ?? parted?.name;
      const lockedArguments = own ? own.arguments : parted?.entry.arguments;
      const movedFrom = own?.isMove ? own.entry.lockKey : own?.entry.movedFrom;
      matches.push({
        group,
        lockKey: lockKeys.get(group)!,
        lockedAliases: own?.aliases ?? [],
        entries: own?.entries ?? (parted ? [parted.entry] : []),
        isRenamed: own !== undefined && !isByName([group.canonical], own.entry),
        isMove: own?.isMove ?? false,
        ...(own?.doubt !== undefined && { doubt: own.doubt }),
        ...(lockedName === undefined ? {} : { lockedName }),
        ...(lockedArguments === undefined ? {} : { lockedArguments }),
        ...(movedFrom === undefined ? {} : { movedFrom }),
      });
    }
  }
  const removed = new Map([...open.keys()].map((lockKey) => [lockKey, locked.get(lockKey)!]));
  return { matches: matches.sort((a, b) => byCodePoint(a.lockKey, b.lockKey)), removed };
}

function isMadeAlike({ registrations: some }: Entry, { registrations: others }: Entry): boolean {
  return some.length === others.length && some.every((each) => others.includes(each));
}

function isKnown(registrations: readonly Registration[], entry: Entry): boolean {
  return isByName(registrations, entry) || isByDocument(registrations, entry);
}

/** Said of entries whose operation was there when the lock was written. */
function living(isFit: Fit): Fit {
  return (group, entry) => !entry.isRemoved && isFit(group, entry);
}

function asClaim(entry: Entry): Claim {
  const { aliases, arguments: named } = entry;
  return { entry, entries: [entry], aliases, isMove: false, ...(named && { arguments: named }) };
}

/** An operation that was two: it keeps the names of both, and of arguments those that are its own first. */
function merged(own: Claim, other: Claim): Claim {
  const named = new Map(own.arguments);
  const used = new Set(named.values());
  for (const [key, name] of other.arguments ?? []) if (!named.has(key) && !used.has(name)) named.set(key, name);
  const aliases = [...own.aliases, other.entry.name, ...other.aliases];
  const entries = [...own.entries, ...other.entries];
  return { ...own, entries, aliases, ...((own.arguments || other.arguments) && { arguments: named }) };
}

function methodOf({ key }: TwinGroup): string {
  return key.slice(0, key.indexOf(" "));
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
    // an alias that is older than the registration calls the other operation, and continues to
    if (!isExact(group, claim.entry)) continue;
    // somewhere else, it is the same registration only if it has its operationId
    const named = group.registrations.filter(({ operationId }) => operationId);
    if (
      claim.isMove &&
      (methodOf(group) !== methodOf(other) || !isExact({ ...group, registrations: named }, claim.entry))
    )
      continue;
    claim.aliases = claim.aliases.filter((each) => each !== alias);
    return { name: alias, entry: claim.entry };
  }
  return undefined;
}
