import { distance } from "fastest-levenshtein";

/**
 * The candidate whose spelling is closest to `word`; undefined if none is close enough. At most a third of the letters
 * may differ, but always one. A difference in case alone is always close enough.
 */
export function suggestionFor(word: string, candidates: Iterable<string>): string | undefined {
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

/** How many letters differ; two adjacent letters that are swapped count as one. */
function editsBetween(a: string, b: string): number {
  if (a === b) return 0;
  let at = 0;
  while (a[at] === b[at]) at += 1;
  const isSwap = a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
  return isSwap ? 1 : distance(a, b);
}

/** "did you mean …?" with the closest candidate; undefined if none is close enough. */
export function didYouMean(
  word: string,
  candidates: Iterable<string>,
  show = (name: string) => `"${name}"`,
): string | undefined {
  const suggestion = suggestionFor(word, candidates);
  return suggestion === undefined ? undefined : `did you mean ${show(suggestion)}?`;
}
