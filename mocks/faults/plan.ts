import { createHash, randomUUID } from "node:crypto";
import { isSameOperation, type MockOperation } from "../document/operations.ts";
import { badRequest } from "../http/problem.ts";
import type { Duration, Fault, FaultKind } from "./fault.ts";
import { FaultSyntaxError, parseFaults } from "./parse-faults.ts";

/** A fault that a request gets, with its chances decided. */
export interface ChosenFault {
  readonly fault: Fault;
  /** A length of time that the fault names, in milliseconds. */
  pick(duration: Duration): number;
}

/** The request as far as chance looks at it. */
interface Occasion {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A fault that a test planned. */
export interface PlannedFault<Operation> {
  readonly operation: Operation | undefined;
  readonly fault: Fault;
  /** For how many requests. */
  left: number;
}

/** The faults that are planned. */
export interface FaultPlan<Operation> {
  /** Plans a fault for an operation, or for all of them, for the next so many requests or for good. Later ones win. */
  add(operation: Operation | undefined, fault: Fault, times?: number): void;
  /**
   * The faults of one request, those that win first; each counts as having happened. Throws a problem 400 for a header
   * that makes no sense.
   */
  choose(operation: Operation, occasion: Occasion): ChosenFault[];
  /** Takes back everything but what the settings planned. */
  reset(): void;
}

const rememberedRequests = 10_000;

/** The faults that respond in place of the API. */
const responding: ReadonlySet<FaultKind> = new Set(["status", "reset", "html-page", "rate-limit", "daily-credits"]);

/** The header that gives one request faults: `X-Twinspec-Fault: latency=100-300, status=503`. */
const faultHeader = "x-twinspec-fault";

/**
 * Keeps faults by operation. `settings` are the faults that stay through a reset, by operation, undefined for all of
 * them; those of tests are in `planned`. Chance looks at the seed, the request and how often this very request came, so
 * the order of other requests changes nothing.
 */
export function createFaultPlan<Operation extends Pick<MockOperation, "method" | "path">>(
  settings: readonly (readonly [operation: Operation | undefined, fault: Fault])[],
  seed?: number | string,
  planned: PlannedFault<Operation>[] = [],
): FaultPlan<Operation> {
  const chance = createChance(seed);
  const repetitions = new Map<string, number>();

  return {
    add(operation, fault, times = Number.POSITIVE_INFINITY) {
      planned.push({ operation, fault, left: times });
    },
    choose(operation, { method, target, headers }) {
      const fits = (one: Operation | undefined): boolean => one === undefined || isSameOperation(one, operation);
      const header = headers[faultHeader];
      const candidates = [
        ...(header === undefined ? [] : parseHeader(header)).map((fault) => ({ fault, left: 1 })).reverse(),
        ...planned.filter((plan) => plan.left > 0 && fits(plan.operation)).reverse(),
        ...settings
          .filter(([one]) => fits(one))
          .map(([, fault]) => ({ fault, left: 1 }))
          .reverse(),
      ];
      if (candidates.length === 0) return [];
      const request = `${method} ${target}`;
      if (repetitions.size >= rememberedRequests) repetitions.clear();
      const repetition = (repetitions.get(request) ?? 0) + 1;
      repetitions.set(request, repetition);
      const uses = new Set<string>();
      return candidates.flatMap((candidate, index) => {
        const { fault } = candidate;
        // One response, one delay, one way to spoil a body: what would be the second waits for its turn.
        const use = responding.has(fault.kind) ? "response" : fault.kind;
        if (uses.has(use)) return [];
        const roll = (question: string): number => chance(request, repetition, index, fault.kind, question);
        if (roll("whether") >= (fault.probability ?? 1)) return [];
        uses.add(use);
        candidate.left -= 1;
        return [{ fault, pick: (duration: Duration) => within(duration, roll("how long")) }];
      });
    },
    reset() {
      planned.length = 0;
      repetitions.clear();
    },
  };
}

/**
 * The faults that options plan by the names of operations, `*` for all. Throws a `FaultSyntaxError`, or what `find`
 * throws.
 */
export function plannedFaults<Operation>(
  faults: Readonly<Record<string, readonly string[]>>,
  find: (name: string) => Operation,
): (readonly [operation: Operation | undefined, fault: Fault])[] {
  return Object.entries(faults).flatMap(([name, texts]) =>
    texts.flatMap(parseFaults).map((fault) => [name === "*" ? undefined : find(name), fault] as const),
  );
}

function parseHeader(text: string): Fault[] {
  try {
    return parseFaults(text);
  } catch (error) {
    if (error instanceof FaultSyntaxError) throw badRequest("Unknown fault", `X-Twinspec-Fault: ${error.message}.`);
    throw error;
  }
}

function within(duration: Duration, chance: number): number {
  if (typeof duration === "number") return duration;
  const [least, most] = duration;
  return Math.round(least + (most - least) * chance);
}

/**
 * A number from 0 up to, and without, 1 for something that happens. The same for the same words under the same seed.
 */
type Chance = (...words: readonly (string | number)[]) => number;

/** Chance that follows a seed, in any process and any order of events; without a seed, differently each time. */
function createChance(seed: string | number = randomUUID()): Chance {
  return (...words) => {
    const digest = createHash("sha256")
      .update(JSON.stringify([String(seed), ...words]))
      .digest();
    return digest.readUInt32BE(0) / 2 ** 32;
  };
}
