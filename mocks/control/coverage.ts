import { isObject } from "../../generator/document/json.ts";
import type { MockOperation, ServedOperation } from "../document/operations.ts";
import type { RequestLogEntry } from "../pipeline/request-log.ts";

/** Which operations and responses of the document the requests in the journal came to. */
export interface Coverage {
  /** In the document's order. */
  readonly operations: readonly OperationCoverage[];
  /** Requests to no operation of the document. */
  readonly unmatched: number;
}

/** What of an operation was exercised. */
export interface OperationCoverage extends Pick<MockOperation, "method" | "name" | "path"> {
  readonly requests: number;
  /** By status: those that came, and those that the document describes. */
  readonly statuses: readonly StatusCoverage[];
}

/** How many responses had a status. */
export interface StatusCoverage {
  /** A status, or a key of the document's that none of the responses was described by: `404`, `4XX`, `default`. */
  readonly status: string;
  readonly isDescribed: boolean;
  readonly requests: number;
}

/** Counts the journal by operation and status. A reset connection has the status 0. */
export function coverageOf(operations: readonly ServedOperation[], entries: readonly RequestLogEntry[]): Coverage {
  const received = entries.filter(({ callback, webhook }) => callback === undefined && webhook === undefined);
  const counts = new Map<string, Map<number, number>>();
  let unmatched = 0;
  for (const { operation, status } of received) {
    if (operation === undefined) {
      unmatched += 1;
      continue;
    }
    const key = `${operation.method} ${operation.path}`;
    const ofOperation = counts.get(key) ?? new Map<number, number>();
    counts.set(key, ofOperation.set(status, (ofOperation.get(status) ?? 0) + 1));
  }
  return {
    operations: operations.map((operation) => {
      const { method, name, path } = operation;
      const came = counts.get(`${method} ${path}`) ?? new Map<number, number>();
      const requests = [...came.values()].reduce((sum, count) => sum + count, 0);
      return { method, name, path, requests, statuses: statusesOf(operation, came) };
    }),
    unmatched,
  };
}

function statusesOf({ description }: ServedOperation, came: ReadonlyMap<number, number>): StatusCoverage[] {
  const { responses } = description;
  const described = Object.keys(isObject(responses) ? responses : {}).filter((key) => !key.startsWith("x-"));
  const keys = new Set(described.map((key) => key.toUpperCase()));
  const keyOf = (status: number): string | undefined =>
    [String(status), `${Math.floor(status / 100)}XX`, "DEFAULT"].find((key) => keys.has(key));
  const used = new Set([...came.keys()].map(keyOf));
  return [
    ...[...came]
      .sort(([a], [b]) => a - b)
      .map(([status, requests]) => ({
        status: String(status),
        isDescribed: keyOf(status) !== undefined,
        requests,
      })),
    ...described
      .filter((key) => !used.has(key.toUpperCase()))
      .map((status) => ({ status, isDescribed: true, requests: 0 })),
  ];
}
