import { getOwn, type JsonObject } from "../../../generator/document/json.ts";
import type { Store } from "../../storage/store.ts";
import type { Schemas } from "../../validation/decoding/decoding.ts";
import type { Collection } from "../collections/collection.ts";
import { idText } from "../collections/identifier.ts";
import { segmentOf, textOfSegment } from "../collections/names.ts";
import { exampleRecords } from "./examples.ts";
import { timeProperties } from "./times.ts";

/** The records below one parent, or of a collection without one, oldest first. */
export interface RecordList {
  readonly records: readonly JsonObject[];
  /** The identifiers of those that are of the document's examples. */
  readonly fromExamples: readonly string[];
}

/**
 * The records of all collections of an API, in a store. A `scope` is the values of the variables in a collection's
 * path.
 */
export interface Records {
  /** The records; undefined where their parent is not there. What nobody changed is what the examples say. */
  read(collection: Collection, scope: readonly string[]): Promise<RecordList | undefined>;
  write(collection: Collection, scope: readonly string[], list: RecordList): Promise<void>;
  /** Deletes everything that belongs to a record. */
  deleteChildren(collection: Collection, scope: readonly string[], id: string): Promise<void>;
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
   * Runs a change while no other change of this API's records runs, in any process. It reads by what it is given, which
   * does not wait for a reset that waits for the change.
   */
  exclusive<Result>(change: (read: Records["read"]) => Promise<Result>): Promise<Result>;
  /** Lets everything be as the examples say, for every request that comes after the call. */
  reset(): void;
}

const earliestStart = Date.UTC(2026, 0, 1);

/** The records of these collections. */
export function createRecords(
  store: Store,
  collections: readonly Collection[],
  schemas: Schemas,
  isSeeded: boolean,
): Records {
  const examplesOf = new Map<Collection, readonly JsonObject[]>();
  let start: number | undefined;
  let isToReset = false;
  let resetting: Promise<void> | undefined;

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
    return siblings !== undefined && indexOf(siblings.records, parent, id) !== -1 ? "created" : "missing";
  }

  async function read(collection: Collection, scope: readonly string[]): Promise<RecordList | undefined> {
    const parent = await parentOf(collection, scope);
    if (parent === "missing") return undefined;
    const stored = await store.get(recordsKey(collection, scope));
    if (stored !== undefined) return stored as unknown as RecordList;
    const records =
      parent === "created" ? [] : examples(collection).filter((record) => isOf(record, collection, scope));
    return { records, fromExamples: records.flatMap((record) => idOf(record, collection) ?? []) };
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
      await store.exclusive("records", async () => {
        await Promise.all((await store.list("")).map((key) => store.delete(key)));
      });
    } catch (error) {
      isToReset = true;
      throw error;
    }
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

  async function count(key: string): Promise<number> {
    const number = Number((await store.get(key))?.["number"] ?? 0) + 1;
    await store.set(key, { number });
    return number;
  }

  return {
    async read(collection, scope) {
      await finishReset();
      return read(collection, scope);
    },
    write: (collection, scope, list) => store.set(recordsKey(collection, scope), { ...list }),
    async deleteChildren(collection, scope, id) {
      for (const child of collections.filter((one) => isBelow(one, collection))) {
        const key = recordsKey(child, [...scope, id]);
        await Promise.all([key, ...(await store.list(`${key}/`))].map((one) => store.delete(one)));
      }
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
      count(`numbers/${nameOf(collection)}${series === undefined ? "" : `/${series}`}`),
    async now() {
      if (!isSeeded) return new Date();
      start ??= startTime();
      return new Date(start + 1000 * (await count("changes")));
    },
    async exclusive(change) {
      await finishReset();
      return store.exclusive("records", () => change(read));
    },
    reset() {
      isToReset = true;
      // Where it fails, the next request tries again, and says so.
      finishReset().catch(() => undefined);
    },
  };
}

/** The place of a record among others; -1 where there is none of this name. */
export function indexOf(records: readonly JsonObject[], collection: Collection, id: string): number {
  return records.findIndex((record) => idOf(record, collection) === id);
}

/** The identifier of a record. */
export function idOf(record: JsonObject, { idProperty }: Collection): string | undefined {
  return idText(getOwn(record, idProperty));
}

/** A record that says to which parent it belongs is only there; any other is below each. */
function isOf(record: JsonObject, { linkProperty, path }: Collection, scope: readonly string[]): boolean {
  const link = linkProperty === undefined ? undefined : idText(getOwn(record, linkProperty));
  return link === undefined || !path.includes("{}") || link === scope.at(-1);
}

function isBelow(collection: Collection, ancestor: Collection): boolean {
  return collection.parent !== undefined && (collection.parent === ancestor || isBelow(collection.parent, ancestor));
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
