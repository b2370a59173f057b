import { isDeepStrictEqual } from "node:util";
import { isObject } from "../../../generator/document/json.ts";
import { unmarked } from "../../document/exact-numbers.ts";
import type { Call } from "../calls/call.ts";
import { smallerCalls } from "../calls/smaller-calls.ts";
import { brokenBy } from "../cases/is-invalid.ts";
import type { Fault } from "../judges/fault.ts";
import { identifierFor, variablesOf } from "../records/record-path.ts";
import { isReference } from "../records/references.ts";
import { shownSequence, withOrigins } from "../showing/sequence.ts";
import { type Exchange, isSuccess } from "./exchange.ts";
import { Findings } from "./findings.ts";
import { RunStopped } from "./session.ts";
import { type FaultsOf, telling } from "./smallest.ts";
import type { Steps, Testing } from "./testing.ts";

/** How many requests are spent on a smaller sequence that shows the same, and on all of an operation. */
const most = { ofFault: 80, ofOperation: 240 };

/** Rules that a response breaks by itself. */
const ofMessages = /^(?:server-error|no-response|response-|status-|refuses-valid|content-length|body-not-allowed)/;

/** A fault that several steps have shown. */
interface Shown {
  readonly fault: Fault;
  /** The one of them by which it is told. */
  readonly exchange: Exchange;
  readonly trail: readonly Exchange[];
}

interface Noted extends Shown {
  readonly calls: readonly Call[];
  readonly steps: Steps;
}

/** Looks for the least of several steps that shows a fault. */
export class Sequences {
  readonly #testing: Testing;
  readonly #faultsOf: FaultsOf;
  #noted: Noted[] = [];
  /** The least call of the operation that is tested, which was taken. */
  #base: Call | undefined;
  #left = most.ofOperation;

  constructor(testing: Testing, faultsOf: FaultsOf) {
    this.#testing = testing;
    this.#faultsOf = faultsOf;
  }

  /** Begins with the steps of an operation. */
  begin(base: Call): void {
    this.#base = base;
    this.#noted = [];
  }

