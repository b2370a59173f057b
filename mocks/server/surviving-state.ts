import { createScripts, type Scripts } from "../control/scripts.ts";
import type { ServedOperation } from "../document/operations.ts";
import type { PlannedFault } from "../faults/plan.ts";
import { createJournal, type Journal } from "../pipeline/journal.ts";
import type { RequestLogEntry } from "../pipeline/request-log.ts";

/** What an API keeps when its documents are read again. */
export interface SurvivingState {
  readonly scripts: Scripts;
  readonly faults: PlannedFault<ServedOperation>[];
  readonly allowed: Set<ServedOperation | string | undefined>;
  readonly journal: Journal<RequestLogEntry>;
  /** How many times the recordings of one request were served, by their keys. */
  readonly replayed: Map<string, number>;
}

/** Nothing yet. */
export function createSurvivingState(): SurvivingState {
  return { scripts: createScripts(), faults: [], allowed: new Set(), journal: createJournal(), replayed: new Map() };
}
