import { distance } from "fastest-levenshtein";

/**
 * The candidate that is spelt most like `word`, or undefined when none is near enough: at most a third of its letters
 * differ, and at least one may. A difference of case alone always counts as near.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  const lower = word.toLowerCase();
  for (const candidate of candidates) {
    if (candidate === word) continue;
    const edits = editsBetween(lower, candidate.toLowerCase());
    if (edits < bestDistance || (edits === bestDistance && best !== undefined && candidate < best)) {
      best = candidate;
      bestDistance = edits;
    }
  }
  return best;
}

/** How many letters differ; two neighbours that changed places count as one. */
function editsBetween(a: string, b: string): number {
  if (a === b) return 0;
  let at = 0;
  while (a[at] === b[at]) at += 1;
  const isSwap = a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
  return isSwap ? 1 : distance(a, b);
}

/** "did you mean …?" for the nearest candidate, or undefined. */
export function didYouMean(
  word: string,
  candidates: Iterable<string>,
  show = (name: string) => `"${name}"`,
): string | undefined {
  const near = nearest(word, candidates);
  return near === undefined ? undefined : `did you mean ${show(near)}?`;
}
