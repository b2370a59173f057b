import type { Diagnostics } from "../../diagnostics/diagnostics.ts";
import type { Losses } from "../faults/losses.ts";
import type { KeptCopy } from "../source-document.ts";

/** Knows of copies whether they are made of nothing but their originals, so that the next time may have them again. */
export class Dependence {
  private readonly diagnostics: Diagnostics;
  private readonly losses: Losses;
  private elsewhere = 0;
  private deepest = 0;

  constructor(diagnostics: Diagnostics, losses: Losses) {
    this.diagnostics = diagnostics;
    this.losses = losses;
  }

  /** Notes that what is being copied depends on more than its original. */
  note(): void {
    this.elsewhere += 1;
  }

  /** Notes at which level of objects within each other something is copied. */
  reach(depth: number): void {
    this.deepest = Math.max(this.deepest, depth);
  }

  /**
   * The copy of an object that stands in others, `depth` levels deep: the one that is kept, unless that would be deeper
   * than `most`. What is made is kept, if it depends on nothing else, and there is nothing to tell of it.
   */
  copyOf(
    original: object,
    { kept, depth, most }: { readonly kept: WeakMap<object, KeptCopy>; readonly depth: number; readonly most: number },
    make: () => unknown,
  ): unknown {
    const known = kept.get(original);
    if (known && depth + known.height <= most) return known.copy;
    const { all, deepest } = this;
    this.deepest = depth;
    const copy = make();
    if (this.all === all && copy !== undefined) kept.set(original, { copy, height: this.deepest - depth });
    this.reach(deepest);
    return copy;
  }

  /** What grows where a copy depends on something else, or there is something to tell of it. */
  private get all(): number {
    return this.elsewhere + this.diagnostics.reports + this.losses.met;
  }
}
