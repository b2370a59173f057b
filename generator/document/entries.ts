import { hasReference, isObject } from "./json.ts";
import type { ObjectResolver } from "./resolve-objects.ts";
import { below, type Position } from "./source-document.ts";

/** An entry of a map, and where it stands. */
export interface Entry {
  readonly key: string;
  readonly value: unknown;
  readonly position: Position;
}

/** A map, and where it stands. */
export type Located = Omit<Entry, "key">;

/**
 * The entries of a map with their positions, including those under repeated keys. The map may be in another file, as a
 * whole or but for entries of its own, which win.
 */
export function entriesOf({ value, position }: Located, resolver: ObjectResolver, seen = new Set<unknown>()): Entry[] {
  if (!isObject(value) || seen.has(value)) return [];
  const repeated = position.document.repeated.get(value) ?? [];
  const own = [
    ...Object.entries(value).map(([key, each]) => ({ key, value: each, position: below(position, key) })),
    ...repeated.map(({ key, value: each, offset }) => ({
      key,
      value: each,
      position: { ...below(position, key), offset },
    })),
  ];
  if (!hasReference(value)) return own;
  const target = resolver.follow(value, position);
  const referred = target ? entriesOf(target, resolver, seen.add(value)) : [];
  return [...referred.filter(({ key }) => !Object.hasOwn(value, key)), ...own.filter(({ key }) => key !== "$ref")];
}
