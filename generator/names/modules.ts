import { sortedUnique } from "../document/order.ts";
import { kebabCase } from "./identifiers/identifier.ts";
import { type Lock, type LockedOperation, operationIdIn } from "./lock/lock.ts";
import type { NamedOperation } from "./operations/named-operation.ts";

/**
 * The modules of tags that an operation was in, of those that the lock has: an operation that leaves a tag stays in its
 * module.
 */
export function modulesBefore({ before }: NamedOperation, { tags }: Lock): readonly string[] {
  if (!before) return [];
  const known = new Set([...tags.values()].map(({ name }) => name));
  return (before.modules ?? toldModules(before, known)).filter((module) => known.has(module));
}

/** The lock with the modules of its operations, by lock key, on the lines that do not tell them. */
export function withModules(lock: Lock, modulesOf: ReadonlyMap<string, readonly string[]>): Lock {
  const known = new Set([...lock.tags.values()].map(({ name }) => name));
  const operations = new Map(
    [...lock.operations].map(([key, entry]): [string, LockedOperation] => {
      const found = modulesOf.get(key);
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
 * or as its operationId begins (`repos/get`, `drive.files.list`). Sorted.
 */
function toldModules({ registrations }: Pick<LockedOperation, "registrations">, known: ReadonlySet<string>): string[] {
  const texts = registrations.flatMap((each) => {
    const [, start] = /^([^/.]+)[/.]/.exec(operationIdIn(each)) ?? [];
    return [each.slice(0, each.indexOf("#")), ...(start === undefined ? [] : [start])];
  });
  return sortedUnique(texts.map((text) => kebabCase(text, "tag"))).filter((module) => known.has(module));
}
