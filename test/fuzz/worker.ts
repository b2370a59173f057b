import { publishedSeeds, smallSeeds } from "./documents.ts";
import { judge } from "./judge.ts";
import { mutantOf } from "./mutate.ts";

const seeds = [...smallSeeds(), ...(process.argv.includes("--published") ? publishedSeeds() : [])];

process.on("message", async (number: number) => {
  const mutant = mutantOf(seeds, number);
  // making files takes most of the time, and has the fewest ways to fail
  const verdict = await judge(mutant, { emits: number % 4 === 0 });
  process.send?.({ ...verdict, what: mutant.what });
});
