import { type DocumentRecord, isGood, sumOf } from "./record.ts";

/** What is known of a document that failed once: how it fares now. */
export interface KnownDocument {
  readonly outcome: DocumentRecord["outcome"];
  /** Operations that do not come round. */
  readonly failing: number;
  /** Errors in its declarations. */
  readonly typeErrors: number;
  /** CPU seconds that it takes. */
  readonly seconds: number;
}

/** The documents that ever failed. */
export type KnownDocuments = Readonly<Record<string, KnownDocument>>;

/** What was known, with what records say: a document that failed once stays, good as it may be now. */
export function knownWith(known: KnownDocuments, records: readonly DocumentRecord[]): KnownDocuments {
  const found = new Map(Object.entries(known));
  for (const record of records)
    if (found.has(record.document) || !isGood(record)) found.set(record.document, knownOf(record));
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * The documents that are run for every change: the given ones, and of those that ever failed as many as there is time
 * for, in CPU seconds, the quickest first.
 */
export function documentsForEveryChange(given: readonly string[], known: KnownDocuments, seconds: number): string[] {
  const chosen = new Set(given);
  let left = seconds;
  for (const [document, each] of Object.entries(known).sort(([, a], [, b]) => a.seconds - b.seconds)) {
    if (chosen.has(document)) continue;
    left -= each.seconds;
    if (left < 0) break;
    chosen.add(document);
  }
  return [...chosen];
}

/** How a document fares worse than it is known to; undefined where it does not. */
export function worseThan(known: KnownDocument | undefined, record: DocumentRecord): string | undefined {
  const { outcome = "done", failing = 0, typeErrors = 0 } = known ?? {};
  const now = knownOf(record);
  if (now.outcome !== outcome && now.outcome !== "done") return `is ${now.outcome}: ${record.reasons[0]}`;
  if (now.typeErrors > typeErrors) return `has ${now.typeErrors} type errors: ${record.types?.first[0]}`;
  if (now.failing <= failing) return undefined;
  const causes = record.failures.map(({ cause, count, operation }) => `${count} × ${cause} (${operation})`);
  return `${now.failing} operations do not come round, ${failing} did not before: ${causes.join(", ")}`;
}

function knownOf(record: DocumentRecord): KnownDocument {
  const { outcome, operations, round, types, cpu } = record;
  return {
    outcome,
    failing: operations - round,
    typeErrors: types?.count ?? 0,
    seconds: Math.round(sumOf(cpu) * 10) / 10,
  };
}
