import { expect, test } from "vitest";
import { evolve } from "./evolution.ts";
import { evolveSchemas } from "./schema-evolution.ts";

test("no name and no argument of an operation is lost over 1,500 steps of random histories with twins", () => {
  const { losses, lives, argumentLives, movedArguments } = evolve({ seed: 7, steps: 1500 });
  expect(losses.map(({ step, name, now, key, before, after }) => ({ step, name, now, key, before, after }))).toEqual(
    [],
  );
  expect(movedArguments).toBe(0);
  // what was counted is much
  expect(lives).toBeGreaterThan(40_000);
  expect(argumentLives).toBeGreaterThan(100_000);
});

test("no type of a schema is lost over 3,000 steps of random histories of schemas that part, meet, go and move", () => {
  const { losses, lives, removed } = evolveSchemas({ seed: 7, steps: 3000 });
  expect(losses).toEqual([]);
  expect(lives).toBeGreaterThan(60_000);
  expect(removed).toBeGreaterThan(1000);
});
