import { byCodePoint } from "../document/order.ts";
import { shortHash } from "./identifiers/hash.ts";
import { foldCase } from "./identifiers/identifier.ts";

/** Something that wants a public name. */
export interface Candidate {
  /** Its identity, unique among the candidates. */
  readonly key: string;
  /** The name that it wants, safe already. */
  readonly wanted: string;
  /** Safe names that also say where it comes from, in the order in which to try them. Only called for a clash. */
  readonly qualified: () => readonly string[];
  /**
   * How little it takes to make the wanted name of what is published, 0 for nothing: in a clash without a locked name,
   * the only one of the least keeps it. Left out where it takes more than a person would see.
   */
  readonly plainness?: number;
}

/** What a resolution must respect. */
export interface Constraints {
  /** Names that are fixed, by key. */
  readonly locked?: ReadonlyMap<string, string>;
  /** Names that no candidate without a locked name may get, such as locked aliases and tombstones. */
  readonly taken?: Iterable<string>;
  /** Further wanted names: a candidate that wants one may get it, but no qualified name becomes one. */
  readonly wanted?: Iterable<string>;
  /** Whether names that differ only in case are different; by default they clash, as on many file systems. */
  readonly isCaseSensitive?: boolean;
  /** The separator between a name and the hash of its key. */
  readonly hashSeparator?: "_" | "-";
}

interface Contestant {
  readonly key: string;
  readonly wanted: string;
  readonly ladder: readonly string[];
  step: number;
}

/**
 * A name for every candidate, by key: a pure function of the set. Locked names stay. A free name that only one wants is
 * given; candidates with a locked name count among those that want the same. In a clash, all members without a locked
 * name, but for the only plainest, are qualified by the first step that distinguishes all of them, if there is one; a
 * qualified name is never one that somebody wants. Those that nothing distinguishes get a hash of their key.
 */
export function resolveNames(candidates: readonly Candidate[], constraints: Constraints = {}): Map<string, string> {
  const { locked = new Map<string, string>(), isCaseSensitive = false, hashSeparator = "_" } = constraints;
  const fold = isCaseSensitive ? (name: string) => name : foldCase;
  const taken = new Set([...(constraints.taken ?? []), ...locked.values()].map(fold));
  const names = new Map<string, string>();
  const wanting = new Map<string, Candidate[]>();
  const holders = new Map<string, Candidate[]>();
  for (const candidate of [...candidates].sort((a, b) => byCodePoint(a.key, b.key))) {
    const name = locked.get(candidate.key);
    if (name === undefined) append(wanting, fold(candidate.wanted), candidate);
    else {
      names.set(candidate.key, name);
      for (const each of new Set([fold(candidate.wanted), fold(name)])) append(holders, each, candidate);
    }
  }

  const blocked = new Set([...taken, ...wanting.keys(), ...[...(constraints.wanted ?? [])].map(fold)]);
  const contestants: Contestant[] = [];
  for (const [wanted, members] of wanting) {
    if (members.length === 1 && !taken.has(wanted) && !holders.has(wanted)) {
      names.set(members[0]!.key, members[0]!.wanted);
      continue;
    }
    const plainest = taken.has(wanted) || holders.has(wanted) ? undefined : plainestOf(members);
    if (plainest) names.set(plainest.key, plainest.wanted);
    const others = members.filter((member) => member !== plainest);
    const ladders = others.map((member) => member.qualified());
    const rivals = (holders.get(wanted) ?? []).map((rival) => rival.qualified());
    const step = bestStep(ladders.map(foldAll), rivals.map(foldAll), blocked);
    for (const [index, { key, wanted }] of others.entries())
      contestants.push({ key, wanted, ladder: ladders[index]!, step });
  }

  function nameNow(contestant: Contestant): string {
    return nameOf(contestant, hashSeparator);
  }

  function foldAll(ladder: readonly string[]): string[] {
    return ladder.map(fold);
  }

  // every round moves all that collide at once, so that none comes first
  for (let current = contestants.map(nameNow); ; current = contestants.map(nameNow)) {
    const folded = current.map(fold);
    const count = countOf(folded);
    const moving = contestants.filter((_, index) => blocked.has(folded[index]!) || count.get(folded[index]!)! > 1);
    if (moving.length === 0) {
      for (const [index, { key }] of contestants.entries()) names.set(key, current[index]!);
      return names;
    }
    for (const contestant of moving) contestant.step++;
  }
}

function plainestOf(members: readonly Candidate[]): Candidate | undefined {
  const least = Math.min(...members.map(({ plainness = Number.POSITIVE_INFINITY }) => plainness));
  const found = members.filter(({ plainness }) => plainness === least);
  return found.length === 1 ? found[0] : undefined;
}

function nameOf({ key, wanted, ladder, step }: Contestant, separator: string): string {
  const round = step - ladder.length;
  if (round < 0) return ladder[step]!;
  // longer hashes in later rounds: two keys may have the same six letters
  const hash = shortHash(key, { length: Math.min(6 + round, 9), round });
  return `${wanted.replace(/_$/, "")}${separator}${hash}`;
}

/** The first step at which the most members have a unique name. */
function bestStep(members: string[][], rivals: string[][], blocked: ReadonlySet<string>): number {
  const last = Math.max(...members.map((ladder) => ladder.length));
  let best = { step: 0, count: 0 };
  for (let step = 0; step < last; step++) {
    const names = [...members, ...rivals].map((ladder) => ladder[step]).filter((name) => name !== undefined);
    const count = countOf(names);
    const good = members.filter((ladder) => {
      const name = ladder[step];
      return name !== undefined && count.get(name) === 1 && !blocked.has(name);
    });
    if (good.length === members.length) return step;
    if (good.length > best.count) best = { step, count: good.length };
  }
  return best.step;
}

function countOf(names: readonly string[]): Map<string, number> {
  const count = new Map<string, number>();
  for (const name of names) count.set(name, (count.get(name) ?? 0) + 1);
  return count;
}

function append<Key, Value>(groups: Map<Key, Value[]>, key: Key, value: Value): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}
