import { describe, expect, test } from "vitest";
import { translatePattern } from "../../../../generator/schema/patterns/translate-pattern.ts";
import { boundPattern } from "../../../../mocks/validation/patterns/bounded-pattern.ts";
import { linearPattern } from "../../../../mocks/validation/patterns/linear-pattern.ts";

function compile(pattern: string): RegExp {
  const translation = translatePattern(pattern);
  if (translation.kind === "untranslatable") throw new Error(translation.reason);
  return new RegExp(translation.source, translation.flags);
}

/** Patterns that do not compile with the flag `u`; texts that match, and texts that do not. */
const translated: readonly (readonly [pattern: string, matching: readonly string[], others: readonly string[]])[] = [
  ["^[0-9a-zA-Z_\\-\\.\\$@\\?\\:\\/\\!\\P{InBasicLatin}\\s()]+$", ["a-b.$@?:/! (é)", "日本"], ["a+b", "{"]],
  ["^\\P{InBasicLatin}+$", ["é日"], ["a", "é a"]],
  ["^[^\\P{InBasicLatin}]+$", ["abc"], ["é"]],
  ["^\\p{InBasicLatin}+$", ["abc~"], ["é"]],
  ["^\\p{IsBasicLatin}+$", ["abc"], ["é"]],
  ["^\\p{InCyrillic}+$", ["привет"], ["a"]],
  ["^\\p{IsAlphabetic}+$", ["aé日"], ["1"]],
  ["^[\\p{IsAlphabetic}\\p{IsDigit}]+$", ["aé1"], [" "]],
  ["^\\p{Alnum}+$", ["abc1"], ["é"]],
  ["^[\\P{Alnum}]+$", ["é "], ["a"]],
  ["^\\p{IsLatin}+$", ["aé"], ["ж"]],
  ["^\\p{javaLetter}\\pN+$", ["é12"], ["12"]],
  ["^\\p{^L}$", ["1"], ["a"]],
  ["^a\\-b\\:c\\!d\\_\\ \\'$", ["a-b:c!d_ '"], ["ab"]],
  ["^a++b$", ["aab"], ["b"]],
  ["^a{1,3}+b*+$", ["aaabb"], ["bb"]],
  ["^(?>ab|a)c$", ["abc", "ac"], ["b"]],
  ["(?i)^abc$", ["ABC"], ["abd"]],
  ["^(?i)abc$", ["ABC"], ["abd"]],
  ["(?is)^a.c$", ["A\nC"], ["ac"]],
  ["\\A\\d+\\z", ["12"], ["12\n", "a1"]],
  ["\\A\\d+\\Z", ["12", "12\n"], ["12\n\n"]],
  ["^\\h+$", [" \t\u00a0"], ["\n"]],
  ["^[\\h,]+$", [" ,"], ["x"]],
  ["^\\Qa.b(\\E+$", ["a.b((("], ["axb("]],
  ["^[[:alpha:]_-]+$", ["a_-"], ["1", "é"]],
  ["^[[:^digit:]]+$", ["abc"], ["1"]],
  ["^(?P<x>[ab])(?P=x)$", ["aa"], ["ab"]],
  ["^[\\w-.]+$", ["a-.b"], ["+"]],
  ["^[\\d-a-z-\\s]+$", ["a-0 "], ["_"]],
  ["^{[a-z]+}$", ["{ab}"], ["ab"]],
  ["^]$", ["]"], ["["]],
  ["^\\x{1F600}$", ["😀"], ["x"]],
  ["^a(?#a comment)b$", ["ab"], ["a"]],
  ["^\\e\\a$", ["\x1b\x07"], ["ea"]],
  ["^\\R$", ["\r\n", "\n"], ["a"]],
];

