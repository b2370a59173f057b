import type { JsonObject } from "../../generator/document/json.ts";
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
import type { Handlers } from "./handlers.ts";

/** The document of the control API, as it is read. */
export interface ControlDocument {
  readonly openapi: JsonObject;
  readonly names: OperationNames;
}

/**
 * The control API as the mock serves any other: its requests are routed, decoded and validated by the document, and so
 * are the responses of the handlers.
 */
export function createControlGateway(
  { openapi, names }: ControlDocument,
  handlers: Handlers,
): (exchange: Exchange) => Promise<MockResponse> {
  const operations = listOperations(openapi, names);
  return createGateway({
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
    async mock({ operation, arguments: args }) {
      const handler = Object.hasOwn(handlers, operation.name ?? "")
        ? handlers[operation.name as keyof Handlers]
        : undefined;
      if (handler === undefined) throw new ProblemJsonError({ type: "UNKNOWN", title: "Not served", status: 501 });
      return jsonResponse(await handler(args));
    },
    validateResponse: createValidateResponse(openapi, { isStrict: true }),
  });
}

function jsonResponse(value: unknown): MockResponse {
  return { status: 200, headers: [["content-type", "application/json"]], body: JSON.stringify(value) };
}
