import createClient, {
  type ClientOptions,
  type HeadersOptions,
  type Middleware,
  type ParseAs,
} from "openapi-fetch";
import type { Omitted, OperationDescription, Preparation } from "./description.ts";
import type { RawResult } from "./result.ts";

export type { HeadersOptions, Middleware } from "openapi-fetch";

/** An access token, or a function that returns the current one. */
export type Auth = string | TokenProvider;

/** Provides access tokens; a plain function will do. */
export interface TokenProvider {
  /** The access token for a request, which is about to be sent; undefined sends none. */
  (request?: Request): string | undefined | Promise<string | undefined>;
  /** A fetch that sends by the given one, and may renew a refused token and send a copy of the request. */
  wrapFetch?(fetch: Send): Send;
  /** The scopes that the token endpoint granted; undefined while it has not said so. */
  scopes?(): readonly string[] | undefined;
}

/** What `createTransport` takes: also everything of RequestInit (`credentials`, `cache`, …), used for every request. */
export interface TransportOptions<Credentials = Auth>
  extends Omit<RequestInit, "body" | "headers" | "method"> {
  /** The root of all paths, such as `https://desk.zoho.eu/api/v1`. `createClient` keeps a query in it. */
  baseUrl?: string | undefined;
  /** Default: the global `fetch` at the time of each request. */
  fetch?: Send | undefined;
  headers?: HeadersOptions | undefined;
  /**
   * What tells the API who calls: of each a value, or a function that gives it. A token is sent as `Authorization:
   * <authPrefix> <token>`. What a request has already stays.
   */
  auth?: Credentials | undefined;
  /** Default: `Bearer`. */
  authPrefix?: string | undefined;
  middleware?: readonly Middleware[] | undefined;
  /** What the global `fetch` of Node takes as its second argument, such as `{ dispatcher }`. */
  requestInitExt?: Record<string, unknown> | undefined;
}

/** The key of what a transport does before each request: a symbol, so that no operation can have its name. */
export const prepare: unique symbol = Symbol();

/** What operations send their requests through. */
export interface Transport {
  /**
   * The openapi-fetch client: `raw.GET(path, …)` for what has no operation; with the same authorization and middleware.
   */
  readonly raw: RawClient;
  /** What `baseUrl` was set to; undefined where requests go to the servers of the documents. */
  readonly baseUrl?: string | undefined;
  readonly [prepare]?: Preparation | undefined;
  /** Registers middleware, as openapi-fetch does. */
  use(...middleware: Middleware[]): void;
  /** Unregisters middleware. */
  eject(...middleware: Middleware[]): void;
}

/** Sends a request; openapi-fetch passes `requestInitExt` beside it, although its type does not say so. */
export interface Send {
  (request: Request, init?: RequestInit): Promise<Response>;
  /** The raw client with what this knows of whole calls, their middleware and tokens included. */
  wrapRaw?(raw: RawClient, baseUrl?: string): RawClient;
}

/** A transport over openapi-fetch. Requests go to `server` unless the options have a base URL. */
export function createTransport(options: TransportOptions = {}, server?: string): Transport {
  const {
    baseUrl,
    middleware = [],
    auth,
    authPrefix = "Bearer",
    // Looked up late, so that what replaces the global fetch after this call (test interceptors) is used.
    fetch: send = ((...input) => fetch(...input)) as Send,
    ...rest
  } = options;
  const root = baseUrl || server;
  const raw = createClient({
    baseUrl: root!,
    ...(rest as ClientOptions),
    // A string has no such method.
    fetch: (auth as TokenProvider | undefined)?.wrapFetch?.(send) ?? send,
  }) as unknown as RawClient;
  raw.use(
    {
      async onRequest({ request }) {
        const { description, omit, headers } = request as Request & {
          description?: OperationDescription;
          omit?: Omitted;
        };
        if (description && !headers.has("Accept"))
          headers.set("Accept", description.accept ?? "application/json");
        const token =
          !omit &&
          !headers.has("Authorization") &&
          (typeof auth === "function" ? await auth(request) : auth);
        // A character that no header can carry, such as the line end of a file, would make an error that shows the
        // token.
        if (token) headers.set("Authorization", `${authPrefix} ${token}`.replace(/[^!-~]+/g, " "));
      },
    },
    ...middleware,
  );
  const wrapped = send.wrapRaw?.(raw, root) ?? raw;
  return { ...wrapped, raw: wrapped, baseUrl };
}

/** The token among credentials of which one alone is of the API, by the name of its scheme or without. */
export function tokenOf(auth: Auth | object | undefined, scheme: string): Auth | undefined {
  return typeof auth === "object"
    ? new Map<string, Auth>(Object.entries(auth)).get(scheme)
    : (auth as Auth | undefined);
}