  /** Takes the steps, and remembers what they have shown. */
  async run(calls: readonly Call[], steps: Steps): Promise<void> {
    const { session, findings } = this.#testing;
    const [before, start] = [findings.size, session.requests];
    const all = await session.record(() => steps(calls, this.#testing));
    for (const { fault, exchange, after } of findings.since(before)) {
      const noted = { fault, exchange, trail: all.slice(0, after - start), calls, steps };
      this.#noted.push(noted);
      this.#tell(noted, noted);
    }
  }

  /** Looks for smaller sequences that show the same. What they make is removed in the end, and they are no cases. */
  async smallest(): Promise<void> {
    const { session } = this.#testing;
    const all = this.#noted;
    this.#noted = [];
    this.#left = most.ofOperation;
    const cases = new Map(session.cases);
    try {
      for (const noted of all) {
        const smaller = await this.#ofOne(noted);
        if (smaller !== undefined) this.#tell(noted, smaller);
      }
    } finally {
      for (const operation of session.cases.keys()) session.cases.set(operation, cases.get(operation) ?? 0);
    }
  }

  /** Tells a fault by the steps that show it. */
  #tell({ fault, exchange }: Shown, shown: Shown): void {
    const { findings, records, session } = this.#testing;
    const known = { records, api: session.api };
    if (shown.exchange !== exchange) findings.replace(shown.fault, shown.exchange);
    findings.explain(fault, shown.exchange, shownSequence(withOrigins(shown.trail, known), known));
  }

  /** Tells what else was found with what made the records that it is about, as these are removed in the end. */
  tellOrigins(): void {
    const { findings, records, session } = this.#testing;
    const known = { records, api: session.api };
    for (const { fault, exchange } of findings.unexplained())
      findings.explain(fault, exchange, shownSequence(withOrigins([exchange], known), known));
  }

  async #ofOne(noted: Noted): Promise<Shown | undefined> {
    const { session, means } = this.#testing;
    const until = session.requests + Math.min(most.ofFault, this.#left);
    const before = session.requests;
    let { calls } = noted;
    const isTried = this.#left > 0 && !(await this.#isOfOthers(noted));
    let smallest = isTried ? await this.#again(noted, calls) : undefined;
    const hasRoom = () => session.requests < until;
    try {
      for (let index = 0; smallest !== undefined && index < calls.length; index += 1) {
        const broken = await this.#brokenBy(calls[index]!);
        const mayChange = ([first = "", ...path]: readonly string[]) =>
          !isReference([first.slice(first.indexOf(" ") + 1), ...path], session.api);
        for (let isSmaller = true; isSmaller && hasRoom(); ) {
          isSmaller = false;
          for (const call of smallerCalls(calls[index]!, means.values, mayChange)) {
            if (!hasRoom()) break;
            // what is empty may be as good as missing, which would be another fault
            if (blanksIn(call) > blanksIn(calls[index]!) || (await this.#brokenBy(call)) !== broken) continue;
            const changed = calls.map((one, at) => (at === index ? call : one));
            const again = await this.#again(noted, changed);
            if (again === undefined) continue;
            [calls, smallest, isSmaller] = [changed, again, true];
            break;
          }
        }
      }
      return smallest && (await this.#withoutReads(smallest, hasRoom));
    } catch (error) {
      // what was found until time was up is told
      if (!(error instanceof RunStopped) || smallest === undefined) throw error;
      this.#tell(noted, smallest);
      throw error;
    } finally {
      this.#left -= session.requests - before;
    }
  }

  /**
   * Whether a fault lies in what was sent before, as the least call shows it by now, or may lie there, as the server
   * tells requests by a key.
   */
  async #isOfOthers(noted: Noted): Promise<boolean> {
    const { fault, exchange, calls } = noted;
    const keys = fault.rule === "idempotency-ignored" ? [] : calls.flatMap((call) => [...call.arguments.keys()]);
    if (keys.some((key) => telling.test(key))) return true;
    if (!ofMessages.test(fault.rule) || exchange.call.operation !== this.#base?.operation) return false;
    const steps: Steps = async ([call = exchange.call], running) =>
      void (await running.expect(call, exchange.testCase));
    return (await this.#again({ ...noted, steps }, [this.#base])) !== undefined;
  }

  async #brokenBy(call: Call): Promise<string> {
    return (await brokenBy(call, this.#testing.session.api)).join("\n");
  }

  /** Takes the steps again, at a record of their own; undefined where they do not show the same. */
  async #again({ fault, exchange, steps }: Noted, calls: readonly Call[]): Promise<Shown | undefined> {
    const { session } = this.#testing;
    const found = new Findings(() => session.requests);
    const start = session.requests;
    const trail = await session.record(async () => {
      const placed = await this.#placed(calls);
      if (placed !== undefined) await steps(placed, this.#trial(found));
    });
    const { operation } = exchange.call;
    const own = found.since(0).find(({ fault: one, exchange: { call } }) => {
      return one.rule === fault.rule && one.cause === fault.cause && call.operation === operation;
    });
    return own && { ...own, trail: trail.slice(0, own.after - start) };
  }

  /** The calls with the first of them, unless it creates something, at a record that is made for it. */
  async #placed([first, ...others]: readonly Call[]): Promise<readonly Call[] | undefined> {
    if (first === undefined) return undefined;
    const { records, session } = this.#testing;
    const isCreation = session.api.collections.some(({ operations }) =>
      operations.some(({ kind, operation }) => kind === "create" && operation === first.operation.served),
    );
    const placement = isCreation ? undefined : await records.place(first.operation, "smaller", { fresh: true });
    if (placement?.made === undefined) return isCreation || placement !== undefined ? [first, ...others] : undefined;
    return [{ ...first, arguments: new Map([...first.arguments, ...placement.arguments]) }, ...others];
  }

  /** The same run, but that what is found stays apart, and nothing is counted. */
  #trial(findings: Findings): Testing {
    const { session, records, means } = this.#testing;
    const trial: Testing = {
      ...{ session, records, means, findings },
      isLive: () => this.#testing.isLive(),
      skip: () => undefined,
      inSteps: (calls, steps) => steps(calls, trial),
      async try(call, testCase) {
        const exchange = await session.send(call, testCase);
        if (exchange !== undefined) records.note(exchange);
        return exchange;
      },
      judge: async (exchange, expects, tried) => {
        const about = typeof tried === "string" ? tried : tried.about;
        const faults = await this.#faultsOf(exchange, expects, about);
        for (const fault of faults) findings.add(fault, exchange);
        return faults;
      },
      async expect(call, testCase) {
        const exchange = await trial.try(call, testCase);
        if (exchange === undefined) return undefined;
        await trial.judge(exchange, "accepted", testCase.label);
        return isSuccess(exchange) ? exchange : undefined;
      },
    };
    return trial;
  }

  /**
   * Without the reads on the way, where what comes in the end is the same. A fault that lies between two responses
   * keeps both.
   */
  async #withoutReads(shown: Shown, hasRoom: () => boolean): Promise<Shown> {
    const { trail, exchange, fault } = shown;
    if (fault.rule === "condition-ignored" || exchange !== trail.at(-1)) return shown;
    const isNeeded = (one: Exchange) => one === exchange || !one.call.operation.isSafe;
    const kept = trail.filter(isNeeded);
    if (kept.length === trail.length || kept.some(({ call }) => call.href !== undefined) || !hasRoom()) return shown;
    const ids = new Map<string, string>();
    const again: Exchange[] = [];
    for (const each of kept) {
      const one = await this.#testing.session.send(this.#renamed(each.call, ids), each.testCase);
      if (one === undefined) return shown;
      const [before, now] = [this.#testing.records.madeBy(each), this.#testing.records.note(one)];
      const [id, other] = [before?.ids.at(-1), now?.ids.at(-1)];
      if (before !== undefined && (id === undefined || other === undefined)) return shown;
      if (id !== undefined && other !== undefined) ids.set(id, other);
      again.push(one);
    }
    const last = again.at(-1)!;
    if (last.response?.status !== exchange.response?.status) return shown;
    if (!isAlike(exchange.json, last.json, ids)) return shown;
    return { fault: { ...fault, message: renamed(fault.message, ids) }, exchange: last, trail: again };
  }

  /** A call with other identifiers in its path, and where its body refers to records. */
  #renamed(call: Call, ids: ReadonlyMap<string, string>): Call {
    const { api } = this.#testing.session;
    const given = new Map(call.arguments);
    for (const { name } of variablesOf(call.operation, api)) {
      const key = `path ${name}`;
      const other = ids.get(String(unmarked(given.get(key))));
      const parameter = call.operation.parameters.find((one) => one.key === key);
      if (other !== undefined) given.set(key, identifierFor(other, parameter?.schema, api));
    }
    const { body } = call;
    if (body === undefined || "bytes" in body) return { ...call, arguments: given };
    const value = mapTexts(body.value, [], (text, path) => (isReference(path, api) ? (ids.get(text) ?? text) : text));
    return { ...call, arguments: given, body: { ...body, value } };
  }
}

/** How many texts of a body are empty. */
function blanksIn({ body }: Call): number {
  let count = 0;
  if (body !== undefined && "value" in body)
    mapTexts(body.value, [], (text) => {
      if (text === "") count += 1;
      return text;
    });
  return count;
}

function mapTexts(
  value: unknown,
  path: readonly string[],
  change: (text: string, path: readonly string[]) => string,
): unknown {
  if (typeof value === "string") return change(value, path);
  if (Array.isArray(value)) return value.map((item, index) => mapTexts(item, [...path, `${index}`], change));
  if (!isObject(value) || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapTexts(one, [...path, key], change)]));
}

/** Whether two bodies are the same but for identifiers and times. */
function isAlike(before: unknown, now: unknown, ids: ReadonlyMap<string, string>): boolean {
  const plain = (value: unknown) =>
    mapTexts(value, [], (text) => (/^\d{4}-\d\d-\d\dT\d\d:/.test(text) ? "" : (ids.get(text) ?? text)));
  return isDeepStrictEqual(plain(before), plain(now));
}

/** A sentence with other identifiers, which are words of it. */
function renamed(message: string, ids: ReadonlyMap<string, string>): string {
  return message
    .split(" ")
    .map((word) => {
      const [, id = "", end = ""] = /^(.*?)([.:,]?)$/.exec(word) ?? [];
      return `${ids.get(id) ?? id}${end}`;
    })
    .join(" ");
}
