import { parseArgs } from "node:util";
import { evolve } from "./evolution.ts";
import { evolveSchemas } from "./schema-evolution.ts";

const usage = `npx tsx test/names/histories/count-losses.ts [--seed 1] [--steps 100000] [--show 3] [--only operations|schemas]

Changes documents at random, step by step, with twins that part and meet, and counts the names of living operations and
schemas that are lost. Exit code 1 if there are any; --show prints as many of them whole.`;

const { values } = parseArgs({
  options: {
    help: { type: "boolean", short: "h" },
    seed: { type: "string", default: "1" },
    steps: { type: "string", default: "100000" },
    show: { type: "string", default: "3" },
    only: { type: "string" },
  },
});
if (values.help) console.log(usage);
else {
  const given = { seed: Number(values.seed), steps: Number(values.steps) };
  for (const [subject, run] of Object.entries({ operations: evolve, schemas: evolveSchemas })) {
    if ((values.only ?? subject) !== subject) continue;
    const { losses, ...counts } = run(given);
    console.log({ subject, seed: given.seed, ...counts, losses: losses.length });
    for (const loss of losses.slice(0, Number(values.show))) console.log(loss);
    if (losses.length > 0) process.exitCode = 1;
  }
}
