import type { LockMatch } from "../lock/lock-match.ts";
import type { NamedOperation } from "../operations/named-operation.ts";
import type { Registration } from "../registration.ts";
import type { NamingEvent } from "./event.ts";

/** The events of one operation's names. */
export function operationEvents(operation: NamedOperation, match: LockMatch): NamingEvent[] {
  const { name, aliases, lockKey, registrations, canonical } = operation;
  const { wanted } = match.group;
  const event = { subject: "operation", keys: [lockKey], places: [canonical.place] } as const;
  const events: NamingEvent[] = [];
  if (registrations.length > 1) {
    events.push({ ...event, kind: "twin", names: [name, ...aliases], places: registrations.map((each) => each.place) });
  }
  const past = aliases.filter((alias) => !match.group.aliases.includes(alias));
  if (past.length > 0) events.push({ ...event, kind: "alias", names: [name, ...past] });
  if (wanted.isEscaped && name === wanted.name) events.push({ ...event, kind: "escaped", names: [wanted.text, name] });
  if (match.movedFrom !== undefined) {
    const { movedFrom, isMove: isNew, doubt: detail } = match;
    const doubtful = detail === undefined ? {} : { detail };
    events.push({ ...event, kind: "moved", names: [name], keys: [movedFrom, lockKey], isNew, ...doubtful });
  }
  const taken = new Set(operation.arguments.values());
  const gone = [...(match.lockedArguments?.values() ?? [])].filter((argument) => !taken.has(argument));
  if (gone.length > 0) events.push({ ...event, kind: "arguments-gone", names: [name, ...gone] });
  return events;
}

/** One event for each key whose registrations are not equivalent. */
export function twinEvents(
  operations: readonly NamedOperation[],
  difference: (left: Registration, right: Registration) => string | undefined = () => undefined,
): NamingEvent[] {
  const byKey = new Map<string, NamedOperation[]>();
  for (const operation of operations) {
    if (operation.twins === "differs") byKey.set(operation.key, [...(byKey.get(operation.key) ?? []), operation]);
  }
  return [...byKey.values()].map((members): NamingEvent => {
    const [first, ...others] = members.sort((a, b) => Number(b.isCanonicalTwin) - Number(a.isCanonicalTwin));
    const details = others.flatMap((other) => difference(first!.canonical, other.canonical) ?? []);
    return {
      kind: "twins-differ",
      subject: "operation",
      names: members.map((each) => each.name),
      keys: members.map((each) => each.lockKey),
      places: members.map((each) => each.canonical.place),
      ...(details.length > 0 ? { detail: [...new Set(details)].join("; ") } : {}),
    };
  });
}

/** Names that the lock keeps although the documents want others, except for clashes and overrides (`explained`). */
export function heldEvents(
  operations: readonly NamedOperation[],
  matches: readonly LockMatch[],
  explained: readonly NamingEvent[],
): NamingEvent[] {
  const known = new Set(
    explained.filter(({ kind }) => kind === "clash" || kind === "override").flatMap(({ keys }) => keys),
  );
  return operations.flatMap(({ name, lockKey, canonical }, index) => {
    const { group, lockedName, isRenamed } = matches[index]!;
    if (name !== lockedName || name === group.wanted.name || known.has(lockKey)) return [];
    return [
      {
        kind: "held",
        subject: "operation",
        names: [name, group.wanted.name],
        keys: [lockKey],
        places: [canonical.place],
        isNew: isRenamed,
      },
    ];
  });
}
