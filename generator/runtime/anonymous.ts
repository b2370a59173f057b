import { sendThrough } from "./send-through.ts";
import type { RawClient } from "./transport.ts";

/**
 * The operation, which is sent without a token: its document says that it needs none (`security: []`). It may be the one that
 * gives tokens.
 */
export function anonymous<O>(operation: O): O {
  return sendThrough(operation, (transport) => {
    const { raw } = transport;
    const request: RawClient["request"] = (method, path, init = {}) =>
      raw.request(method, path, { ...init, without: init["without"] ?? "token" });
    return { ...transport, raw: { ...raw, request } };
  });
}
