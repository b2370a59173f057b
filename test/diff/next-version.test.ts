import { expect, test } from "vitest";
import { nextVersion } from "../../generator/diff/next-version.ts";

test.each([
  ["1.4.2", "breaking", "2.0.0"],
  ["1.4.2", "additive", "1.5.0"],
  ["1.4.2", "patch", "1.4.3"],
  ["1.4.2", "none", "1.4.2"],
  ["0.4.2", "breaking", "0.5.0"],
  ["0.4.2", "additive", "0.4.3"],
  ["2.0.0-beta.1", "breaking", "2.0.0"],
  ["1.2.3+build.5", "patch", "1.2.4"],
  ["latest", "breaking", undefined],
] as const)("%s after a change that is %s is %s", (version, level, next) => {
  expect(nextVersion(version, level)).toBe(next);
});
