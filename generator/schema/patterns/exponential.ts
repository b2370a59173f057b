import { createRequire } from "node:module";
import type * as scslre from "scslre";
import { repetitionsOf } from "./repetitions.ts";

let loaded: typeof scslre | undefined;

const known = new Map<string, boolean>();

/** How many patterns are remembered: they come from documents, and a process may read many. */
const remembered = 10_000;

/** Beyond this many characters a pattern is not analysed. */
const longest = 4_000;

/**
 * Whether backtracking takes exponential time for some text, as that of JavaScript does with `^(a+)+$`. What is told is
 * sure; not all such patterns are found. The analysis is loaded for the first pattern that repeats a repetition.
 */
export function isExponential({ source, flags }: { readonly source: string; readonly flags: string }): boolean {
  if (source.length > longest || !repetitionsOf(source).isNested) return false;
  const key = `/${source}/${flags}`;
  let result = known.get(key);
  if (result !== undefined) return result;
  loaded ??= createRequire(import.meta.url)("scslre") as typeof scslre;
  try {
    const { reports } = loaded.analyse({ source, flags }, { reportTypes: { Move: false, Trade: true, Self: true } });
    result = reports.some(({ exponential }) => exponential);
  } catch {
    result = false;
  }
  if (known.size >= remembered) known.clear();
  known.set(key, result);
  return result;
}