/** The options of a request of the raw client, as users of openapi-fetch know them. */
export interface RawOptions extends Omit<RequestInit, "body" | "headers" | "method" | "signal"> {
  params?:
    | {
        path?: { [name: string]: unknown };
        query?: { [name: string]: unknown };
        header?: { [name: string]: unknown };
        cookie?: { [name: string]: unknown };
      }
    | undefined;
  body?: unknown;
  signal?: AbortSignal | null | undefined;
  baseUrl?: string | undefined;
  fetch?: ClientOptions["fetch"] | undefined;
  headers?: HeadersOptions | undefined;
  middleware?: readonly Middleware[] | undefined;
  parseAs?: ParseAs | undefined;
  bodySerializer?: ((body: never) => unknown) | undefined;
  pathSerializer?: ((path: string, params: { [name: string]: unknown }) => string) | undefined;
  querySerializer?: ClientOptions["querySerializer"] | undefined;
  /** Whatever else middleware should find on the request. */
  [option: string]: unknown;
}

/** Sends a request to a path template. */
export type RawMethod = (
  path: string,
  options?: RawOptions,
) => Promise<RawResult<unknown, unknown>>;

/**
 * The openapi-fetch client for any path, its responses `unknown`. Written out, because openapi-fetch's own type costs
 * every consumer the better part of a second in the type checker.
 */
export interface RawClient {
  request(method: string, path: string, options?: RawOptions): Promise<RawResult<unknown, unknown>>;
  readonly GET: RawMethod;
  readonly PUT: RawMethod;
  readonly POST: RawMethod;
  readonly DELETE: RawMethod;
  readonly OPTIONS: RawMethod;
  readonly HEAD: RawMethod;
  readonly PATCH: RawMethod;
  readonly TRACE: RawMethod;
  /** Registers middleware. */
  use(...middleware: Middleware[]): void;
  /** Unregisters middleware. */
  eject(...middleware: Middleware[]): void;
}

/** The operations that responses belong to, for errors; it keeps no response alive. */
export const descriptions: WeakMap<Response, OperationDescription> = new WeakMap();

/** A server of the API (OpenAPI Specification 3.1, section 4.8.5). */
export interface Server {
  /** The root of all paths, with its variables in braces. */
  readonly url: string;
  readonly variables?: { readonly [name: string]: ServerVariable };
}

/** A variable in the address of a server (section 4.8.6). */
export interface ServerVariable {
  readonly default?: string;
  /** The only values it may have. Left out: any. */
  readonly enum?: readonly string[];
}

/** How a server is chosen. */
export interface ServerOptions {
  readonly server?: string | undefined;
  readonly serverVariables?: { readonly [name: string]: string | undefined } | undefined;
}

/** The server of that name; without a name the first one. Throws a TypeError for an unknown name. */
export function findServer(
  servers: { readonly [name: string]: Server },
  name: string = Object.keys(servers)[0]!,
): Server {
  if (!Object.hasOwn(servers, name))
    throw new TypeError(`no server is called "${name}": ${listOf(servers)}`);
  return servers[name]!;
}

/**
 * The address that the options choose among the servers; the first one is the default.
 *
 * Throws a TypeError for an unknown server or variable, and for a value that the variable may not have: one outside of
 * its `enum`, none at all, or one that would change the host or the path (`/ \ ? # @ %`, white space, dots alone).
 */
export function serverUrl(
  servers: { readonly [name: string]: Server },
  { server: name = Object.keys(servers)[0]!, serverVariables = {} }: ServerOptions,
): string {
  const { url, variables = {} } = findServer(servers, name);
  for (const variable of Object.keys(serverVariables)) {
    if (serverVariables[variable] === undefined || Object.hasOwn(variables, variable)) continue;
    throw new TypeError(`the server "${name}" has no variable "${variable}": ${listOf(variables)}`);
  }
  return url.replace(/\{([^{}]+)\}/g, (written, key: string) => {
    const { default: standard, enum: choices }: ServerVariable = Object.hasOwn(variables, key)
      ? variables[key]!
      : {};
    const value =
      (Object.hasOwn(serverVariables, key) ? serverVariables[key] : undefined) ?? standard;
    // A default of the documents is as good as the rest of the address.
    const isFine = choices ? choices.includes(value!) : !/^\.*$|[/\\?#@%\s]/.test(value ?? "");
    if (value !== undefined && (isFine || value === standard)) return value;
    const reason = choices
      ? `must be one of ${choices.join(", ")}`
      : `is needed, as one part of an address`;
    throw new TypeError(`the variable ${written} of the server "${name}" ${reason}`);
  });
}

function listOf(named: object): string {
  return Object.keys(named).join(", ") || "there are none";
}
