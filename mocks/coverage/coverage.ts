import type { MockOperation, ServedOperation } from "../document/operations.ts";
import { type ItemKind, idOf, itemKinds } from "./item.ts";
import type { Plan } from "./plan.ts";
import type { CoverageRecord, OperationRecord } from "./record.ts";
import { describedBy, keyOf } from "./recorder.ts";

/** How much of what there is to exercise was exercised. */
export interface Covered {
  readonly covered: number;
  readonly total: number;
}

/** What requests exercised of an API, and what they did not. */
export interface Coverage extends Covered {
  readonly documents: CoveredDocuments;
  /** By kind; kinds of which there is nothing are left out. */
  readonly kinds: readonly KindCoverage[];
  /** In the document's order. */
  readonly operations: readonly OperationCoverage[];
  /** Requests to no operation of the document. */
  readonly unmatched: number;
}

/** Which documents coverage is of. */
export interface CoveredDocuments {
  readonly title: string;
  /** The SHA-256 digest, in hexadecimal digits, of what the documents say. */
  readonly digest: string;
  /** The documents, or a folder with settings, below the working folder; none where they were not read from disk. */
  readonly spec: readonly string[];
}

/** How much of one kind was exercised. */
export interface KindCoverage extends Covered {
  readonly kind: ItemKind;
}

/** What of an operation was exercised. */
export interface OperationCoverage extends Covered, Pick<MockOperation, "method" | "name" | "path"> {
  readonly requests: number;
  /** By status: those that came, and those that the document describes. */
  readonly statuses: readonly StatusCoverage[];
  /** All that there is to exercise. */
  readonly items: readonly ItemCoverage[];
}

/** How many responses had a status. */
export interface StatusCoverage {
  /** A status, or a key of the document's that none of the responses was described by: `404`, `4XX`, `default`. */
  readonly status: string;
  readonly isDescribed: boolean;
  readonly requests: number;
}

/** One thing that there is to exercise: a parameter that is left out, a member, a status. */
export interface ItemCoverage {
  readonly kind: ItemKind;
  /** Unique among those of its kind in an operation: `query limit: left out`, `200 pets[].name`. */
  readonly name: string;
  readonly isCovered: boolean;
}

/** What coverage is made of. */
export interface CoverageParts {
  readonly operations: readonly ServedOperation[];
  readonly record: CoverageRecord;
  readonly documents: CoveredDocuments;
  planOf(operation: ServedOperation): Plan;
}

/** What of an API was exercised; all of it, or of one operation alone. */
export function coverageOf({ operations, record, documents, planOf }: CoverageParts): Coverage {
  const covered = operations.map((operation) => {
    const { method, name, path } = operation;
    const own = record.operations.get(keyOf(operation));
    const plan = planOf(operation);
    const items = plan.items.map((item) => ({
      ...{ kind: item.kind, name: item.name },
      isCovered: own?.covered.has(idOf(item)) === true,
    }));
    const statuses = statusesOf(plan, own);
    return { method, name, path, requests: own?.requests ?? 0, ...countOf(items), statuses, items };
  });
  const items = covered.flatMap((operation) => operation.items);
  const kinds = itemKinds.map((kind) => ({ kind, ...countOf(items.filter((item) => item.kind === kind)) }));
  return {
    documents,
    ...countOf(items),
    kinds: kinds.filter(({ total }) => total > 0),
    operations: covered,
    unmatched: record.unmatched,
  };
}

function countOf(items: readonly ItemCoverage[]): Covered {
  return { covered: items.filter(({ isCovered }) => isCovered).length, total: items.length };
}

function statusesOf({ responses, items }: Plan, record: OperationRecord | undefined): StatusCoverage[] {
  const came = [...(record?.statuses ?? [])].sort(([a], [b]) => a - b);
  const used = new Set(came.map(([status]) => describedBy(responses, status)?.status));
  return [
    ...came.map(([status, requests]) => ({
      status: String(status),
      isDescribed: describedBy(responses, status) !== undefined,
      requests,
    })),
    ...[...responses.values()]
      .filter(({ status }) => !used.has(status))
      .map(({ status }) => ({ status: items[status]?.name ?? "", isDescribed: true, requests: 0 })),
  ];
}
