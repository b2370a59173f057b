import type { ServedOperation } from "../document/operations.ts";

/** A request to an operation that the router has found. */
export interface EngineRequest {
  readonly operation: ServedOperation;
  readonly query: URLSearchParams;
  /** The query as it was sent, where it was: that it holds no preferences is seen without reading it. */
  readonly sentQuery?: string;
  /** Names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The key of an example, where the request prefers none itself. */
  readonly example?: string;
}

/** Whether a query may have parameters that are for the mock; in few of them anything has to be read. */
export function mayPrefer(sentQuery: string): boolean {
  return sentQuery !== "" && /__|%5f/i.test(sentQuery);
}

/**
 * Whether a parameter of the query says what response the client prefers, as Prism's users know them; the API has none
 * such.
 */
export function isPreference(name: string): boolean {
  return /^__(?:code|dynamic|example|seed)$/.test(name);
}
