/**
 * `npm run prism`: sends the same requests to Prism's command line and to ours, side by side on this machine, and prints
 * what differs without being meant to. `npm run prism -- proxy` tries the setups whose names begin so; `--all` prints
 * every difference.
 */
import { faultOf, unusedNames } from "./differences.ts";
import type { Response } from "./exchange.ts";
import { setups } from "./setups.ts";
import { type Comparison, compareSetup } from "./side-by-side.ts";

const [only = "", ...flags] = process.argv
  .slice(2)
  .sort((left, right) => Number(left[0] === "-") - Number(right[0] === "-"));
const showsAll = [only, ...flags].includes("--all");
const chosen = setups.filter(({ name }) => only.startsWith("--") || name.startsWith(only));

function print({ name, prism, ours }: Comparison, fault: string): void {
  const shown = ({ status, headers, body }: Response) =>
    [status, headers["content-type"] ?? "-", body.slice(0, 200), headers["sl-violations"] ?? ""].join(" ");
  console.log(`${name}\n  ${fault}\n  prism: ${shown(prism)}\n  ours:  ${shown(ours)}`);
}

const names: string[] = [];
let [equal, meant, faults] = [0, 0, 0];
for (const setup of chosen) {
  for (const comparison of await compareSetup(setup)) {
    const fault = faultOf(comparison);
    names.push(comparison.name);
    if (fault !== undefined) faults += 1;
    else if (comparison.differs.length === 0) equal += 1;
    else meant += 1;
    if (fault !== undefined) print(comparison, fault);
    else if (showsAll && comparison.differs.length > 0)
      print(comparison, `differs in ${comparison.differs.join(", ")}`);
  }
}
if (chosen.length === setups.length) {
  for (const name of unusedNames(names)) {
    faults += 1;
    console.log(`${name}\n  is named by a difference, and not sent`);
  }
}
console.log(
  `${names.length} requests in ${chosen.length} setups: ${equal} equal, ${meant} differ as listed, ${faults} faults`,
);
process.exitCode = faults === 0 ? 0 : 1;
