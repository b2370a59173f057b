import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { countOf, measureFlagship, measuresOfReadme } from "./measure.ts";

const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8").replaceAll(/\s+/g, " ");

test("the README has what the tests of the flagship exercise", { timeout: 300_000 }, async () => {
  const coverage = await measureFlagship();
  for (const [name, title] of measuresOfReadme) {
    const [, covered, total] = new RegExp(`(\\d+) of (\\d+) ${title.replaceAll(/[()]/g, "\\$&")}`).exec(readme) ?? [];
    const found = countOf(coverage, name);
    expect(found.total, title).toBe(Number(total));
    // A new test may exercise a little more before somebody measures again.
    expect(found.covered, title).toBeGreaterThanOrEqual(Number(covered));
    expect(found.covered - Number(covered), title).toBeLessThanOrEqual(found.total / 20);
  }
});
