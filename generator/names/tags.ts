import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import { sortedUnique } from "../document/order.ts";
import { clashEvents } from "./clash.ts";
import { diagnose } from "./events/diagnose.ts";
import { type NamingEvent, sortEvents } from "./events/event.ts";
import { kebabCase } from "./identifiers/identifier.ts";
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
}

/** Names the module of every tag: a pure function of the set of tags and the lock. */
export function nameTags(tags: Iterable<string>, { lock, prune = false, places }: TagNaming): NamedTags {
  const sorted = sortedUnique(tags);
  const present = new Set(sorted);
  const removed = [...lock.tags].filter(([tag]) => !present.has(tag));
  const tombstones = prune ? [] : removed;
  const wanted = (tag: string) => safeName(kebabCase(tag, "tag"), "tag");
  const names = resolveNames(
    sorted.map((tag) => ({ key: tag, wanted: wanted(tag), qualified: () => [] })),
    {
      locked: new Map(sorted.flatMap((tag) => (lock.tags.has(tag) ? [[tag, lock.tags.get(tag)!.name]] : []))),
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
    ...removed.map(
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
