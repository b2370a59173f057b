import type { FindOperation } from "../control/find-operation.ts";
import type { ScriptStage } from "../control/script-stage.ts";
import { isSameOperation, type ServedOperation } from "../document/operations.ts";
import type { DescribedResponses, Engine } from "../engine/engine.ts";
import type { FaultPlan } from "../faults/plan.ts";
import { requestFaults } from "../faults/request-faults.ts";
import type { MockResponse } from "../http/response.ts";
import type { Authorization } from "../oauth/authorization.ts";
import { trimPath } from "../oauth/endpoints/endpoint-paths.ts";
import type { Exchange } from "../pipeline/exchange.ts";
import type { RoutedExchange, Stages } from "../pipeline/gateway.ts";
import { reasons } from "../pipeline/reason.ts";

/** The OAuth endpoints as operations that nothing is described of, for faults and scripted responses. */
export function endpointOperations(endpoints: readonly string[]): ServedOperation[] {
  return endpoints.map((endpoint) => {
    const [method = "", path = ""] = endpoint.split(" ");
    const publicPart = { method, path, operationId: undefined, name: undefined, aliases: [], scopes: [] };
    return { ...publicPart, publicPart, description: {}, pathParameters: [], argumentNames: new Map() };
  });
}

/** Finds also the endpoints, as `POST /oauth/token`; what the document describes at such a place is meant first. */
export function findAlsoEndpoints(
  find: FindOperation,
  operations: readonly ServedOperation[],
  endpoints: readonly ServedOperation[],
): FindOperation {
  const others = endpoints.filter((endpoint) => !operations.some((operation) => isSameOperation(operation, endpoint)));
  const byName = new Map(others.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint]));
  return (name) => byName.get(trimPath(name)) ?? find(name);
}

/** What an OAuth endpoint responds by. */
export interface OAuthStageParts {
  readonly authorization: Authorization;
  readonly endpoints: readonly ServedOperation[];
  readonly faults: FaultPlan<ServedOperation>;
  readonly script: ScriptStage;
  /** Whether a request to the path of an endpoint is one to an operation of the document. */
  readonly isOperation: (exchange: Exchange) => boolean;
}

/** Responds to requests to OAuth endpoints: fault before, script, the endpoint itself, fault after. */
export function createOAuthStage(parts: OAuthStageParts): Stages["oauth"] {
  const { authorization, endpoints, faults, script, isOperation } = parts;
  const paths = new Set(endpoints.map(({ path }) => path));

  function engineOf({ path }: ServedOperation): Pick<Engine, "described"> {
    const responses: DescribedResponses = {
      describe: () => undefined,
      fail: async () => undefined,
      respond: async (status, example) => authorization.fail(path, status, example),
    };
    return { described: () => responses };
  }

  async function respond(exchange: Exchange, operation: ServedOperation): Promise<MockResponse | undefined> {
    // It is none of the document's, which those who look at the request afterwards would take it for.
    const routed: RoutedExchange = Object.assign(exchange, { operation });
    try {
      const chosen = await requestFaults(routed, faults, engineOf(operation));
      const early = await chosen?.before();
      if (early !== undefined || chosen?.refusal !== undefined) exchange.reason = reasons.fault;
      const scripted = early ?? (chosen?.refusal === undefined ? await script(routed) : undefined);
      const response = scripted ?? (await authorization.handle(exchange, chosen?.refusal));
      return response === undefined || chosen === undefined ? response : chosen.after(response);
    } finally {
      Object.assign(exchange, { operation: undefined });
    }
  }

  return (exchange) => {
    const path = trimPath(exchange.path);
    if (!paths.has(path) || isOperation(exchange)) return undefined;
    const operation = endpoints.find((endpoint) => isSameOperation(endpoint, { method: exchange.method, path }));
    return operation === undefined ? authorization.handle(exchange) : respond(exchange, operation);
  };
}
