import type { Call } from "../calls/call.ts";
import { smallerCalls } from "../calls/smaller-calls.ts";
import type { Case } from "../cases/case.ts";
import { brokenBy } from "../cases/is-invalid.ts";
import type { Fault } from "../judges/fault.ts";
import { isReference } from "../records/references.ts";
import type { TestedOperation } from "../tested/tested-operation.ts";
import type { Exchange } from "./exchange.ts";
import type { Testing } from "./testing.ts";

/** How many requests are spent on a smaller one that shows the same, and on all of an operation that writes. */
const most = { ofFault: 25, ofOperation: 100 };

/** How many requests that have shown the same are kept: a record may show what an earlier request has done to it. */
const mostKept = 3;

/** Names of parameters by which a server tells requests from others. */
export const telling = /idempoten|request-?id|nonce/i;

/** How an exchange breaks the documents, where nothing is added to the findings. */
export type FaultsOf = (exchange: Exchange, expects: Case["expects"] | "anything", about: string) => Promise<Fault[]>;

/** A fault that a case has shown. */
export interface Shown {
  readonly fault: Fault;
  readonly each: Case;
  readonly exchange: Exchange;
  /** The least call of the operation, which was taken. */
  readonly base: Call;
}

/** Looks for smaller requests that show the same faults. */
export class Smallest {
  readonly #testing: Testing;
  readonly #faultsOf: FaultsOf;
  /** Faults of the operation's cases, to be looked at when these are through. */
  #shown = new Map<string, Shown[]>();
  #left = most.ofOperation;

  constructor(testing: Testing, faultsOf: FaultsOf) {
    this.#testing = testing;
    this.#faultsOf = faultsOf;
  }

