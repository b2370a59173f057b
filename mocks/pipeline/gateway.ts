import { NO_METHOD_MATCHED_ERROR, NO_PATH_MATCHED_ERROR } from "@stoplight/prism-http/dist/router/errors.js";
import type { ServedOperation } from "../document/operations.ts";
import { badRequest, ProblemJsonError, problem } from "../http/problem.ts";
import type { Answer } from "../http/response.ts";
import type { Router } from "../routing/router.ts";
import type { Exchange } from "./exchange.ts";

/** The faults of one request. */
export interface RequestFaults {
  /** Waits, and gives the answer of a fault that keeps the request from the API. */
  before(): Promise<Answer | undefined>;
  /** The answer as it is spoilt. */
  after(answer: Answer): Answer;
}

/** An exchange whose operation is known. */
export type RoutedExchange = Exchange & { readonly operation: ServedOperation };

/** What a request passes. Each stage writes down in the exchange what it found; a problem that it throws is the answer. */
export interface Stages {
  /** The answer of an OAuth endpoint; undefined where the request is to none. */
  readonly oauth: (exchange: Exchange) => Promise<Answer | undefined>;
  readonly route: Router;
  /** The answer to a request that the document does not describe; undefined, or no such stage, where that is an error. */
  readonly undescribed?: (exchange: Exchange) => Promise<Answer | undefined>;
  readonly chooseFaults: (exchange: RoutedExchange) => RequestFaults;
  /** The answer to a request that has no access. */
  readonly authorize: (exchange: RoutedExchange) => Promise<Answer | undefined>;
  /** Decodes the arguments and validates them. */
  readonly decode: (exchange: RoutedExchange) => Promise<void>;
  /** The answer to a request that breaks the document. */
  readonly refuse: (exchange: RoutedExchange) => Promise<Answer | undefined>;
  /** The answer that a test gave. */
  readonly script: (exchange: RoutedExchange) => Promise<Answer | undefined>;
  /** The answer of what clients created, changed and deleted. */
  readonly state: (exchange: RoutedExchange) => Promise<Answer | undefined>;
  /** The answer of the document. */
  readonly mock: (exchange: RoutedExchange) => Promise<Answer>;
  /** The answer with what is wrong about it said, or a problem instead of it. */
  readonly validateAnswer: (exchange: RoutedExchange, answer: Answer) => Promise<Answer>;
}

/** Answers requests: route, fault before, authorise, decode and validate, respond, validate the answer, fault after. */
export function createGateway(stages: Stages): (exchange: Exchange) => Promise<Answer> {
  return (exchange) =>
    orProblem(async () => {
      const endpoint = await stages.oauth(exchange);
      if (endpoint !== undefined) return endpoint;
      let routed: RoutedExchange;
      try {
        routed = route(exchange, stages.route);
      } catch (error) {
        const answer = exchange.violations.length > 0 ? await stages.undescribed?.(exchange) : undefined;
        if (answer === undefined) throw error;
        return answer;
      }
      const faults = stages.chooseFaults(routed);
      const answer = (await faults.before()) ?? (await orProblem(() => respond(routed, stages)));
      return faults.after(answer);
    });
}

async function respond(exchange: RoutedExchange, stages: Stages): Promise<Answer> {
  const refusal = await stages.authorize(exchange);
  if (refusal !== undefined) return refusal;
  await stages.decode(exchange);
  const answer =
    (await stages.refuse(exchange)) ??
    (await stages.script(exchange)) ??
    (await stages.state(exchange)) ??
    (await stages.mock(exchange));
  return stages.validateAnswer(exchange, answer);
}

function route(exchange: Exchange, router: Router): RoutedExchange {
  const { method, path, query } = exchange;
  const match = findRoute();
  if (match.kind === "operation") {
    return Object.assign(exchange, { operation: match.operation, variables: match.variables });
  }
  const isPath = match.kind === "no-path";
  const message = isPath
    ? `The document has no path for ${path}.`
    : `The document has the path ${path}, but not with the method ${method}.`;
  exchange.violations = [
    { location: ["request", isPath ? "path" : "method"], severity: "Error", code: match.kind, message },
  ];
  if (match.kind === "no-path") throw ProblemJsonError.fromTemplate(NO_PATH_MATCHED_ERROR, message);
  throw ProblemJsonError.fromTemplate(NO_METHOD_MATCHED_ERROR, message, { headers: { allow: match.allow.join(", ") } });

  function findRoute(): ReturnType<Router> {
    try {
      return router(method, path, query);
    } catch (error) {
      if (!(error instanceof URIError)) throw error;
      throw badRequest("Malformed address", `The path ${path} has a malformed percent-escape.`);
    }
  }
}

async function orProblem(answer: () => Promise<Answer>): Promise<Answer> {
  try {
    return await answer();
  } catch (error) {
    return problem(error);
  }
}
