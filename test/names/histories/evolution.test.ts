import { expect, test } from "vitest";
import { evolve } from "./evolution.ts";

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
