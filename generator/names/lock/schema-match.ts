import { byCodePoint, sortedUnique } from "../../document/order.ts";
import { foldCase } from "../identifiers/identifier.ts";
import type { SchemaToName } from "../registration.ts";
import type { LockedSchema } from "./lock.ts";

/** A schema and what the lock says about it. */
export interface SchemaMatch {
  /** Its identity: its first source. */
  readonly key: string;
  readonly schema: SchemaToName;
  readonly lockedName?: string;
  /** Further names that its sources have in the lock. */
  readonly aliases: readonly string[];
  /** The names of what requests held in place of it, its own first. */
  readonly lockedInputs: readonly string[];
  /** The source that had the name, if the schema moved. */
  readonly movedFrom?: string;
}

/**
 * Matches schemas with the lock, by any of their sources. If one schema became two, the one with the first source keeps
 * the name. A schema with new sources only gets the name of removed sources if no other schema and no other removed
 * sources are a component of its name, or else say the same: a renamed document renames no types.
 */
export function matchSchemas(
  schemas: readonly SchemaToName[],
  locked: ReadonlyMap<string, LockedSchema>,
): { matches: SchemaMatch[]; removed: Map<string, LockedSchema> } {
  const keyed = schemas
    .map((schema) => ({ key: sortedUnique(schema.sources)[0] ?? "", schema }))
    .sort((a, b) => byCodePoint(a.key, b.key));
  const present = new Set(schemas.flatMap((schema) => schema.sources));
  const owner = new Map<string, SchemaToName>();
  for (const isRemoved of [false, true]) {
    const claims = keyed.flatMap(({ schema }) => schema.sources.map((source) => ({ source, schema })));
    for (const { source, schema } of claims.sort((a, b) => byCodePoint(a.source, b.source))) {
      const entry = locked.get(source);
      if (!entry || entry.isRemoved !== isRemoved) continue;
      if (!owner.has(foldCase(entry.name))) owner.set(foldCase(entry.name), schema);
    }
  }

  const namesOf = (schema: SchemaToName) =>
    [...new Set(inOrder(schema).flatMap((source) => locked.get(source)?.name ?? []))].filter(
      (name) => owner.get(foldCase(name)) === schema,
    );
  const open = [...locked].filter(([source, { name }]) => !present.has(source) && !owner.has(foldCase(name)));
  const moves = findMoves(
    keyed.map(({ schema }) => schema).filter((schema) => namesOf(schema).length === 0),
    open,
  );

  const matches = keyed.map(({ key, schema }): SchemaMatch => {
    const [name, ...aliases] = namesOf(schema);
    const move = moves.get(schema);
    const sources = move ? [move.source] : sortedUnique(schema.sources);
    const entries = sources.flatMap((source) => locked.get(source) ?? []);
    const inputsOf = (named: string | undefined) =>
      entries.flatMap((entry) => (entry.name === named && entry.input !== undefined ? [entry.input] : []));
    const lockedInputs = [...new Set([name ?? move?.name, ...aliases].flatMap(inputsOf))];
    if (name !== undefined) return { key, schema, lockedName: name, aliases, lockedInputs };
    return move
      ? { key, schema, lockedName: move.name, aliases: [], lockedInputs, movedFrom: move.source }
      : { key, schema, aliases: [], lockedInputs };
  });
  const moved = new Set([...moves.values()].map(({ name }) => foldCase(name)));
  return { matches, removed: new Map(open.filter(([, { name }]) => !moved.has(foldCase(name)))) };
}

/** The sources of a schema, those first whose locked name is the name of all. */
function inOrder({ sources, naming = [] }: SchemaToName): string[] {
  return [...sortedUnique(naming), ...sortedUnique(sources)];
}

interface Move {
  readonly name: string;
  readonly source: string;
}

/** What a schema that moved is recognized by: the names of its components, else what it says. */
const recognitions: readonly {
  readonly ofSchema: (schema: SchemaToName) => readonly string[];
  readonly ofEntry: (source: string, entry: LockedSchema) => string | undefined;
}[] = [
  {
    ofSchema: ({ sources }) => sources.flatMap((source) => componentName(source) ?? []),
    ofEntry: (source) => componentName(source),
  },
  {
    ofSchema: ({ sources, content }) => (content && !sources.some(componentName) ? [content()] : []),
    ofEntry: (_, { content }) => content,
  },
];

function findMoves(
  schemas: readonly SchemaToName[],
  removed: readonly (readonly [string, LockedSchema])[],
): Map<SchemaToName, Move> {
  const moves = new Map<SchemaToName, Move>();
  for (const { ofSchema, ofEntry } of recognitions) {
    const given = new Set([...moves.values()].map(({ name }) => foldCase(name)));
    const open = removed.flatMap(([source, entry]): [string, string, LockedSchema][] => {
      const mark = ofEntry(source, entry);
      return mark === undefined || given.has(foldCase(entry.name)) ? [] : [[mark, source, entry]];
    });
    if (open.length === 0) continue;
    const free = schemas.filter((schema) => !moves.has(schema));
    for (const [schema, move] of movesBy(ofSchema, free, open)) moves.set(schema, move);
  }
  return moves;
}

function movesBy(
  marksOf: (schema: SchemaToName) => readonly string[],
  schemas: readonly SchemaToName[],
  removed: readonly (readonly [string, string, LockedSchema])[],
): Map<SchemaToName, Move> {
  const goneBy = new Map<string, Map<string, Move & { isRemoved: boolean }>>();
  for (const [mark, source, { name, isRemoved }] of removed) {
    const names = goneBy.get(mark) ?? new Map();
    goneBy.set(mark, names);
    const known = names.get(foldCase(name));
    if (!known || byCodePoint(source, known.source) < 0) names.set(foldCase(name), { name, source, isRemoved });
  }
  const found = new Map<string, { schema: SchemaToName; move: Move }[]>();
  for (const schema of schemas) {
    const all = new Set([...new Set(marksOf(schema))].flatMap((mark) => [...(goneBy.get(mark)?.values() ?? [])]));
    const live = [...all].filter(({ isRemoved }) => !isRemoved);
    const candidates = live.length > 0 ? live : [...all];
    const names = new Set(candidates.map(({ name }) => foldCase(name)));
    if (names.size !== 1) continue;
    const [name] = names;
    found.set(name!, [...(found.get(name!) ?? []), { schema, move: candidates[0]! }]);
  }
  return new Map(
    [...found.values()].flatMap((each) => (each.length === 1 ? [[each[0]!.schema, each[0]!.move] as const] : [])),
  );
}

/**
 * The name that a map or a file gives to what stands at a source: that of a component, or of the file without its
 * extension. Undefined for what stands anywhere else, where words such as `schema` or `0` say nothing about it.
 */
export function componentName(source: string): string | undefined {
  const end = source.indexOf("#");
  const [path, pointer] = end === -1 ? [source, ""] : [source.slice(0, end), source.slice(end + 1)];
  if (pointer === "" || pointer === "/") return path.slice(path.lastIndexOf("/") + 1).replace(/\.[A-Za-z]+$/, "");
  return /^\/(?:(?:components\/[^/]+|definitions|\$defs)\/)?([^/]+)$/.exec(pointer)?.[1];
}
