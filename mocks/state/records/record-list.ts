import { getOwn, type JsonObject } from "../../../generator/document/json.ts";
import type { Entries, StoredValue } from "../../storage/store.ts";
import type { Collection } from "../collections/collection.ts";
import { idText } from "../collections/identifier.ts";
import { segmentOf } from "../collections/names.ts";

/** The records below one parent, or of a collection without one, oldest first. */
export interface RecordList {
  get(id: string): JsonObject | undefined | Promise<JsonObject | undefined>;
  /** How many there are. */
  size(): number | Promise<number>;
  /** Those from one position up to, and without, another. */
  slice(start: number, end?: number): readonly JsonObject[] | Promise<readonly JsonObject[]>;
  /** Where the record of an identifier is; undefined where there is none. */
  position(id: string): number | undefined | Promise<number | undefined>;
  /** The identifiers of those that are of the document's examples. */
  readonly fromExamples: readonly string[];
}

/** What is stored of a list: without `records` they are its entries. */
export type StoredList = StoredValue & {
  readonly records?: readonly JsonObject[];
  readonly fromExamples: readonly string[];
};

/** The identifier of a record. */
export function idOf(record: JsonObject, { idProperty }: Collection): string | undefined {
  return idText(getOwn(record, idProperty));
}

/** The name of an entry that is the record of an identifier. */
export function entryName(id: string): string {
  return segmentOf(id);
}

/** Records as entries. */
export function* named(
  records: readonly JsonObject[],
  collection: Collection,
): Generator<readonly [name: string, record: JsonObject]> {
  for (const record of records) yield [entryName(idOf(record, collection) ?? ""), record];
}

/** A list that is one value. */
export function wholeList(
  { records, fromExamples }: Pick<RecordList, "fromExamples"> & { readonly records: readonly JsonObject[] },
  collection: Collection,
): RecordList {
  const indexOf = (id: string): number => records.findIndex((record) => idOf(record, collection) === id);
  return {
    fromExamples,
    get: (id) => records[indexOf(id)],
    size: () => records.length,
    slice: (start, end) => records.slice(start, end),
    position(id) {
      const index = indexOf(id);
      return index === -1 ? undefined : index;
    },
  };
}

/** A list of which each record is a value. */
export function enteredList(entries: Entries, fromExamples: readonly string[]): RecordList {
  return {
    fromExamples,
    get: (id) => entries.get(entryName(id)),
    size: () => entries.size(),
    slice: (start, end) => entries.slice(start, end),
    position: (id) => entries.position(entryName(id)),
  };
}
