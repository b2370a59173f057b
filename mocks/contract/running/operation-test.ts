import { createBaseCalls } from "../calls/base-calls.ts";
import type { Call } from "../calls/call.ts";
import { createValues } from "../calls/values.ts";
import { type AccessCase, accessCases } from "../cases/access-cases.ts";
import type { Case } from "../cases/case.ts";
import { negativeCases } from "../cases/negative-cases.ts";
import { type CaseMeans, positiveCases } from "../cases/positive-cases.ts";
import { sampledCases } from "../cases/sampled-cases.ts";
import { checkEchoes } from "../checks/echoes.ts";
import { checkHead } from "../checks/head.ts";
import { checkOtherTenant } from "../checks/other-tenant.ts";
import { checkReadOnly } from "../checks/read-only.ts";
import { checkRecordsRead } from "../checks/records-read.ts";
import { checkUnknownIds } from "../checks/unknown-id.ts";
import type { SkippedCase } from "../events.ts";
import type { CaseInfo } from "../finding.ts";
import { documentedFor } from "../judges/documented-response.ts";
import type { Fault } from "../judges/fault.ts";
import { isCanned } from "../judges/is-canned.ts";
import { judgeAccept } from "../judges/judge-accept.ts";
import { judgeMessage } from "../judges/judge-message.ts";
import { isRefused, judgeAccepted, judgeRefused } from "../judges/judge-outcome.ts";
import { checkEffects } from "../lists/effects.ts";
import { checkFiltering } from "../lists/filtering.ts";
import { checkPaging } from "../lists/paging.ts";
import { checkSorting } from "../lists/sorting.ts";
import { findsRecords } from "../records/liveness.ts";
import { Records } from "../records/records.ts";
import { checkAction } from "../sequences/action.ts";
import { checkBytes } from "../sequences/bytes.ts";
import { checkChange } from "../sequences/change.ts";
import { checkConditions } from "../sequences/conditions.ts";
import { checkCreation } from "../sequences/creation.ts";
import { checkIdempotency } from "../sequences/idempotency.ts";
import { checkLinked } from "../sequences/linked.ts";
import { checkOtherParent } from "../sequences/other-parent.ts";
import { checkRemoval } from "../sequences/removal.ts";
import type { TestedOperation } from "../tested/tested-operation.ts";
import { type Exchange, isSuccess } from "./exchange.ts";
import { Findings } from "./findings.ts";
import { Sequences } from "./sequences.ts";
import type { Session } from "./session.ts";
import { type FaultsOf, Smallest } from "./smallest.ts";
import type { Accepted, Steps, Testing } from "./testing.ts";

/** What is looked at beside the cases. */
const checks = [
  ...[checkUnknownIds, checkRecordsRead, checkHead, checkOtherTenant, checkReadOnly, checkEchoes],
  ...[checkPaging, checkSorting, checkFiltering, checkEffects, checkConditions],
  ...[
    checkCreation,
    checkLinked,
    checkOtherParent,
    checkIdempotency,
    checkChange,
    checkAction,
    checkBytes,
    checkRemoval,
  ],
];

/** How often a read is repeated for what happens once in twenty requests. */
const repeats = 45;

/** Tests operations one by one, with what all of them share. */
export class OperationTests implements Testing {
  readonly session: Session;
  readonly findings: Findings;
  readonly records: Records;
  readonly means: CaseMeans;
  readonly #strict: boolean;
  readonly #smallest: Smallest;
  readonly #sequences: Sequences;
  #skipped: SkippedCase[] = [];
  /** The operation whose cases these are. */
  #tested: TestedOperation | undefined;
  #live: Promise<boolean> | undefined;
  /** Whether the operation that is tested responds with an example of the documents. */
  #isCanned = false;

  constructor(session: Session) {
    const { api, options } = session;
    this.session = session;
    this.findings = new Findings(() => session.requests);
    this.#strict = options.strict === true;
    const values = createValues(api, options.seed ?? 0);
    const calls = createBaseCalls({ api, values, idsOf: (collection) => this.records.ids(collection, []) });
    this.means = { api, values, calls };
    this.records = new Records(session, calls.at);
    const faultsOf: FaultsOf = async (exchange, expects, about) => {
      const { ofMessage, further } = await this.#judged(exchange, expects, about);
      return [...ofMessage, ...further];
    };
    this.#smallest = new Smallest(this, faultsOf);
    this.#sequences = new Sequences(this, faultsOf);
    this.records.onExchange = async (exchange) => {
      await this.judge(exchange, "accepted", "the least that is required");
    };
  }

