import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { JsonObject } from "../generator/document/json.ts";
import type { Answer } from "./answer.ts";
import { createControl } from "./control/create-control.ts";
import { createFindOperation } from "./control/find-operation.ts";
import { createScripts } from "./control/scripts.ts";
import { corsHeaders, isPreflight, preflightHeaders } from "./cors.ts";
import { createExchange, type Exchange } from "./exchange.ts";
import { parseFaults } from "./faults/parse-faults.ts";
import { createFaultPlan } from "./faults/plan.ts";
import { createGateway } from "./gateway.ts";
import { closeOnce, listen, urlOf } from "./listen.ts";
import type { MockServer, ServerOptions } from "./mock.ts";
import { createAuthorization } from "./oauth/authorization.ts";
import { seededTokenText } from "./oauth/token-text.ts";
import { listOperations, type OperationNames, publicPart } from "./operations.ts";
import { createRedaction } from "./redact.ts";
import { createRequestLog } from "./request-log.ts";
import { sampleRequest } from "./sample-request.ts";
import { send } from "./send.ts";
import { createStages } from "./stages.ts";

/**
 * Serves one self-contained OpenAPI 3.x document, whose references all start with `#/`. The document is not changed.
 * `names` gives the client's names of operations.
 * Rejects when the port is in use, the address is not one of this machine, or a fault of the options makes no sense.
 */
export async function startServer(
  openapi: JsonObject,
  options: ServerOptions & { readonly names?: OperationNames } = {},
): Promise<MockServer> {
  const { host = "127.0.0.1", port = 0, cors = true } = options;
  const served = listOperations(openapi, options.names);
  const operations = new Map(served.map((operation) => [operation, publicPart(operation)]));
  const find = createFindOperation(served);
  const planned = Object.entries(options.faults ?? {}).flatMap(([name, texts]) =>
    texts.flatMap(parseFaults).map((fault) => [name === "*" ? undefined : find(name), fault] as const),
  );
  const faults = createFaultPlan(planned, options.seed);
  const scripts = createScripts();
  const redaction = createRedaction(openapi);
  const authorization = createAuthorization(
    openapi,
    { ...options.oauth, ...(options.auth && { mode: options.auth }) },
    {
      ...(options.scopes && { scopes: options.scopes }),
      ...(options.seed !== undefined && { random: seededTokenText(options.seed) }),
    },
  );
  const parts = { openapi, operations: served, authorization, scripts, faults, redaction };
  const gateway = createGateway(createStages(parts, options));
  const requests = createRequestLog(redaction, (operation) => operations.get(operation)!, options.log);

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  const address = await listen(server, port, host);
  const close = closeOnce(server);
  const control = createControl({ find, scripts, faults, entries: requests.entries });
  const { issueToken, revoke, expire, tokens } = authorization;
  return Object.assign(control, {
    issueToken,
    revoke,
    expire,
    tokens,
    url: urlOf(address),
    port: address.port,
    host,
    operations: [...operations.values()],
    requests: requests.entries,
    sampleRequest: () => sampleRequest(served, openapi),
    close,
    [Symbol.asyncDispose]: close,
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const start = performance.now();
    const exchange = createExchange(request);
    const answer = await answerOf(request, exchange);
    // The client broke off in the middle of its request: there is nobody to answer.
    if (request.destroyed && !request.complete) throw new Error("aborted");
    requests.add(exchange, answer.status, performance.now() - start);
    if (cors) for (const [name, value] of corsHeaders(request)) response.setHeader(name, value);
    if (!server.listening) response.setHeader("connection", "close");
    await send(response, answer);
  }

  async function answerOf(request: IncomingMessage, exchange: Exchange): Promise<Answer> {
    if (cors && isPreflight(request)) return { status: 204, headers: preflightHeaders(request), body: undefined };
    return gateway(exchange);
  }
}
