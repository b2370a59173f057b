import { describe, expect, test } from "vitest";
import { meets, type Requirement } from "../../generator/scopes/requirement.ts";
import { leastSet } from "../../generator/usage/least-set.ts";

const plain = { isCaseSensitive: true, implies: {} };

function least(requirements: readonly Requirement[], rules = plain, known: readonly string[] = []) {
  return leastSet(requirements, { rules, known });
}

/** The least number of scopes, by trying every set. */
function fewest(requirements: readonly Requirement[]): number {
  const scopes = [...new Set(requirements.flat(2))];
  let best = scopes.length;
  for (let bits = 0; bits < 2 ** scopes.length; bits += 1) {
    const set = scopes.filter((_, index) => bits & (1 << index));
    if (set.length < best && requirements.every((each) => meets(set, each, plain))) best = set.length;
  }
  return best;
}

/** A sequence of numbers below a limit that is the same in every run. */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * limit);
  };
}

describe("the least set of scopes", () => {
  test.each<[string, Requirement[], string[]]>([
    ["none where nothing is needed", [[], []], []],
    ["all of a set", [[["a", "b"]]], ["a", "b"]],
    ["the first of equal alternatives", [[["b"], ["a"]]], ["a"]],
    ["the alternative that another operation needs anyway", [[["a"], ["b"]], [["b"]]], ["b"]],
    [
      "one scope for three choices",
      [
        [["a"], ["x"]],
        [["b"], ["x"]],
        [["c"], ["x"]],
      ],
      ["x"],
    ],
    ["the smaller alternative", [[["a", "b"], ["c"]]], ["c"]],
    ["the larger alternative where its parts are needed", [[["a", "b"], ["c"]], [["a"]], [["b"]]], ["a", "b"]],
  ])("is %s", (_, requirements, scopes) => {
    expect(least(requirements)).toEqual({ scopes, isExact: true });
  });

  const rules = { isCaseSensitive: false, implies: { "desk.all": ["desk.*"] } };
  const known = ["Desk.ALL", "Desk.read", "Desk.write", "Desk.delete"];

  test("includes no more than is needed: not a scope that includes others in place of them", () => {
    const requirements: Requirement[] = [
      [["Desk.read"], ["Desk.ALL"]],
      [["Desk.write"], ["Desk.ALL"]],
    ];
    expect(least(requirements, rules, known).scopes).toEqual(["Desk.read", "Desk.write"]);
  });

  test("has no scope that another one of it includes", () => {
    expect(least([[["Desk.read"]], [["Desk.ALL"]]], rules, known).scopes).toEqual(["Desk.ALL"]);
  });

  test("has a scope once, however it is written", () => {
    expect(least([[["Desk.READ"]], [["Desk.read"]]], rules, known).scopes).toHaveLength(1);
  });

  test("is as small as trying every set finds", () => {
    for (let seed = 1; seed <= 150; seed += 1) {
      const next = numbers(seed);
      const requirements = Array.from({ length: 1 + next(6) }, () =>
        Array.from({ length: 1 + next(3) }, () => Array.from({ length: 1 + next(2) }, () => "abcdefgh"[next(8)]!)),
      );
      const { scopes, isExact } = least(requirements);
      expect(isExact).toBe(true);
      expect(requirements.every((each) => meets(scopes, each, plain))).toBe(true);
      expect([seed, scopes.length]).toEqual([seed, fewest(requirements)]);
    }
  });

  test("is exact for any number of choices that have nothing in common", () => {
    const requirements = Array.from({ length: 300 }, (_, index): Requirement => [[`a${index}`], [`b${index}`]]);
    const { scopes, isExact } = least(requirements);
    expect(scopes).toHaveLength(300);
    expect(isExact).toBe(true);
  });

  test("meets every requirement where the search is cut, and says that it was", () => {
    const next = numbers(7);
    const requirements = Array.from({ length: 150 }, (): Requirement => {
      return Array.from({ length: 4 }, () => [`s${next(80)}`, `s${next(80)}`]);
    });
    const { scopes, isExact } = least(requirements);
    expect(isExact).toBe(false);
    expect(requirements.every((each) => meets(scopes, each, plain))).toBe(true);
  });
});