  /** Sends a call; undefined where there are no credentials for it, or its operation has had its cases. */
  async try(call: Call, testCase: CaseInfo, isNeeded = false): Promise<Exchange | undefined> {
    // what another operation reads for this one must not depend on how much that one was tested
    const counted = this.#tested ?? call.operation;
    if (!isNeeded && !this.session.hasRoom(counted)) return undefined;
    const exchange = await this.session.send(call, testCase, { counted });
    if (exchange === undefined) return undefined;
    this.records.note(exchange);
    if (exchange.response?.fault === "too-large") this.skip(testCase, "its response is too large to be looked at");
    return exchange;
  }

  /** Judges an exchange, and adds what is found. */
  async judge(
    exchange: Exchange,
    expects: Case["expects"] | "anything",
    tried: string | Pick<Case, "about" | "part">,
  ): Promise<Fault[]> {
    const { all } = await this.#judgeAndAdd(exchange, expects, typeof tried === "string" ? { about: tried } : tried);
    return all;
  }

  /** What is found, and of it what the messages of the operation have not shown before. */
  async #judgeAndAdd(
    exchange: Exchange,
    expects: Case["expects"] | "anything",
    { about, part }: Pick<Case, "about" | "part">,
  ): Promise<{ readonly all: Fault[]; readonly fresh: Fault[] }> {
    this.findings.judged(exchange);
    const { ofMessage, further } = await this.#judged(exchange, expects, about);
    const shown = ofMessage.filter((fault) => this.findings.has(exchange.call.operation, fault));
    const known = new Set(shown.map(({ cause }) => cause));
    const all = [...ofMessage, ...further.map((fault) => (part && !fault.part ? { ...fault, part } : fault))];
    for (const fault of all) this.findings.add(fault, exchange);
    return { all, fresh: all.filter(({ cause }) => !known.has(cause)) };
  }

  /** How an exchange breaks the documents by its response alone, and further by what it is a response to. */
  async #judged(
    exchange: Exchange,
    expects: Case["expects"] | "anything",
    about: string,
  ): Promise<{ readonly ofMessage: Fault[]; readonly further: Fault[] }> {
    const ofMessage = await judgeMessage(exchange, { api: this.session.api, strict: this.#strict });
    const isBroken = ofMessage.some(({ rule }) => rule === "no-response" || rule === "server-error");
    if (isBroken || expects === "anything") return { ofMessage, further: [] };
    const isWanted = expects === "accepted";
    const taken = () => [...judgeAccepted(exchange, about), ...judgeAccept(exchange)];
    return { ofMessage, further: isWanted ? taken() : judgeRefused(exchange, about, this.#strict) };
  }

  async expect(call: Call, testCase: CaseInfo): Promise<Exchange | undefined> {
    const exchange = await this.try(call, testCase);
    if (exchange === undefined) return undefined;
    await this.judge(exchange, "accepted", testCase.label);
    return isSuccess(exchange) ? exchange : undefined;
  }

  inSteps(calls: readonly Call[], steps: Steps): Promise<void> {
    return this.#sequences.run(calls, steps);
  }

  async isLive(): Promise<boolean> {
    if (this.#isCanned) return false;
    this.#live ??= findsRecords(this.session, this.records, this.means.calls.at);
    return this.#live;
  }

  skip(testCase: CaseInfo, reason: string): void {
    this.#skipped.push({ ...testCase, reason });
  }

  takeSkipped(): SkippedCase[] {
    const skipped = this.#skipped;
    this.#skipped = [];
    return skipped;
  }

  /** All cases of one operation. */
  async test(operation: TestedOperation): Promise<void> {
    const { session } = this;
    this.#tested = operation;
    const least: CaseInfo = { kind: "positive", label: "the least that is required" };
    if (!operation.isSafe && !session.options.allowWrites) {
      this.skip(least, "it changes something, and writes are not allowed");
      return;
    }
    if ((await session.authorize(operation, { kind: "valid" })) === undefined) {
      this.skip(least, "there are no credentials for it");
      await this.#testNobody(operation);
      return;
    }
    const accepted = await this.#base(operation, least);
    if (accepted === undefined) return;
    const { base } = accepted;
    this.#isCanned = isCanned(accepted.exchange, session.api);
    this.#sequences.begin(base);
    await this.#testNegative(base);
    for (const check of checks) await check(accepted, this);
    await this.#testPositive(base);
    if (operation.isSafe) await this.#repeat(base);
    else {
      await this.#smallest.ofWrites();
      await this.#sequences.smallest();
    }
    this.#sequences.tellOrigins();
  }

  /** The first of some valid calls that the server takes; of those that it does not take, the first is a finding. */
  async #base(operation: TestedOperation, testCase: CaseInfo): Promise<Accepted | undefined> {
    const { calls } = this.means;
    const placement = await this.records.place(operation, "base", { fresh: isRemoval(operation) });
    if (placement === undefined) {
      this.skip(testCase, "there is no record of the run's own that it could change");
      return undefined;
    }
    const call = await calls.at(operation, placement, "base");
    const exchange = await this.try(call, testCase, true);
    if (exchange === undefined) return undefined;
    await this.judge(exchange, "accepted", testCase.label);
    if (isSuccess(exchange) || exchange.response?.status === 304) return { base: call, exchange };
    if (isRefused(exchange) || (exchange.response?.status ?? 0) >= 400)
      this.skip({ kind: "positive", label: "all other cases" }, `the first request had ${statusOf(exchange)}`);
    return undefined;
  }

  async #testNobody(operation: TestedOperation): Promise<void> {
    if (operation.security.length === 0 || !operation.isSafe) return;
    const placement = { arguments: new Map<string, unknown>(), isPlaced: false };
    const call = await this.means.calls.at(operation, placement, "base");
    const nobody = { rule: "access-without-credentials", cause: "nobody", label: "without credentials" } as const;
    const testCase: CaseInfo = { kind: "negative", label: nobody.label };
    const exchange = await this.try({ ...(await this.#withPath(call)), holder: { kind: "nobody" } }, testCase);
    if (exchange !== undefined) await this.#judgeAccess(exchange, nobody);
  }

  async #withPath(call: Call): Promise<Call> {
    const missing = call.operation.parameters.filter(({ key, isRequired }) => isRequired && !call.arguments.has(key));
    const given = new Map(call.arguments);
    for (const parameter of missing) given.set(parameter.key, this.means.calls.argumentFor(parameter, "base"));
    return { ...call, arguments: given };
  }

  async #testNegative(base: Call): Promise<void> {
    const access = await accessCases(base, this.session);
    for (const each of access.skipped) this.skip(each, each.reason);
    for (const each of access.refused) {
      if (!this.session.hasRoom(base.operation)) break;
      const placed = await this.#placedAnew(each.call, base);
      const exchange = placed && (await this.try(placed, { kind: "negative", label: each.label }));
      if (exchange !== undefined) await this.#judgeAccess(exchange, each);
    }
    for (const { call, label } of access.accepted) {
      const placed = await this.#placedAnew(call, base);
      const exchange = placed && (await this.try(placed, { kind: "positive", label }));
      if (exchange !== undefined) await this.judge(exchange, "accepted", label);
    }
    const room = this.#room(base.operation, 0.5);
    for (const each of inTurns(await negativeCases(base, this.means)).slice(0, room)) await this.#run(each, base);
  }

  async #judgeAccess(exchange: Exchange, { rule, cause, label }: Omit<AccessCase, "call">): Promise<void> {
    const { holder } = exchange.call;
    const held = holder.kind === "with-scopes" ? `, by a token of ${someScopes(holder.scopes)}` : "";
    const faults = await this.judge(exchange, "refused", label);
    if (isForbidden(exchange)) {
      const message = `The status ${label} is 403, which is not documented, and 401 is.`;
      this.findings.add({ rule: "refusal-undocumented", cause: "403", message, certainty: "likely" }, exchange);
    }
    if (!isSuccess(exchange)) return;
    // it is about access, not about the request
    for (const fault of faults) if (fault.rule === "accepts-invalid") this.findings.withdraw(fault, exchange);
    const part = { keys: ["security"] };
    this.findings.add({ rule, cause, message: `The operation is carried out ${label}${held}.`, part }, exchange);
  }

  async #testPositive(base: Call): Promise<void> {
    const { operation } = base;
    const cases = [...(await positiveCases(base, this.means)), ...(await sampledCases(base, this.means))];
    const room = this.#room(operation, operation.isSafe ? 0.6 : 1);
    for (const each of inTurns(cases).slice(0, room)) await this.#run(each, base);
  }

  #room(operation: TestedOperation, part: number): number {
    const used = this.session.cases.get(operation) ?? 0;
    return Math.max(0, Math.floor(((this.session.options.maxCases ?? 100) - used) * part));
  }

  async #run(each: Case, base: Call): Promise<void> {
    const call = await this.#placedAnew(each.call, base);
    if (call === undefined) return;
    const exchange = await this.try(call, each.testCase);
    if (exchange === undefined) return;
    const wasRefused = each.mayBeRefused === true && isRefused(exchange);
    const isUnsure: Call = { ...call, isPlaced: false };
    const judged = wasRefused ? { ...exchange, call: isUnsure } : exchange;
    const { all, fresh } = await this.#judgeAndAdd(judged, each.expects, each);
    if (!call.operation.isSafe) this.#smallest.note(all, { each, exchange, base });
    const [fault] = fresh;
    if (fault !== undefined && each.expects === "accepted" && call.operation.isSafe)
      await this.#smallest.ofRead({ fault, each, exchange, base });
  }

  /** The call at a record of its own, where it removes the one that it is at. */
  async #placedAnew(call: Call, base: Call): Promise<Call | undefined> {
    if (!isRemoval(call.operation)) return call;
    const placement = await this.records.place(call.operation, "again");
    if (placement === undefined) return undefined;
    const isSame = ([key]: readonly [string, unknown]) => call.arguments.get(key) === base.arguments.get(key);
    return { ...call, arguments: new Map([...call.arguments, ...[...placement.arguments].filter(isSame)]) };
  }

  /** Sends the same read again and again. */
  async #repeat(base: Call): Promise<void> {
    const testCase: CaseInfo = { kind: "positive", label: "the same again" };
    for (let count = 0; count < repeats && this.session.hasRoom(base.operation); count += 1) {
      const exchange = await this.try(base, testCase);
      if (exchange === undefined) return;
      await this.judge(exchange, "accepted", "the least that is required");
    }
  }
}

