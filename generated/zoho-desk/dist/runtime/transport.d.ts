import { type ClientOptions, type HeadersOptions, type Middleware, type ParseAs } from "openapi-fetch";
import type { Preparation } from "./description.js";
import type { Result } from "./result.js";
export type { HeadersOptions, Middleware } from "openapi-fetch";
/** An access token, or a function that gives the current one. */
export type Auth = string | TokenProvider;
/** Gives access tokens; a plain function will do. */
export interface TokenProvider {
	/** The access token for a request, which is about to be sent; undefined sends none. */
	(request?: Request): string | undefined | Promise<string | undefined>;
	/** A fetch that sends by the given one, and may renew a token which the response refuses and send a copy. */
	wrapFetch?(fetch: Send): Send;
	/** The scopes that the token endpoint granted; undefined while it has not said so. */
	scopes?(): readonly string[] | undefined;
}
/** What `createTransport` takes: also everything of RequestInit (`credentials`, `cache`, …), used for every request. */
export interface TransportOptions extends Omit<RequestInit, "body" | "headers" | "method"> {
	/** The root of all paths, such as `https://desk.zoho.eu/api/v1`. */
	baseUrl?: string | undefined;
	/** Default: the global `fetch` at the time of each request. */
	fetch?: Send | undefined;
	headers?: HeadersOptions | undefined;
	/** Sent as `Authorization: <authPrefix> <token>`, unless a request has that header already. */
	auth?: Auth | undefined;
	/** Default: `Bearer`. */
	authPrefix?: string | undefined;
	middleware?: readonly Middleware[] | undefined;
	/** What the global `fetch` of Node takes as its second argument, such as `{ dispatcher }`. */
	requestInitExt?: Record<string, unknown> | undefined;
}
/** The key of what a transport does before each request: a symbol, which no operation can be called. */
export declare const prepare: unique symbol;
/** What operations send their requests through. */
export interface Transport {
	/** The openapi-fetch client: `raw.GET(path, …)` for what has no operation; with the same authorization and middleware. */
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
	wrapRaw?(raw: RawClient): RawClient;
}
/** A transport over openapi-fetch. Requests go to `server` unless the options have a base URL. */
export declare function createTransport(options?: TransportOptions, server?: string): Transport;
/** The options of a request of the raw client, as users of openapi-fetch know them. */
export interface RawOptions extends Omit<RequestInit, "body" | "headers" | "method" | "signal"> {
	params?: {
		path?: {
			[name: string]: unknown;
		};
		query?: {
			[name: string]: unknown;
		};
		header?: {
			[name: string]: unknown;
		};
		cookie?: {
			[name: string]: unknown;
		};
	} | undefined;
	body?: unknown;
	signal?: AbortSignal | null | undefined;
	baseUrl?: string | undefined;
	fetch?: ClientOptions["fetch"] | undefined;
	headers?: HeadersOptions | undefined;
	middleware?: readonly Middleware[] | undefined;
	parseAs?: ParseAs | undefined;
	bodySerializer?: ((body: never) => unknown) | undefined;
	pathSerializer?: ((path: string, params: {
		[name: string]: unknown;
	}) => string) | undefined;
	querySerializer?: ClientOptions["querySerializer"] | undefined;
	/** Whatever else middleware is to find on the request. */
	[option: string]: unknown;
}
/** Sends a request to a path template. */
export type RawMethod = (path: string, options?: RawOptions) => Promise<Result<unknown, unknown>>;
/**
* The openapi-fetch client for any path, its responses `unknown`. Written out, because openapi-fetch's own type costs every
* consumer the better part of a second in the type checker.
*/
export interface RawClient {
	request(method: string, path: string, options?: RawOptions): Promise<Result<unknown, unknown>>;
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
