import type { Diagnostic, Place } from "../../diagnostics/diagnostic.ts";
import { sortedUnique } from "../../document/order.ts";
import { foldCase } from "../identifiers/identifier.ts";
import { type Lock, type LockedOperation, type LockedSchema, typeNames } from "./lock.ts";
import { readLockText } from "./lock-text.ts";

/** A lock as it stands in a file. */
interface LockFile {
  readonly file: string;
  readonly text: string;
}

/**
 * What a lock says otherwise than the one that an output was made with, of what both name: an operation, a type or an
 * input that was renamed by hand has its name of before as an alias. Two types that were given one name are an error.
 */
export function handEdits(before: Lock, now: Lock, file: LockFile): { lock: Lock; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const renamed = (section: Section, key: string, [from, to]: readonly [string, string]) =>
    diagnostics.push({
      code: "lock-edited",
      severity: "info",
      message: `${key} was renamed in the lock by hand: it is ${to}, and ${from} stays as a deprecated alias`,
      at: placeIn(file, section, key),
    });

  const operations = new Map(now.operations);
  const used = new Set([...operations.values()].flatMap(({ name, aliases }) => [name, ...aliases]).map(foldCase));
  for (const [key, then] of before.operations) {
    const entry = operations.get(key);
    if (then.isRemoved || !entry || entry.isRemoved || used.has(foldCase(then.name))) continue;
    operations.set(key, { ...entry, aliases: sortedUnique([...entry.aliases, then.name]) });
    renamed("operations", key, [then.name, entry.name]);
  }

  const schemas = new Map(now.schemas);
  const usedTypes = new Set([...schemas.values()].flatMap(typeNames).map(foldCase));
  for (const [source, then] of before.schemas) {
    const entry = schemas.get(source);
    if (then.isRemoved || !entry || entry.isRemoved) continue;
    const { name, input } = entry;
    if (!usedTypes.has(foldCase(then.name))) {
      const other = otherOf(source, { before, now });
      if (other !== undefined) {
        diagnostics.push({
          code: "lock-duplicate",
          severity: "error",
          message: `${JSON.stringify(source)} was renamed in the lock by hand to ${name}, which is the name of another`,
          at: placeIn(file, "schemas", source),
          related: [placeIn(file, "schemas", other)],
          help: `give it a name of its own, or the one that it had: ${then.name}`,
        });
        continue;
      }
      schemas.set(source, { ...entry, aliases: sortedUnique([...(entry.aliases ?? []), then.name]) });
      renamed("schemas", source, [then.name, name]);
    }
    if (then.input !== undefined && input !== undefined && !usedTypes.has(foldCase(then.input))) {
      const known: LockedSchema = schemas.get(source)!;
      schemas.set(source, { ...known, inputAliases: sortedUnique([...(known.inputAliases ?? []), then.input]) });
      renamed("schemas", source, [then.input, input]);
    }
  }
  return { lock: { ...now, operations, schemas }, diagnostics };
}

/** The source that had a name before, which another one, that had another, has now as well. */
function otherOf(source: string, { before, now }: { before: Lock; now: Lock }): string | undefined {
  const name = foldCase(now.schemas.get(source)!.name);
  const has = (entry: LockedSchema | undefined) => entry !== undefined && foldCase(entry.name) === name;
  return [...now.schemas.keys()].find(
    (other) => other !== source && has(now.schemas.get(other)) && has(before.schemas.get(other)),
  );
}

/**
 * A warning for each name that an output exports, of something that is there still, and that is none any more as
 * somebody changed the lock by hand: what has no aliases was renamed, or a line or an alias was removed.
 */
export function lostByHand(before: Lock, after: Lock, file: LockFile): Diagnostic[] {
  const lost: Diagnostic[] = [];
  const report = (section: Section, key: string, what: string) =>
    lost.push({
      code: "lock-edited",
      severity: "warning",
      message: `the lock was changed by hand: ${what} (${key}) is in the output, and goes`,
      at: placeIn(file, section, key),
      help: "undo the change to keep it",
    });
  compare(before.operations, after.operations, {
    namesOf: ({ name, aliases }) => [name, ...aliases],
    report: (key, name) => report("operations", key, name),
  });
  for (const [key, then] of before.operations)
    for (const argument of argumentsRenamed(then, after.operations.get(key)))
      report("operations", key, `argument ${argument} of ${then.name}`);
  compare(before.schemas, after.schemas, {
    namesOf: typeNames,
    report: (key, name) => report("schemas", key, `type ${name}`),
  });
  for (const [section, called] of [
    ["tags", "module"],
    ["webhooks", "webhook"],
    ["servers", "server"],
  ] as const)
    compare(before[section], after[section], {
      namesOf: ({ name }) => [name],
      report: (key, name) => report(section, key, `${called} ${name}`),
    });
  return lost;
}

/** The arguments of an operation that have another name in a later entry of it. */
function argumentsRenamed(then: LockedOperation, now: LockedOperation | undefined): string[] {
  if (then.isRemoved || !now || now.isRemoved) return [];
  return [...(then.arguments ?? [])]
    .filter(([key, argument]) => (now.arguments?.get(key) ?? argument) !== argument)
    .map(([, argument]) => argument);
}

type Section = keyof Lock;

/** Reports the names of what lives in both that nothing has any more. */
function compare<Entry extends { readonly isRemoved: boolean }>(
  before: ReadonlyMap<string, Entry>,
  after: ReadonlyMap<string, Entry>,
  { namesOf, report }: { namesOf: (entry: Entry) => readonly string[]; report: (key: string, name: string) => void },
): void {
  const left = new Set([...after.values()].flatMap((entry) => (entry.isRemoved ? [] : namesOf(entry))));
  for (const [key, then] of before) {
    const now = after.get(key);
    if (then.isRemoved || !now || now.isRemoved) continue;
    for (const name of namesOf(then).filter((each) => !left.has(each))) report(key, name);
  }
}

/** Where a lock has an entry, looked up when it is shown; its start where it has none. */
function placeIn({ file, text }: LockFile, section: Section, key: string): Place {
  let found: Place | undefined;
  const find = () => {
    found ??= readLockText(text, file)
      .sections.get(section)
      ?.find((line) => line.key === key)?.at;
    return found;
  };
  return {
    file,
    text,
    get line() {
      return find()?.line ?? 1;
    },
    get column() {
      return find()?.column ?? 1;
    },
  };
}
