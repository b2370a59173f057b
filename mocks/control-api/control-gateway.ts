import { isDeeperThan, type JsonObject } from "../../generator/document/json.ts";
import { mostLevels } from "../control/scripts.ts";
import { firstSuccess } from "../control/write-response.ts";
import { listOperations, type OperationNames } from "../document/operations.ts";
import { ProblemJsonError } from "../http/problem.ts";
import { createRedaction } from "../http/redact.ts";
import type { MockResponse } from "../http/response.ts";
import { createDecode } from "../pipeline/decode.ts";
import type { Exchange } from "../pipeline/exchange.ts";
import { createGateway } from "../pipeline/gateway.ts";
import { createRefuseInvalid } from "../pipeline/refuse-invalid.ts";
import { createValidateResponse } from "../pipeline/validate-response.ts";
import { createRouter } from "../routing/router.ts";
import { asProblem } from "./control-errors.ts";
import type { HandledRequest, Handlers } from "./handler.ts";

/** The document of the control API, as it is read. */
export interface ControlDocument {
  readonly openapi: JsonObject;
  readonly names: OperationNames;
}

/** Gives the response to a request of the control API. */
export type ControlGateway = (exchange: Exchange, request: HandledRequest) => Promise<MockResponse>;

/** A handler of which it is not known which operation it serves. */
type AnyHandler = (args: Readonly<Record<string, unknown>>, request: HandledRequest) => unknown;

/**
 * The control API as the mock serves any other: its requests are routed, decoded and validated by the document, and so
 * are the responses of the handlers.
 */
export function createControlGateway({ openapi, names }: ControlDocument, handlers: Handlers): ControlGateway {
  const operations = listOperations(openapi, names);
  // What a handler takes, the document has validated.
  const byName = new Map(Object.entries(handlers) as [string, unknown][]) as Map<string, AnyHandler>;
  const requests = new WeakMap<Exchange, HandledRequest>();
  const gateway = createGateway({
    oauth: async () => undefined,
    route: createRouter(operations, openapi),
    chooseFaults: () => ({ before: async () => undefined, after: (response) => response }),
    // Decided before the document is looked at.
    authorize: async () => undefined,
    decode: createDecode(openapi, createRedaction(openapi)),
    // The document's problem is the shape of those that say what is wrong.
    refuse: createRefuseInvalid({ described: () => ({ fail: async () => undefined }) }, undefined),
    script: async () => undefined,
    state: async () => undefined,
    async mock(exchange) {
      const handler = byName.get(exchange.operation.name ?? "");
      const request = requests.get(exchange);
      if (isDeeperThan(mostLevels, exchange.body)) throw tooDeep;
      if (handler === undefined || request === undefined) throw new Error("an operation without a handler");
      try {
        const data = await handler(exchange.arguments, request);
        if (data instanceof Blob) return await fileResponse(data);
        return responseOf(data, firstSuccess(exchange.operation));
      } catch (error) {
        throw asProblem(error);
      }
    },
    validateResponse: createValidateResponse(openapi, { isStrict: true }),
  });
  return (exchange, request) => {
    requests.set(exchange, request);
    return gateway(exchange);
  };
}

const tooDeep = new ProblemJsonError(
  { type: "NESTING", title: "Nested too deeply", status: 422 },
  `What is sent to a mock may have ${mostLevels} levels of arrays and objects.`,
);

async function fileResponse(data: Blob): Promise<MockResponse> {
  return { status: 200, headers: [["content-type", data.type]], body: Buffer.from(await data.arrayBuffer()) };
}

function responseOf(data: unknown, status: number): MockResponse {
  if (data === undefined) return { status: 204, headers: [], body: undefined };
  if (isStream(data)) {
    // It ends when either side is closed, so there is nothing to keep the connection for.
    const headers = Object.entries({
      ...{ "content-type": "text/event-stream", "cache-control": "no-store", connection: "close" },
    });
    return { status, headers, body: undefined, transmission: { kind: "live", pieces: eventsOf(data) } };
  }
  return { status, headers: [["content-type", "application/json"]], body: JSON.stringify(data) };
}

type Streamed = { readonly id: number } | { readonly isCleared: true };

function isStream(data: unknown): data is AsyncIterable<Streamed> {
  return typeof data === "object" && data !== null && Symbol.asyncIterator in data;
}

async function* eventsOf(entries: AsyncIterable<Streamed>): AsyncGenerator<string, undefined> {
  // What stands between, such as a proxy, sends the headers on with the first bytes.
  yield ": requests follow\n\n";
  for await (const entry of entries) {
    const head = "isCleared" in entry ? "event: cleared" : `event: request\nid: ${entry.id}`;
    yield `${head}\ndata: ${JSON.stringify(entry)}\n\n`;
  }
  return undefined;
}
