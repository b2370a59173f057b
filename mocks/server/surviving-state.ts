import { createScripts, type OwnScripts } from "../control/scripts.ts";
import { type CoverageRecord, createRecord } from "../coverage/record.ts";
import type { ServedOperation } from "../document/operations.ts";
import type { PlannedFault } from "../faults/plan.ts";
import { createJournal, type Journal } from "../pipeline/journal.ts";
import { createKeptResponses, type KeptResponses } from "../pipeline/kept-responses.ts";
import { createRequestFigures, type RequestFigures } from "../pipeline/request-figures.ts";
import type { RequestLogEntry } from "../pipeline/request-log.ts";
import { createMemoryStore } from "../storage/memory-store.ts";
import type { Store } from "../storage/store.ts";

/** What an API keeps when its documents are read again. */
export interface SurvivingState {
  readonly scripts: OwnScripts;
  /** Where scripted responses and faults are kept that are data. */
  readonly plans: Store;
  readonly faults: PlannedFault<ServedOperation>[];
  readonly allowed: Set<ServedOperation | string | undefined>;
  readonly journal: Journal<RequestLogEntry>;
  /** What its latest requests got. */
  readonly responses: KeptResponses;
  /** How many times the recordings of one request were served, by their keys. */
  readonly replayed: Map<string, number>;
  readonly coverage: CoverageRecord;
  readonly figures: RequestFigures;
}

/** Nothing yet; what the memory keeps of plans does not grow with tokens and state. */
export function createSurvivingState(plans: Store = createMemoryStore()): SurvivingState {
  const journal = createJournal<RequestLogEntry>();
  return {
    ...{ scripts: createScripts(), plans, faults: [], allowed: new Set(), replayed: new Map() },
    ...{ journal, responses: createKeptResponses(), coverage: createRecord(), figures: createRequestFigures() },
  };
}
