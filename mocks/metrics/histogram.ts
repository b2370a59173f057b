/** Seconds up to which a bucket counts. */
export const bounds: readonly number[] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** How long things took. */
export interface Histogram {
  /** How many took up to the bound of the same index and longer than the one before; the last: longer than all. */
  readonly counts: readonly number[];
  readonly count: number;
  /** All together, in seconds. */
  readonly sum: number;
}

/** A histogram that grows. */
export interface GrowingHistogram extends Histogram {
  add(seconds: number): void;
}

/** An empty one. */
export function createHistogram(): GrowingHistogram {
  const counts: number[] = new Array<number>(bounds.length + 1).fill(0);
  let count = 0;
  let sum = 0;
  return {
    counts,
    get count() {
      return count;
    },
    get sum() {
      return sum;
    },
    add(seconds) {
      let index = 0;
      while (index < bounds.length && seconds > (bounds[index] ?? 0)) index += 1;
      counts[index] = (counts[index] ?? 0) + 1;
      count += 1;
      sum += seconds;
    },
  };
}
