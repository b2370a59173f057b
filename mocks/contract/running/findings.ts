import type { Finding, FindingStep } from "../finding.ts";
import type { Fault } from "../judges/fault.ts";
import { clientCallOf } from "../showing/client-call.ts";
import { curlOf } from "../showing/curl.ts";
import { shownMessage, withoutSecrets } from "../showing/shown-message.ts";
import type { TestedOperation } from "../tested/tested-operation.ts";
import type { Exchange } from "./exchange.ts";

interface Found {
  readonly fault: Fault;
  exchange: Exchange;
  /** What tells the request from others. */
  request: string;
  times: number;
  readonly after: number;
  isTold: boolean;
  sequence?: readonly FindingStep[];
}

/** The findings of a run, each cause once for an operation. */
export class Findings {
  readonly #requests: () => number;
  readonly #found = new Map<string, Found>();
  /** How often each request was judged. */
  readonly #sent = new Map<string, number>();

  /** `requests` tells how many there were so far. */
  constructor(requests: () => number) {
    this.#requests = requests;
  }

  /** Counts a request that was judged, whatever came of it. */
  judged(exchange: Exchange): void {
    const request = requestKey(exchange);
    this.#sent.set(request, (this.#sent.get(request) ?? 0) + 1);
  }

  /** Whether a cause is known already. */
  has(operation: TestedOperation, fault: Fault): boolean {
    return this.#found.has(keyOf(operation, fault));
  }

  add(fault: Fault, exchange: Exchange): void {
    const key = keyOf(exchange.call.operation, fault);
    const request = requestKey(exchange);
    const known = this.#found.get(key);
    if (known === undefined)
      this.#found.set(key, { fault, exchange, request, times: 1, after: this.#requests(), isTold: false });
    else if (known.request === request) known.times += 1;
  }

  /** The faults that were added after others; `after` so many requests. */
  since(before: number): { readonly fault: Fault; readonly exchange: Exchange; readonly after: number }[] {
    return [...this.#found.values()].slice(before);
  }

  /** The faults that were not told yet, and of which nothing is said but one exchange. */
  unexplained(): { readonly fault: Fault; readonly exchange: Exchange }[] {
    return [...this.#found.values()].filter(({ isTold, sequence }) => !isTold && sequence === undefined);
  }

  /** How many faults there are. */
  get size(): number {
    return this.#found.size;
  }

  /** Says what is to be done in turn to see a fault. */
  explain(fault: Fault, { call }: Exchange, sequence: readonly FindingStep[]): void {
    const known = this.#found.get(keyOf(call.operation, fault));
    if (known !== undefined && sequence.length > 1) known.sequence = sequence;
  }

  /** Takes back what turned out to have another cause. */
  withdraw(fault: Fault, { call }: Exchange): void {
    this.#found.delete(keyOf(call.operation, fault));
  }

  /** Puts a smaller request that shows the same in the place of the first one. */
  replace(fault: Fault, exchange: Exchange): void {
    const known = this.#found.get(keyOf(exchange.call.operation, fault));
    if (known === undefined) return;
    Object.assign(known, { fault, exchange, request: requestKey(exchange), times: 1 });
  }

  /** The findings that were not told yet. */
  take(): Finding[] {
    return [...this.#found.values()].flatMap((found) => {
      if (found.isTold) return [];
      found.isTold = true;
      return [this.#told(found)];
    });
  }

  #told({ fault, exchange, request, times, sequence }: Found): Finding {
    const { call, testCase, request: sent, response, secrets } = exchange;
    const { operation } = call;
    const place = operation.placeOf(fault.part ?? { keys: [] });
    return {
      rule: fault.rule,
      certainty: fault.certainty ?? "certain",
      operation: operation.info,
      message: withoutSecrets(fault.message, secrets),
      ...(place !== undefined && { place }),
      testCase,
      request: {
        method: sent.method,
        url: withoutSecrets(sent.url, secrets),
        ...shownMessage(sent.headers, sent.body, secrets),
      },
      curl: curlOf(sent, secrets),
      call: clientCallOf(exchange.written ?? call),
      ...(sequence !== undefined && { sequence }),
      ...(response !== undefined && {
        response: { status: response.status, ...shownMessage(response.headers, exchange.content, secrets) },
      }),
      seen: { times, of: Math.max(times, this.#sent.get(request) ?? 1) },
    };
  }
}

function keyOf({ info }: TestedOperation, { rule, cause }: Fault): string {
  return JSON.stringify([info.method, info.path, rule, cause]);
}

function requestKey({ request, call }: Exchange): string {
  const body = request.body === undefined ? "" : Buffer.from(request.body).toString("base64");
  return JSON.stringify([request.method, request.url, call.holder.kind, request.headers.map(String), body]);
}
