import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { sortedUnique } from "../../document/order.ts";
import { nameArguments, withRenamedVariables } from "../arguments.ts";
import { clashEvents } from "../clash.ts";
import { diagnose } from "../events/diagnose.ts";
import { type NamingEvent, sortEvents } from "../events/event.ts";
import { heldEvents, operationEvents, twinEvents } from "../events/operation-events.ts";
import { camelCase, foldCase } from "../identifiers/identifier.ts";
import { safeName } from "../identifiers/reserved.ts";
import { spellCase, spellSymbols } from "../identifiers/spelling.ts";
import { type Lock, type LockedOperation, registrationText } from "../lock/lock.ts";
import { type LockMatch, matchLock } from "../lock/lock-match.ts";
import type { LockedArguments } from "../lock/locked-arguments.ts";
import type { Registration } from "../registration.ts";
import { type Candidate, resolveNames } from "../resolve.ts";
import { addAliases, lockedAliases } from "./aliases.ts";
import type { NamedOperation } from "./named-operation.ts";
import { applyOverrides } from "./override.ts";
import { pathQualifiers, spelledPaths } from "./path-words.ts";
import { groupTwins, type TwinGroup } from "./twins.ts";
import type { Override } from "./wanted.ts";

/** What naming depends on beside the registrations. */
export interface OperationNaming {
  readonly lock: Lock;
  /** Names chosen in the settings, by operation key (or key of the lock) or by operationId. */
  readonly overrides?: ReadonlyMap<string, Override>;
  /** Whether the names of removed operations are released. */
  readonly prune?: boolean;
  /** The parts in which two registrations of one key differ, in a few words. */
  readonly difference?: (left: Registration, right: Registration) => string | undefined;
}

/** The names of an API's operations, what happened to them, and the lock that keeps them. */
export interface NamedOperations {
  /** Sorted by lock key. */
  readonly operations: readonly NamedOperation[];
  readonly events: readonly NamingEvent[];
  readonly diagnostics: readonly Diagnostic[];
  /** The given lock with the operations as they are now. */
  readonly lock: Lock;
}

/** Names every operation: a pure function of the set of registrations, the lock and the settings. */
export function nameOperations(registrations: readonly Registration[], naming: OperationNaming): NamedOperations {
  const { lock, overrides = new Map<string, Override>(), prune = false } = naming;
  const isChosen = ({ operationId }: Registration) => operationId !== undefined && overrides.has(operationId);
  const groups = groupTwins(registrations, isChosen);
  const { matches, removed } = matchLock(groups, lock.operations);
  const tombstones = prune ? new Map<string, LockedOperation>() : removed;
  const reserved = [...tombstones.values()].flatMap(namesOf);

  const overridden = applyOverrides(matches, overrides, reserved);
  const fixed = new Map<string, string>();
  for (const { lockKey, lockedName } of matches) {
    const name = overridden.names.get(lockKey) ?? lockedName;
    if (name !== undefined) fixed.set(lockKey, name);
  }
  const promised = lockedAliases(matches, fixed);
  // a name that an author wrote is nothing for a path to keep
  const written = new Set(
    matches.flatMap(({ group: { wanted } }) => (wanted.source === "path" ? [] : [foldCase(wanted.name)])),
  );
  const candidates = matches.map((match) => asCandidate(match, overridden.names.get(match.lockKey), written));
  const names = resolveNames(candidates, {
    locked: fixed,
    taken: [...reserved, ...[...promised.values()].flat()],
    wanted: matches.flatMap(({ group }) => group.aliases),
  });
  const { aliases, events: aliasEvents } = addAliases(matches, { names, promised, reserved });

  const operations = asOperations(matches, names, aliases);
  const members = operations.map(({ lockKey, name, aliases, canonical }, index) => {
    const { group, lockedName } = matches[index]!;
    const isLocked = lockedName !== undefined;
    return { key: lockKey, wanted: group.wanted.name, name, aliases, isLocked, place: canonical.place };
  });
  const reservedBy = new Map(
    [...tombstones].flatMap(([key, entry]) => namesOf(entry).map((name) => [name, key] as const)),
  );
  const explained = [...overridden.events, ...clashEvents("operation", members, reservedBy)];
  const events = sortEvents([
    ...explained,
    ...aliasEvents,
    ...operations.flatMap((operation, index) => operationEvents(operation, matches[index]!)),
    ...twinEvents(operations, naming.difference),
    ...heldEvents(operations, matches, explained),
    ...[...removed].map(([key, entry]) => removedEvent(key, entry, prune)),
  ]);
  return {
    operations,
    events,
    diagnostics: diagnose(events),
    lock: { ...lock, operations: nextEntries(operations, matches, tombstones) },
  };
}

