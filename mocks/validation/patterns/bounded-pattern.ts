import { createContext, type Context as Realm, Script } from "node:vm";

/** A pattern that can be tested against any text at a bounded cost. */
export interface BoundedPattern {
  test(text: string): boolean;
}

/** Steps that are taken without a watch; some milliseconds. */
const freeSteps = 1_000_000;

/** Milliseconds of processor time that one text may take. */
const timeLimit = 100;

/** Milliseconds that pass at most before a text has had its processor time, on a machine that has other work. */
const longestWait = 3_200;

let watched: { readonly realm: Realm; readonly script: Script } | undefined;

/**
 * Bounds a regular expression of a document against a text of a request: neither is ours, and backtracking can take
 * years. Where the text is long for the pattern's repetitions, the match is watched. A pattern that once ran out of
 * time gives `undecided` for every text from then on, and `onTimeout` is called.
 */
export function boundPattern(pattern: RegExp, onTimeout: () => void, undecided = true): BoundedPattern {
  const { isNested, repetitions } = repetitionsOf(pattern.source);
  let hasTimedOut = false;
  const stepsFor = (length: number): number => (isNested ? 2 ** length : length ** Math.max(1, repetitions));

  return {
    test(text) {
      if (hasTimedOut) return undecided;
      if (stepsFor(text.length) <= freeSteps) return pattern.test(text);
      const result = testWatched(pattern, text);
      if (result !== undefined) return result;
      hasTimedOut = true;
      onTimeout();
      return undecided;
    },
  };
}

function testWatched(pattern: RegExp, text: string): boolean | undefined {
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

/** How often the pattern repeats something, and whether a repeated group repeats or chooses in turn. */
function repetitionsOf(source: string): { isNested: boolean; repetitions: number } {
  const groups: { inner: boolean }[] = [];
  let repetitions = 0;
  let isNested = false;
  // Escapes and classes count as one character each.
  const tokens = source.matchAll(
    /\\(?:[pPux]\{[^}]*\}|[\s\S])|\[(?:\\[\s\S]|[^\]\\])*\]|[()|]|[*+]|\{\d+(?:,\d*)?\}|[\s\S]/g,
  );
  let closed: { inner: boolean } | undefined;
  for (const [token] of tokens) {
    const isRepetition = token === "*" || token === "+" || /^\{(?:\d+,|\d{2,})/.test(token);
    if (isRepetition) {
      repetitions += 1;
      if (closed?.inner === true) isNested = true;
      for (const group of groups) group.inner = true;
    }
    closed = undefined;
    if (token === "(") groups.push({ inner: false });
    else if (token === "|") for (const group of groups) group.inner = true;
    else if (token === ")") {
      closed = groups.pop();
      // `((a+))+` nests as `(a+)+` does.
      if (closed?.inner === true) for (const group of groups) group.inner = true;
    }
  }
  // Without an anchor at its start a match is tried at every character.
  return { isNested, repetitions: repetitions + (source.startsWith("^") ? 0 : 1) };
}
