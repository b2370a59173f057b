import type { Place } from "../diagnostics/diagnostic.ts";
import { byCodePoint } from "../document/order.ts";
import type { NamingEvent } from "./events/event.ts";
import { foldCase } from "./identifiers/identifier.ts";

/** Something named, for finding out who asked for the same name. */
export interface Named {
  readonly key: string;
  readonly wanted: string;
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly place?: Place;
}

/**
 * The clashes among what is named: one event for each name that several ask for, or that one asks for and another has.
 * `reserved` gives the names of what is gone, with its key.
 */
export function clashEvents(
  subject: NamingEvent["subject"],
  members: readonly Named[],
  reserved: ReadonlyMap<string, string>,
): NamingEvent[] {
  const holders = new Map<string, Named>();
  for (const [name, key] of reserved) holders.set(foldCase(name), { key, wanted: name, name });
  const asking = new Map<string, Named[]>();
  for (const member of members) {
    for (const name of [member.name, ...(member.aliases ?? [])]) holders.set(foldCase(name), member);
    const wanted = foldCase(member.wanted);
    asking.set(wanted, [...(asking.get(wanted) ?? []), member]);
  }
  const events: NamingEvent[] = [];
  for (const [wanted, askers] of asking) {
    const holder = holders.get(wanted);
    const involved = holder && !askers.includes(holder) ? [...askers, holder] : askers;
    if (involved.length < 2) continue;
    const sorted = [...involved].sort((a, b) => byCodePoint(a.key, b.key));
    events.push({
      kind: "clash",
      subject,
      names: [askers[0]!.wanted, ...sorted.map((each) => each.name)],
      keys: sorted.map((each) => each.key),
      places: sorted.flatMap((each) => each.place ?? []),
    });
  }
  return events;
}
