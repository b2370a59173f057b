import type { JsonObject } from "../../generator/document/json.ts";
import { isSameOperation, type ServedOperation } from "../document/operations.ts";
import type { MockResponse } from "../http/response.ts";
import type { RoutedExchange } from "../pipeline/gateway.ts";
import { matchesArguments } from "./match-arguments.ts";
import type { Responder, ScriptedResponse, When } from "./response-types.ts";
import { writeResponse } from "./write-response.ts";

type Arguments = Readonly<Record<string, unknown>>;

/** The responses that a test gives instead of the document's. */
export interface Scripts {
  add(operation: ServedOperation, responder: Responder<Arguments, ScriptedResponse>, when?: When<Arguments>): void;
  /** The response to a request of a document; undefined when no script has one. */
  respond(exchange: RoutedExchange, openapi: JsonObject): Promise<MockResponse | undefined>;
  reset(): void;
}

interface Script {
  readonly operation: ServedOperation;
  readonly responder: Responder<Arguments, ScriptedResponse>;
  readonly matcher: When<Arguments>["when"];
  left: number;
}

/** Keeps scripts; of those that fit a request, the one added last responds. */
export function createScripts(): Scripts {
  let scripts: Script[] = [];

  async function find(exchange: RoutedExchange): Promise<ScriptedResponse | undefined> {
    const { method, target, headers, arguments: args } = exchange;
    for (const script of scripts.toReversed()) {
      if (!isSameOperation(script.operation, exchange.operation) || script.left <= 0) continue;
      if (!fits(script.matcher, args)) continue;
      // Before anything is awaited, so that of two requests at one time one gets the only response.
      script.left -= 1;
      if (typeof script.responder !== "function") return script.responder;
      const response = await script.responder({ method, url: target, headers, arguments: args });
      if (response !== undefined) return response;
      script.left += 1;
    }
    return undefined;
  }

  return {
    add(operation, responder, { times = Number.POSITIVE_INFINITY, when } = {}) {
      scripts.push({ operation, responder, matcher: when, left: times });
    },
    async respond(exchange, openapi) {
      const response = await find(exchange);
      return response && writeResponse(response, openapi, exchange.operation);
    },
    reset() {
      scripts = [];
    },
  };
}

function fits(matcher: When<Arguments>["when"], args: Arguments): boolean {
  if (matcher === undefined) return true;
  return typeof matcher === "function" ? matcher(args) : matchesArguments(matcher, args);
}
