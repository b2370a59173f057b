import { open } from "node:fs/promises";
import { devNull } from "node:os";

type Step = (this: object, ...parameters: unknown[]) => Promise<unknown>;

const steps = ["write", "writeFile", "sync", "truncate"] as const;

/**
 * Has something happen instead of the so manieth step on the disk from now on, 1 being the next: of what that would write, the
 * first half is there by then. Gives what tells how many steps there were, and sets everything right.
 */
export async function atDiskStep(
  number: number,
  happen: () => Promise<never>,
): Promise<{ count(): number; restore(): void }> {
  const handle = await open(devNull);
  const prototype = Object.getPrototypeOf(handle) as Record<string, Step>;
  await handle.close();
  const originals = steps.map((name) => [name, prototype[name]!] as const);
  let count = 0;
  for (const [name, step] of originals) {
    prototype[name] = async function (...parameters) {
      count += 1;
      if (count !== number) return step.apply(this, parameters);
      if (name === "write") {
        const [bytes, offset, length, position] = parameters as [Buffer, number, number, number];
        await step.call(this, bytes, offset, Math.floor(length / 2), position);
      }
      if (name === "writeFile") {
        const text = String(parameters[0]);
        await step.call(this, text.slice(0, text.length / 2));
      }
      return happen();
    };
  }
  return { count: () => count, restore: () => void Object.assign(prototype, Object.fromEntries(originals)) };
}
