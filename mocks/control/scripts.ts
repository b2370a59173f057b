import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { isSameOperation, type ServedOperation } from "../document/operations.ts";
import type { MockResponse } from "../http/response.ts";
import type { RoutedExchange } from "../pipeline/gateway.ts";
import { createArgumentMatcher } from "./match-arguments.ts";
import type { Responder, ScriptedResponse, When } from "./response-types.ts";
import { type ScriptContext, scriptedMessage } from "./scripted-message.ts";

type Arguments = Readonly<Record<string, unknown>>;

/** The responses that a test gives instead of the document's. */
export interface Scripts {
  /** Gives the identifier of the script. Throws a `TypeError` where one of its parts makes no sense. */
  add(operation: ServedOperation, responder: Responder<Arguments, ScriptedResponse>, when?: When<Arguments>): string;
  /** The response to a request of a document; undefined when no script has one. */
  respond(exchange: RoutedExchange, context: ScriptContext): Promise<MockResponse | undefined>;
  reset(): void;
}

interface Script {
  readonly id: string;
  readonly operation: ServedOperation;
  readonly responder: Responder<Arguments, ScriptedResponse>;
  readonly fits: (args: Arguments) => boolean;
  left: number;
}

/** Keeps scripts; of those that fit a request, the one added last responds. */
export function createScripts(): Scripts {
  let scripts: Script[] = [];

  async function find(exchange: RoutedExchange): Promise<ScriptedResponse | undefined> {
    const { method, target, headers, arguments: args } = exchange;
    for (const script of scripts.toReversed()) {
      if (!isSameOperation(script.operation, exchange.operation) || script.left <= 0) continue;
      if (!script.fits(args)) continue;
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
    add(operation, responder, when = {}) {
      if (typeof responder !== "function") checkResponse(responder);
      const { times = Number.POSITIVE_INFINITY } = when;
      const id = randomUUID();
      scripts.push({ id, operation, responder, fits: createArgumentMatcher(when), left: times });
      return id;
    },
    async respond(exchange, context) {
      const response = await find(exchange);
      if (response === undefined) return undefined;
      const { delay = 0 } = response;
      if (delay > 0) await wait(delay, undefined, { ref: false });
      return scriptedMessage(response, exchange, context);
    },
    reset() {
      scripts = [];
    },
  };
}

function checkResponse({ body, example }: ScriptedResponse): void {
  if (body !== undefined && example !== undefined)
    throw new TypeError("a scripted response has a body or the name of an example, not both");
}
