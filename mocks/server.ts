import { createServer } from "node:http";
import type { JsonObject } from "../generator/document/json.ts";
import { createApi } from "./api.ts";
import { closeOnce, listen, urlOf } from "./listen.ts";
import type { MockServer, ServerOptions } from "./mock.ts";
import type { OperationNames } from "./operations.ts";

/**
 * Serves one self-contained OpenAPI 3.x document, whose references all start with `#/`. The document is not changed.
 * `names` gives the client's names of operations.
 * Rejects when the port is in use, the address is not one of this machine, or a fault of the options makes no sense.
 */
export async function startServer(
  openapi: JsonObject,
  options: ServerOptions & { readonly names?: OperationNames } = {},
): Promise<MockServer> {
  const { host = "127.0.0.1", port = 0 } = options;
  const { api, handle } = createApi(openapi, options);
  const server = createServer((request, response) => {
    if (!server.listening) response.setHeader("connection", "close");
    handle(request, response, request.url ?? "/").catch(() => response.destroy());
  });
  const address = await listen(server, port, host);
  const close = closeOnce(server);
  const listening = { url: urlOf(address), port: address.port, host, close, [Symbol.asyncDispose]: close };
  return Object.assign(api, listening);
}
