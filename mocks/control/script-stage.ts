import { waitUnlessGone } from "../faults/request-faults.ts";
import type { MockResponse } from "../http/response.ts";

import type { RoutedExchange, Soon } from "../pipeline/gateway.ts";
import { reasons } from "../pipeline/reason.ts";

import type { ScriptedResponse } from "./response-types.ts";
import { type ScriptContext, scriptedMessage } from "./scripted-message.ts";
import { type Candidate, checkResponse, type Scripts } from "./scripts.ts";

/** The response that a test scripted for a request; undefined where it scripted none. */
export type ScriptStage = (exchange: RoutedExchange) => Soon<MockResponse | undefined>;

/** Of the scripts that fit a request, the one added last responds, wherever it is kept. */
export function createScriptStage(
  sources: readonly Pick<Scripts, "candidates">[],
  { kind, ...context }: ScriptContext & { readonly kind: "rule" | "script" },
): ScriptStage {
  async function find(exchange: RoutedExchange, found: Found): Promise<ScriptedResponse | undefined> {
    const { method, target, headers, arguments: args } = exchange;
    const candidates = (await Promise.all(found)).flat().sort((a, b) => b.at - a.at);
    for (const { id, responder, take, giveBack } of candidates) {
      // Before the responder is awaited, so that of two requests at one time one gets the only response.
      const taken = take();
      if (taken === false || (await taken) === false) continue;
      exchange.reason = kind === "rule" || id === undefined ? reasons[kind] : { kind, id };
      if (typeof responder !== "function") return responder;
      const response = await responder({ method, url: target, headers, arguments: args });
      if (response !== undefined) {
        checkResponse(response);
        return response;
      }
      giveBack();
    }
    return undefined;
  }

  async function respond(exchange: RoutedExchange, found: Found): Promise<MockResponse | undefined> {
    const response = await find(exchange, found);
    if (response === undefined) return undefined;
    const { delay = 0 } = response;
    if (delay > 0) await waitUnlessGone(delay, exchange);
    return scriptedMessage(response, exchange, context);
  }

  return (exchange) => {
    const found: Found = sources.map((source) => source.candidates(exchange.operation, exchange.arguments));
    // most requests have none, and wait for none
    const isNone = found.every((candidates) => !(candidates instanceof Promise) && candidates.length === 0);
    return isNone ? undefined : respond(exchange, found);
  };
}

type Found = readonly (readonly Candidate[] | Promise<readonly Candidate[]>)[];
