import type { OperationDescription, ParameterDescription } from "./description.ts";
import { headerValue } from "./header.ts";
import { isJson, writeParameter } from "./parameters.ts";
import { expandPath } from "./path.ts";
import { readBody } from "./response.ts";
import { operationNames, type Result } from "./result.ts";
import type { HeadersOptions, Middleware, Transport, TransportOptions } from "./transport.ts";

/** What a single call can set: also everything of RequestInit (`cache`, `credentials`, `redirect`, …). */
export interface CallOptions extends Omit<RequestInit, "body" | "headers" | "method" | "signal"> {
  signal?: AbortSignal | null | undefined;
  /** Win over the headers that the operation sets; null removes a header of the client. */
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
export interface Operation<Arguments extends readonly unknown[], Data, Failure> {
  (transport: Transport, ...rest: [...args: Arguments, options?: CallOptions]): Promise<Result<Data, Failure>>;
  readonly description: OperationDescription;
}

/** An operation as a method of a client: without the transport. */
export type Method<O> =
  O extends Operation<infer Arguments, infer Data, infer Failure>
    ? (...rest: [...args: Arguments, options?: CallOptions]) => Promise<Result<Data, Failure>>
    : never;

type Values = { [name: string]: unknown };

/** The operation that a description describes. */
export function operation<O>(description: OperationDescription): O {
  const call = async (transport: Transport, ...rest: unknown[]): Promise<Result<unknown, unknown>> => {
    const { name, method, path, parameters, body, accept = "application/json" } = description;
    if (!parameters && !body) rest.unshift(undefined);
    const args = (rest[0] ?? {}) as Values;
    const { contentType, headers = {}, middleware = [], ...init } = (rest[1] ?? {}) as CallOptions;

    const argument = (key: string): unknown => (Object.hasOwn(args, key) ? args[key] : undefined);
    const values = { path: values_(), query: values_(), header: values_(), cookie: values_() };
    const texts = { path: values_(), query: values_(), header: values_(), cookie: values_() };
    return undefined as never;
  };
  return Object.assign(call, { description }) as O;
}
