import { createHash, randomUUID } from "node:crypto";

/** A number from 0 up to, and without, 1 for something that happens. The same for the same words under the same seed. */
export type Chance = (...words: readonly (string | number)[]) => number;

/** Chance that follows a seed, in any process and any order of events; without a seed, differently each time. */
export function createChance(seed: string | number = randomUUID()): Chance {
  return (...words) => {
    const digest = createHash("sha256")
      .update(JSON.stringify([String(seed), ...words]))
      .digest();
    return digest.readUInt32BE(0) / 2 ** 32;
  };
}
