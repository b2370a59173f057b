import type { Place } from "../diagnostics/diagnostic.ts";
import { byCodePoint } from "../document/order.ts";
import type { NamingEvent } from "./events/event.ts";
import { foldCase } from "./identifiers/identifier.ts";

/** Something that has a name, with the name that it wanted. */
export interface Named {
  readonly key: string;
  readonly wanted: string;
  readonly name: string;
  readonly aliases?: readonly string[];
  /** Whether the lock gave it its name. */
  readonly isLocked?: boolean;
  readonly place?: Place;
}

/**
 * The clashes: one event for each name that several want, or that one wants and another has. `reserved` maps the names
 * of what was removed to its key.
 */
export function clashEvents(
  subject: NamingEvent["subject"],
  members: readonly Named[],
  reserved: ReadonlyMap<string, string>,
): NamingEvent[] {
  const holders = new Map<string, Named>();
  for (const [name, key] of reserved) holders.set(foldCase(name), { key, wanted: name, name });
  const wanting = new Map<string, Named[]>();
  for (const member of members) {
    for (const name of [member.name, ...(member.aliases ?? [])]) holders.set(foldCase(name), member);
    const wanted = foldCase(member.wanted);
    wanting.set(wanted, [...(wanting.get(wanted) ?? []), member]);
  }
  const events: NamingEvent[] = [];
  for (const [wanted, claimants] of wanting) {
    const holder = holders.get(wanted);
    const involved = holder && !claimants.includes(holder) ? [...claimants, holder] : claimants;
    if (involved.length < 2) continue;
    const sorted = [...involved].sort((a, b) => byCodePoint(a.key, b.key));
    events.push({
      kind: "clash",
      subject,
      names: [claimants[0]!.wanted, ...sorted.map((each) => each.name)],
      keys: sorted.map((each) => each.key),
      places: sorted.flatMap((each) => each.place ?? []),
      isNew: claimants.some(({ isLocked = false }) => !isLocked),
    });
  }
  return events;
}
