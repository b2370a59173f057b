import type { TwinGroup } from "../operations/twins.ts";
import { type Entry, isByName, takesSame } from "./evidence.ts";

/** An entry whose operation moved, with the group that it is now. */
export interface Move {
  readonly group: TwinGroup;
  readonly entry: Entry;
  /** What speaks against it, to be told behind the name that is kept. */
  readonly doubt?: string;
}

/** The other move whose group rather is what an entry was made from; undefined where none or several are. */
type FindBetter = (move: Move) => Move | undefined;

/**
 * Moves that were found by operationIds, where these may have been swapped on the way: operations whose paths, or else
 * whose arguments, say all round that each is another one keep their names by those. Where paths say so of some alone,
 * or what is taken contradicts them, operationIds decide. Both are told.
 */
export function uncrossed(found: readonly (readonly [TwinGroup, Entry])[]): Move[] {
  const plain = found.map(([group, entry]): Move => ({ group, entry }));
  const byPath = betterByPath(plain);
  const moves = turned(turned(plain, byPath), betterByArguments(plain));
  return moves.map((move) => {
    const other = move.doubt === undefined ? byPath(move) : undefined;
    return other ? { ...move, doubt: ` by its operationId, but ${other.group.key} is at its path` } : move;
  });
}

/**
 * The entries whose operation moved away while another, which stayed in its place, took its operationId and left its
 * own: by that operationId it would be taken for the other one.
 */
export function findSwapped(
  free: readonly TwinGroup[],
  open: readonly Entry[],
  stayed: readonly (readonly [TwinGroup, Entry])[],
): Move[] {
  const renamed = stayed.filter(([group, entry]) => !isNamed(group, entry));
  if (renamed.length === 0) return [];
  const moves = open.flatMap((entry): Move[] => {
    if (entry.isRemoved) return [];
    const takers = renamed.filter(([group]) => methodOf(group) === methodOf(entry) && isNamed(group, entry));
    return takers.flatMap(([{ key }, other]) =>
      free
        .filter((group) => methodOf(group) === methodOf(entry) && isNamed(group, other))
        .filter((group) => similarity(group, entry) > 0 && isCalledAlike(group, entry))
        .map((group) => ({ group, entry, doubt: `, but its operationId is that of ${key} now` })),
    );
  });
  return moves.filter(
    ({ group, entry }) => moves.filter((each) => each.group === group || each.entry === entry).length === 1,
  );
}

/** The moves with those turned that are a circle of entries each of which rather is the next one's group. */
function turned(moves: readonly Move[], better: FindBetter): Move[] {
  const result = new Map(moves.map((move) => [move.entry, move]));
  const seen = new Set<Move>();
  for (const start of moves) {
    const circle: Move[] = [];
    let at: Move | undefined = start;
    while (at && !seen.has(at) && at.doubt === undefined) {
      seen.add(at);
      circle.push(at);
      at = better(at);
    }
    if (at !== start || circle.length < 2) continue;
    const pairs = circle.map((move, index) => [move, circle[(index + 1) % circle.length]!] as const);
    if (pairs.some(([move, next]) => takesSame(move.group, move.entry) && !takesSame(next.group, move.entry))) continue;
    for (const [{ entry, group }, next] of pairs)
      result.set(entry, { entry, group: next.group, doubt: `, but its operationId is that of ${group.key} now` });
  }
  return [...result.values()];
}

function betterByPath(moves: readonly Move[]): FindBetter {
  const byEnd = new Map<string | undefined, Move[]>();
  const byStart = new Map<string | undefined, Move[]>();
  for (const move of moves) {
    const words = namesIn(move.group);
    for (const [index, word] of [[byEnd, words.at(-1)] as const, [byStart, words[0]] as const]) {
      const known = index.get(word);
      if (known) known.push(move);
      else index.set(word, [move]);
    }
  }
  const found = new Map<Move, Move | undefined>();
  return (move) => {
    if (found.has(move)) return found.get(move);
    const { group, entry } = move;
    const words = namesIn(entry);
    const own = similarity(group, entry);
    // of paths that differ in one word alone, such as a version, another fits better only if it ends alike
    const alike = [
      ...(byEnd.get(words.at(-1)) ?? []),
      ...(own < words.length - 1 ? (byStart.get(words[0]) ?? []) : []),
    ];
    const others = [...new Set(alike)].filter((other) => {
      if (other.entry === entry || methodOf(other.entry) !== methodOf(entry)) return false;
      const its = similarity(other.group, entry);
      return its > own && its > similarity(other.group, other.entry);
    });
    const only = others.length === 1 ? others[0] : undefined;
    found.set(move, only);
    return only;
  };
}

function betterByArguments(moves: readonly Move[]): FindBetter {
  return ({ group, entry }) => {
    if (!entry.arguments || takesSame(group, entry)) return undefined;
    const others = moves.filter(
      (other) =>
        methodOf(other.entry) === methodOf(entry) &&
        takesSame(other.group, entry) &&
        !takesSame(other.group, other.entry) &&
        similarity(other.group, entry) >= similarity(group, entry),
    );
    return others.length === 1 ? others[0] : undefined;
  };
}

/** Whether a call of the group takes what a call of the entry took, if only nothing. */
function isCalledAlike(group: TwinGroup, entry: Entry): boolean {
  const { parameters = [], hasBody = false } = group.canonical.arguments ?? {};
  return entry.arguments ? takesSame(group, entry) : parameters.length === 0 && !hasBody;
}

function isNamed({ registrations }: TwinGroup, entry: Entry): boolean {
  return isByName(
    registrations.filter(({ operationId }) => operationId !== undefined && operationId !== ""),
    entry,
  );
}

type Keyed = Pick<Entry, "key">;

/** How many words two paths begin and end with alike; variables are no words. */
function similarity(some: Keyed, other: Keyed): number {
  const [a, b] = [wordsOf(some), wordsOf(other)];
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return [...a.slice(0, start), ...a.slice(a.length - end)].filter(isName).length;
}

function methodOf({ key }: Keyed): string {
  return key.slice(0, key.indexOf(" "));
}

function wordsOf({ key }: Keyed): string[] {
  return key.slice(key.indexOf("/") + 1).split("/");
}

function namesIn(keyed: Keyed): string[] {
  return wordsOf(keyed).filter(isName);
}

function isName(word: string): boolean {
  return word !== "{}";
}
