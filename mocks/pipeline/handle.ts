import { corsHeaders } from "../http/cors.ts";
import type { Handle } from "../http/edge.ts";
import type { MockResponse } from "../http/response.ts";
import { send } from "../http/send.ts";
import { createExchange, type Exchange } from "./exchange.ts";
import type { RequestLog } from "./request-log.ts";

/**
 * Requests as exchanges: `respond` makes the response, which is logged and sent; with `cors`, browsers of every origin
 * may read it.
 */
export function createHandle(
  respond: (exchange: Exchange) => Promise<MockResponse>,
  log: RequestLog,
  cors: boolean,
): Handle {
  return async (request, outgoing, target) => {
    const start = performance.now();
    const exchange = createExchange(request, target);
    const response = await respond(exchange);
    // The client broke off in the middle of its request: there is nobody to respond to.
    if (request.destroyed && !request.complete) throw new Error("aborted");
    log.add(exchange, response.status, performance.now() - start);
    if (cors) for (const [name, value] of corsHeaders(exchange)) outgoing.setHeader(name, value);
    await send(outgoing, response);
  };
}
