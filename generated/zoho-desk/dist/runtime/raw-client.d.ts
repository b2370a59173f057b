import type { ClientOptions, HeadersOptions, Middleware, ParseAs } from "openapi-fetch";
import type { Result } from "./result.js";
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
* The openapi-fetch client for any path, its answers `unknown`. Written out, because openapi-fetch's own type costs every
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
