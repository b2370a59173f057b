/** How much a pattern repeats. */
export interface Repetitions {
  /** Whether a group that is repeated repeats or chooses in turn: backtracking may take exponential time then. */
  readonly isNested: boolean;
  /** How many repetitions it has; where a match is tried at every character, that is one. */
  readonly count: number;
}

/** How much a pattern, written for JavaScript, repeats. */
export function repetitionsOf(source: string): Repetitions {
  const groups: { inner: boolean }[] = [];
  let count = 0;
  let isNested = false;
  // Escapes and classes count as one character each.
  const tokens = source.matchAll(
    /\\(?:[pPux]\{[^}]*\}|[\s\S])|\[(?:\\[\s\S]|[^\]\\])*\]|[()|]|[*+]|\{\d+(?:,\d*)?\}|[\s\S]/g,
  );
  let closed: { inner: boolean } | undefined;
  for (const [token] of tokens) {
    const isRepetition = token === "*" || token === "+" || /^\{(?:\d+,|\d{2,})/.test(token);
    if (isRepetition) {
      count += 1;
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
  return { isNested, count: count + (source.startsWith("^") ? 0 : 1) };
}
