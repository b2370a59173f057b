import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import { sortedUnique } from "../document/order.ts";
import { clashEvents } from "./clash.ts";
import { diagnose } from "./events/diagnose.ts";
import { type NamingEvent, sortEvents } from "./events/event.ts";
import { foldCase, kebabCase } from "./identifiers/identifier.ts";
import { safeName } from "./identifiers/reserved.ts";
import type { Lock, LockedName } from "./lock/lock.ts";
import { resolveNames } from "./resolve.ts";

/** The module of operations without a tag; no tag gets this name. */
export const untaggedModule = "default";

/** The module names of an API's tags, what happened to them, and the lock that keeps them. */
export interface NamedTags {
  /** The module's file name, without extension, by tag. */
  readonly names: ReadonlyMap<string, string>;
  readonly events: readonly NamingEvent[];
  readonly diagnostics: readonly Diagnostic[];
  /** The given lock with the tags as they are now. */
  readonly lock: Lock;
}

/** What the names of tags depend on beside them. */
interface TagNaming {
  readonly lock: Lock;
  readonly prune?: boolean;
  /** Where each tag is used first. */
  readonly places?: ReadonlyMap<string, Place>;
  /** Modules that stay although their tag is gone, because operations that were in them live. */
  readonly inUse?: ReadonlySet<string>;
}

/**
 * Names the module of every tag: a pure function of the set of tags and the lock. A tag that is written otherwise, in
 * another case or with other symbols, keeps the module of the one that is gone.
 */
export function nameTags(
  tags: Iterable<string>,
  { lock, prune = false, places, inUse = new Set() }: TagNaming,
): NamedTags {
  const sorted = sortedUnique(tags);
  const present = new Set(sorted);
  const wanted = (tag: string) => safeName(kebabCase(tag, "tag"), "tag");
  const gone = [...lock.tags].filter(([tag]) => !present.has(tag));
  const moves = movesOf(
    sorted.filter((tag) => !lock.tags.has(tag)),
    { gone, wanted },
  );
  const movedFrom = new Set([...moves.values()].map(([tag]) => tag));
  const locked: (readonly [string, string])[] = [];
  const owned = new Set<string>();
  for (const tag of sorted) {
    const name = lock.tags.get(tag)?.name ?? moves.get(tag)?.[1].name;
    // branches may have written one tag in two ways
    if (name === undefined || owned.has(foldCase(name))) continue;
    locked.push([tag, name]);
    owned.add(foldCase(name));
  }
  const removed = gone.filter(([tag, { name }]) => !movedFrom.has(tag) && !owned.has(foldCase(name)));
  const tombstones = prune ? [] : removed;
  const names = resolveNames(
    sorted.map((tag) => ({ key: tag, wanted: wanted(tag), qualified: () => [] })),
    {
      locked: new Map(locked),
      taken: tombstones.map(([, { name }]) => name),
      hashSeparator: "-",
    },
  );

  const placed = (tag: string) => (places?.has(tag) ? { place: places.get(tag)! } : {});
  const events = sortEvents([
    ...clashEvents(
      "tag",
      sorted.map((tag) => ({ key: tag, wanted: wanted(tag), name: names.get(tag)!, ...placed(tag) })),
      new Map(tombstones.map(([tag, { name }]) => [name, tag])),
    ),
    ...sorted
      .filter((tag) => names.get(tag) === wanted(tag) && wanted(tag) !== kebabCase(tag, "tag"))
      .map(
        (tag): NamingEvent => ({
          kind: "escaped",
          subject: "tag",
          names: [tag, names.get(tag)!],
          keys: [tag],
          places: Object.values(placed(tag)),
        }),
      ),
    ...[...moves].map(
      ([tag, [from, { name }]]): NamingEvent => ({
        kind: "moved",
        subject: "tag",
        names: [name],
        keys: [from, tag],
        places: [],
        isNew: true,
      }),
    ),
    ...removed
      .filter(([, { name }]) => !inUse.has(name))
      .map(
        ([tag, { name, isRemoved }]): NamingEvent => ({
          kind: prune ? "pruned" : "removed",
          subject: "tag",
          names: [name],
          keys: [tag],
          places: [],
          isNew: !isRemoved,
        }),
      ),
  ]);
  const entries = new Map<string, LockedName>();
  for (const [tag, entry] of tombstones) entries.set(tag, { ...entry, isRemoved: true });
  for (const tag of sorted) entries.set(tag, { name: names.get(tag)!, isRemoved: false });
  return { names, events, diagnostics: diagnose(events), lock: { ...lock, tags: entries } };
}

/**
 * The tags that were written otherwise, with what the lock has of each: the only new tag that wants a module, and the
 * only one that is gone that has it or wanted it, one that was there before one that was removed earlier.
 */
function movesOf(
  added: readonly string[],
  { gone, wanted }: { gone: readonly (readonly [string, LockedName])[]; wanted: (tag: string) => string },
): Map<string, readonly [string, LockedName]> {
  const moves = new Map<string, readonly [string, LockedName]>();
  if (gone.length === 0) return moves;
  const byModule = new Map<string, string[]>();
  for (const tag of added) {
    const module = foldCase(wanted(tag));
    byModule.set(module, [...(byModule.get(module) ?? []), tag]);
  }
  const goneByModule = new Map<string, (readonly [string, LockedName])[]>();
  for (const entry of gone)
    for (const module of new Set([entry[1].name, wanted(entry[0])].map(foldCase)))
      goneByModule.set(module, [...(goneByModule.get(module) ?? []), entry]);
  for (const [module, [tag = "", ...others]] of byModule) {
    if (others.length > 0) continue;
    const found = goneByModule.get(module) ?? [];
    const living = found.filter(([, { isRemoved }]) => !isRemoved);
    const candidates = living.length > 0 ? living : found;
    if (candidates.length === 1) moves.set(tag, candidates[0]!);
  }
  return moves;
}
