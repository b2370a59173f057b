import type { Place } from "../diagnostics/diagnostic.ts";
import { sortedUnique } from "../document/order.ts";
import { foldCase } from "../names/identifiers/identifier.ts";
import { isSafeName } from "../names/identifiers/reserved.ts";
import { formatLock, type Lock } from "../names/lock/lock.ts";
import type { PublicNames } from "../names/public-names.ts";
import type { FoundName, FoundNames, Unread } from "./found-name.ts";
import { type MatchedName, matchNames, type UnmatchedName } from "./match-names.ts";

/** A name that somebody chose for an operation, by the operation key. */
type Chosen = ReadonlyMap<string, { readonly name: string; readonly at?: Place }>;

/** What becomes of names that were found elsewhere. */
export interface TakenNames {
  readonly taken: readonly TakenName[];
  readonly refused: readonly RefusedName[];
  readonly unmatched: readonly UnmatchedName[];
  readonly unread: readonly Unread[];
  /** Operations that nothing was found for, and what they are called. */
  readonly unnamed: readonly { readonly key: string; readonly name: string }[];
}

/** An operation that is called as it is elsewhere. */
export interface TakenName {
  readonly key: string;
  readonly name: string;
  /** Further names, deprecated: those that it has elsewhere, or had in the lock. */
  readonly aliases: readonly string[];
  /** What it would be called otherwise. */
  readonly before: string;
  /** The name that it has elsewhere, where that cannot be its own. */
  readonly asked?: string;
  readonly found: FoundName;
}

/** A name that an operation cannot have. */
export interface RefusedName {
  readonly key: string;
  readonly name: string;
  /** What it is called instead. */
  readonly kept: string;
  readonly reason: "another" | "settings";
  readonly found: FoundName;
}

/** How the API names its operations, with names that somebody chose. */
export type NameWith = (chosen: Chosen) => PublicNames;

/** Names the operations of an API as others do, where the name is free. Gives the text of the lock, too. */
export function takeNames(
  { names, unread }: FoundNames,
  settings: Chosen,
  nameWith: NameWith,
): { readonly result: TakenNames; readonly lock: string } {
  const before = nameWith(settings);
  const nameBefore = namesByKey(before);
  const { matched, unmatched } = matchNames(names, [...nameBefore.keys()]);
  const refused: RefusedName[] = [];
  const refuse = ({ key, name, found }: MatchedName, reason: RefusedName["reason"]) =>
    refused.push({ key, name, kept: nameBefore.get(key)!, reason, found });

  const ofSettings = new Set(before.events.filter(({ kind }) => kind === "override").flatMap(({ keys }) => keys));
  for (const each of matched)
    if (ofSettings.has(each.key) && nameBefore.get(each.key) !== each.name) refuse(each, "settings");
  let wanted = matched.filter(({ key }) => !ofSettings.has(key));
  let after = nameWith(chosen(wanted, settings));
  for (;;) {
    const keys = new Set(after.events.filter(({ kind }) => kind === "override-refused").flatMap((event) => event.keys));
    const clashing = wanted.filter(({ key }) => keys.has(key));
    if (clashing.length === 0) break;
    for (const each of clashing) refuse(each, "another");
    wanted = wanted.filter(({ key }) => !keys.has(key));
    after = nameWith(chosen(wanted, settings));
  }

  const lock = withAliases(after.lock, wanted);
  const taken = wanted.map(({ key, name, found }): TakenName => {
    const entry = lock.operations.get(key);
    const given = entry?.name ?? name;
    const isChanged = given !== name || !isSafeName(name, "operation");
    const aliases = entry?.aliases ?? [];
    return { key, name: given, aliases, before: nameBefore.get(key)!, ...(isChanged && { asked: name }), found };
  });
  const named = new Set(matched.map(({ key }) => key));
  const unnamed = [...namesByKey(after)].filter(([key]) => !named.has(key)).map(([key, name]) => ({ key, name }));
  return { result: { taken, refused, unmatched, unread, unnamed }, lock: formatLock(lock) };
}

function chosen(wanted: readonly MatchedName[], settings: Chosen): Chosen {
  return new Map([...settings, ...wanted.map(({ key, name, found: { at } }) => [key, { name, at }] as const)]);
}

/** What each operation is called that a request with its key means. */
function namesByKey({ operations }: PublicNames): Map<string, string> {
  return new Map(
    operations.filter(({ isCanonicalTwin }) => isCanonicalTwin).map(({ key, name }) => [key, name] as const),
  );
}

/** The lock with what operations are called besides, where nothing else is called so. */
function withAliases(lock: Lock, wanted: readonly MatchedName[]): Lock {
  const used = new Set([...lock.operations.values()].flatMap(({ name, aliases }) => [name, ...aliases]).map(foldCase));
  const operations = new Map(lock.operations);
  for (const { key, further } of wanted) {
    const entry = operations.get(key);
    const free = further.filter((name) => isSafeName(name, "operation") && !used.has(foldCase(name)));
    if (!entry || free.length === 0) continue;
    for (const name of free) used.add(foldCase(name));
    operations.set(key, { ...entry, aliases: sortedUnique([...entry.aliases, ...free]) });
  }
  return { ...lock, operations };
}
