import { IdPool, ItemIds } from "./item-ids.ts";

/** What was exercised of an API, without what there is to exercise. */
export interface CoverageRecord {
  /** By method and path, `GET /pets/{petId}`. */
  readonly operations: Map<string, OperationRecord>;
  /** Requests to no operation of the document. */
  unmatched: number;
  /** How many times it was cleared. */
  cleared: number;
  /** Of the items of all operations. */
  readonly ids: IdPool;
}

/** What was exercised of an operation. */
export interface OperationRecord {
  requests: number;
  /** How many responses had a status; 0 where the connection was reset. */
  readonly statuses: Map<number, number>;
  /** The ids of the items that were seen. */
  readonly covered: ItemIds;
}

/** Nothing was exercised yet. */
export function createRecord(): CoverageRecord {
  return { operations: new Map(), unmatched: 0, cleared: 0, ids: new IdPool() };
}

/** The record of an operation, which is there from now on. */
export function recordOf(record: CoverageRecord, key: string): OperationRecord {
  const known = record.operations.get(key);
  if (known !== undefined) return known;
  const created: OperationRecord = { requests: 0, statuses: new Map(), covered: new ItemIds(record.ids) };
  record.operations.set(key, created);
  return created;
}

/** Adds what another record has: counts are added up, and what either has is covered. */
export function addRecord(record: CoverageRecord, { operations, unmatched }: CoverageRecord): void {
  record.unmatched += unmatched;
  for (const [key, { requests, statuses, covered }] of operations) {
    const own = recordOf(record, key);
    own.requests += requests;
    for (const [status, count] of statuses) own.statuses.set(status, (own.statuses.get(status) ?? 0) + count);
    for (const id of covered) own.covered.add(id);
  }
}

/** Forgets everything. */
export function clearRecord(record: CoverageRecord): void {
  record.operations.clear();
  record.ids.clear();
  record.unmatched = 0;
  record.cleared += 1;
}
