import { byCodePoint, sortedUnique } from "../../document/order.ts";
import { foldCase } from "../identifiers/identifier.ts";
import type { SchemaToName } from "../registration.ts";
import type { LockedSchema } from "./lock.ts";
import { findSchemaMoves, goneSchemas } from "./schema-moves.ts";

/** A schema and what the lock says about it. */
export interface SchemaMatch {
  /** Its identity: its first source. */
  readonly key: string;
  readonly schema: SchemaToName;
  readonly lockedName?: string;
  /** Further names that the lock has for it, from sources that came together or are gone. */
  readonly aliases: readonly string[];
  /** The names of what requests held in place of it, its own first. */
  readonly lockedInputs: readonly string[];
  /** The source that had the name, if the schema moved. */
  readonly movedFrom?: string;
}

/**
 * Matches schemas with the lock, by any of their sources. If one schema became two, the one with the first source keeps
 * the names that both lines have. A schema with new sources only, or with sources that return, gets the names of
 * removed sources if no other schema and no other removed sources are a component of its name, or else say the same: a
 * renamed document renames no types. Names of what is removed at a place without a name go to a schema that says the
 * same.
 */
export function matchSchemas(
  schemas: readonly SchemaToName[],
  locked: ReadonlyMap<string, LockedSchema>,
): { matches: SchemaMatch[]; removed: Map<string, LockedSchema> } {
  const keyed = schemas
    .map((schema) => ({ key: sortedUnique(schema.sources)[0] ?? "", schema }))
    .sort((a, b) => byCodePoint(a.key, b.key));
  const owner = ownersOf(schemas, locked);
  const entriesOf = (schema: SchemaToName, isRemoved: boolean) =>
    inOrder(schema).flatMap((source) => {
      const entry = locked.get(source);
      return entry?.isRemoved === isRemoved ? [entry] : [];
    });
  const namesIn = (schema: SchemaToName, entries: readonly LockedSchema[]) => {
    const all = [...entries.map(({ name }) => name), ...entries.flatMap(({ aliases = [] }) => aliases)];
    return [...new Set(all)].filter((name) => owner.get(foldCase(name)) === schema);
  };
  const own = new Map(
    keyed.map(({ schema }) => {
      const [living, returned] = [false, true].map((isRemoved) => namesIn(schema, entriesOf(schema, isRemoved)));
      return [schema, { living: living!, returned: returned! }] as const;
    }),
  );

  const present = new Set(schemas.flatMap((schema) => schema.sources));
  const gone = goneSchemas(locked, { present, isFree: (name) => !owner.has(foldCase(name)) });
  const { moves, joins } = findSchemaMoves(
    keyed.map(({ schema }) => ({
      schema,
      hasName: own.get(schema)!.living.length > 0,
      hasReturned: own.get(schema)!.returned.length > 0,
    })),
    gone,
  );

  const matches = keyed.map(({ key, schema }): SchemaMatch => {
    const { living, returned } = own.get(schema)!;
    const move = moves.get(schema);
    const joined = joins.get(schema) ?? [];
    const [name, ...others] = [...living, ...(move?.names ?? []), ...returned];
    const aliases = [...others, ...joined.flatMap(({ names }) => names)];
    const entries = [
      ...entriesOf(schema, false),
      ...(move?.entries ?? []),
      ...entriesOf(schema, true),
      ...joined.flatMap((each) => each.entries),
    ];
    const all = new Set([name, ...aliases]);
    const having = entries.filter((entry) => [entry.name, ...(entry.aliases ?? [])].some((each) => all.has(each)));
    const first = having.filter((entry) => entry.name === name);
    const lockedInputs = [...first, ...having].flatMap(({ input, inputAliases = [] }) => [
      ...(input === undefined ? [] : [input]),
      ...inputAliases,
    ]);
    return {
      key,
      schema,
      ...(name !== undefined && { lockedName: name }),
      aliases,
      lockedInputs: [...new Set(lockedInputs)],
      ...(move && { movedFrom: move.source }),
    };
  });
  const taken = new Set([...moves.values(), ...[...joins.values()].flat()]);
  const removed = gone.filter((each) => !taken.has(each)).flatMap(({ lines }) => lines);
  return { matches, removed: new Map(removed) };
}

/** The schemas that names are for, by name: of sources that were there before those that return. */
function ownersOf(
  schemas: readonly SchemaToName[],
  locked: ReadonlyMap<string, LockedSchema>,
): Map<string, SchemaToName> {
  const owner = new Map<string, SchemaToName>();
  const claims = schemas
    .flatMap((schema) => schema.sources.map((source) => ({ source, schema })))
    .sort((a, b) => byCodePoint(a.source, b.source));
  const namesIn = [({ name }: LockedSchema) => [name], ({ aliases = [] }: LockedSchema) => aliases];
  for (const isRemoved of [false, true])
    for (const names of namesIn)
      for (const { source, schema } of claims) {
        const entry = locked.get(source);
        if (!entry || entry.isRemoved !== isRemoved) continue;
        for (const name of names(entry)) if (!owner.has(foldCase(name))) owner.set(foldCase(name), schema);
      }
  return owner;
}

/** The sources of a schema, those first whose locked name is the name of all. */
function inOrder({ sources, naming = [] }: SchemaToName): string[] {
  return [...new Set([...sortedUnique(naming), ...sortedUnique(sources)])];
}
