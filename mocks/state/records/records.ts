import { getOwn, type JsonObject } from "../../../generator/document/json.ts";
import type { Entries, EntryStore, Lease } from "../../storage/store.ts";
import type { Schemas } from "../../validation/decoding/decoding.ts";
import type { Collection } from "../collections/collection.ts";
import { idText } from "../collections/identifier.ts";
import { segmentOf, textOfSegment } from "../collections/names.ts";
import { exampleRecords } from "./examples.ts";
import { enteredList, entryName, idOf, named, type RecordList, type StoredList, wholeList } from "./record-list.ts";
import { timeProperties } from "./times.ts";

/**
 * The records of all collections of an API, in a store. A `scope` is the values of the variables in a collection's
 * path.
 */
export interface Records {
  /** The records; undefined where their parent is not there. What nobody changed is what the examples say. */
  read(collection: Collection, scope: readonly string[]): Promise<RecordList | undefined>;
  /** Adds a record, or puts it in the place of the one of its identifier. */
  put(place: RecordPlace, record: JsonObject, options?: { readonly isNew: boolean }): Promise<void>;
  /** Deletes a record and everything that belongs to it. */
  remove(place: RecordPlace, id: string): Promise<void>;
  /** Puts these in the place of all. */
  replace(place: RecordPlace, records: readonly JsonObject[]): Promise<void>;
  /** The scopes of which something is written down, oldest first, but for those with very long values. */
  writtenScopes(collection: Collection): Promise<readonly (readonly string[])[]>;
  /** The records that a collection starts with. */
  examples(collection: Collection): readonly JsonObject[];
  /**
   * Whether there is anything to keep: a collection that nobody adds to and that has no examples is left to the
   * document.
   */
  isKept(collection: Collection): boolean;
  /** The number of the next new record, from 1; a series has numbers of its own. */
  nextNumber(collection: Collection, series?: string): Promise<number>;
  /**
   * The time of a change. With a seed it is a second after the change before; the first comes after the latest time
   * that an example tells of.
   */
  now(): Promise<Date>;
  /**
   * Runs a change while no other runs of the collection, of what it is below and of what is below that, in any process.
   * It reads by what it is given, which does not wait for a reset that waits for the change.
   */
  exclusive<Result>(collection: Collection, change: (read: Records["read"]) => Promise<Result>): Promise<Result>;
  /** Lets everything be as the examples say, for every request that comes after the call. */
  reset(): void;
}

/** Where a list of records is. */
export interface RecordPlace {
  readonly collection: Collection;
  readonly scope: readonly string[];
}

const earliestStart = Date.UTC(2026, 0, 1);

