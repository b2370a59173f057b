import type { IncomingMessage, ServerResponse } from "node:http";
import type { JsonObject } from "../../generator/document/json.ts";
import { createControl } from "../control/create-control.ts";
import { createFindOperation } from "../control/find-operation.ts";
import { listOperations, type OperationNames, publicPart } from "../document/operations.ts";
import { parseFaults } from "../faults/parse-faults.ts";
import { createFaultPlan } from "../faults/plan.ts";
import { corsHeaders, isPreflight, preflightHeaders } from "../http/cors.ts";
import { createRedaction } from "../http/redact.ts";
import type { MockResponse } from "../http/response.ts";
import { send } from "../http/send.ts";
import { createAuthorization } from "../oauth/authorization.ts";
import { seededTokenText } from "../oauth/token-text.ts";
import type { Recordings } from "../recording/recordings.ts";
import type { ApiOptions, MockApi } from "../server/mock.ts";
import { createState } from "../state/create-state.ts";
import { createMemoryStore } from "../storage/memory-store.ts";
import type { Store } from "../storage/store.ts";
import { storeBelow } from "../storage/store-below.ts";
import { uncheckedIn } from "../validation/schemas/document-schemas.ts";
import { createExchange } from "./exchange.ts";
import { createGateway } from "./gateway.ts";
import { createRequestLog } from "./request-log.ts";
import { sampleRequest } from "./sample-request.ts";
import { createStages } from "./stages.ts";
import { createSurvivingState, type SurvivingState } from "./surviving-state.ts";

/** What an API is made with beside its options. */
export interface ApiParts {
  /** The client's names of operations. */
  readonly names?: OperationNames;
  /** Below which it is served; its tokens are others than those of an API below another prefix. Default: `""`. */
  readonly prefix?: string;
  /** Where tokens and state are kept. Default: the memory of this process. */
  readonly store?: Store;
  /** The recordings to write or to serve. */
  readonly recordings?: Recordings;
  /** What an earlier reading of the documents left. */
  readonly surviving?: SurvivingState;
}

/** An API, and what a server needs of it. */
export interface ServedApi {
  readonly api: MockApi;
  /** Responds to a request, whose target is read below the API's own root. Rejects when the client has gone. */
  handle(request: IncomingMessage, outgoing: ServerResponse, target: string): Promise<void>;
}

/**
 * One self-contained OpenAPI 3.x document as an API without a server. All references of the document start with `#/`; it is not changed.
 * Throws when a fault of the options makes no sense.
 */
export function createApi(openapi: JsonObject, options: ApiOptions & ApiParts = {}): ServedApi {
  const { cors = true, surviving = createSurvivingState() } = options;
  const { scripts, allowed, replayed } = surviving;
  const served = listOperations(openapi, options.names);
  const operations = new Map(served.map((operation) => [operation, publicPart(operation)]));
  const find = createFindOperation(served);
  const planned = Object.entries(options.faults ?? {}).flatMap(([name, texts]) =>
    texts.flatMap(parseFaults).map((fault) => [name === "*" ? undefined : find(name), fault] as const),
  );
  const faults = createFaultPlan(planned, options.seed, surviving.faults);
  const redaction = createRedaction(openapi);
  const { store = createMemoryStore(), seed, prefix = "" } = options;
  const authorization = createAuthorization(
    openapi,
    { ...options.oauth, ...(options.auth && { mode: options.auth }) },
    {
      ...(options.scopes && { scopes: options.scopes }),
      random: seededTokenText(`${seed ?? 0}${prefix}`),
      store: storeBelow(store, "oauth/"),
    },
  );
  const state = options.stateful
    ? createState({ openapi, operations: served, store: storeBelow(store, "state/"), seed })
    : undefined;
  const parts = { openapi, operations: served, authorization, scripts, faults, redaction, state };
  const stages = createStages(parts, options);
  const { endpoints } = authorization;
  const recorded = { openapi, operations: served, redaction, endpoints, replayed };
  const gateway = createGateway(options.recordings?.stages(stages, options, recorded) ?? stages);
  const requests = createRequestLog(
    redaction,
    (operation) => operations.get(operation)!,
    options.log,
    surviving.requests,
  );
  const control = createControl({ find, scripts, faults, entries: requests.entries, allowed, replayed, state });
  const { issueToken, revoke, expire, tokens, scopes } = authorization;
  const api = Object.assign(control, {
    issueToken,
    revoke,
    expire,
    tokens,
    endpoints,
    scopes,
    unchecked: () => uncheckedIn(openapi),
    operations: [...operations.values()],
    requests: requests.entries,
    sampleRequest: () => sampleRequest(served, openapi),
  });
  return { api, handle };

  async function handle(request: IncomingMessage, outgoing: ServerResponse, target: string): Promise<void> {
    const start = performance.now();
    const exchange = createExchange(request, target);
    const response = cors && isPreflight(request) ? preflight(request) : await gateway(exchange);
    // The client broke off in the middle of its request: there is nobody to respond to.
    if (request.destroyed && !request.complete) throw new Error("aborted");
    requests.add(exchange, response.status, performance.now() - start);
    if (cors) for (const [name, value] of corsHeaders(request)) outgoing.setHeader(name, value);
    await send(outgoing, response);
  }
}

function preflight(request: IncomingMessage): MockResponse {
  return { status: 204, headers: preflightHeaders(request), body: undefined };
}
