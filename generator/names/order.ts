import { byCodePoint } from "../document/order.ts";

/** The distinct texts, in code-point order. */
export function sortedUnique(texts: Iterable<string>): string[] {
  return [...new Set(texts)].sort(byCodePoint);
}
