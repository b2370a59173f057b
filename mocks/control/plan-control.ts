import type { ServedOperation } from "../document/operations.ts";
import type { Fault } from "../faults/fault.ts";
import type { FaultRule, KeptFault } from "../faults/kept-fault.ts";
import { longestFault, parseFaults, requireKind, requireWithin } from "../faults/parse-faults.ts";
import type { FaultPlan, StoredFault } from "../faults/plan.ts";
import type { CountedList } from "../storage/counted-list.ts";
import type { FindOperation } from "./find-operation.ts";
import { checkPlaces } from "./match-arguments.ts";
import type { ResponseRule } from "./response-rule.ts";
import { checkRule, type KeptResponse, type Scripts, type StoredRule } from "./scripts.ts";
import { templatePlaces } from "./template.ts";

/** Scripted responses and faults as data, which all mocks with the same storage have in common. */
export interface PlanControl {
  /**
   * Adds a scripted response, and gives its identifier. Later ones win, those of `respond` among them.
   *
   * @throws {UnknownOperationError} when the API has no such operation.
   * @throws {ScriptError} when a part of the rule makes no sense.
   */
  addResponse(rule: ResponseRule): Promise<string>;
  /** Scripted responses that requests may still get: those of this process, then those in the storage; oldest first. */
  listResponses(): Promise<readonly KeptResponse[]>;
  /** Takes one back; says whether there was one. */
  removeResponse(id: string): Promise<boolean>;
  /**
   * Plans a fault, and gives its identifier.
   *
   * @throws {UnknownOperationError} when the API has no such operation.
   * @throws {FaultSyntaxError} when the text makes no sense.
   */
  addFault(rule: FaultRule): Promise<string>;
  /** Planned faults that requests may still get, but for those of options and settings. */
  listFaults(): Promise<readonly KeptFault[]>;
  /** Takes one back; says whether there was one. */
  removeFault(id: string): Promise<boolean>;
}

/** What plans are kept in. */
export interface PlanParts {
  readonly find: FindOperation;
  /** The names of the arguments of an operation. */
  readonly argumentsOf: (operation: ServedOperation) => ReadonlySet<string>;
  /** Those of this process, then those of the storage. */
  readonly scripts: readonly Scripts[];
  readonly rules: CountedList<StoredRule>;
  readonly faults: FaultPlan<ServedOperation>;
  readonly storedFaults: CountedList<StoredFault>;
}

/** Keeps plans in the storage. */
export function createPlanControl({ find, argumentsOf, scripts, rules, faults, storedFaults }: PlanParts): PlanControl {
  return {
    async addResponse(rule) {
      const operation = find(rule.operation);
      const { method, path } = operation;
      checkRule(rule);
      const { when = {}, patterns = {}, isTemplate = false, body, headers } = rule;
      const filled = isTemplate ? templatePlaces([body, headers]) : [];
      checkPlaces([...Object.keys(when), ...Object.keys(patterns), ...filled], argumentsOf(operation), rule.operation);
      const { id } = await rules.add({ operation: { method, path }, rule }, rule.times);
      return id;
    },
    async listResponses() {
      return (await Promise.all(scripts.map((source) => source.list()))).flat();
    },
    async removeResponse(id) {
      for (const source of scripts) if (await source.remove(id)) return true;
      return false;
    },
    async addFault({ operation: name, fault, times }) {
      const operation = name === "*" ? undefined : find(name);
      const key = operation && { method: operation.method, path: operation.path };
      const all = faultsOf(fault);
      for (const one of all) faults.check(operation, one);
      const { id } = await storedFaults.add({ operation: key, name, faults: all }, times);
      return id;
    },
    listFaults: () => faults.list(),
    removeFault: (id) => faults.remove(id),
  };
}

/** The faults of a text, or the one that is given. Throws a `FaultSyntaxError` for what is none. */
export function faultsOf(fault: Fault | string): readonly Fault[] {
  const faults = typeof fault === "string" ? parseFaults(fault) : [fault];
  for (const one of faults) {
    requireKind(one.kind);
    requireWithin(longestFault, one);
  }
  return faults;
}
