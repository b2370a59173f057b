import type { JsonObject } from "../../generator/document/json.ts";
import { createEdge, type Handle } from "../http/edge.ts";
import { createHostCheck } from "../http/host.ts";
import type { RequestLogEntry } from "../pipeline/request-log.ts";
import { openStore } from "../storage/open-store.ts";
import type { ApiParts } from "./api.ts";
import { createApi } from "./create-api.ts";
import { closeOnce, createHttpServer, listen, urlOf } from "./listen.ts";
import type { MockServer, ServerOptions } from "./mock.ts";
import { noApi } from "./no-api.ts";

/** What a server is bound to where nothing is said: other machines cannot reach it. */
export const defaultHost = "127.0.0.1";

/** Where a server listens, and its end. */
export type Listening = Pick<MockServer, "close" | "host" | "port" | "url" | typeof Symbol.asyncDispose>;

/** How a server listens. */
export interface ListenOptions {
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  /** Called for every request that is to none of the APIs. */
  readonly log?: ((entry: RequestLogEntry) => void) | undefined;
  /** Names that requests may have in `Host`, beside those of this machine; looked at on loopback addresses. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Seconds that open requests get to finish when it is closed. Default: 1. */
  readonly shutdownTimeout?: number | undefined;
  /** What else is served, by the prefixes of its paths. */
  readonly beside?: ReadonlyMap<string, Handle> | undefined;
}

/**
 * Serves APIs on one port, each below its prefix; `""` is the root.
 * Rejects when the port is in use, the address is not one of this machine, or a prefix is not valid.
 */
export async function serve(apis: ReadonlyMap<string, Handle>, options: ListenOptions = {}): Promise<Listening> {
  const { host = defaultHost, port = 0, beside = [], allowedHosts: allowed = [], shutdownTimeout } = options;
  const all = new Map([...apis, ...beside]);
  const checkHost = createHostCheck({ boundHost: host, allowed });
  const server = createHttpServer(createEdge(all, noApi([...apis.keys()], options.log), checkHost));
  const address = await listen(server, port, host);
  const close = closeOnce(server, shutdownTimeout);
  return { url: urlOf(address), port: address.port, host, close, [Symbol.asyncDispose]: close };
}

/**
 * Serves one self-contained OpenAPI 3.x document, whose references all start with `#/`. The document is not changed.
 * Rejects when the port is in use, the address is not one of this machine, its storage cannot be opened, or a fault of
 * the options makes no sense.
 */
export async function startServer(
  openapi: JsonObject,
  options: Partial<ApiParts> & ServerOptions = {},
): Promise<MockServer> {
  const { host, port, storage = "memory", allowedHosts, shutdownTimeout } = options;
  const opened = await openStore(storage);
  try {
    const { api, handle } = createApi(openapi, { ...options, store: options.store ?? opened });
    const listening = await serve(new Map([["", handle]]), { host, port, allowedHosts, shutdownTimeout });
    const close = async (): Promise<void> => {
      await listening.close();
      await opened.close();
    };
    return Object.assign(api, { ...listening, close, [Symbol.asyncDispose]: close });
  } catch (error) {
    await opened.close();
    throw error;
  }
}