/** Whether access is refused as to somebody known, where the documents have a status for somebody who is not. */
/** The first of a token's scopes, and how many more there are. */
function someScopes(scopes: readonly string[]): string {
  const shown = scopes.slice(0, 4).join(", ");
  return scopes.length > 4 ? `${shown} and ${scopes.length - 4} more` : shown;
}

function isForbidden({ call, response }: Exchange): boolean {
  const isDocumented = (status: number) => documentedFor(call.operation, status) !== undefined;
  const isNobody = call.holder.kind === "nobody" || call.holder.kind === "unknown";
  return isNobody && response?.status === 403 && !isDocumented(403) && isDocumented(401);
}

function isRemoval({ info }: TestedOperation): boolean {
  return info.method === "DELETE";
}

function statusOf({ response }: Exchange): string {
  return response === undefined ? "no response" : `the status ${response.status}`;
}

/** Cases in turns by what they are about, so that a limit leaves out something of each. */
function inTurns<Each extends Case>(cases: readonly Each[]): Each[] {
  const groups = new Map<string, Each[]>();
  for (const each of cases) groups.set(each.about, [...(groups.get(each.about) ?? []), each]);
  const most = Math.max(0, ...[...groups.values()].map(({ length }) => length));
  return Array.from({ length: most }, (_, index) =>
    [...groups.values()].flatMap((group) => group.slice(index, index + 1)),
  ).flat();
}
