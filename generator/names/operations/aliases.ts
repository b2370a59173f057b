import { sortedUnique } from "../../document/order.ts";
import type { NamingEvent } from "../events/event.ts";
import { foldCase } from "../identifiers/identifier.ts";
import type { LockMatch } from "../lock/lock-match.ts";

/**
 * The aliases that the lock promises, by lock key: its aliases, and the locked names that overrides replaced, without
 * names that an override gave to another operation.
 */
export function lockedAliases(
  matches: readonly LockMatch[],
  fixed: ReadonlyMap<string, string>,
): Map<string, string[]> {
  const names = new Set([...fixed.values()].map(foldCase));
  return new Map(
    matches.map(({ lockKey, lockedName, lockedAliases }) => {
      const past = lockedName === undefined ? lockedAliases : [lockedName, ...lockedAliases];
      return [lockKey, sortedUnique(past).filter((alias) => !names.has(foldCase(alias)))];
    }),
  );
}

/**
 * All aliases by lock key: the promised ones and the names of twins. A name that is reserved, or that another operation
 * has or wants, does not become an alias.
 */
export function addAliases(
  matches: readonly LockMatch[],
  { names, promised, reserved }: AliasInput,
): { aliases: Map<string, string[]>; events: NamingEvent[] } {
  const occupied = new Set([...reserved, ...names.values(), ...[...promised.values()].flat()].map(foldCase));
  const claims = new Map<string, number>();
  for (const { group } of matches) {
    for (const folded of new Set([group.wanted.name, ...group.aliases].map(foldCase))) {
      claims.set(folded, (claims.get(folded) ?? 0) + 1);
    }
  }
  const aliases = new Map<string, string[]>();
  const events: NamingEvent[] = [];
  for (const { lockKey, group } of matches) {
    const own = [...promised.get(lockKey)!];
    const name = names.get(lockKey)!;
    for (const alias of group.aliases) {
      if (alias === name || own.includes(alias)) continue;
      const folded = foldCase(alias);
      if (!occupied.has(folded) && claims.get(folded) === 1) {
        occupied.add(folded);
        own.push(alias);
      } else {
        const places = group.registrations.map((each) => each.place);
        events.push({ kind: "alias-dropped", subject: "operation", names: [alias, name], keys: [lockKey], places });
      }
    }
    aliases.set(lockKey, sortedUnique(own));
  }
  return { aliases, events };
}

interface AliasInput {
  /** The names of all operations by lock key. */
  readonly names: ReadonlyMap<string, string>;
  /** The aliases of the lock by lock key. */
  readonly promised: ReadonlyMap<string, readonly string[]>;
  /** Names of removed operations. */
  readonly reserved: readonly string[];
}
