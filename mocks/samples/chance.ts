import { createHash } from "node:crypto";

/** What decides between the values that a schema leaves open. */
export interface Chance {
  /** Whether values are the plain ones: what comes first, the shortest, the smallest. */
  readonly isPlain: boolean;
  /** Whether it decides the same each time. */
  readonly isSeeded: boolean;
  /** At least 0 and less than 1. */
  next(): number;
}

/** Decides for what comes first. */
export const plainChance: Chance = { isPlain: true, isSeeded: true, next: () => 0 };

/** Decides anew each time. */
export const freshChance: Chance = { isPlain: false, isSeeded: false, next: Math.random };

/** Decides the same each time for the same seed. */
export function seededChance(seed: string): Chance {
  const digest = createHash("sha256").update(seed).digest();
  let [a, b, c, counter] = [0, 4, 8, 12].map((at) => digest.readUInt32LE(at)) as [number, number, number, number];
  // Chris Doty-Humphrey's sfc32, which passes PractRand.
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  return { isPlain: false, isSeeded: true, next };
}

/** A whole number, the limits included; the least one where values are plain. */
export function integer(chance: Chance, minimum: number, maximum: number): number {
  return minimum + Math.floor(chance.next() * (maximum - minimum + 1));
}

/** True with a probability; never where values are plain. */
export function happens(chance: Chance, probability: number): boolean {
  return !chance.isPlain && chance.next() < probability;
}

/** One of several, the first where values are plain; undefined where there are none. */
export function pick<Value>(chance: Chance, values: readonly Value[]): Value | undefined {
  return values[integer(chance, 0, values.length - 1)];
}