describe("patterns", () => {
  test.each(translated)("%s is translated", (pattern, matching, others) => {
    expect(() => new RegExp(pattern, "u")).toThrow(SyntaxError);
    const regExp = compile(pattern);
    for (const text of matching) expect([text, regExp.test(text)]).toEqual([text, true]);
    for (const text of others) expect([text, regExp.test(text)]).toEqual([text, false]);
  });

  test.each(["^[0-9]+$", "a&amp;b", "\\p{L}+", "^(a|b)\\1$", "[^\\x00-\\x7F]", ""])(
    "%s is left as it is",
    (pattern) => {
      expect(translatePattern(pattern)).toEqual({ kind: "pattern", source: pattern, flags: "u", isTranslated: false });
    },
  );

  test.each([
    ["(?R)", /flag|group/],
    ["(?(1)a|b)", /group/],
    ["^[a-z&&[^aeiou]]$", /intersection/],
    ["\\p{Foo}", /\\p\{Foo\}/],
    ["(?x) a b", /flag "x"/],
    ["[a", /not closed/],
    ["(a", /Unterminated group/],
    ["a)", /Unmatched/],
    ["a\\", /backslash/],
    ["[z-a]", /out of order/],
    ["*a", /Nothing to repeat/],
    ["a\\Kb(?>c)", /\\K/],
  ])("%s has no equivalent, and the reason is given", (pattern, reason) => {
    expect(translatePattern(pattern)).toMatchObject({ kind: "untranslatable", reason: expect.stringMatching(reason) });
  });
});

test("a pattern between slashes, which no text could match, is taken without them", () => {
  expect(compile("/^[a-z]+$/i").test("ABC")).toBe(true);
  expect(compile("/^[a-z]+$/").test("ABC")).toBe(false);
});

/** No text may ask for it. */
const neverUndecided = () => expect.unreachable();

describe("the cost of a pattern", () => {
  test.each([
    ["^(a+)+$", "a".repeat(60), "b"],
    ["^(a|aa)+$", "a".repeat(90), "b"],
    ["^((a*)|b)*$", "a".repeat(60), "c"],
    ["^(a{1,20}){1,20}$", "a".repeat(200), "b"],
    ["^(a{1,1100}b?)+c$", `${"a".repeat(60)}c`, "a"],
    ["^a*a*a*a*a*a*b$", `${"a".repeat(3000)}b`, "a"],
    ["(x+x+)+y", `${"x".repeat(60)}y`, ""],
    ["^(?:[a-z]+-)*[a-z]+$", `${"abc-".repeat(50_000)}abc`, "A"],
    ["^(\\S+\\s?)*$", "é\u3000".repeat(40), "\u3000\u3000"],
    ["^(.+)+$", "é".repeat(60), "\u2028"],
    ["^(\\p{Lu}+[\\w-]*)+$", `Ж${"a".repeat(60)}`, "é"],
    ["^([^\\s,]+,?)+$", "é,".repeat(60), "\ufeff"],
  ])("%s is decided for texts made against it", (pattern, text, spoilt) => {
    const bounded = boundPattern(new RegExp(pattern, "u"), neverUndecided);
    const start = process.cpuUsage();
    for (const _ of [1, 2]) {
      expect(bounded.test(text)).toBe(true);
      const other = spoilt === "" ? text.slice(0, -1) : text + spoilt;
      expect(bounded.test(other)).toBe(false);
    }
    expect(process.cpuUsage(start).user).toBeLessThan(1_000_000);
  });

  test.each(["^(?=a)(a+)+$", "^(?:(a+)+)\\1$"])("%s, which RE2 does not have, is given up for one text", (pattern) => {
    const undecided: string[] = [];
    const bounded = boundPattern(new RegExp(pattern, "u"), (text) => undecided.push(text) > 0);
    const long = `${"a".repeat(60)}b`;
    expect(bounded.test(long)).toBe(true);
    expect([bounded.test("aaaa"), bounded.test("b")]).toEqual([true, false]);
    expect(bounded.test("a".repeat(60))).toBe(true);
    expect(undecided).toEqual([long]);
  });

  test.each(translated)("%s means the same to the engine of linear time", (pattern, matching, others) => {
    const linear = linearPattern(compile(pattern));
    if (linear === undefined) return expect(pattern).toMatch(/IsAlphabetic|\(\?P=|\\A|\(\?is?\)|\\Z/);
    for (const text of matching) expect([text, linear.test(text)]).toEqual([text, true]);
    for (const text of others) expect([text, linear.test(text)]).toEqual([text, false]);
  });
});
