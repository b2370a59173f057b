import { expect, test } from "vitest";
import { command as mock } from "../../../generator/commands/mock/mock.ts";
import { fromPrism } from "../../../generator/commands/mock/prism-spellings.ts";
import { command as proxy } from "../../../generator/commands/mock/proxy.ts";
import { textOf } from "../../docs/documents.ts";
import { faultOf } from "./differences.ts";
import { prismFlags } from "./servers.ts";
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

test.each([
  ["mock", mock],
  ["proxy", proxy],
] as const)("the options of prism %s are in the guide, and taken here", (name, { options }) => {
  const flags = prismFlags(name);
  expect(flags.length).toBeGreaterThan(7);
  const guide = textOf("docs/guides/from-prism.md");
  expect(flags.filter((flag) => !guide.includes(`\`${flag}`))).toEqual([]);
  const isTaken = (flag: string) => {
    const [first] = fromPrism([flag, "false", "info"]);
    return first === undefined || first === "false" || first === "info" || Object.hasOwn(options, first.slice(2));
  };
  expect(flags.filter((flag) => flag !== "--verboseLevel" && !isTaken(flag))).toEqual([]);
});
