import { type DocumentRecord, isGood, type Seconds, sumOf } from "./record.ts";

/** What the records of many documents come to. */
export interface Summary {
  /** Of the latest record: a day as ISO 8601 has it. */
  readonly date: string;
  /** Where the records come from, by commit. */
  readonly commits: Readonly<Record<string, number>>;
  readonly versions: Readonly<Record<string, string>>;
  readonly documents: number;
  /** How many there are in the collection. */
  readonly inCollection: number;
  /** By what became of them. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Documents with an error in their declarations. */
  readonly withTypeFaults: number;
  readonly registered: number;
  readonly operations: number;
  readonly round: number;
  /** CPU seconds. */
  readonly cpu: Seconds;
  /** The most that one process held, in megabytes. */
  readonly memory: number;
  /** Operations that did not come round, and documents that were not called. */
  readonly causes: readonly Cause[];
  readonly notes: readonly Cause[];
  readonly diagnostics: Readonly<Record<string, number>>;
  /** Documents that are refused, killed or crashed, and why. */
  readonly stopped: Readonly<Record<string, string>>;
  /** What did not come round, by document. */
  readonly failing: Readonly<Record<string, number>>;
}

/** What failed alike in several documents. */
export interface Cause {
  readonly cause: string;
  readonly operations: number;
  readonly documents: number;
  readonly example: string;
}

/** Adds up records. */
export function summaryOf(
  records: readonly DocumentRecord[],
  { versions, inCollection }: Pick<Summary, "versions" | "inCollection">,
): Summary {
  const sum = (of: (record: DocumentRecord) => number) => records.reduce((all, record) => all + of(record), 0);
  const steps = ["generate", "typeCheck", "mock", "load", "calls"] as const;
  const cpu = Object.fromEntries(steps.map((step) => [step, rounded(sum((record) => record.cpu[step]))]));
  const stopped = records.filter(({ outcome }) => outcome !== "done");
  return {
    date: records.reduce((latest, { date }) => (date > latest ? date : latest), "").slice(0, 10),
    commits: countBy(records, ({ commit }) => [[commit, 1]]),
    versions,
    documents: records.length,
    inCollection,
    outcomes: countBy(records, ({ outcome }) => [[outcome, 1]]),
    withTypeFaults: records.filter(({ types }) => (types?.count ?? 0) > 0).length,
    registered: sum(({ registered }) => registered),
    operations: sum(({ operations }) => operations),
    round: sum(({ round }) => round),
    cpu: cpu as unknown as Seconds,
    memory: Math.max(0, ...records.map(({ memory }) => memory)),
    causes: causesOf(records, ({ failures }) => failures),
    notes: causesOf(records, ({ notes }) => notes),
    diagnostics: countBy(records, ({ diagnostics }) => Object.entries(diagnostics)),
    stopped: Object.fromEntries(
      stopped.map(({ document, outcome, reasons }) => [document, `${outcome}: ${reasons[0]}`]),
    ),
    failing: Object.fromEntries(
      records
        .filter((record) => record.outcome === "done" && !isGood(record))
        .map(({ document, operations, round, types }) => [document, operations - round + (types?.count ?? 0)]),
    ),
  };
}

/** The goals, and whether they are reached. */
export function goalsOf(
  summary: Summary,
): { readonly goal: string; readonly isReached: boolean; readonly is: string }[] {
  const { outcomes, documents, operations, round, withTypeFaults, memory, cpu } = summary;
  const settled = (outcomes["done"] ?? 0) + (outcomes["refused"] ?? 0);
  const percent = (part: number, whole: number) => (whole === 0 ? 100 : (100 * part) / whole);
  const minutes = sumOf(cpu) / 2 / 60;
  return [
    {
      goal: "every document is generated, or refused for a fault of its own",
      isReached: settled === documents,
      is: `${outcomes["done"] ?? 0} generated, ${outcomes["refused"] ?? 0} refused, of ${documents}`,
    },
    {
      goal: "all declarations compile",
      isReached: withTypeFaults === 0,
      is: `${withTypeFaults} with errors`,
    },
    {
      goal: "at least 99.5 % of the operations come round",
      isReached: percent(round, operations) >= 99.5,
      is: `${number(round)} of ${number(operations)}, ${percent(round, operations).toFixed(2)} %`,
    },
    { goal: "below 3 GB", isReached: memory < 3000, is: `${number(memory)} MB at most` },
    {
      goal: "at most 60 minutes of two processors",
      isReached: minutes <= 60,
      is: `${number(Math.round(sumOf(cpu)))} CPU seconds, ${minutes.toFixed(0)} minutes of two`,
    },
  ];
}

/** How many documents, for people: `2,639 documents`, or `130 of 2,639 documents`. */
export function documentsOf({ documents, inCollection }: Summary): string {
  return `${documents === inCollection ? "" : `${number(documents)} of `}${number(inCollection)} documents`;
}

/** A number for people: `125,205`. */
export function number(value: number): string {
  return value.toLocaleString("en-US");
}

type Failures = DocumentRecord["failures"];

function causesOf(records: readonly DocumentRecord[], of: (record: DocumentRecord) => Failures): Cause[] {
  const causes = new Map<string, { operations: number; documents: number; example: string }>();
  for (const record of records)
    for (const { cause, count, operation, detail } of of(record)) {
      const known = causes.get(cause) ?? {
        operations: 0,
        documents: 0,
        example: `${record.document}: ${operation}: ${detail}`.slice(0, 500),
      };
      causes.set(cause, { ...known, operations: known.operations + count, documents: known.documents + 1 });
    }
  return [...causes].map(([cause, found]) => ({ cause, ...found })).sort((a, b) => b.operations - a.operations);
}

function countBy(
  records: readonly DocumentRecord[],
  entriesOf: (record: DocumentRecord) => readonly (readonly [key: string, count: number])[],
): Record<string, number> {
  const counts = new Map<string, number>();
  for (const [key, count] of records.flatMap(entriesOf)) counts.set(key, (counts.get(key) ?? 0) + count);
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}

function rounded(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
