import { beforeAll, describe, expect, test } from "vitest";
import type { Finding } from "../../../mocks/contract/finding.ts";
import type { ContractApi } from "../../../mocks/contract/options.ts";
import type { Fault } from "./fault.ts";
import { faults } from "./faults.ts";
import { readShop, runShop } from "./shop-run.ts";

let api: ContractApi;
beforeAll(async () => {
  api = await readShop();
});

const said = (findings: readonly Finding[]) =>
  findings.map(({ rule, operation, message }) => `${rule} ${operation.name}: ${message}`);

describe("the shop that is right", { timeout: 240_000 }, () => {
  test.each([
    ["seed 0", { seed: 0 }],
    ["another seed", { seed: 7 }],
    ["read-only", { allowWrites: false }],
  ])("has no finding: %s", async (_, options) => {
    const { findings, events, cpuSeconds } = await runShop(api, {}, options);
    expect(said(findings)).toEqual([]);
    expect(events.at(-1)).toMatchObject({ kind: "ended", operations: 32, findings: 0 });
    // of the processor, as the machine may be busy; for 32 operations
    expect(cpuSeconds).toBeLessThan(20);
  });
});

describe("a shop that is wrong", { timeout: 240_000 }, () => {
  /** The first one of each kind, and some that were hard to find; `npm run faults` tries them all. */
  const hard = [
    ...["created-loses-a-member", "ids-ignored", "order-of-another-tenant", "if-none-match-passed-over"],
    ...["deleted-not-gone", "replacing-merges", "created-not-listed"],
    ...["change-loses-a-member", "listed-below-other-parents"],
  ];
  const first = [...new Set(faults.map(({ kind }) => kind))].flatMap((kind) =>
    faults.filter((fault) => fault.kind === kind).slice(0, 1),
  );
  const chosen = [...new Set([...first, ...faults.filter(({ name }) => hard.includes(name))])];

  test.each(chosen.map((fault) => [`${fault.kind}: ${fault.name}`, fault] as const))("%s", async (_, fault: Fault) => {
    const options = { isEndedByFinding: true, allowWrites: fault.needsWrites };
    const { findings } = await runShop(api, fault.change(), options);
    expect(said(findings), fault.wrong).not.toEqual([]);
  });

  test("in what is listed below another parent breaks that rule alone", async () => {
    const fault = faults.find(({ name }) => name === "listed-below-other-parents");
    const { findings } = await runShop(api, fault!.change());
    expect(findings.map(({ rule, operation }) => [rule, operation.name])).toEqual([
      ["parameter-ignored", "listAttachments"],
    ]);
  });
});
