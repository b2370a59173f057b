import type { Arguments, OperationDescription } from "../core/description.js";
import { type HeadersOptions, type Middleware, type Result, type Transport, type TransportOptions } from "../core/transport.js";
import type { CallLimits } from "../fetch/call-limits.js";
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
/** What an operation that needs scopes is as well: one list for each alternative. */
export interface Needs<Alternatives extends readonly string[]> {
	/** Only a type: it has no value. In the description it would make the compiler compare whole descriptions. */
	readonly [needs]?: Alternatives;
}
/** The operation that a description describes. */
export declare function operation<O>(description: OperationDescription): O;
/** The operation, which sends its requests through a changed transport. */
export declare function sendThrough<O>(operation: O, change: (transport: Transport) => Transport): O;
/**
* The operation, sent without a token: its document says that it needs none (`security: []`). It may be the one that
* issues tokens.
*/
export declare function withoutAuth<O>(operation: O): O;
/**
* The operation, sent to a server of its own, unless the call or the transport has a base URL. The token of the API is
* not for that server, so none is sent, nor are parameters of the client.
*/
export declare function onOwnServer<O>(operation: O, server: string): O;
export {};
