/** A source of random choices that a seed decides. */
export interface Random {
  /** An integer from 0 up to, and without, the limit. */
  below(limit: number): number;
  pick<Value>(values: readonly Value[]): Value;
  shuffled<Value>(values: readonly Value[]): Value[];
}

/** The choices that a seed decides (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed | 0;
  const below = (limit: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000) * limit);
  };
  return {
    below,
    pick: (values) => values[below(values.length)]!,
    shuffled(values) {
      const all = [...values];
      for (let index = all.length - 1; index > 0; index--) {
        const other = below(index + 1);
        [all[index], all[other]] = [all[other]!, all[index]!];
      }
      return all;
    },
  };
}
