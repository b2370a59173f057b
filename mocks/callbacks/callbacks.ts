import type { ServedOperation } from "../document/operations.ts";
import type { SentOperation } from "../document/sent-operations.ts";
import type { MockResponse } from "../http/response.ts";
import type { Exchange } from "../pipeline/exchange.ts";
import { refusalOf } from "./address.ts";
import type { Delivery, Receipt } from "./deliver.ts";
import { type ExchangedMessages, fillExpressions } from "./runtime-expression.ts";
import type { GivenParts, SentMessage } from "./sent-message.ts";

/** What callbacks are sent with. */
export interface CallbackMeans {
  readonly callbacksOf: (operation: ServedOperation) => readonly SentOperation[];
  /** Hosts beside this machine that callbacks may go to, `hooks.example.com` or with a port. */
  readonly hosts: readonly string[];
  readonly compose: (operation: SentOperation, given: GivenParts) => Promise<SentMessage>;
  readonly deliver: (delivery: Delivery) => Promise<Receipt>;
}

/** The most callbacks of one request. */
const mostCallbacks = 100;

/**
 * Sends the callbacks that an operation describes (section 4.8.18), as they come of a request and its response: each
 * with the body and the headers that the document has for it, to this machine or a listed host. It does not reject:
 * what goes wrong is written down.
 */
export function createCallbacks(
  means: CallbackMeans,
): (exchange: Exchange, response: MockResponse) => Promise<void> | undefined {
  const { callbacksOf, hosts, compose, deliver } = means;

  return (exchange, response) => {
    const { operation } = exchange;
    if (operation === undefined || response.status < 200 || response.status >= 400) return undefined;
    const callbacks = callbacksOf(operation);
    return callbacks.length === 0 ? undefined : sendAll(callbacks, exchange, response);
  };

  async function sendAll(
    callbacks: readonly SentOperation[],
    exchange: Exchange,
    response: MockResponse,
  ): Promise<void> {
    const messages = messagesOf(exchange, response);
    const sendings = callbacks.slice(0, mostCallbacks).map((callback) => {
      const { expression = "" } = callback.callback ?? {};
      const filled = fillExpressions(expression, messages);
      const url = filled ?? expression;
      const without = `its address is not a URL: request and response have no value for ${expression}`;
      const refusal = filled === undefined ? without : refusalOf(url, hosts, expression);
      return deliver({ operation: callback, url, refusal, message: () => compose(callback, {}) });
    });
    // Those that nobody received are written down.
    await Promise.allSettled(sendings);
  }
}

function messagesOf(exchange: Exchange, response: MockResponse): ExchangedMessages {
  const { method, root, target, headers, query, parameters, body } = exchange;
  const sent = response.headers.map(([name, value]) => [name.toLowerCase(), [value].flat().join(", ")] as const);
  return {
    url: `${root}${target}`,
    method,
    status: response.status,
    request: { headers, query: { ...Object.fromEntries(query), ...parameters.query }, path: parameters.path, body },
    response: { headers: Object.fromEntries(sent), query: {}, path: {}, body: jsonIn(response.body) },
  };
}

function jsonIn(body: MockResponse["body"]): unknown {
  try {
    return JSON.parse(String(body));
  } catch {
    return undefined;
  }
}
