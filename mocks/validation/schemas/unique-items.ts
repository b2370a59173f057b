import { sorted } from "../../../generator/document/json.ts";
import type { Budget } from "./budget.ts";

/** So many characters of JSON to compare are as costly as a step. */
const charactersOfStep = 1_000;

/** Whether no two items are equal, in time in proportion to their size. */
export function areUnique(items: readonly unknown[], budget: Budget): boolean {
  const known = new Set<string>();
  for (const item of items) {
    const text = JSON.stringify(sorted(item));
    budget.step(1 + text.length / charactersOfStep);
    if (known.has(text)) return false;
    known.add(text);
  }
  return true;
}