function namesOf(entry: LockedOperation): string[] {
  return [entry.name, ...entry.aliases];
}

function asCandidate(
  { group, lockKey }: LockMatch,
  chosen: string | undefined,
  written: ReadonlySet<string>,
): Candidate {
  // an operation that is renamed by the settings leaves its wanted name to others
  const candidate = { key: lockKey, wanted: chosen ?? group.wanted.name, qualified: () => qualifiedNames(group) };
  const isWritten = chosen !== undefined || written.has(foldCase(group.wanted.name));
  return isWritten ? candidate : { ...candidate, ...plainnessOf(group) };
}

/** A path that needs no symbols to be told is plain; more so one without slashes, and one in lower case. */
function plainnessOf({ canonical: { method, path }, wanted }: TwinGroup): { plainness?: number } {
  const plain = spelledPaths(method, path).map((name) => name === wanted.name);
  if (!plain[0]) return {};
  return { plainness: (plain[1] ? 0 : 1) + (path === path.toLowerCase() ? 0 : 2) };
}

/**
 * Names qualified by tag, path segments, method, method and path, document, and by how they are spelled: a clash tries
 * them in this order. Names that are made of paths are spelled first.
 */
function qualifiedNames({ canonical, wanted }: TwinGroup): string[] {
  const { method, path, tags, document } = canonical;
  const verb = method.toLowerCase();
  const segments = pathQualifiers(path);
  const levels = [
    ...tags.slice(0, 1).map((tag) => [tag]),
    ...segments,
    [verb],
    [verb, ...segments.at(-1)!],
    [document],
  ];
  const wantedText = wanted.source === "path" ? wanted.name : wanted.text;
  // each becomes a word first, so that the casing of one does not change another
  const nameOf = (words: readonly string[]) =>
    safeName(camelCase(words.map((each) => camelCase(each, "")).join(" ")), "operation");
  const qualified = levels.map((words) => nameOf([...words, wantedText]));
  return wanted.source === "path"
    ? [...spelledPaths(method, path).map((name) => safeName(name, "operation")), ...qualified]
    : [...qualified, nameOf([spellSymbols(wantedText)]), nameOf([spellCase(wantedText)])];
}

function asOperations(
  matches: readonly LockMatch[],
  names: ReadonlyMap<string, string>,
  aliases: ReadonlyMap<string, readonly string[]>,
): NamedOperation[] {
  const byKey = new Map<string, LockMatch[]>();
  for (const match of matches) byKey.set(match.group.key, [...(byKey.get(match.group.key) ?? []), match]);
  return matches.map((match) => {
    const { group, lockKey } = match;
    const twins = byKey.get(group.key)!;
    const canonicalTwin = twins.find((each) => each.lockKey === group.key) ?? twins[0];
    return {
      key: group.key,
      lockKey,
      name: names.get(lockKey)!,
      aliases: aliases.get(lockKey)!,
      arguments: argumentsOf(match),
      before: match.entries,
      registrations: group.registrations,
      canonical: group.canonical,
      twins: twins.length > 1 ? "differs" : group.registrations.length > 1 ? "same" : "none",
      isCanonicalTwin: match === canonicalTwin,
    };
  });
}

/** The names of what a call takes: those of the lock stay as long as there is what they name. */
function argumentsOf({ group, lockedArguments, isMove }: LockMatch): LockedArguments {
  const { parameters, hasBody } = group.canonical.arguments ?? { parameters: [], hasBody: false };
  // another path may have another variable there
  const locked = lockedArguments && !isMove ? withRenamedVariables(parameters, lockedArguments) : lockedArguments;
  return nameArguments(parameters, hasBody, locked).byKey;
}

function removedEvent(key: string, entry: LockedOperation, prune: boolean): NamingEvent {
  return {
    kind: prune ? "pruned" : "removed",
    subject: "operation",
    names: namesOf(entry),
    keys: [key],
    places: [],
    isNew: !entry.isRemoved,
  };
}

function nextEntries(
  operations: readonly NamedOperation[],
  matches: readonly LockMatch[],
  tombstones: ReadonlyMap<string, LockedOperation>,
): Map<string, LockedOperation> {
  const entries = new Map<string, LockedOperation>();
  for (const [key, entry] of tombstones) entries.set(key, { ...entry, isRemoved: true });
  operations.forEach(({ lockKey, name, aliases, registrations, arguments: named }, index) => {
    const { movedFrom } = matches[index]!;
    entries.set(lockKey, {
      name,
      aliases,
      registrations: sortedUnique(registrations.map(registrationText)),
      isRemoved: false,
      ...(named.size === 0 ? {} : { arguments: named }),
      ...(movedFrom === undefined ? {} : { movedFrom }),
    });
  });
  return entries;
}
