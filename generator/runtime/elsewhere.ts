import type { ServerChoice } from "./description.ts";

/**
 * Sends an operation's requests to a server of its own, unless the caller or the transport names one. The token of the
 * API is not for that server, so none is sent.
 */
export function elsewhere(server: string): ServerChoice {
  return (...named) => (named.some(({ baseUrl }) => baseUrl) ? undefined : { baseUrl: server, bare: true });
}
