import { expect, test } from "vitest";
import { faultOf } from "./differences.ts";
import { setups } from "./setups.ts";
import { compareSetup } from "./side-by-side.ts";

// All of them: `npm run prism`.
test.each(setups.filter(({ isBrief }) => isBrief === true).map((setup) => [setup.name, setup] as const))(
  "beside Prism's own command line: %s",
  { timeout: 600_000 },
  async (_, setup) => {
    const comparisons = await compareSetup(setup);
    const faults = comparisons.map((comparison) => `${comparison.name}: ${faultOf(comparison) ?? "good"}`);
    expect(faults.filter((fault) => !fault.endsWith(": good"))).toEqual([]);
    expect(comparisons).toHaveLength(setup.requests.length);
  },
);
