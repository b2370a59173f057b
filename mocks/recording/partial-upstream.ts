import type { ServedOperation } from "../document/operations.ts";
import type { ApiOptions } from "../pipeline/api-options.ts";
import type { Stages } from "../pipeline/gateway.ts";
import { forClient } from "./recording-stages.ts";
import { createUpstream } from "./upstream/upstream.ts";

/** The real API for some operations. */
export interface PartialUpstream {
  readonly address: string;
  readonly isChosen: (operation: ServedOperation | undefined) => boolean;
}

/**
 * The stages of an API of which some operations are the real one's: with the credentials that a request has, unless a
 * script responds. What both send is validated. The mock responds where the API says that it does not (501).
 *
 * @throws {RecordingOptionError} where the address is not valid.
 */
export function partialStages(stages: Stages, { address, isChosen }: PartialUpstream, options: ApiOptions): Stages {
  const upstream = createUpstream(address, { flows: "all", proxy: options.upstreamProxy });
  const isStrict = options.errors ?? false;
  return {
    ...stages,
    authorize: async (exchange) => (isChosen(exchange.operation) ? undefined : stages.authorize(exchange)),
    refuse: async (exchange) => (isChosen(exchange.operation) && !isStrict ? undefined : stages.refuse(exchange)),
    state: async (exchange) => (isChosen(exchange.operation) ? undefined : stages.state(exchange)),
    async mock(exchange) {
      if (!isChosen(exchange.operation)) return stages.mock(exchange);
      const { method, target, headers, gone } = exchange;
      const response = await upstream({ method, target, headers, body: await exchange.readSentBody(), gone });
      return response.status === 501 ? stages.mock(exchange) : forClient(response, options);
    },
  };
}