/** The records of these collections. */
export function createRecords(
  store: EntryStore,
  collections: readonly Collection[],
  schemas: Schemas,
  isSeeded: boolean,
): Records {
  const examplesOf = new Map<Collection, readonly JsonObject[]>();
  let start: number | undefined;
  let isToReset = false;
  let resetting: Promise<void> | undefined;
  const lockOf = new Map(collections.map((one) => [nameOf(one), `records/${nameOf(rootOf(one))}`]));
  /** What the changes that run may write by. */
  const leases = new Map<string, Lease>();

  function examples(collection: Collection): readonly JsonObject[] {
    const known = examplesOf.get(collection) ?? exampleRecords(collection, schemas);
    examplesOf.set(collection, known);
    return known;
  }

  function isKept(collection: Collection): boolean {
    return collection.canCreate || examples(collection).length > 0;
  }

  /**
   * Whether the parent is there, and whether it is one of the examples, which have the examples of everything below.
   */
  async function parentOf(
    { parent, parentVariables }: Collection,
    scope: readonly string[],
  ): Promise<"created" | "example" | "missing"> {
    if (parent === undefined || !isKept(parent)) return "example";
    const id = scope[parentVariables - 1] ?? "";
    const siblings = await read(parent, scope.slice(0, parentVariables - 1));
    if (siblings?.fromExamples.includes(id)) return "example";
    return (await siblings?.get(id)) === undefined ? "missing" : "created";
  }

  async function read(collection: Collection, scope: readonly string[]): Promise<RecordList | undefined> {
    const parent = await parentOf(collection, scope);
    if (parent === "missing") return undefined;
    const stored = (await store.get(recordsKey(collection, scope))) as StoredList | undefined;
    if (stored !== undefined) return listOf(stored, { collection, scope });
    const records =
      parent === "created" ? [] : examples(collection).filter((record) => isOf(record, collection, scope));
    return wholeList(
      { records, fromExamples: records.flatMap((record) => idOf(record, collection) ?? []) },
      collection,
    );
  }

  function listOf(stored: StoredList, { collection, scope }: RecordPlace): RecordList {
    if (stored.records !== undefined) return wholeList({ ...stored, records: stored.records }, collection);
    return enteredList(store.entries(recordsKey(collection, scope)), stored.fromExamples);
  }

  /** With its first change a list becomes entries: those of the examples, or what an earlier version wrote at once. */
  async function enter({ collection, scope }: RecordPlace): Promise<readonly string[]> {
    const key = recordsKey(collection, scope);
    leases.get(lockKeyOf(collection))?.check();
    const stored = (await store.get(key)) as StoredList | undefined;
    if (stored !== undefined && stored.records === undefined) return stored.fromExamples;
    const list = await read(collection, scope);
    const fromExamples = list?.fromExamples ?? [];
    await store.entries(key).replace(named((await list?.slice(0)) ?? [], collection));
    await store.set(key, { fromExamples });
    return fromExamples;
  }

  /** What is kept of an example is no example any more once it is deleted, or made again. */
  async function forgetExample({ collection, scope }: RecordPlace, id: string): Promise<void> {
    const fromExamples = await enter({ collection, scope });
    if (!fromExamples.includes(id)) return;
    await store.set(recordsKey(collection, scope), { fromExamples: fromExamples.filter((one) => one !== id) });
  }

  function entriesOf({ collection, scope }: RecordPlace): Entries {
    return store.entries(recordsKey(collection, scope));
  }

  function lockKeyOf(collection: Collection): string {
    return lockOf.get(nameOf(collection)) ?? `records/${nameOf(collection)}`;
  }

  async function finishReset(): Promise<void> {
    while (isToReset || resetting !== undefined) {
      resetting ??= deleteAll().finally(() => {
        resetting = undefined;
      });
      await resetting;
    }
  }

  async function deleteAll(): Promise<void> {
    isToReset = false;
    try {
      const byLock = new Map<string, string[]>();
      for (const key of await store.list("")) {
        const keys = byLock.get(lockOfKey(key)) ?? [];
        byLock.set(lockOfKey(key), keys);
        keys.push(key);
      }
      for (const [lock, keys] of byLock) {
        await store.exclusive(lock, async () => void (await Promise.all(keys.map((key) => store.delete(key)))));
      }
    } catch (error) {
      isToReset = true;
      throw error;
    }
  }

  /** `records/<collection>/…` and `numbers/<collection>` are changed under the lock of the collection. */
  function lockOfKey(key: string): string {
    const [, name = ""] = key.split("/");
    return lockOf.get(name) ?? "records";
  }

  /** The latest time of a creation or change in the examples. */
  function startTime(): number {
    const times = collections.flatMap((collection) => {
      const { created, updated } = timeProperties(collection, new Set(), schemas);
      return examples(collection).flatMap((record) => [...created, ...updated].map((name) => getOwn(record, name)));
    });
    const known = times.map((time) => (typeof time === "string" ? Date.parse(time) : Number.NaN));
    return known.filter(Number.isFinite).reduce((latest, time) => Math.max(latest, time), earliestStart);
  }

  return {
    async read(collection, scope) {
      await finishReset();
      return read(collection, scope);
    },
    async put(place, record, { isNew } = { isNew: false }) {
      const id = idOf(record, place.collection) ?? "";
      if (isNew) await forgetExample(place, id);
      else await enter(place);
      await entriesOf(place).set(entryName(id), record);
    },
    async remove(place, id) {
      await forgetExample(place, id);
      await entriesOf(place).delete(entryName(id));
      for (const child of collections.filter((one) => isBelow(one, place.collection))) {
        const key = recordsKey(child, [...place.scope, id]);
        await Promise.all([key, ...(await store.list(`${key}/`))].map((one) => store.delete(one)));
      }
    },
    async replace({ collection, scope }, records) {
      const key = recordsKey(collection, scope);
      leases.get(lockKeyOf(collection))?.check();
      // As one value first: whoever reads meanwhile, and whatever happens, finds all of them.
      await store.set(key, { records, fromExamples: [] });
      await enter({ collection, scope });
    },
    async writtenScopes(collection) {
      const start = `${recordsKey(collection, [])}/`;
      const variables = collection.path.split("{}").length - 1;
      const scopes = (await store.list(start)).map((key) => key.slice(start.length).split("/").map(textOfSegment));
      return scopes.flatMap((scope) => {
        const known = scope.filter((value) => value !== undefined);
        return scope.length === variables && known.length === variables ? [known] : [];
      });
    },
    examples,
    isKept,
    nextNumber: (collection, series) =>
      store.count(`numbers/${nameOf(collection)}${series === undefined ? "" : `/${series}`}`),
    async now() {
      if (!isSeeded) return new Date();
      start ??= startTime();
      return new Date(start + 1000 * (await store.count("changes")));
    },
    async exclusive(collection, change) {
      await finishReset();
      const lock = lockKeyOf(collection);
      return store.exclusive(lock, async (lease) => {
        leases.set(lock, lease);
        return change(read);
      });
    },
    reset() {
      isToReset = true;
      // Where it fails, the next request tries again, and says so.
      finishReset().catch(() => undefined);
    },
  };
}

/** A record that says to which parent it belongs is only there; any other is below each. */
function isOf(record: JsonObject, { linkProperty, path }: Collection, scope: readonly string[]): boolean {
  const link = linkProperty === undefined ? undefined : idText(getOwn(record, linkProperty));
  return link === undefined || !path.includes("{}") || link === scope.at(-1);
}

function isBelow(collection: Collection, ancestor: Collection): boolean {
  return collection.parent !== undefined && (collection.parent === ancestor || isBelow(collection.parent, ancestor));
}

function rootOf(collection: Collection): Collection {
  return collection.parent === undefined ? collection : rootOf(collection.parent);
}

/** Readable, and another for every path: `api.v1.tickets._.comments`. */
function nameOf({ path }: Collection): string {
  const segments = path.slice(1).split("/");
  const name = segments.map((segment) => (segment === "{}" ? "_" : segmentOf(segment))).join(".");
  return name.length > 100 ? segmentOf(path) : name;
}

function recordsKey(collection: Collection, scope: readonly string[]): string {
  return ["records", nameOf(collection), ...scope.map(segmentOf)].join("/");
}
