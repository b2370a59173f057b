import { createContext, type Context as Realm, Script } from "node:vm";
import { repetitionsOf } from "../../../generator/schema/patterns/repetitions.ts";
import { type LinearPattern, linearPattern } from "./linear-pattern.ts";

/** A pattern that can be tested against any text at a bounded cost. */
export interface BoundedPattern {
  test(text: string): boolean;
}

/** Steps that are taken without a watch; some milliseconds. */
const freeSteps = 1_000_000;

/** So many take some microseconds. */
const stepsOfWeight = 1_000;

/** Milliseconds of processor time that one text may take. */
const timeLimit = 100;

/** Milliseconds that pass at most before a text has had its processor time, on a machine that has other work. */
const longestWait = 3_200;

let watched: { readonly realm: Realm; readonly script: Script } | undefined;

/**
 * Bounds a regular expression of a document against a text of a request: neither is ours, and backtracking can take
 * years. Where the text is long for the pattern's repetitions, an engine matches it that takes linear time; the few
 * patterns that it cannot take are watched. `undecided` gives the result, or throws, for the one text that takes too
 * long; `spend` is told before a text that may take longer than most, how many times some microseconds.
 */
export function boundPattern(
  pattern: RegExp,
  undecided: (text: string) => boolean,
  spend: (weight: number) => void = () => undefined,
): BoundedPattern {
  const { isNested, count } = repetitionsOf(pattern.source);
  const stepsFor = (length: number): number => (isNested ? 2 ** length : length ** Math.max(1, count));
  let linear: LinearPattern | "none" | undefined;

  return {
    test(text) {
      const steps = stepsFor(text.length);
      if (steps > stepsOfWeight) spend(Math.min(steps, freeSteps) / stepsOfWeight);
      if (steps <= freeSteps) return pattern.test(text);
      linear ??= linearPattern(pattern) ?? "none";
      if (linear !== "none" && linear.size * text.length <= freeSteps) return linear.test(text);
      return testWatched(linear === "none" ? pattern : linear, text) ?? undecided(text);
    },
  };
}

function testWatched(pattern: BoundedPattern, text: string): boolean | undefined {
  watched ??= { realm: createContext({}), script: new Script("pattern.test(text)") };
  const { realm, script } = watched;
  realm["pattern"] = pattern;
  realm["text"] = text;
  try {
    // The limit of a script is told by the clock, which goes on while others have the processor.
    for (let timeout = timeLimit; timeout <= longestWait; timeout *= 2) {
      const before = process.cpuUsage();
      try {
        return script.runInContext(realm, { timeout }) === true;
      } catch {
        const { user, system } = process.cpuUsage(before);
        if (user + system >= timeLimit * 1_000) return undefined;
      }
    }
    return undefined;
  } finally {
    realm["text"] = "";
  }
}
