import createClient, { type ClientOptions, type HeadersOptions, type Middleware } from "openapi-fetch";
import type { RawClient } from "./raw-client.ts";

export type { HeadersOptions, Middleware } from "openapi-fetch";

/** An access token, or a function that gives the current one; undefined sends none. */
export type Auth = string | (() => string | undefined | Promise<string | undefined>);

/** What `createTransport` takes: also everything of RequestInit (`credentials`, `cache`, …), used for every request. */
export interface TransportOptions extends Omit<RequestInit, "body" | "headers" | "method"> {
  /** The root of all paths, such as `https://desk.zoho.eu/api/v1`. */
  baseUrl?: string | undefined;
  /** Default: the global `fetch` at the time of each request. */
  fetch?: ClientOptions["fetch"] | undefined;
  headers?: HeadersOptions | undefined;
  /** Sent as `Authorization: <authPrefix> <token>`, unless a request has that header already. */
  auth?: Auth | undefined;
  /** Default: `Bearer`. */
  authPrefix?: string | undefined;
  middleware?: readonly Middleware[] | undefined;
  /** What the global `fetch` of Node takes as its second argument, such as `{ dispatcher }`. */
  requestInitExt?: Record<string, unknown> | undefined;
}

/** What operations send their requests through. */
export interface Transport {
  /** The openapi-fetch client: `raw.GET(path, …)` for what has no operation; with the same authorization and middleware. */
  readonly raw: RawClient;
  /** What `baseUrl` was set to; undefined where requests go to the servers of the documents. */
  readonly baseUrl?: string | undefined;
  /** Registers middleware, as openapi-fetch does. */
  use(...middleware: Middleware[]): void;
  /** Unregisters middleware. */
  eject(...middleware: Middleware[]): void;
}

/** A transport over openapi-fetch. `baseUrl` is the one that the caller named, where `options` has a default. */
export function createTransport(
  options: TransportOptions = {},
  baseUrl: string | undefined = options.baseUrl,
): Transport {
  const { auth, authPrefix = "Bearer", middleware = [], ...rest } = options;
  const raw = createClient({
    // Looked up late, so that what replaces the global fetch after this call (test interceptors) is used.
    fetch: (...input: Parameters<typeof fetch>) => fetch(...input),
    ...(rest as ClientOptions),
  }) as unknown as RawClient;
  const { use, eject } = raw;
  use(
    {
      async onRequest({ request }) {
        const { headers, accept, bare } = request as Request & { accept?: string; bare?: boolean };
        if (accept && !headers.has("Accept")) headers.set("Accept", accept);
        if (bare || headers.has("Authorization")) return;
        const token = typeof auth === "function" ? await auth() : auth;
        // A line end, as at the end of a file, would make an error that shows the token.
        if (token) headers.set("Authorization", `${authPrefix} ${token.trim()}`);
      },
    },
    ...middleware,
  );
  return { raw, baseUrl, use, eject };
}
