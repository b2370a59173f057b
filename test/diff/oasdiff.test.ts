import { describe, expect, test } from "vitest";
import { oasdiffChecks } from "./oasdiff/checks.ts";
import { rowsInUse, sideBySide } from "./oasdiff/side-by-side.ts";
import { requests } from "./pairs/requests.ts";
import { responses } from "./pairs/responses.ts";
import { surface } from "./pairs/surface.ts";

const pairs = [...requests, ...responses, ...surface];

/** Where a finding is, by its path. */
function sideOf(path: string): "given" | "read" | "other" {
  if (path.startsWith("args")) return "given";
  return /^(?:data|error|headers)\b/.test(path) ? "read" : "other";
}

describe("beside the checks of oasdiff", () => {
  test("every check has a row", () => {
    expect(oasdiffChecks.size).toBeGreaterThan(500);
    expect(sideBySide.filter(({ row }) => row === undefined).map(({ check }) => check)).toEqual([]);
  });

  test("every row stands beside a check", () => {
    const used = new Set(sideBySide.map(({ row }) => row));
    expect(rowsInUse.filter((row) => !used.has(row)).map(({ checks }) => String(checks))).toEqual([]);
  });

  test("every finding in a row is that of a pair, at its level", () => {
    const proven = new Set(
      pairs.flatMap(({ finds, level }) => {
        const [kind = "", , ...path] = finds?.split(" ") ?? [];
        return finds === undefined ? [] : [`${kind} ${level} ${sideOf(path.join(" "))}`];
      }),
    );
    const claimed = rowsInUse.flatMap(({ finding }) => (finding ? [finding.join(" ")] : []));
    expect(claimed.filter((each) => !proven.has(each))).toEqual([]);
  });
});
