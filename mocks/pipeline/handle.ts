import { corsHeaders } from "../http/cors.ts";
import type { Handle } from "../http/edge.ts";
import type { MockResponse } from "../http/response.ts";
import { send } from "../http/send.ts";
import { createExchange, type Exchange } from "./exchange.ts";
import type { RequestLog } from "./request-log.ts";

/** What else is done with a response. */
interface HandleOptions {
  readonly cors: boolean;
  /** The response as the request's conditions have it. */
  readonly conditions?: (exchange: Exchange, response: MockResponse) => MockResponse | Promise<MockResponse>;
  /** Called, with the milliseconds that it took, once the response is on its way, before another request is handled. */
  readonly note?: (exchange: Exchange, response: MockResponse, duration: number) => void;
  /** What follows the response; it does not reject. */
  readonly afterwards?: (exchange: Exchange, response: MockResponse) => Promise<void> | undefined;
}

/**
 * Requests as exchanges: `respond` makes the response, which is logged and sent; with `cors`, browsers of every origin
 * may read it.
 */
export function createHandle(
  respond: (exchange: Exchange) => MockResponse | Promise<MockResponse>,
  log: Pick<RequestLog, "add">,
  { cors, conditions, note, afterwards }: HandleOptions,
): Handle {
  return async (request, outgoing, target) => {
    const start = performance.now();
    const exchange = createExchange(request, target, outgoing);
    const responded = await respond(exchange);
    const judged = conditions?.(exchange, responded) ?? responded;
    const response = judged instanceof Promise ? await judged : judged;
    // The client broke off in the middle of its request: there is nobody to respond to.
    if (request.destroyed && !request.complete) throw new Error("aborted");
    const duration = performance.now() - start;
    log.add(exchange, response, duration);
    const sending = send(outgoing, response, cors ? corsHeaders(exchange, response) : undefined);
    note?.(exchange, response, duration);
    if (sending !== undefined) await sending;
    // The client does not wait for it.
    void afterwards?.(exchange, response);
  };
}
