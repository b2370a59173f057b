import { byCodePoint } from "../../document/order.ts";
import type { NamingEvent } from "../events/event.ts";
import { foldCase } from "../identifiers/identifier.ts";
import type { LockMatch } from "../lock/lock-match.ts";
import { explicitName, type Override } from "./wanted.ts";

/** The result of applying the settings' overrides. */
export interface AppliedOverrides {
  /** The chosen names by lock key. */
  readonly names: ReadonlyMap<string, string>;
  readonly events: readonly NamingEvent[];
}

/**
 * Applies the overrides of the settings, by operation key (or key of the lock) or by operationId. An override wins over
 * the lock, and the locked name stays as an alias. It is refused if another operation keeps the name, if the name is
 * reserved for a removed one (`reserved`), or if two overrides choose one name.
 */
export function applyOverrides(
  matches: readonly LockMatch[],
  overrides: ReadonlyMap<string, Override>,
  reserved: Iterable<string>,
): AppliedOverrides {
  if (overrides.size === 0) return { names: new Map(), events: [] };
  const used = new Set<string>();
  const chosen = new Map<LockMatch, Override & { key: string }>();
  for (const match of matches) {
    const keys = [match.lockKey, ...match.group.registrations.flatMap(({ operationId }) => operationId ?? [])];
    const present = keys.filter((key) => overrides.has(key));
    for (const key of present) used.add(key);
    if (present[0] !== undefined) chosen.set(match, { key: present[0], ...overrides.get(present[0])! });
  }

  const events: NamingEvent[] = [];
  const accepted = new Map<LockMatch, string>();
  for (const [match, { name }] of chosen) accepted.set(match, explicitName(name).name);
  const removed = new Set([...reserved].map(foldCase));
  for (let refused = conflicts(); refused.length > 0; refused = conflicts()) {
    for (const match of refused) {
      const name = accepted.get(match)!;
      accepted.delete(match);
      const { at } = chosen.get(match)!;
      const names = [name, match.lockedName ?? match.group.wanted.name];
      events.push({
        kind: "override-refused",
        subject: "operation",
        names,
        keys: [match.lockKey],
        places: placesOf(match, at),
      });
    }
  }

  function conflicts(): LockMatch[] {
    const owners = new Map<string, Set<LockMatch>>();
    const own = (name: string, match: LockMatch) => {
      const folded = foldCase(name);
      owners.set(folded, (owners.get(folded) ?? new Set()).add(match));
    };
    for (const match of matches) {
      for (const alias of match.lockedAliases) own(alias, match);
      const name = accepted.get(match) ?? match.lockedName;
      if (name !== undefined) own(name, match);
    }
    return [...accepted].flatMap(([match, name]) =>
      owners.get(foldCase(name))!.size > 1 || removed.has(foldCase(name)) ? [match] : [],
    );
  }

  for (const [match, name] of accepted) {
    const { at, name: text } = chosen.get(match)!;
    const names = [name, match.lockedName ?? match.group.wanted.name];
    events.push({ kind: "override", subject: "operation", names, keys: [match.lockKey], places: placesOf(match, at) });
    if (explicitName(text).isEscaped) {
      events.push({
        kind: "escaped",
        subject: "operation",
        names: [text, name],
        keys: [match.lockKey],
        places: placesOf(match, at),
      });
    }
  }
  for (const key of [...overrides.keys()].filter((each) => !used.has(each)).sort(byCodePoint)) {
    const { name, at } = overrides.get(key)!;
    events.push({ kind: "override-unused", subject: "operation", names: [name], keys: [key], places: at ? [at] : [] });
  }
  return { names: new Map([...accepted].map(([match, name]) => [match.lockKey, name])), events };
}

function placesOf(match: LockMatch, at: Override["at"]): NamingEvent["places"] {
  return at ? [at, match.group.canonical.place] : [match.group.canonical.place];
}
