import { createHash, randomUUID } from "node:crypto";
import { isSameOperation, type MockOperation } from "../document/operations.ts";
import { badRequest } from "../http/problem.ts";
import { type Counted, type CountedList, nextMoment } from "../storage/counted-list.ts";
import type { Duration, Fault, FaultKind } from "./fault.ts";
import type { KeptFault } from "./kept-fault.ts";
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

/** Faults that a test planned. */
export interface PlannedFault<Operation> {
  readonly id: string;
  /** When, in milliseconds since 1970. */
  readonly at: number;
  readonly operation: Operation | undefined;
  readonly fault: Fault;
  /** For how many requests. */
  left: number;
}

/** Faults of a store, with the operation that they are for. */
export interface StoredFault {
  readonly operation: Pick<MockOperation, "method" | "path"> | undefined;
  /** The operation's name, or `*`. */
  readonly name: string;
  readonly faults: readonly Fault[];
}

/** A fault that may happen to a request. */
interface FaultCandidate {
  readonly fault: Fault;
  readonly at: number;
  /** Counts one use of it; false where none is left. */
  readonly take: () => boolean | Promise<boolean>;
}

/** The faults that are planned. */
export interface FaultPlan<Operation> {
  /** @throws {FaultSyntaxError} for a fault that the operation cannot have, undefined for all. */
  check(operation: Operation | undefined, fault: Fault): void;
  /**
   * Plans a fault for an operation, or for all of them, for the next so many requests or for good. Later ones win.
   *
   * @throws {FaultSyntaxError} for one that the operation cannot have.
   */
  add(operation: Operation | undefined, fault: Fault, times?: number): void;
  /**
   * The faults of one request, those that win first; each counts as having happened. Throws a problem 400 for a header
   * that makes no sense.
   */
  choose(operation: Operation, occasion: Occasion): readonly ChosenFault[] | Promise<readonly ChosenFault[]>;
  /** What tests planned, oldest first. */
  list(): Promise<readonly KeptFault[]>;
  /** Says whether there was one. */
  remove(id: string): Promise<boolean>;
  /** Takes back everything but what the settings planned. */
  reset(): void;
}

/** What faults of tests are made with. */
export interface FaultPlanOptions<Operation> {
  readonly seed?: number | string | undefined;
  readonly planned?: PlannedFault<Operation>[];
  /** Those that several mocks have in common. */
  readonly stored?: CountedList<StoredFault>;
  /** Whether a request may say by a header what goes wrong with it. Default: true. */
  readonly takesHeader?: boolean;
  /** The OAuth endpoints, as operations. */
  readonly endpoints?: readonly Key[];
}

const rememberedRequests = 10_000;

/** The faults that respond in place of the API. */
const responding: ReadonlySet<FaultKind> = new Set([
  ...(["status", "reset", "html-page", "rate-limit", "daily-credits", "oauth-error"] as const),
]);

/** Milliseconds; a minute. Who sends requests may be anybody. */
const longestOfHeader = 60_000;

/** The header that gives one request faults: `X-Twinspec-Fault: latency=100-300, status=503`. */
const faultHeader = "x-twinspec-fault";

/**
 * Keeps faults by operation. `settings` are the faults that stay through a reset, by operation, undefined for all of
 * them; those of tests are in `planned`, or in a `store`. Chance looks at the seed, the request and how often this very
 * request came, so the order of other requests changes nothing.
 */
