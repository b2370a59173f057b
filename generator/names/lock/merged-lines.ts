import { isObject } from "../../document/json.ts";
import { byCodePoint, sortedUnique } from "../../document/order.ts";
import { isSafeName } from "../identifiers/reserved.ts";
import type { LockedOperation, LockedSchema } from "./lock.ts";
import type { LockLine } from "./lock-text.ts";
import type { LockedArguments } from "./locked-arguments.ts";

/** The fields of all kinds of entries. */
export interface Entry extends LockedOperation, LockedSchema {
  readonly aliases: readonly string[];
}

/**
 * The lines of a lock in the sections that they belong to. Where branches meet, git puts the lines of one behind those
 * of the other, headings included, so that a line may come to stand below the heading of a later section.
 */
export function inSections(sections: ReadonlyMap<string, readonly LockLine[]>): Map<string, LockLine[]> {
  const sorted = new Map<string, LockLine[]>();
  for (const [section, lines] of sections)
    for (const line of lines) {
      const home = sectionOf(section, line);
      sorted.set(home, [...(sorted.get(home) ?? []), line]);
    }
  return sorted;
}

const fieldsOfOperations = ["registrations", "arguments", "modules", "movedFrom"];

/** The section of a line that stands in one: an earlier one where it can be nothing else. */
function sectionOf(section: string, { key, value }: LockLine): string {
  if (section === "operations" || !isObject(value)) return section;
  const name = String(value["name"]);
  const isType = key.includes("#") && /^[A-Z]/.test(name);
  const hasFields = fieldsOfOperations.some((field) => Object.hasOwn(value, field));
  // a tag may be called anything; the name of its module is none of an operation then
  const isOperation = /^[A-Z][A-Z\d-]* \/\S*(?: \S+)?$/.test(key) && isSafeName(name, "operation");
  if (hasFields || isOperation) return "operations";
  if (section === "schemas") return section;
  // names of types begin with a capital, those of modules and webhooks do not
  if (isType) return "schemas";
  // a URL has its scheme, or begins with the variable that has it
  if (section === "servers" && (key.includes("://") || /^\{(?!.* [^\sa-z{}]+$)/.test(key))) return section;
  // the key of a webhook ends with its method
  if (section === "servers" || section === "webhooks") return / [^\sa-z]+$/.test(key) ? "webhooks" : "tags";
  return section;
}

/**
 * Two entries of one key as one: with all that either has. An operation and a type have both names, one of them as an
 * alias, whichever line comes first. Undefined where a name would be lost, as nothing else has aliases.
 */
export function mergeEntries(left: Entry, right: Entry, hasAliases: boolean): Entry | undefined {
  const [first, second] = [left, right].sort(
    (a, b) => Number(a.isRemoved) - Number(b.isRemoved) || byCodePoint(a.name, b.name),
  ) as [Entry, Entry];
  if (first.name !== second.name && !hasAliases) return undefined;
  const input = first.input ?? second.input;
  const named = mergeArguments(first.arguments, second.arguments);
  if (named === undefined) return undefined;
  const inputs = sortedUnique(
    [second.input, ...(first.inputAliases ?? []), ...(second.inputAliases ?? [])].flatMap((each) => each ?? []),
  ).filter((each) => each !== input);
  const movedFrom = first.movedFrom ?? second.movedFrom;
  const content = first.content ?? second.content;
  const modules = first.modules || second.modules ? [first, second].flatMap((each) => each.modules ?? []) : undefined;
  const aliases = sortedUnique([...first.aliases, second.name, ...second.aliases]);
  return {
    name: first.name,
    aliases: aliases.filter((alias) => alias !== first.name),
    registrations: sortedUnique([...first.registrations, ...second.registrations]),
    isRemoved: first.isRemoved && second.isRemoved,
    ...(movedFrom !== undefined && { movedFrom }),
    ...(modules && { modules: sortedUnique(modules) }),
    ...(input !== undefined && { input }),
    ...(inputs.length > 0 && { inputAliases: inputs }),
    ...(content !== undefined && { content }),
    ...(named.size > 0 && { arguments: named }),
  };
}

/** The arguments of both; undefined where one has two names. */
function mergeArguments(
  left: LockedArguments = new Map(),
  right: LockedArguments = new Map(),
): LockedArguments | undefined {
  for (const [key, name] of right) if ((left.get(key) ?? name) !== name) return undefined;
  return new Map([...right, ...left]);
}

/**
 * The keys of operations that stand in a lock under a key of before and under the one that they moved to, as one branch
 * saw the move and the other one did not: each with the key that has it now.
 */
export function movedTwice(entries: ReadonlyMap<string, Entry>): Map<string, string> {
  const moved = new Map<string, string>();
  for (const [key, { movedFrom, name, aliases }] of entries) {
    const before = movedFrom === undefined || movedFrom === key ? undefined : entries.get(movedFrom);
    if (before && movedFrom !== undefined && [name, ...aliases].includes(before.name)) moved.set(movedFrom, key);
  }
  return moved;
}
