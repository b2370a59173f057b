import { describe, expect, test } from "vitest";
import { coverageOf, missingFrom } from "../../../mocks/oauth/scope-coverage.ts";
import { coverage, settings } from "../../scopes/coverage.ts";

describe("what granted scopes include", () => {
  test.each(coverage)("%s", (_, granted, given, scope, want) => {
    expect(coverageOf(granted, given)(scope)).toBe(want);
  });

  test("a pattern of many stars against a long scope is judged in the time of a test", () => {
    const covers = coverageOf(["a"], settings({ a: [`${"x*".repeat(1000)}y`] }));
    expect(covers("x".repeat(20_000))).toBe(false);
  }, 20_000);
});

test("what is missing is that of the alternative that lacks least", () => {
  const covers = coverageOf(["a"], settings());
  expect(
    missingFrom(
      [
        ["b", "c"],
        ["a", "d"],
      ],
      covers,
    ),
  ).toEqual({ missing: ["d"], needed: ["a", "d"] });
  expect(missingFrom([["b"], ["a"]], covers)).toBeUndefined();
  expect(missingFrom([], covers)).toBeUndefined();
});
