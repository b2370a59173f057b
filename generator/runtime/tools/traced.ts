import type { RawOptions } from "../raw-client.ts";
import type { Middleware, Transport } from "../transport.ts";

/**
 * Where a call is. `writing`: its arguments are being written. `sending`: middleware and what gives tokens run, or the
 * request is on its way. `reading`: there is an answer.
 */
export interface Trace {
  stage: "writing" | "sending" | "reading";
  /** What `fetch` threw: that, and nothing else of this stage, tells of the network. */
  fetchError?: unknown;
}

/** The transport, and what tells how far a call through it has come: an error does not say who threw it. */
export function traced(transport: Transport): { readonly transport: Transport; readonly trace: Trace } {
  const trace: Trace = { stage: "writing" };
  const { raw } = transport;
  // openapi-fetch tells middleware of the errors of `fetch` alone, and the last one first.
  const noting: Middleware = {
    onError({ error }) {
      trace.fetchError = error;
    },
  };
  async function request(method: string, path: string, init: RawOptions = {}) {
    trace.stage = "sending";
    const result = await raw.request(method, path, { ...init, middleware: [...(init.middleware ?? []), noting] });
    trace.stage = "reading";
    return result;
  }
  return { transport: { ...transport, raw: { ...raw, request } }, trace };
}
