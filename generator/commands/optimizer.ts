import { setFlagsFromString } from "node:v8";

/** The budget between two looks at a function whether it is to be optimized, in bytes of its bytecode. */
const budgets = { usual: 132 * 1024, large: 400_000, largest: 1_000_000 };

/**
 * Has the V8 of Node 20 optimize a function after three times as much of it: a run of seconds ends before most of what
 * it optimizes by default pays. Later ones have a compiler between that is cheap, and know the flag by other names.
 */
export function optimizeLess(): void {
  setBudget(budgets.large);
}

/** Has it optimize still less: what runs again now and then, and for a part of a second, is not worth much of it. */
export function optimizeLeast(): void {
  setBudget(budgets.largest);
}

/** Has it optimize as usual from now on: what follows is done time and again. */
export function optimizeAsUsual(): void {
  setBudget(budgets.usual);
}

function setBudget(bytes: number): void {
  if (process.versions.v8.startsWith("11.3.")) setFlagsFromString(`--interrupt-budget=${bytes}`);
}
