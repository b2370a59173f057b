import { byCodePoint } from "../../document/order.ts";
import { foldCase } from "../identifiers/identifier.ts";
import type { SchemaToName } from "../registration.ts";
import type { LockedSchema } from "./lock.ts";

/** A schema of the lock none of whose sources is there, with the names that nothing else has. */
export interface GoneSchema {
  /** Its lines: those that share names. */
  readonly lines: readonly Line[];
  readonly entries: readonly LockedSchema[];
  readonly names: readonly string[];
  /** The source that it is known by. */
  readonly source: string;
  /** Whether it was removed before the lock was written. */
  readonly isRemoved: boolean;
}

/** A line of a lock: a source and its entry. */
export type Line = readonly [source: string, entry: LockedSchema];

/** The schemas of a lock that are gone. */
export function goneSchemas(
  locked: ReadonlyMap<string, LockedSchema>,
  { present, isFree }: { readonly present: ReadonlySet<string>; readonly isFree: (name: string) => boolean },
): GoneSchema[] {
  const groups = new Set<readonly Line[]>();
  const groupOf = new Map<string, readonly Line[]>();
  // what was removed earlier is none of what lived until now
  const keysOf = ([, { name, aliases = [], isRemoved }]: Line) =>
    [name, ...aliases].map((each) => `${isRemoved} ${foldCase(each)}`);
  for (const [source, entry] of locked) {
    if (present.has(source)) continue;
    const { aliases: all = [], ...rest } = entry;
    const [name, ...aliases] = [entry.name, ...all].filter(isFree);
    if (name === undefined) continue;
    const line: Line = [source, { ...rest, name, ...(aliases.length > 0 && { aliases }) }];
    const sharing = new Set(keysOf(line).map((key) => groupOf.get(key)));
    const group = [line, ...[...sharing].flatMap((each) => each ?? [])];
    for (const each of sharing) if (each) groups.delete(each);
    groups.add(group);
    for (const key of group.flatMap(keysOf)) groupOf.set(key, group);
  }
  return [...groups].map(asGone).sort((a, b) => byCodePoint(a.source, b.source));
}

function asGone(group: readonly Line[]): GoneSchema {
  const lines = group.toSorted(([a], [b]) => byCodePoint(a, b));
  const entries = lines.map(([, entry]) => entry);
  const names = [...entries.map(({ name }) => name), ...entries.flatMap(({ aliases = [] }) => aliases)];
  const [[source, { isRemoved }]] = lines as [Line];
  return { lines, entries, names: [...new Set(names)], source, isRemoved };
}

/** A schema that may have moved, and what names it has by its place. */
export interface Movable {
  readonly schema: SchemaToName;
  /** Whether the lock names something that lives at one of its sources. */
  readonly hasName: boolean;
  /** Whether the lock names something that was at one of its sources earlier. */
  readonly hasReturned: boolean;
}

/** What a schema that moved is recognized by. */
interface Recognition {
  readonly ofSchema: (schema: SchemaToName) => readonly string[];
  readonly ofEntry: (source: string, entry: LockedSchema) => string | undefined;
  /** Whether it tells what was removed earlier, too. */
  readonly ofRemoved: boolean;
}

/** The names of its components, or what it says, with as many parts of the path as are the same; with none at last. */
function recognitionsOf(depth: number): Recognition[] {
  const ofRemoved = depth === 0;
  return [
    {
      ofSchema: ({ sources }) => sources.flatMap((source) => placeName(source, depth) ?? []),
      ofEntry: (source) => placeName(source, depth),
      ofRemoved,
    },
    {
      ofSchema: ({ sources, content }) => {
        if (!content || sources.some(componentName)) return [];
        return depth === 0 ? [content()] : sources.map((source) => `${tailOf(source, depth)} ${content()}`);
      },
      ofEntry: (source, { content }) => {
        if (content === undefined || depth === 0) return content;
        return `${tailOf(source, depth)} ${content}`;
      },
      ofRemoved,
    },
  ];
}

/**
 * The line that a source had before its file was moved or renamed: of some lines the only one of its component, with
 * as much of the path as is the same.
 */
