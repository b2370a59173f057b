import { JSONPathEnvironment } from "json-p3";
import { maxNesting } from "../document/text/parsed-text.ts";

/** One value that a query selects. */
export interface Selected {
  readonly keys: readonly string[];
  readonly value: unknown;
}

/** What a JSONPath selects (RFC 9535), each value once, in the order of the document. */
export type Query = (document: unknown) => readonly Selected[];

/**
 * Makes a query of a JSONPath.
 *
 * @throws where it is none, with a message that ends with the place in it.
 */
export function compileJsonPath(path: string): Query {
  const query = new JSONPathEnvironment({ maxRecursionDepth: 2 * maxNesting }).compile(path);
  return (document) => {
    const selected = new Map<string, Selected>();
    for (const { location, value } of query.query(document as never)) {
      const keys = location.map(String);
      selected.set(JSON.stringify(keys), { keys, value });
    }
    return [...selected.values()];
  };
}
