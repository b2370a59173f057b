import type { Fault } from "../faults/fault.ts";
import { parseFaults } from "../faults/parse-faults.ts";
import type { FaultPlan } from "../faults/plan.ts";
import type { ServedOperation } from "../operations.ts";
import type { RequestLogEntry } from "../request-log.ts";
import type { Control } from "./control.ts";
import type { FindOperation } from "./find-operation.ts";
import type { Scripts } from "./scripts.ts";

/** What a test steers. */
export interface Controlled {
  readonly find: FindOperation;
  readonly scripts: Scripts;
  readonly faults: FaultPlan<ServedOperation>;
  readonly entries: RequestLogEntry[];
}

/** The part of a mock that tests use. */
export function createControl({ find, scripts, faults, entries }: Controlled): Control {
  const allowed = new Set<ServedOperation | undefined>();
  return {
    respond: (name, answer, when) => scripts.add(find(name), answer, when),
    fault(name, fault, { times } = {}) {
      const operation = name === "*" ? undefined : find(name);
      const planned: readonly Fault[] = typeof fault === "string" ? parseFaults(fault) : [fault];
      for (const one of planned) faults.add(operation, one, times);
    },
    allowViolations(name) {
      allowed.add(name === undefined ? undefined : find(name));
    },
    get unexpectedViolations() {
      const isAllowed = ({ operation }: RequestLogEntry): boolean =>
        allowed.has(undefined) ||
        [...allowed].some((one) => one?.method === operation?.method && one?.path === operation?.path);
      return entries
        .filter((entry) => !isAllowed(entry))
        .flatMap(({ method, url, violations }) =>
          violations
            .filter(({ severity }) => severity === "Error")
            .map(({ message }) => `${method} ${url}: ${message}`),
        );
    },
    reset() {
      scripts.reset();
      faults.reset();
      allowed.clear();
      entries.length = 0;
    },
  };
}