  /** Looks for a smaller read that shows the same. */
  async ofRead(shown: Shown): Promise<void> {
    const { session, findings, means } = this.#testing;
    const { exchange, fault } = shown;
    const smaller = (call: Call) => smallerCalls(call, means.values);
    const found = await this.#search(shown, {
      budget: most.ofFault,
      smaller,
      send: (call) => session.send(call, exchange.testCase),
    });
    if (found !== exchange) findings.replace(fault, found);
  }

  /** Remembers the faults that a case of a write has shown. */
  note(faults: readonly Fault[], shown: Omit<Shown, "fault">): void {
    const { info } = shown.exchange.call.operation;
    if (info.method === "DELETE" || [...shown.exchange.call.arguments.keys()].some((key) => telling.test(key))) return;
    for (const fault of faults) {
      const key = JSON.stringify([shown.each.expects, fault.rule, fault.cause]);
      const kept = this.#shown.get(key) ?? [];
      if (dependsOnInput(fault) && kept.length < mostKept) this.#shown.set(key, [...kept, { ...shown, fault }]);
    }
  }

  /**
   * Looks for smaller writes that show the same as those that were noted. What they make is removed in the end as other
   * records are, and they are no cases of their operation. What the least call shows by now comes from the state of the
   * server, and what does not show a second time from chance: these keep their requests.
   */
  async ofWrites(): Promise<void> {
    const { session, findings } = this.#testing;
    const all = [...this.#shown.values()];
    this.#shown = new Map();
    this.#left = most.ofOperation;
    const cases = new Map(session.cases);
    try {
      for (const [first, ...others] of all) {
        if (first === undefined || (await this.#isOfState(first))) continue;
        const shown = await this.#firstAnew([first, ...others]);
        const found = shown && (await this.#ofWrite(shown));
        if (found !== undefined) findings.replace(first.fault, found);
      }
    } finally {
      for (const operation of session.cases.keys()) session.cases.set(operation, cases.get(operation) ?? 0);
    }
  }

  /** Whether the least call shows the same by now. */
  async #isOfState({ fault, each, exchange, base }: Shown): Promise<boolean> {
    if (fault.rule === "accepts-invalid") return false;
    const control = this.#left > 0 ? await this.#sendAnew(base, exchange) : undefined;
    if (control === undefined) return true;
    return (await this.#faultsOf(control, "accepted", each.about)).some((one) => isSame(one, fault));
  }

  /** The first of some requests that shows the same again, where nothing else was done before. */
  async #firstAnew(all: readonly Shown[]): Promise<Shown | undefined> {
    for (const shown of all) {
      const exchange = this.#left > 0 ? await this.#sendAnew(shown.exchange.call, shown.exchange) : undefined;
      if (exchange !== undefined && (await this.#shows(exchange, shown))) return { ...shown, exchange };
    }
    return undefined;
  }

  async #ofWrite(shown: Shown): Promise<Exchange | undefined> {
    const { api } = this.#testing.session;
    const { exchange } = shown;
    const send = (call: Call) => this.#sendAnew(call, exchange);
    const broken = (await brokenBy(exchange.call, api)).join("\n");
    const found = await this.#search(shown, {
      budget: Math.min(most.ofFault, this.#left),
      smaller: (call) => smallerCalls(call, this.#testing.means.values, (path) => this.#mayChange(path, shown)),
      fits: async (call) => (await brokenBy(call, api)).join("\n") === broken,
      send,
    });
    if (found === exchange) return undefined;
    const again = await send(found.call);
    return again !== undefined && (await this.#shows(again, shown)) ? again : undefined;
  }

  /**
   * What refers to another record stays. What is refused may have another reason with another text, so that only that
   * is changed which the case is about; what must be refused and is taken is wrong by that, which stays.
   */
  #mayChange([first = "", ...path]: readonly string[], { fault, each }: Shown): boolean {
    if (isReference([first.slice(first.indexOf(" ") + 1), ...path], this.#testing.session.api)) return false;
    const about = each.about.trim();
    const isAbout = `${[first, ...path].join(" ")} `.startsWith(`${about} `);
    return each.expects === "refused" ? !isAbout : fault.rule !== "refuses-valid" || isAbout;
  }

  /** Sends a call that changes a record at another one that is made for it. */
  async #sendAnew(call: Call, { testCase }: Exchange): Promise<Exchange | undefined> {
    const { session, records } = this.#testing;
    const before = session.requests;
    const placed = isCreation(call.operation, this.#testing) ? call : await this.#atFresh(call);
    const exchange = placed && (await session.send(placed, testCase));
    this.#left -= session.requests - before;
    if (exchange !== undefined) records.note(exchange);
    return exchange;
  }

  async #atFresh(call: Call): Promise<Call | undefined> {
    const placement = await this.#testing.records.place(call.operation, "smaller", { fresh: true });
    if (placement?.made === undefined) return placement && call;
    return { ...call, arguments: new Map([...call.arguments, ...placement.arguments]) };
  }

  async #search(
    shown: Shown,
    {
      budget,
      smaller,
      send,
      fits = async () => true,
    }: {
      readonly budget: number;
      readonly smaller: (call: Call) => Iterable<Call>;
      readonly send: (call: Call) => Promise<Exchange | undefined>;
      readonly fits?: (call: Call) => Promise<boolean>;
    },
  ): Promise<Exchange> {
    const { session } = this.#testing;
    const until = session.requests + budget;
    const tried = new Set<string>();
    let smallest = shown.exchange;
    for (let isSmaller = true; isSmaller && session.requests < until; ) {
      isSmaller = false;
      for (const call of smaller(smallest.call)) {
        if (session.requests >= until) break;
        const key = JSON.stringify([[...call.arguments].filter(([name]) => !name.startsWith("path ")), call.body]);
        if (tried.has(`${key} ${call.accept}`) || !(await fits(call))) continue;
        tried.add(`${key} ${call.accept}`);
        const exchange = await send(call);
        if (exchange === undefined) return smallest;
        if (!(await this.#shows(exchange, shown))) continue;
        smallest = exchange;
        isSmaller = true;
        break;
      }
    }
    return smallest;
  }

  /** Whether an exchange shows the same; one that is refused has the same status, too. */
  async #shows(exchange: Exchange, { fault, each, exchange: first }: Shown): Promise<boolean> {
    if (fault.rule === "refuses-valid" && exchange.response?.status !== first.response?.status) return false;
    return (await this.#faultsOf(exchange, each.expects, each.about)).some((one) => isSame(one, fault));
  }
}

/** Whether what a fault is about can lie in what a request says, not in who sends it, when, or at which record. */
function dependsOnInput({ rule, cause }: Fault): boolean {
  return rule !== "no-response" && rule !== "access-refused" && !(rule === "refuses-valid" && cause === "404");
}

function isSame(one: Fault, other: Fault): boolean {
  return one.rule === other.rule && one.cause === other.cause;
}

function isCreation({ served }: TestedOperation, { session }: Testing): boolean {
  return session.api.collections.some(({ operations }) =>
    operations.some(({ kind, operation }) => kind === "create" && operation === served),
  );
}
