import { didYouMean } from "../../generator/diagnostics/suggestion.ts";
import type { JsonObject } from "../../generator/document/json.ts";
import type { Collection } from "./collections/collection.ts";
import { idOf } from "./records/record-list.ts";
import type { Records } from "./records/records.ts";

/** The records at one path: of a collection, or of the part of one that belongs to a parent. */
export interface StoredRecords {
  /** `/tickets`, `/tickets/17/comments`. */
  readonly path: string;
  readonly records: readonly JsonObject[];
}

/** Records that cannot be kept: there is no such collection, its parent is not there, or one has no identifier. */
export class StateError extends Error {
  override readonly name = "StateError";
}

/** The records of all collections, as far as it is known which parents have some. */
export async function readState(records: Records, collections: readonly Collection[]): Promise<StoredRecords[]> {
  const found: StoredRecords[] = [];
  const scopesOf = new Map<Collection, readonly (readonly string[])[]>();
  const kept = collections.filter((collection) => records.isKept(collection));
  for (const collection of kept.toSorted((a, b) => a.path.split("/").length - b.path.split("/").length)) {
    const scopes = await knownScopes(collection);
    scopesOf.set(collection, scopes);
    for (const scope of scopes) {
      const list = await records.read(collection, scope);
      if (list !== undefined) found.push({ path: pathOf(collection, scope), records: await list.slice(0) });
    }
  }
  return found;

  async function knownScopes(collection: Collection): Promise<readonly (readonly string[])[]> {
    const { parent, parentVariables, path } = collection;
    const variables = variablesIn(path);
    if (variables === 0) return [[]];
    const written = await records.writtenScopes(collection);
    if (parent === undefined || parentVariables !== variables) return written;
    const below: string[][] = [];
    for (const scope of scopesOf.get(parent) ?? []) {
      const list = await records.read(parent, scope);
      for (const record of (await list?.slice(0)) ?? []) {
        const id = idOf(record, parent);
        if (id !== undefined) below.push([...scope, id]);
      }
    }
    return [...new Map([...below, ...written].map((scope) => [JSON.stringify(scope), scope])).values()];
  }
}

/**
 * Puts these records in the place of those at their paths, one path after the other, parents first.
 *
 * @throws {StateError} when those of a path cannot be kept; that path and those after it are as they were.
 */
export async function seedState(
  seeds: readonly StoredRecords[],
  records: Records,
  collections: readonly Collection[],
): Promise<void> {
  const kept = collections.filter((collection) => records.isKept(collection));
  for (const { path, records: seeded } of seeds) {
    const { collection, scope } = findCollection(path, kept);
    const ids = new Set<string>();
    for (const [index, record] of seeded.entries()) {
      const id = idOf(record, collection);
      if (id === undefined) throw new StateError(`the record ${index} of ${path} has no "${collection.idProperty}"`);
      if (ids.has(id)) throw new StateError(`two records of ${path} are "${id}"`);
      ids.add(id);
    }
    await records.exclusive(collection, async (read) => {
      if ((await read(collection, scope)) === undefined) throw new StateError(`what ${path} is below is not there`);
      await records.replace({ collection, scope }, seeded);
    });
  }
}

function findCollection(
  path: string,
  collections: readonly Collection[],
): { readonly collection: Collection; readonly scope: readonly string[] } {
  const segments = path.replace(/\/+$/, "").split("/");
  for (const collection of collections.toSorted((a, b) => variablesIn(a.path) - variablesIn(b.path))) {
    const template = collection.path.split("/");
    if (template.length !== segments.length) continue;
    if (!template.every((part, index) => part === "{}" || part === segments[index])) continue;
    return { collection, scope: segments.filter((_, index) => template[index] === "{}").map(decoded) };
  }
  const known = collections.map((collection) => collection.path);
  const hint = didYouMean(path, known) ?? `there are ${known.join(", ") || "none"}`;
  throw new StateError(`there is no collection at ${path}; ${hint}`);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new StateError(`"${segment}" has a malformed percent-escape`);
  }
}

function pathOf({ path }: Collection, scope: readonly string[]): string {
  const values = scope.values();
  return path.replaceAll("{}", () => encodeURIComponent(values.next().value ?? ""));
}

function variablesIn(path: string): number {
  return path.split("{}").length - 1;
}