export function lineBefore(source: string, lines: readonly Line[]): LockedSchema | undefined {
  for (let depth = deepest([source]); depth >= 0; depth -= 1) {
    const name = placeName(source, depth) ?? (depth === 0 ? undefined : tailOf(source, depth));
    const same = lines.filter(([each]) => (placeName(each, depth) ?? tailOf(each, depth)) === name);
    if (same.length === 1) return same[0]![1];
  }
  return undefined;
}

/** The name of the component at a source, behind the last parts of the path to its file. */
function placeName(source: string, depth: number): string | undefined {
  const name = componentName(source);
  if (name === undefined || depth === 0) return name;
  return `${tailOf(fileOf(source), depth)} ${name}`;
}

/** The last parts of the path to a file, without its extension, and the pointer. */
function tailOf(source: string, depth: number): string {
  const file = fileOf(source);
  const parts = file.replace(/\.[A-Za-z]+$/, "").split("/");
  return parts.slice(-depth).join("/") + source.slice(file.length);
}

function deepest(sources: readonly string[]): number {
  return sources.reduce((most, source) => Math.max(most, fileOf(source).split("/").length), 0);
}

function fileOf(source: string): string {
  return source.split("#", 1)[0]!;
}

/**
 * The schemas that moved, each with what it was, and those that say what a gone one without a name of its own said,
 * which have its names as further ones.
 */
export function findSchemaMoves(
  schemas: readonly Movable[],
  gone: readonly GoneSchema[],
): { moves: Map<SchemaToName, GoneSchema>; joins: Map<SchemaToName, GoneSchema[]> } {
  const moves = new Map<SchemaToName, GoneSchema>();
  const depth = deepest(gone.flatMap(({ lines }) => lines.map(([source]) => source)));
  const recognitions = Array.from({ length: depth + 1 }, (_, index) => recognitionsOf(depth - index)).flat();
  for (const recognition of recognitions) {
    const given = new Set(moves.values());
    const open = gone.filter((each) => !given.has(each) && (recognition.ofRemoved || !each.isRemoved));
    if (open.length === 0) continue;
    const free = schemas.filter(({ schema, hasName }) => !hasName && !moves.has(schema));
    for (const [schema, move] of movesBy(recognition, free, open)) moves.set(schema, move);
  }
  const given = new Set(moves.values());
  const joins = new Map<SchemaToName, GoneSchema[]>();
  const left = gone.filter((each) => !given.has(each) && !each.isRemoved && contentOf(each) !== undefined);
  if (left.length === 0) return { moves, joins };
  const byContent = new Map<string, SchemaToName>();
  for (const { schema } of schemas) {
    const content = schema.content?.();
    if (content !== undefined && !byContent.has(content)) byContent.set(content, schema);
  }
  for (const each of left) {
    const schema = byContent.get(contentOf(each)!);
    if (schema) joins.set(schema, [...(joins.get(schema) ?? []), each]);
  }
  return { moves, joins };
}

function contentOf({ entries }: GoneSchema): string | undefined {
  return entries.find(({ content }) => content !== undefined)?.content;
}

function movesBy(
  { ofSchema, ofEntry }: Recognition,
  schemas: readonly Movable[],
  gone: readonly GoneSchema[],
): Map<SchemaToName, GoneSchema> {
  const goneBy = new Map<string, Set<GoneSchema>>();
  for (const each of gone)
    for (const [source, entry] of each.lines) {
      const mark = ofEntry(source, entry);
      if (mark !== undefined) goneBy.set(mark, (goneBy.get(mark) ?? new Set()).add(each));
    }
  const found = new Map<GoneSchema, SchemaToName[]>();
  for (const { schema, hasReturned } of schemas) {
    const all = new Set(ofSchema(schema).flatMap((mark) => [...(goneBy.get(mark) ?? [])]));
    const living = [...all].filter(({ isRemoved }) => !isRemoved);
    // what returns to its place was not removed elsewhere, too
    const [candidate, ...others] = living.length > 0 ? living : hasReturned ? [] : [...all];
    if (candidate && others.length === 0) found.set(candidate, [...(found.get(candidate) ?? []), schema]);
  }
  return new Map(
    [...found].flatMap(([each, [schema, ...others]]) => (schema && others.length === 0 ? [[schema, each]] : [])),
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
