import type { ServedOperation } from "../document/operations.ts";
import { essenceOf } from "../http/media-type.ts";
import { badRequest, ProblemJsonError, problem } from "../http/problem.ts";
import type { MockResponse } from "../http/response.ts";
import type { Router } from "../routing/router.ts";
import type { Exchange } from "./exchange.ts";
import { reasonOf, reasons } from "./reason.ts";

/** What is there at once, or later. Most requests wait for nothing, and each wait is work. */
export type Soon<Value> = Value | Promise<Value>;

/** The faults of one request. */
export interface RequestFaults {
  /** The error by which an OAuth endpoint is to refuse. */
  readonly refusal?: string;
  /** Waits, and gives the response of a fault that keeps the request from the API. */
  before(): Soon<MockResponse | undefined>;
  /** The response as it is spoilt. */
  after(response: MockResponse): MockResponse;
}

/** An exchange whose operation is known. */
export type RoutedExchange = Exchange & { readonly operation: ServedOperation };

/**
 * What a request passes. Each stage writes down in the exchange what it found; a problem that it throws is the
 * response.
 */
export interface Stages {
  /** The response of an OAuth endpoint; undefined where the request is to none. */
  readonly oauth: (exchange: Exchange) => Soon<MockResponse | undefined>;
  readonly route: Router;
  /**
   * The response to a request that the document does not describe; undefined, or no such stage, where that is an error.
   */
  readonly undescribed?: (exchange: Exchange) => Soon<MockResponse | undefined>;
  /** Throws where the request names a server that the operation does not have. */
  readonly checkServer?: (exchange: RoutedExchange) => void;
  readonly chooseFaults: (exchange: RoutedExchange) => Soon<RequestFaults | undefined>;
  /** The response to a request that has no access. */
  readonly authorize: (exchange: RoutedExchange) => Soon<MockResponse | undefined>;
  /** Decodes the arguments and validates them. */
  readonly decode: (exchange: RoutedExchange) => Soon<void>;
  /** The response to a request that breaks the document. */
  readonly refuse: (exchange: RoutedExchange) => Soon<MockResponse | undefined>;
  /** The response that a test gave. */
  readonly script: (exchange: RoutedExchange) => Soon<MockResponse | undefined>;
  /** The response of what clients created, changed and deleted. */
  readonly state: (exchange: RoutedExchange) => Soon<MockResponse | undefined>;
  /** The response of the document. */
  readonly mock: (exchange: RoutedExchange) => Soon<MockResponse>;
  /** The response with what is wrong about it said, or a problem instead of it. */
  readonly validateResponse: (exchange: RoutedExchange, response: MockResponse) => Soon<MockResponse>;
}

/**
 * Responds to requests: route, fault before, authorise, decode and validate, respond, validate the response, fault
 * after.
 */
export function createGateway(stages: Stages): (exchange: Exchange) => Promise<MockResponse> {
  return async (exchange) => {
    try {
      exchange.reason = reasons.oauth;
      const asked = stages.oauth(exchange);
      const endpoint = asked instanceof Promise ? await asked : asked;
      if (endpoint !== undefined) return endpoint;
      exchange.reason = reasons["no-operation"];
      let routed: RoutedExchange;
      if (stages.route.readsForms && isForm(exchange)) exchange.sentForm = String(await exchange.readBody());
      try {
        routed = route(exchange, stages.route);
      } catch (error) {
        const response = exchange.violations.length > 0 ? await stages.undescribed?.(exchange) : undefined;
        if (response === undefined) throw error;
        exchange.reason = undefined;
        return response;
      }
      exchange.reason = undefined;
      const choosing = stages.chooseFaults(routed);
      const faults = choosing instanceof Promise ? await choosing : choosing;
      if (faults === undefined) return await respond(routed, stages);
      const early = await faults.before();
      if (early !== undefined) exchange.reason = reasons.fault;
      const response = early ?? (await respond(routed, stages).catch(problem));
      // Before it is spoilt, which says nothing of where it is from.
      exchange.reason = reasonOf(exchange.reason, response);
      return faults.after(response);
    } catch (error) {
      return problem(error);
    }
  };
}

function isForm({ headers }: Exchange): boolean {
  return essenceOf(headers["content-type"] ?? "") === "application/x-www-form-urlencoded";
}

async function respond(exchange: RoutedExchange, stages: Stages): Promise<MockResponse> {
  stages.checkServer?.(exchange);
  // Each stage may throw the response: who responds is known before it does.
  exchange.reason = reasons.access;
  const deciding = stages.authorize(exchange);
  const refusal = deciding instanceof Promise ? await deciding : deciding;
  if (refusal !== undefined) return refusal;
  exchange.reason = reasons.request;
  const decoding = stages.decode(exchange);
  if (decoding instanceof Promise) await decoding;
  for (const { stage, reason } of responding) {
    exchange.reason = reason;
    const asked = stages[stage](exchange);
    const response = asked instanceof Promise ? await asked : asked;
    if (response !== undefined) return validated(exchange, response, stages);
  }
  exchange.reason = undefined;
  const making = stages.mock(exchange);
  return validated(exchange, making instanceof Promise ? await making : making, stages);
}

/** What may respond in place of the document, in this order. */
const responding = [
  { stage: "refuse", reason: reasons.request },
  { stage: "script", reason: reasons.script },
  { stage: "state", reason: reasons.state },
] as const;

function validated(exchange: RoutedExchange, response: MockResponse, stages: Stages): Soon<MockResponse> {
  try {
    const validating = stages.validateResponse(exchange, response);
    return validating instanceof Promise ? validating.catch(refuse) : validating;
  } catch (error) {
    return refuse(error);
  }

  function refuse(error: unknown): never {
    exchange.reason = reasons["invalid-response"];
    throw error;
  }
}

// As Prism's users know them.
const noPath = { type: "NO_PATH_MATCHED_ERROR", title: "Route not resolved, no path matched", status: 404 };
const noMethod = { type: "NO_METHOD_MATCHED_ERROR", title: "Route resolved, but no method matched", status: 405 };

function route(exchange: Exchange, router: Router): RoutedExchange {
  const { method, path } = exchange;
  const match = findRoute();
  if (match.kind === "operation") {
    return Object.assign(exchange, { operation: match.operation, variables: match.variables });
  }
  const isPath = match.kind === "no-path";
  const message = isPath
    ? `The document has no path for ${path}.`
    : `The document has the path ${path}, but not with the method ${method}.`;
  exchange.violations = [
    {
      location: ["request", isPath ? "path" : "method"],
      severity: "Error",
      code: match.kind,
      message,
      source: "request",
    },
  ];
  if (match.kind === "no-path") throw new ProblemJsonError(noPath, message);
  throw new ProblemJsonError(noMethod, message, { headers: { allow: match.allow.join(", ") } });

  function findRoute(): ReturnType<Router> {
    try {
      return router(exchange);
    } catch (error) {
      if (!(error instanceof URIError)) throw error;
      throw badRequest("Malformed address", `The path ${path} has a malformed percent-escape.`);
    }
  }
}
