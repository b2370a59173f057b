import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

type Operation = (...parameters: unknown[]) => unknown;

/** What changes something on the disk. */
const operations = [
  ...["appendFileSync", "chmodSync", "copyFileSync", "linkSync", "mkdirSync", "mkdtempSync", "renameSync", "rmSync"],
  ...["rmdirSync", "symlinkSync", "truncateSync", "unlinkSync", "writeFileSync"],
] as const;

/**
 * Has something happen when a number of operations on what is below a folder were done: in place of the next one, of
 * which a write has done the half. Gives what tells how many there were, and sets everything right.
 */
export function afterOperations(
  number: number,
  { folder, happen }: { readonly folder: string; readonly happen: () => void },
): { count(): number; restore(): void } {
  const table = fs as unknown as Record<string, Operation>;
  const originals = operations.map((name) => [name, table[name]!] as const);
  let count = 0;
  for (const [name, operation] of originals) {
    table[name] = (...parameters) => {
      if (!parameters.slice(0, 2).some((path) => String(path).startsWith(folder))) return operation(...parameters);
      if (count >= number) {
        if (name === "writeFileSync" && count === number) {
          const text = String(parameters[1]);
          operation(parameters[0], text.slice(0, text.length / 2));
        }
        count += 1;
        happen();
      } else count += 1;
      return operation(...parameters);
    };
  }
  syncBuiltinESMExports();
  return {
    count: () => count,
    restore() {
      Object.assign(table, Object.fromEntries(originals));
      syncBuiltinESMExports();
    },
  };
}
