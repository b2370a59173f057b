import { byCodePoint } from "../../document/order.ts";
import type { Registration } from "../registration.ts";
import { argumentLists, type LockedArguments } from "./locked-arguments.ts";

/** The public names of an API as they were given before. A locked name never changes while its key exists. */
export interface Lock {
  /** By operation key; a further twin that differs has its operationId as a suffix. */
  readonly operations: ReadonlyMap<string, LockedOperation>;
  /** By source, `Common.yaml#/components/schemas/Error`; a schema with several sources has several entries. */
  readonly schemas: ReadonlyMap<string, LockedSchema>;
  /** By tag. */
  readonly tags: ReadonlyMap<string, LockedName>;
  /** By webhook key; not written where there are none. */
  readonly webhooks: ReadonlyMap<string, LockedName>;
  /** By URL, as the documents write it. */
  readonly servers: ReadonlyMap<string, LockedName>;
}

/** A locked name. */
export interface LockedName {
  readonly name: string;
  /** Whether what it named was removed; the name stays reserved. */
  readonly isRemoved: boolean;
}

/** The locked names of a schema. */
export interface LockedSchema extends LockedName {
  /** Further names of it, deprecated: of schemas that came to be equivalent, or of what it was before it moved. */
  readonly aliases?: readonly string[];
  /** The name of what requests hold in place of it, where that ever differed. */
  readonly input?: string;
  /** Further names of that. */
  readonly inputAliases?: readonly string[];
  /** What it said, in a few characters, where it has no name to be recognized by if it moves. */
  readonly content?: string;
}

/** The locked names of an operation, and what it is recognized by if its path or its operationId changes. */
export interface LockedOperation extends LockedName {
  readonly aliases: readonly string[];
  /** The registrations that it was made from, as `registrationText` writes them, in code-point order. */
  readonly registrations: readonly string[];
  /** The names of its arguments; left out in locks that were written before these were locked. */
  readonly arguments?: LockedArguments;
  /** The modules of tags that export it, or did: left out where they are `toldModules`. Sorted. */
  readonly modules?: readonly string[];
  /** The key it had before its path changed. */
  readonly movedFrom?: string;
}

/** The types that a locked schema exports: its own, what requests hold in place of it, and the aliases of both. */
export function typeNames({ name, aliases = [], input, inputAliases = [] }: LockedSchema): string[] {
  return [name, ...aliases, ...(input === undefined ? [] : [input]), ...inputAliases];
}

/** A registration in the lock: its document and its operationId, `SessionAnalytics#getSessionAnalytics`. */
export function registrationText({
  document,
  operationId = "",
}: Pick<Registration, "document" | "operationId">): string {
  return `${document.replace(/[%#]/g, (character) => encodeURIComponent(character))}#${operationId}`;
}

/** The operationId of a registration in the lock; empty if it has none. */
export function operationIdIn(registration: string): string {
  return registration.slice(registration.indexOf("#") + 1);
}

/** The lock of an API that was never generated. */
export const emptyLock: Lock = {
  operations: new Map(),
  schemas: new Map(),
  tags: new Map(),
  webhooks: new Map(),
  servers: new Map(),
};

/** The text of a lock: one line per entry, in code-point order, the same bytes for the same lock. */
export function formatLock(lock: Lock): string {
  const lines = [
    "# The public names of this API's client, written by twinspec. Commit this file: a name in it never changes.",
    "# One line an entry; when branches meet, keep the lines of both.",
    "version: 1",
    ...section("operations", lock.operations, operationFields),
    ...section("schemas", lock.schemas, schemaFields),
    ...section("tags", lock.tags, nameFields),
    ...(lock.webhooks.size === 0 ? [] : section("webhooks", lock.webhooks, nameFields)),
    ...(lock.servers.size === 0 ? [] : section("servers", lock.servers, nameFields)),
  ];
  return `${lines.join("\n")}\n`;
}

function section<Entry>(
  title: string,
  entries: ReadonlyMap<string, Entry>,
  fields: (entry: Entry) => string[],
): string[] {
  const keys = [...entries.keys()].sort(byCodePoint);
  return [`${title}:`, ...keys.map((key) => `  ${quote(key)}: { ${fields(entries.get(key)!).join(", ")} }`)];
}

function operationFields(entry: LockedOperation): string[] {
  const { name, aliases, registrations, arguments: named = new Map(), modules = [], movedFrom, isRemoved } = entry;
  const lists = [...argumentLists(named)].map(([place, texts]) => listField(place, texts).join(""));
  return [
    `"name": ${quote(name)}`,
    ...listField("aliases", aliases),
    ...listField("registrations", registrations),
    ...(lists.length === 0 ? [] : [`"arguments": { ${lists.join(", ")} }`]),
    ...(entry.modules ? [`"modules": [${modules.map(quote).join(", ")}]`] : []),
    ...(movedFrom === undefined ? [] : [`"movedFrom": ${quote(movedFrom)}`]),
    ...(isRemoved ? ['"removed": true'] : []),
  ];
}

function schemaFields({ name, aliases = [], input, inputAliases = [], content, isRemoved }: LockedSchema): string[] {
  return [
    `"name": ${quote(name)}`,
    ...listField("aliases", aliases),
    ...(input === undefined ? [] : [`"input": ${quote(input)}`]),
    ...listField("inputAliases", inputAliases),
    ...(content === undefined ? [] : [`"content": ${quote(content)}`]),
    ...(isRemoved ? ['"removed": true'] : []),
  ];
}

function nameFields({ name, isRemoved }: LockedName): string[] {
  return [`"name": ${quote(name)}`, ...(isRemoved ? ['"removed": true'] : [])];
}

function listField(name: string, texts: readonly string[]): string[] {
  return texts.length === 0 ? [] : [`${quote(name)}: [${texts.map(quote).join(", ")}]`];
}

/** A JSON string, which is a double-quoted scalar of YAML too; invisible characters are escaped. */
function quote(text: string): string {
  return JSON.stringify(text).replace(invisible, (character) => {
    return character.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  });
}

const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
