import { parseArgs } from "node:util";
import { evolve } from "./evolution.ts";

const usage = `npx tsx test/names/histories/count-losses.ts [--seed 1] [--steps 100000] [--show 3]

Changes documents at random, step by step, with twins that part and meet, and counts the names of living operations
that are lost. Exit code 1 if there are any; --show prints as many of them whole.`;

const { values } = parseArgs({
  options: {
    help: { type: "boolean", short: "h" },
    seed: { type: "string", default: "1" },
    steps: { type: "string", default: "100000" },
    show: { type: "string", default: "3" },
  },
});
if (values.help) console.log(usage);
else {
  const { losses, ...counts } = evolve({ seed: Number(values.seed), steps: Number(values.steps) });
  console.log({ seed: Number(values.seed), ...counts, losses: losses.length });
  for (const loss of losses.slice(0, Number(values.show))) console.log(loss);
  process.exitCode = losses.length > 0 ? 1 : 0;
}
