import { createHistogram, type GrowingHistogram, type Histogram } from "../metrics/histogram.ts";
import type { Violation } from "../validation/violation.ts";

/** What became of the requests to an operation. */
export interface OperationFigures {
  /** How many had a response with each status; 0 where the connection was reset. */
  readonly statuses: ReadonlyMap<number, number>;
  readonly durations: Histogram;
}

/** What requests came to, in numbers that only grow. */
export interface RequestFigures {
  /** By the names of operations; `""` has the requests to none. */
  readonly operations: ReadonlyMap<string, OperationFigures>;
  /** How many violations there were, by `request` or `response` and their severity, `response Warning`. */
  readonly violations: ReadonlyMap<string, number>;
  add(request: CountedRequest): void;
}

/** A request that had its response. */
export interface CountedRequest {
  readonly operation: string;
  readonly status: number;
  /** Seconds. */
  readonly duration: number;
  readonly violations: readonly Pick<Violation, "location" | "severity">[];
}

/** None so far. */
export function createRequestFigures(): RequestFigures {
  const operations = new Map<string, { statuses: Map<number, number>; durations: GrowingHistogram }>();
  const violated = new Map<string, number>();
  return {
    operations,
    violations: violated,
    add({ operation, status, duration, violations }) {
      let figures = operations.get(operation);
      if (figures === undefined) {
        figures = { statuses: new Map(), durations: createHistogram() };
        operations.set(operation, figures);
      }
      figures.statuses.set(status, (figures.statuses.get(status) ?? 0) + 1);
      figures.durations.add(duration);
      for (const { location, severity } of violations) {
        const kind = `${location[0] === "response" ? "response" : "request"} ${severity}`;
        violated.set(kind, (violated.get(kind) ?? 0) + 1);
      }
    },
  };
}