export function createFaultPlan<Operation extends MockOperation>(
  settings: readonly (readonly [operation: Operation | undefined, fault: Fault])[],
  { seed, planned = [], stored, takesHeader = true, endpoints = [] }: FaultPlanOptions<Operation> = {},
): FaultPlan<Operation> {
  const chance = createChance(seed);
  const repetitions = new Map<string, number>();

  /** All operations have a fault as far as it is one of theirs. */
  function check(operation: Operation | undefined, { kind }: Fault): void {
    if (kind !== "oauth-error" || operation === undefined || isEndpoint(operation)) return;
    const known = endpoints.map(({ method, path }) => `${method} ${path}`);
    const [where, other] = [known.join(", ") || "there is none", `${operation.method} ${operation.path}`];
    throw new FaultSyntaxError(`${kind} is a fault of OAuth endpoints (${where}), not of ${other}`);
  }

  function isEndpoint(operation: Operation): boolean {
    return endpoints.some((endpoint) => isSameOperation(endpoint, operation));
  }

  for (const [operation, fault] of settings) check(operation, fault);
  return {
    check,
    add(operation, fault, times = Number.POSITIVE_INFINITY) {
      check(operation, fault);
      planned.push({ id: randomUUID(), at: nextMoment(), operation, fault, left: times });
    },
    choose(operation, occasion) {
      const listing = stored?.list() ?? none;
      if (listing instanceof Promise) return listing.then((entries) => choose(operation, occasion, entries));
      const isPlanned = listing.length + planned.length + settings.length > 0;
      return isPlanned || (takesHeader && occasion.headers[faultHeader] !== undefined)
        ? choose(operation, occasion, listing)
        : none;
    },
    async list() {
      const own = planned.filter(({ left }) => left > 0);
      const entries = (await stored?.list()) ?? [];
      return [
        ...own.map(({ id, operation, fault, left }): KeptFault => {
          const name = operation === undefined ? "*" : (operation.name ?? operation.operationId ?? operation.path);
          return { id, operation: name, faults: [fault], ...(Number.isFinite(left) && { left }), isShared: false };
        }),
        ...entries
          .filter(({ left }) => left !== 0)
          .map(({ id, left, value: { name, faults } }): KeptFault => {
            return { id, operation: name, faults, ...(left !== undefined && { left }), isShared: true };
          }),
      ];
    },
    async remove(id) {
      const index = planned.findIndex((plan) => plan.id === id);
      if (index === -1) return (await stored?.remove(id)) ?? false;
      planned.splice(index, 1);
      return true;
    },
    reset() {
      planned.length = 0;
      repetitions.clear();
      stored?.reset();
    },
  };

  async function choose(
    operation: Operation,
    { method, target, headers }: Occasion,
    entries: readonly Counted<StoredFault>[],
  ): Promise<ChosenFault[]> {
    const header = takesHeader ? headers[faultHeader] : undefined;
    const sent = header === undefined ? [] : parseHeader(header, (fault) => check(operation, fault));
    const candidates = [
      ...sent.map(always).reverse(),
      ...[...ownCandidates(operation), ...entries.flatMap((entry) => storedCandidates(entry, operation))].sort(
        (a, b) => b.at - a.at,
      ),
      ...settings.flatMap(([one, fault]) => (isFor(one, operation) ? [always(fault)] : [])).reverse(),
    ];
    if (candidates.length === 0) return [];
    const request = `${method} ${target}`;
    if (repetitions.size >= rememberedRequests) repetitions.clear();
    const repetition = (repetitions.get(request) ?? 0) + 1;
    repetitions.set(request, repetition);
    const uses = new Set<string>();
    const chosen: ChosenFault[] = [];
    for (const [index, { fault, take }] of candidates.entries()) {
      // One response, one delay, one way to spoil a body: what would be the second waits for its turn.
      const use = responding.has(fault.kind) ? "response" : fault.kind;
      if (uses.has(use) || (fault.kind === "oauth-error" && !isEndpoint(operation))) continue;
      const roll = (question: string): number => chance(request, repetition, index, fault.kind, question);
      if (roll("whether") >= (fault.probability ?? 1)) continue;
      const taken = take();
      // Without waiting for what is known: of two requests at one time one gets the only fault.
      if (!(typeof taken === "boolean" ? taken : await taken)) continue;
      uses.add(use);
      chosen.push({ fault, pick: (duration: Duration) => within(duration, roll("how long")) });
    }
    return chosen;
  }

  function ownCandidates(operation: Operation): FaultCandidate[] {
    return planned
      .filter((plan) => plan.left > 0 && isFor(plan.operation, operation))
      .map((plan) => ({
        fault: plan.fault,
        at: plan.at,
        take() {
          if (plan.left <= 0) return false;
          plan.left -= 1;
          return true;
        },
      }))
      .reverse();
  }

  /** The faults of one entry happen to a request together, which counts once. */
  function storedCandidates({ id, at, left, value }: Counted<StoredFault>, operation: Operation): FaultCandidate[] {
    if (left === 0 || !isFor(value.operation, operation)) return [];
    let taken: Promise<boolean> | undefined;
    const take = (): boolean | Promise<boolean> => {
      if (left === undefined) return true;
      taken ??= stored?.take(id) ?? Promise.resolve(false);
      return taken;
    };
    return value.faults.map((fault) => ({ fault, at, take })).reverse();
  }
}

const none: readonly never[] = [];

function always(fault: Fault): FaultCandidate {
  return { fault, at: 0, take: () => true };
}

type Key = Pick<MockOperation, "method" | "path">;

function isFor(planned: Key | undefined, operation: Key): boolean {
  return planned === undefined || isSameOperation(planned, operation);
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
    texts.flatMap((text) => parseFaults(text)).map((fault) => [name === "*" ? undefined : find(name), fault] as const),
  );
}

function parseHeader(text: string, check: (fault: Fault) => void): Fault[] {
  try {
    const faults = parseFaults(text, longestOfHeader);
    faults.forEach(check);
    return faults;
  } catch (error) {
    if (error instanceof FaultSyntaxError) throw badRequest("Not a fault", `X-Twinspec-Fault: ${error.message}.`);
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
