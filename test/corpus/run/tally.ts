import type { Failure } from "./record.ts";

/** Counts what failed alike, and keeps the first of each. */
export class Tally {
  readonly #found = new Map<string, { count: number; operation: string; detail: string }>();

  add(cause: string, operation: string, detail: string): void {
    const known = this.#found.get(cause);
    if (known) known.count += 1;
    else this.#found.set(cause, { count: 1, operation, detail: detail.slice(0, 600) });
  }

  get failures(): Failure[] {
    return [...this.#found]
      .map(([cause, found]) => ({ cause, ...found }))
      .sort((a, b) => b.count - a.count || (a.cause < b.cause ? -1 : 1));
  }
}
