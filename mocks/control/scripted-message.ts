import type { JsonObject } from "../../generator/document/json.ts";
import type { ServedOperation } from "../document/operations.ts";
import type { Engine } from "../engine/engine.ts";
import { ProblemJsonError } from "../http/problem.ts";
import type { MockResponse } from "../http/response.ts";
import type { RoutedExchange } from "../pipeline/gateway.ts";
import type { ScriptedResponse } from "./response-types.ts";
import { firstSuccess, writeResponse } from "./write-response.ts";

/** What scripted responses are written with. */
export interface ScriptContext {
  readonly openapi: JsonObject;
  readonly engine: Pick<Engine, "described">;
}

/**
 * A scripted response to a request as it goes on the wire: what it says itself, or an example of the document with its
 * headers. Throws a problem 500 where the document has no such example.
 */
export async function scriptedMessage(
  response: ScriptedResponse,
  exchange: RoutedExchange,
  { openapi, engine }: ScriptContext,
): Promise<MockResponse> {
  const { operation } = exchange;
  const { status = firstSuccess(operation), headers = {}, example } = response;
  if (example === undefined) return writeResponse(response, openapi, operation);
  const described = await engine.described(exchange, { prefersJson: true }).respond(status, example);
  if (described === undefined) throw noExample(example, status, operation);
  const own = Object.entries(headers);
  const replaced = new Set(own.map(([name]) => name.toLowerCase()));
  const kept = described.headers.filter(([name]) => !replaced.has(name.toLowerCase()));
  return { ...described, headers: [...kept, ...own] };
}

function noExample(example: string, status: number, { method, path }: ServedOperation): ProblemJsonError {
  const template = { type: "NO_EXAMPLE", title: "A scripted response names an example that is not there", status: 500 };
  return new ProblemJsonError(template, `${method} ${path} has no example "${example}" for the status ${status}.`);
}
