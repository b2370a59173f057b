import { isSameOperation, type ServedOperation } from "../document/operations.ts";
import type { FaultPlan } from "../faults/plan.ts";
import type { Journal } from "../pipeline/journal.ts";
import type { RequestLogEntry } from "../pipeline/request-log.ts";
import type { State } from "../state/create-state.ts";
import { type Violation, whose } from "../validation/violation.ts";
import type { Control } from "./control.ts";
import type { FindOperation } from "./find-operation.ts";
import { faultsOf } from "./plan-control.ts";
import type { Responder, ScriptedResponse, When } from "./response-types.ts";
import type { Rules } from "./rules.ts";
import { checkTimes, type OwnScripts, type Scripts } from "./scripts.ts";

/** What a test steers. */
export interface Controlled {
  readonly find: FindOperation;
  /** The webhook or the callback of a name. */
  readonly findSent: (name: string) => { readonly name: string } | undefined;
  readonly scripts: OwnScripts;
  /** The scripts of the storage. */
  readonly stored: Scripts;
  readonly rules: Rules;
  readonly faults: FaultPlan<ServedOperation>;
  readonly journal: Journal<RequestLogEntry>;
  readonly state: State | undefined;
  /** How many tokens and codes had to go before their time. */
  readonly forgotten?: (() => number) | undefined;
  /** The operations whose violations are allowed, and webhooks by their names; undefined among them: all. */
  readonly allowed: Set<ServedOperation | string | undefined>;
  /** How many times the recordings of one request were served, by their keys. */
  readonly replayed: Map<string, number>;
}

/** Whether a test did it, or what it tests, rather than the document, the mock or the real API. */
function isOfTest({ source }: Violation): boolean {
  return source === undefined || source === "request" || source === "script" || source === "receiver";
}

const dropped = "no longer in the journal, which `mock.journal` bounds";

/** The part of a mock that tests use. */
export function createControl({
  find,
  findSent,
  scripts,
  stored,
  rules,
  faults,
  journal,
  state,
  forgotten,
  allowed,
  replayed,
}: Controlled): Control {
  const { entries } = journal;
  return {
    respond(
      name: string,
      responder: Responder<Readonly<Record<string, unknown>>, ScriptedResponse>,
      when?: When<Readonly<Record<string, unknown>>>,
    ) {
      scripts.add(find(name), responder, when);
    },
    fault(name, fault, { times } = {}) {
      const operation = name === "*" ? undefined : find(name);
      if (times !== undefined) checkTimes(times);
      const all = faultsOf(fault);
      for (const one of all) faults.check(operation, one);
      for (const one of all) faults.add(operation, one, times);
    },
    allowViolations(name) {
      allowed.add(name === undefined ? undefined : (findSent(name)?.name ?? find(name)));
    },
    get unexpectedViolations() {
      const isAllowed = ({ operation, webhook, callback }: RequestLogEntry): boolean =>
        allowed.has(undefined) ||
        [...allowed].some((one) =>
          typeof one === "string" ? one === (webhook ?? callback) : isSameOperation(one, operation),
        );
      return entries
        .filter((entry) => !isAllowed(entry))
        .flatMap(({ method, url, violations }) =>
          violations
            .filter((violation) => violation.severity === "Error" && isOfTest(violation))
            .map(({ message }) => `${method} ${url}: ${message}`),
        );
    },
    get notes() {
      const notes = entries.flatMap(({ method, path, operation, violations }) =>
        violations
          .filter((violation) => !isOfTest(violation))
          .map((violation) => {
            const name = operation?.name ?? operation?.operationId ?? `${method} ${operation?.path ?? path}`;
            const isFailure = violation.severity === "Error";
            const owner = isFailure ? `${whose(violation)} does not satisfy the document: ` : "";
            return `${name}: ${owner}${violation.message}`;
          }),
      );
      const lost = journal.dropped === 0 ? [] : [`${journal.dropped} earlier requests are ${dropped}`];
      const count = forgotten?.() ?? 0;
      const full = count === 0 ? [] : [`${count} tokens and codes were forgotten before their time, for want of room`];
      return [...new Set([...notes, ...lost, ...full])];
    },
    reset() {
      scripts.reset();
      stored.reset();
      rules.reset();
      faults.reset();
      allowed.clear();
      replayed.clear();
      state?.reset();
      journal.clear();
    },
  };
}
