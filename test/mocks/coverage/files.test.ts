import { describe, expect, test } from "vitest";
import type { Coverage, ItemCoverage } from "../../../mocks/coverage/coverage.ts";
import { mergedCoverage, readCoverage, writtenCoverage } from "../../../mocks/coverage/files.ts";

const documents = { title: "Pets", digest: "0".repeat(64), spec: ["pets.yaml"] };
const items: readonly ItemCoverage[] = [
  { kind: "operation", name: "called", isCovered: true },
  { kind: "value", name: "query sort=a b", isCovered: true },
  { kind: "value", name: "query sort=__proto__", isCovered: false },
  { kind: "response-member", name: "200 pets[].name", isCovered: false },
  { kind: "response-member", name: "200 __proto__", isCovered: true },
];
const operation = {
  ...{ method: "GET", path: "/pets", requests: 3, covered: 3, total: 5 },
  statuses: [{ status: "200", isDescribed: true, requests: 3 }],
};
const coverage: Coverage = {
  ...{ documents, covered: 3, total: 5, kinds: [], unmatched: 2 },
  operations: [{ ...operation, name: "listPets", items }],
};
const covered = ["operation called", "value query sort=a b", "response-member 200 __proto__"];

function coveredIn(text: string): unknown {
  const { record } = readCoverage(text, "a file");
  return [...record.operations].map(([key, own]) => [key, own.requests, [...own.statuses], [...own.covered]]);
}

describe("a file of coverage", () => {
  test("has names by kind, what is covered and what is not", () => {
    const { twinspecCoverage, operations } = JSON.parse(mergedCoverage(coverage)) as {
      twinspecCoverage: number;
      operations: object[];
    };
    expect(twinspecCoverage).toBe(2);
    expect(operations).toEqual([
      {
        ...operation,
        name: "listPets",
        items: {
          covered: { operation: ["called"], value: ["query sort=a b"], "response-member": ["200 __proto__"] },
          uncovered: { value: ["query sort=__proto__"], "response-member": ["200 pets[].name"] },
        },
      },
    ]);
  });

  test("of a large API has the outermost of what is missing, and all that is covered", () => {
    const members = Array.from({ length: 11_000 }, (_, index) => ({
      ...({ kind: "response-member", name: `404 error.part${index}`, isCovered: false } as const),
    }));
    const outermost = { kind: "status", name: "404", isCovered: false } as const;
    const all = [...items, outermost, ...members];
    const large = { ...coverage, total: all.length, operations: [{ ...coverage.operations[0]!, items: all }] };
    const text = mergedCoverage(large);
    expect(text.length).toBeLessThan(2_000);
    expect(JSON.parse(text)).toMatchObject({
      operations: [{ items: { uncovered: { status: ["404"], "response-member": ["200 pets[].name"] } } }],
    });
    expect(coveredIn(text)).toEqual(coveredIn(mergedCoverage(coverage)));
  });

  test("is read as it was written, by merge and by a mock", () => {
    const want = [["GET /pets", 3, [[200, 3]], covered]];
    const merged = mergedCoverage(coverage);
    expect(coveredIn(merged)).toEqual(want);
    const written = writtenCoverage(readCoverage(merged, "a file"));
    expect(written).not.toContain("isCovered");
    expect(coveredIn(written)).toEqual([["GET /pets", 3, [[200, 3]], covered.toSorted()]]);
    expect(readCoverage(written, "a file").record.unmatched).toBe(2);
  });

  test.each([
    ["of the first form", { twinspecCoverage: 1, ...coverage }],
    ["that the control API gave", coverage],
  ])("is read where it is one %s, with an object an item", (_, value) => {
    expect(coveredIn(JSON.stringify(value))).toEqual([["GET /pets", 3, [[200, 3]], covered]]);
  });

  test("takes a fraction of an object an item", () => {
    const many = Array.from({ length: 1000 }, (_, index) => ({
      ...({ kind: "response-member", name: `200 data[].m${index}`, isCovered: index % 2 === 0 } as const),
    }));
    const large = { ...coverage, operations: [{ ...operation, name: "listPets", items: many }] };
    expect(mergedCoverage(large).length * 3).toBeLessThan(JSON.stringify(large).length);
  });

  test.each([
    ["another form", { twinspecCoverage: 3 }, "it has the form 3, not 1 or 2"],
    [
      "items that are none",
      { operations: [{ ...operation, items: 5 }] },
      '"operations[0]" is not as twinspec writes it',
    ],
    ["names that are none", { operations: [{ ...operation, items: { covered: { value: [5] } } }] }, '"operations[0]"'],
    ["objects that are no items", { operations: [{ ...operation, items: [{ kind: "value" }] }] }, '"operations[0]"'],
  ])("with %s is refused", (_, change, message) => {
    const text = JSON.stringify({ ...coverage, twinspecCoverage: 2, ...change });
    expect(() => readCoverage(text, "a file")).toThrow(`a file cannot be read as coverage: ${message}`);
  });
});
