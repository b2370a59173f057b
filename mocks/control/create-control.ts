import type { JsonObject } from "../../generator/document/json.ts";
import { isSameOperation, type ServedOperation } from "../document/operations.ts";
import type { Fault } from "../faults/fault.ts";
import { parseFaults, requireKind } from "../faults/parse-faults.ts";
import type { FaultPlan } from "../faults/plan.ts";
import type { Authorization } from "../oauth/authorization.ts";
import type { MockApi } from "../pipeline/api.ts";
import type { RequestLog, RequestLogEntry } from "../pipeline/request-log.ts";
import type { SurvivingState } from "../pipeline/surviving-state.ts";
import type { State } from "../state/create-state.ts";
import { uncheckedIn } from "../validation/schemas/document-schemas.ts";
import type { Control } from "./control.ts";
import type { FindOperation } from "./find-operation.ts";
import { sampleRequest } from "./sample-request.ts";

/** The parts of an API that a test steers or looks at. */
export interface Controlled {
  readonly openapi: JsonObject;
  readonly operations: readonly ServedOperation[];
  readonly find: FindOperation;
  readonly authorization: Authorization;
  readonly requests: RequestLog;
  readonly faults: FaultPlan<ServedOperation>;
  readonly state: State | undefined;
  readonly surviving: SurvivingState;
}

/** A mocked API as those see it who use it. */
export function createControl(parts: Controlled): MockApi {
  const { openapi, operations, authorization, requests } = parts;
  const { issueToken, revoke, expire, tokens, endpoints, scopes } = authorization;
  return Object.assign(testControl(parts), {
    ...{ issueToken, revoke, expire, tokens, endpoints, scopes },
    operations: operations.map(({ publicPart }) => publicPart),
    requests: requests.entries,
    unchecked: () => uncheckedIn(openapi),
    sampleRequest: () => sampleRequest(operations, openapi),
  });
}

function testControl({ find, faults, requests, state, surviving }: Controlled): Control {
  const { scripts, allowed, replayed } = surviving;
  const { entries } = requests;
  return {
    respond: (name, responder, when) => scripts.add(find(name), responder, when),
    fault(name, fault, { times } = {}) {
      const operation = name === "*" ? undefined : find(name);
      const planned: readonly Fault[] = typeof fault === "string" ? parseFaults(fault) : [fault];
      for (const { kind } of planned) requireKind(kind);
      for (const one of planned) faults.add(operation, one, times);
    },
    allowViolations(name) {
      allowed.add(name === undefined ? undefined : find(name));
    },
    get unexpectedViolations() {
      const isAllowed = ({ operation }: RequestLogEntry): boolean =>
        allowed.has(undefined) || [...allowed].some((one) => isSameOperation(one, operation));
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
      replayed.clear();
      state?.reset();
      entries.length = 0;
    },
  };
}
