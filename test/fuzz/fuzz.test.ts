import { expect, test } from "vitest";
import { smallSeeds } from "./documents.ts";
import { judge } from "./judge.ts";
import { mutantOf } from "./mutate.ts";

const mutants = 2_000;
/** Making files takes most of the time, and has the fewest ways to fail. */
const emittedEach = 10;

test(`${mutants} mutants of documents give a client or errors, and every finding has a place`, {
  timeout: 600_000,
}, async () => {
  const seeds = smallSeeds();
  const faults: string[] = [];
  const exits = new Set<number>();
  for (let number = 0; number < mutants; number += 1) {
    const mutant = mutantOf(seeds, number);
    const verdict = await judge(mutant, { emits: number % emittedEach === 0 });
    exits.add(verdict.exit);
    faults.push(...verdict.faults.map((fault) => `${mutant.what}: ${fault}`));
  }
  expect(faults).toEqual([]);
  expect([...exits].sort()).toEqual([0, 1]);
});
