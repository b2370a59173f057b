import { byCodePoint } from "../../document/order.ts";
import { livingModules } from "../modules.ts";
import { type Lock, type LockedOperation, typeNames } from "./lock.ts";

/** What a lock says that an older one does not, in a few words each. */
export interface LockChanges {
  /** Names that the older one lacks. */
  readonly missing: readonly string[];
  /** Whatever else is recorded: what was removed, what moved, what it was made from. */
  readonly others: readonly string[];
}

/** How a lock differs from an older one. */
export function lockChanges(before: Lock, after: Lock): LockChanges {
  const missing: string[] = [];
  const others: string[] = [];
  for (const [key, now] of sorted(after.operations)) {
    const then = before.operations.get(key);
    const { name } = now;
    if (now.movedFrom !== undefined && then === undefined) others.push(`${now.movedFrom} is ${key} now`);
    else if (then?.name !== name) missing.push(`${name} (${key})`);
    else if (isRecordedOtherwise(then, now))
      others.push(`${key} ${now.isRemoved ? "was removed" : "is described otherwise"}`);
    const known = then ?? (now.movedFrom === undefined ? undefined : before.operations.get(now.movedFrom));
    if (known) missing.push(...missingIn(known, now));
  }
  const released = new Map(
    [...before.schemas]
      .filter(([key]) => !after.schemas.has(key))
      .flatMap(([key, entry]) => typeNames(entry).map((name) => [name, key])),
  );
  const knownTypes = new Set([...before.schemas.values()].flatMap(typeNames));
  const moved = new Set<string>();
  for (const [key, now] of sorted(after.schemas)) {
    const then = before.schemas.get(key);
    for (const name of typeNames(now)) {
      const from = then ? undefined : released.get(name);
      if (from !== undefined) moved.add(from);
      if (from !== undefined) others.push(`${from} is ${key} now`);
      else if (
        !then ? !knownTypes.has(name) || name === now.name : !typeNames(then).includes(name) && !knownTypes.has(name)
      )
        missing.push(`type ${name} (${key})`);
    }
    const isNew = typeNames(now).some((name) => !knownTypes.has(name));
    if (then && !isNew && typeNames(then).join() !== typeNames(now).join()) others.push(`${key} has other names`);
    if (then && then.isRemoved !== now.isRemoved) others.push(`${key} ${now.isRemoved ? "was removed" : "is back"}`);
  }
  for (const [part, called] of [
    ["tags", "module"],
    ["webhooks", "webhook"],
    ["servers", "server"],
  ] as const) {
    for (const [key, now] of sorted(after[part])) {
      const then = before[part].get(key);
      const from = then ? undefined : releasedBy(now.name, before[part], after[part]);
      if (from !== undefined) {
        moved.add(from);
        others.push(`${from} is ${key} now`);
      } else if (then?.name !== now.name) missing.push(`${called} ${now.name} (${key})`);
      else if (then.isRemoved !== now.isRemoved) others.push(`${key} ${now.isRemoved ? "was removed" : "is back"}`);
    }
  }
  for (const part of ["operations", "schemas", "tags", "webhooks", "servers"] as const)
    for (const [key] of sorted(before[part]))
      if (!after[part].has(key) && !isMoved(key, after) && !moved.has(key)) others.push(`${key} is gone`);
  return { missing: [...new Set(missing)], others: [...new Set(others)] };
}

/** The names that a lock gives up against an older one: of what was removed or released, and aliases that it lacks. */
export function goneNames(before: Lock, after: Lock): string[] {
  const gone: string[] = [];
  for (const [key, then] of sorted(before.operations)) {
    if (then.isRemoved) continue;
    const now = after.operations.get(key) ?? [...after.operations.values()].find(({ movedFrom }) => movedFrom === key);
    const names = [then.name, ...then.aliases];
    const left = now === undefined || now.isRemoved ? [] : [now.name, ...now.aliases];
    gone.push(...names.filter((name) => !left.includes(name)).map((name) => `${name} (${key})`));
    if (left.length === 0) continue;
    const taken = new Set(now?.arguments?.values());
    for (const argument of then.arguments?.values() ?? [])
      if (!taken.has(argument)) gone.push(`argument ${argument} of ${then.name}`);
  }
  const types = (schemas: Lock["schemas"]) =>
    new Map(
      sorted(schemas).flatMap(([key, entry]) => (entry.isRemoved ? [] : typeNames(entry).map((name) => [name, key]))),
    );
  const left = types(after.schemas);
  for (const [name, key] of types(before.schemas)) if (!left.has(name)) gone.push(`type ${name} (${key})`);
  for (const [part, called] of [
    ["tags", "module"],
    ["webhooks", "webhook"],
    ["servers", "server"],
  ] as const) {
    const names = new Set([...after[part].values()].flatMap(({ name, isRemoved }) => (isRemoved ? [] : [name])));
    // an operation that has left a tag is in its module still
    if (part === "tags") for (const module of livingModules(after)) names.add(module);
    for (const [key, then] of sorted(before[part]))
      if (!then.isRemoved && !names.has(then.name)) gone.push(`${called} ${then.name} (${key})`);
  }
  return gone;
}

/** The aliases and arguments of an operation that an older entry lacks. */
function missingIn(then: LockedOperation, now: LockedOperation): string[] {
  const aliases = now.aliases.filter((alias) => alias !== then.name && !then.aliases.includes(alias));
  const named = [...(now.arguments ?? [])];
  // a variable of the path may be called otherwise now
  const known = new Set(then.arguments?.values());
  const isNew = named.filter(([key, argument]) => then.arguments?.get(key) !== argument && !known.has(argument));
  return [
    ...aliases.map((alias) => `alias ${alias} of ${now.name}`),
    ...(then.arguments === undefined && isNew.length > 1
      ? [`the arguments of ${now.name}`]
      : isNew.map(([, argument]) => `argument ${argument} of ${now.name}`)),
  ];
}

function isRecordedOtherwise(then: LockedOperation, now: LockedOperation): boolean {
  return [
    then.isRemoved !== now.isRemoved,
    then.registrations.join("\n") !== now.registrations.join("\n"),
    then.modules?.join() !== now.modules?.join(),
  ].includes(true);
}

function isMoved(key: string, { operations }: Lock): boolean {
  return [...operations.values()].some(({ movedFrom }) => movedFrom === key);
}

function sorted<Value>(entries: ReadonlyMap<string, Value>): [string, Value][] {
  return [...entries].sort(([a], [b]) => byCodePoint(a, b));
}

/** The key that had a name, and is not there any more. */
function releasedBy(
  name: string,
  before: ReadonlyMap<string, { readonly name: string }>,
  after: ReadonlyMap<string, unknown>,
): string | undefined {
  return [...before].find(([key, then]) => then.name === name && !after.has(key))?.[0];
}
