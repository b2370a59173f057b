import { byCodePoint } from "../document/order.ts";
import { foldOf, includes, type Requirement, type ScopeRules } from "../scopes/requirement.ts";

/** Scopes that meet every requirement. */
export interface LeastSet {
  readonly scopes: readonly string[];
  /** Whether no set that meets them all gives less. Otherwise the search was cut, and one may be smaller. */
  readonly isExact: boolean;
}

/** What scopes are chosen by. */
export interface Choice {
  readonly rules: ScopeRules;
  /** The scopes that are known: a set is the smaller, the fewer of them it includes. */
  readonly known: readonly string[];
  /** Only these may be chosen. Default: those that the requirements name. */
  readonly from?: readonly string[];
}

/** Steps of the search for one group of requirements, after which the best set so far is given. */
const mostSteps = 100_000;

/**
 * The set of scopes that meets all requirements and includes the fewest known scopes, implied ones among them; of those
 * the one with the fewest scopes, and then the first by code point. Requirements that have no scope in common, implied
 * ones included, are searched apart. The search branches over alternatives and is cut where a set includes as much as
 * the best one. What cannot be met from the scopes of the choice is left out.
 */
export function leastSet(requirements: readonly Requirement[], choice: Choice): LeastSet {
  const search = new Search(requirements, choice);
  return search.run();
}

/** One way to meet a requirement: scopes, by number. */
type Way = readonly number[];

class Search {
  private readonly rules: ScopeRules;
  private readonly candidates: readonly string[];
  /** What each candidate includes, as bits over the known scopes. */
  private readonly closures: readonly bigint[];
  private readonly ways: readonly (readonly Way[])[];

  constructor(requirements: readonly Requirement[], { rules, known, from }: Choice) {
    this.rules = rules;
    const fold = foldOf(rules);
    const distinct = (scopes: readonly string[]) => [
      ...new Map(scopes.toSorted(byCodePoint).map((scope) => [fold(scope), scope])).values(),
    ];
    const named = requirements.flat(2);
    this.candidates = distinct(from ?? named);
    const all = distinct([...known, ...named, ...this.candidates]);
    this.closures = this.candidates.map((scope) =>
      all.reduce((bits, other, index) => (includes([scope], other, rules) ? bits | (1n << BigInt(index)) : bits), 0n),
    );
    const unique = new Map(requirements.map((each) => [JSON.stringify(each), each]));
    const ways = [...unique.values()].map((requirement) => this.waysOf(requirement, from === undefined));
    this.ways = ways.filter((each) => each.length > 0 && each.every((way) => way.length > 0));
  }

  run(): LeastSet {
    let isExact = true;
    const chosen: number[] = [];
    for (const group of this.groups()) {
      const found = this.best(group);
      chosen.push(...found.set);
      isExact &&= found.isExact;
    }
    const scopes = this.withoutIncluded(chosen).map((index) => this.candidates[index]!);
    return { scopes: scopes.sort(byCodePoint), isExact };
  }

  /** The ways in which candidates can meet a requirement. */
  private waysOf(requirement: Requirement, isFree: boolean): Way[] {
    return requirement.flatMap((set) => {
      const choices = set.map((scope) =>
        this.candidates.flatMap((candidate, index) => {
          const fits = isFree ? this.isSame(candidate, scope) : includes([candidate], scope, this.rules);
          return fits ? [index] : [];
        }),
      );
      return choices.reduce<number[][]>(
        (ways, options) => ways.flatMap((way) => options.map((index) => [...new Set([...way, index])])),
        [[]],
      );
    });
  }

  private isSame(one: string, other: string): boolean {
    const fold = foldOf(this.rules);
    return fold(one) === fold(other);
  }

  /** The requirements, together where a scope of one includes something that a scope of the other does. */
  private groups(): (readonly Way[])[][] {
    const groups: { bits: bigint; members: (readonly Way[])[] }[] = [];
    for (const ways of this.ways) {
      const joined = { bits: ways.flat().reduce((bits, index) => bits | this.closures[index]!, 0n), members: [ways] };
      for (let index = groups.length - 1; index >= 0; index -= 1) {
        const group = groups[index]!;
        if ((group.bits & joined.bits) === 0n) continue;
        joined.bits |= group.bits;
        joined.members.push(...group.members);
        groups.splice(index, 1);
      }
      groups.push(joined);
    }
    return groups.map(({ members }) => members.toSorted((a, b) => a.length - b.length));
  }

  private best(group: readonly (readonly Way[])[]): { readonly set: readonly number[]; readonly isExact: boolean } {
    let best: readonly number[] | undefined;
    let steps = 0;
    const visit = (set: readonly number[], bits: bigint): void => {
      steps += 1;
      if (steps > mostSteps && best) return;
      if (best && size(bits) > size(this.bitsOf(best))) return;
      const open = group.find((ways) => !ways.some((way) => way.every((index) => this.isIn(bits, index))));
      if (!open) {
        const full = this.withoutIncluded(set);
        if (!best || this.isLess(full, best)) best = full;
        return;
      }
      const next = open.map((way) => {
        const added = [...set, ...way.filter((index) => !this.isIn(bits, index))];
        return { added, bits: bits | this.bitsOf(way) };
      });
      for (const { added, bits: more } of next.sort((a, b) => size(a.bits) - size(b.bits))) visit(added, more);
    };
    visit([], 0n);
    return { set: best ?? [], isExact: steps <= mostSteps };
  }

  private isIn(bits: bigint, index: number): boolean {
    return (bits & this.closures[index]!) === this.closures[index];
  }

  private bitsOf(set: readonly number[]): bigint {
    return set.reduce((bits, index) => bits | this.closures[index]!, 0n);
  }

  /** Without scopes that others of the set include. */
  private withoutIncluded(set: readonly number[]): number[] {
    const kept = [...new Set(set)].sort((a, b) => size(this.closures[b]!) - size(this.closures[a]!) || a - b);
    for (let at = kept.length - 1; at >= 0; at -= 1) {
      const others = kept.filter((_, index) => index !== at);
      if (this.isIn(this.bitsOf(others), kept[at]!)) kept.splice(at, 1);
    }
    return kept.sort((a, b) => a - b);
  }

  private isLess(one: readonly number[], other: readonly number[]): boolean {
    const by = size(this.bitsOf(one)) - size(this.bitsOf(other)) || one.length - other.length;
    return by < 0 || (by === 0 && byCodePoint(one.join(), other.join()) < 0);
  }
}

/** The number of bits that are set. */
function size(bits: bigint): number {
  let count = 0;
  for (let rest = bits; rest > 0n; rest &= rest - 1n) count += 1;
  return count;
}
