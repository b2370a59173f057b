/** CPU seconds, user and system, that the steps of one document took. */
export interface Seconds {
  /** Reading the document, naming, emitting. */
  readonly generate: number;
  /** TypeScript 7 on the declarations. */
  readonly typeCheck: number;
  /** Reading the document again, and starting the mock. */
  readonly mock: number;
  /** Writing the client to disk and loading its modules. */
  readonly load: number;
  /** Making up arguments and calling, the mock's part included. */
  readonly calls: number;
}

/** Operations of one document that failed alike. */
export interface Failure {
  /** What failed, without the names of the document: `refused: query type`. */
  readonly cause: string;
  readonly count: number;
  /** The first of them: method and path, and what was said. */
  readonly operation: string;
  readonly detail: string;
}

/** What the compiler has to say about the declarations of one document. */
export interface TypeFaults {
  readonly count: number;
  /** The first of them, each a line of the compiler. */
  readonly first: readonly string[];
}

/** What became of one document. */
export interface DocumentRecord {
  /** Its path in the collection: `github.com/api.github.com.json`. */
  readonly document: string;
  /** The commit of this repository, with `+` where files differ from it. */
  readonly commit: string;
  /** When it was run, as ISO 8601 has it. */
  readonly date: string;
  /**
   * `done`: every operation was called; `refused`: it has an error; `killed`: beyond the limits of time or memory;
   * `crashed`: something threw.
   */
  readonly outcome: "done" | "refused" | "killed" | "crashed";
  /** Why it is not done: diagnostics, the limit, or what was thrown. */
  readonly reasons: readonly string[];
  /** Size of the document. */
  readonly bytes: number;
  /** How often it registers an operation, counted in its JSON. */
  readonly registered: number;
  /** The functions of the client; registrations that are one operation have one. */
  readonly operations: number;
  /** Those that were called, accepted, answered, parsed and validated. */
  readonly round: number;
  readonly failures: readonly Failure[];
  /** What was noticed beside, in operations that came round. */
  readonly notes: readonly Failure[];
  /** Diagnostics by code, errors and warnings. */
  readonly diagnostics: Readonly<Record<string, number>>;
  /** Absent where there is nothing to check. */
  readonly types?: TypeFaults;
  readonly cpu: Seconds;
  /** The most memory that the process held, in megabytes; it may have had other documents before. */
  readonly memory: number;
}

/** Whether everything about a document is as it should be. */
export function isGood(record: DocumentRecord): boolean {
  const isWhole = record.outcome === "done" && record.round === record.operations;
  return isWhole && (record.types?.count ?? 0) === 0;
}

/** No time at all. */
export const noSeconds: Seconds = { generate: 0, typeCheck: 0, mock: 0, load: 0, calls: 0 };

/** All CPU seconds of a document. */
export function sumOf(seconds: Seconds): number {
  return Object.values(seconds).reduce((sum: number, each: number) => sum + each, 0);
}
