import type { Arguments, OperationDescription } from "./description.js";
import type { CallLimits } from "./fetch/call-limits.js";
import { type Result } from "./result.js";
import { type HeadersOptions, type Middleware, type Transport, type TransportOptions } from "./transport.js";
/** What a single call can set: also everything of RequestInit (`cache`, `credentials`, `redirect`, …). */
export interface CallOptions extends Omit<RequestInit, "body" | "headers" | "method" | "signal">, CallLimits {
	signal?: AbortSignal | null | undefined;
	/** Win over those of the client, where null removes one. Headers that arguments become win over both. */
	headers?: HeadersOptions | undefined;
	/** The media type of the body, among those the operation declares. Default: the first of them. */
	contentType?: string | undefined;
	baseUrl?: string | undefined;
	fetch?: TransportOptions["fetch"];
	/** Runs after the client's middleware on requests, before it on responses. */
	middleware?: readonly Middleware[] | undefined;
}
/**
* A function that sends one operation's request through a transport. It rejects when there is no response, and with a
* TypeError, before any request, when an argument cannot be sent.
*/
export interface Operation<
	Arguments extends readonly unknown[],
	Data,
	Failure
> {
	(transport: Transport, ...rest: [...args: Arguments, options?: CallOptions]): Promise<Result<Data, Failure>>;
	readonly description: OperationDescription;
}
declare const needs: unique symbol;
/** What an operation is besides that needs scopes: one list for each alternative. */
export interface Needs<Alternatives extends readonly string[]> {
	/** The type alone: nothing stands here. In the description it would make the compiler compare whole descriptions. */
	readonly [needs]?: Alternatives;
}
/** The operation that a description describes. */
export declare function operation<O>(description: OperationDescription): O;
export {};
