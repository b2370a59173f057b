import type { JsonObject } from "../../generator/document/json.ts";
import type { Scripts } from "../control/scripts.ts";
import { writeResponse } from "../control/write-response.ts";
import { basePathsOf, type ServedOperation } from "../document/operations.ts";
import { createPrism } from "../engine/engine.ts";
import { faultAfter } from "../faults/after.ts";
import { faultBefore } from "../faults/before.ts";
import type { FaultPlan } from "../faults/plan.ts";
import type { Redaction } from "../http/redact.ts";
import type { Authorization } from "../oauth/authorization.ts";
import { createRouter } from "../routing/router.ts";
import type { ServerOptions } from "../server/mock.ts";
import type { State } from "../state/create-state.ts";
import { createDecode } from "./decode.ts";
import { describedResponses, refuseInvalid } from "./described-responses.ts";
import type { Stages } from "./gateway.ts";
import { createValidateResponse } from "./validate-response.ts";

/** What the stages of one API work with. */
export interface StageParts {
  readonly openapi: JsonObject;
  readonly operations: readonly ServedOperation[];
  readonly authorization: Authorization;
  readonly scripts: Scripts;
  readonly faults: FaultPlan<ServedOperation>;
  readonly redaction: Redaction;
  /** Undefined where every response is the document's. */
  readonly state?: State | undefined;
}

/** The stages of the gateway for one API. */
export function createStages(parts: StageParts, options: ServerOptions): Stages {
  const { openapi, operations, authorization, scripts, faults, redaction } = parts;
  const prism = createPrism(openapi, options);

  return {
    oauth: ({ method, path, query, headers, readBody }) =>
      authorization.handle({ method, path, query, headers, body: async () => (await readBody()).toString("utf8") }),
    route: createRouter(operations, basePathsOf(openapi)),
    chooseFaults(exchange) {
      const chosen = faults.choose(exchange.operation, exchange);
      exchange.faults = chosen.map(({ fault }) => fault.kind);
      return {
        before: () => faultBefore(chosen, describedResponses(exchange, openapi, prism)),
        after: (response) => faultAfter(chosen, response),
      };
    },
    async authorize({ operation, headers, query }) {
      const decision = await authorization.authorize(operation, { headers, query });
      return decision.kind === "refused" ? decision.response : undefined;
    },
    decode: createDecode(openapi, redaction),
    refuse: (exchange) => refuseInvalid(exchange, describedResponses(exchange, openapi, prism), options.invalidRequest),
    async script(exchange) {
      const response = await scripts.respond(exchange);
      return response && writeResponse(response, openapi, exchange.operation);
    },
    state: async (exchange) => parts.state?.respond(exchange, describedResponses(exchange, openapi, prism)),
    mock: ({ operation, query, headers }) => prism({ operation, query, headers }),
    validateResponse: createValidateResponse(openapi, options.errors ?? false),
  };
}
