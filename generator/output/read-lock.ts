import type { Diagnostic } from "../document/diagnostic.ts";
import { emptyLock, type Lock } from "../names/lock.ts";
import { parseLock } from "../names/parse-lock.ts";
import { readIfThere } from "./compare-output.ts";

/** The lock in a file with its text; an empty one where there is no file yet. */
export function readLock(file: string | undefined, shown: string): { lock: Lock; text?: string; diagnostics: readonly Diagnostic[] } {
  const text = file === undefined ? undefined : readIfThere(file);
  if (text === undefined) return { lock: emptyLock, diagnostics: [] };
  return { ...parseLock(text, shown), text };
}
