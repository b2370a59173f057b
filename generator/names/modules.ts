import { sortedUnique } from "../document/order.ts";
import { kebabCase } from "./identifiers/identifier.ts";
import { type Lock, type LockedOperation, operationIdIn } from "./lock/lock.ts";
import type { NamedOperation } from "./operations/named-operation.ts";
import { untaggedModule } from "./tags.ts";

/**
 * The modules that an operation was in, of those that the lock has: an operation that leaves a tag stays in its module,
 * and one that gets its first tag in that of operations without one.
 */
export function modulesBefore({ before }: Pick<NamedOperation, "before">, { tags }: Lock): readonly string[] {
  const ofTags = modulesOf(tags);
  const known = new Set([...ofTags, untaggedModule]);
  const modules = before.flatMap((entry) => entry.modules ?? toldModules(entry, ofTags));
  return [...new Set(modules)].filter((module) => known.has(module));
}

function modulesOf(tags: Lock["tags"]): Set<string> {
  return new Set([...tags.values()].map(({ name }) => name));
}

/** The modules that have an operation. */
export function livingModules({ operations, tags }: Lock): Set<string> {
  const known = modulesOf(tags);
  const living = [...operations.values()].filter(({ isRemoved }) => !isRemoved);
  return new Set(living.flatMap((entry) => entry.modules ?? toldModules(entry, known)));
}

/** The lock with the modules of its operations, by lock key, on the lines that do not tell them. */
export function withModules(lock: Lock, modulesByKey: ReadonlyMap<string, readonly string[]>): Lock {
  const known = modulesOf(lock.tags);
  const operations = new Map(
    [...lock.operations].map(([key, entry]): [string, LockedOperation] => {
      const found = modulesByKey.get(key);
      if (!found) return [key, entry];
      const { modules: _, ...rest } = entry;
      const modules = sortedUnique(found);
      return [key, modules.join() === toldModules(rest, known).join() ? rest : { ...rest, modules }];
    }),
  );
  return { ...lock, operations };
}

/**
 * The modules that most operations are in, which the lock need not name: those called as a document of the operation,
 * or as its operationId begins (`repos/get`, `drive.files.list`); where no tag is known, that of operations without
 * one. Sorted.
 */
function toldModules({ registrations }: Pick<LockedOperation, "registrations">, known: ReadonlySet<string>): string[] {
  if (known.size === 0) return [untaggedModule];
  const texts = registrations.flatMap((each) => {
    const [, start] = /^([^/.]+)[/.]/.exec(operationIdIn(each)) ?? [];
    return [each.slice(0, each.indexOf("#")), ...(start === undefined ? [] : [start])];
  });
  return sortedUnique(texts.map((text) => kebabCase(text, "tag"))).filter((module) => known.has(module));
}
