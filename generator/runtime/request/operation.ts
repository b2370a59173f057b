import type { Arguments, OperationDescription, RequestDraft } from "../core/description.ts";
import type { Failing, RawResult, Result } from "../core/result.ts";
import {
  descriptions,
  type HeadersOptions,
  type Middleware,
  prepare,
  type RawClient,
  type Transport,
  type TransportOptions,
} from "../core/transport.ts";
import type { CallLimits } from "../fetch/call-limits.ts";
import { readJson } from "../response/read-body.ts";
import { expandPath, writeParameter } from "./parameters.ts";

/**
 * What a single call can set: also everything of RequestInit (`cache`, `credentials`, `redirect`, …). Where an
 * operation declares several media types of its body, or a range, its calls have `contentType`, too.
 */
export interface CallOptions
  extends Omit<RequestInit, "body" | "headers" | "method" | "signal">,
    CallLimits {
  signal?: AbortSignal | null | undefined;
  /** Win over those of the client, where null removes one. Headers that arguments become win over both. */
  headers?: HeadersOptions | undefined;
  baseUrl?: string | undefined;
  fetch?: TransportOptions["fetch"];
  /** Runs after the client's middleware on requests, before it on responses. */
  middleware?: readonly Middleware[] | undefined;
}

/**
 * A function that sends one operation's request through a transport. It rejects when there is no response, and with a
 * TypeError, before any request, when an argument cannot be sent. `Rest` is what it takes after the transport.
 */
export interface Operation<
  Arguments extends readonly unknown[],
  Data,
  Failure,
  Errors = { default: Failure },
  Responses = { default: Data },
  Rest extends readonly unknown[] = [...args: Arguments, options?: CallOptions],
> extends Failing<Errors> {
  (transport: Transport, ...rest: Rest): Promise<Result<Data, Failure, Errors, Responses>>;
}

declare const needs: unique symbol;

/** What an operation that needs scopes is as well: one list for each alternative. */
export interface Needs<Alternatives extends readonly string[]> {
  /** Only a type: it has no value. In the description it would make the compiler compare whole descriptions. */
  readonly [needs]?: Alternatives;
}

/** The operation that a description describes. */
export function operation<O>(description: OperationDescription): O {
  const {
    name,
    path,
    read = readJson,
    method,
    parameters,
    body,
    expand = expandPath,
  } = description;

  const call = async (
    transport: Transport,
    ...rest: unknown[]
  ): Promise<RawResult<unknown, unknown>> => {
    const [given = {}, options = {}] = (parameters || body ? rest : [{}, ...rest]) as [
      Arguments?,
      (CallOptions & { contentType?: string | undefined })?,
    ];
    // Omitted prototypes, because a parameter may have any name.
    const record = () => Object.create(null);
    const args = Object.assign(
      record(),
      (await transport[prepare]?.(description, given, options)) ?? given,
    );
    // As the caller gave them, for middleware. openapi-fetch asks for a path only where there are path parameters.
    const params: { [place: string]: { [name: string]: unknown } } = { path: record() };
    const draft: RequestDraft = { path: record(), query: [], header: record() };

    for (const parameter of parameters ?? []) {
      const value = args[parameter.argument ?? parameter.name];
      if (value == null) continue;
      // biome-ignore lint/suspicious/noAssignInExpressions: shorter, and every bundle holds it
      (params[parameter.in] ??= record())[parameter.name] = value;
      (parameter.write ?? writeParameter)(draft, parameter, value);
    }
    body?.(draft, args, options);

    const { error, response } = await transport.raw.request(method, path, {
      description,
      ...options,
      params: { ...params, header: draft.header },
      ...draft.init,
      pathSerializer: (url: string) => expand(url, draft, name),
      querySerializer: () => draft.query.join("&"),
      // A method that reads nothing: "stream" would make a stream that nobody needs.
      parseAs: "valueOf" as "stream",
    });
    descriptions.set(response, description);
    return {
      ...(response.ok ? { data: await read(response, name) } : { error: error || response }),
      response,
      status: response.status,
    } as RawResult<unknown, unknown> & { status: number };
  };

  return Object.assign(call, { description }) as O;
}

/** What is used of an operation here. */
interface Sending {
  (transport: Transport, ...rest: never[]): Promise<RawResult<unknown, unknown>>;
  readonly description: OperationDescription;
}

/** The operation, which sends its requests through a changed transport. */
export function sendThrough<O>(operation: O, change: (transport: Transport) => Transport): O {
  const send = operation as Sending;
  const call = (transport: Transport, ...rest: never[]) => send(change(transport), ...rest);
  return Object.assign(call, { description: send.description }) as O;
}

/**
 * The operation, sent without a token: its document says that it needs none (`security: []`). It may be the one that
 * issues tokens.
 */
export function withoutAuth<O>(operation: O): O {
  return sendThrough(operation, (transport) => {
    const { raw } = transport;
    const request: RawClient["request"] = (method, path, init = {}) =>
      raw.request(method, path, { ...init, omit: init["omit"] ?? "token" });
    return { ...transport, raw: { ...raw, request } };
  });
}

/**
 * The operation, sent to a server of its own, unless the call or the transport has a base URL. The token of the API is
 * not for that server, so none is sent, nor are parameters of the client.
 */
export function onOwnServer<O>(operation: O, server: string): O {
  return sendThrough(operation, (transport) => {
    const { raw, baseUrl } = transport;
    const away = (own: string | undefined) =>
      own || baseUrl ? {} : ({ baseUrl: server, omit: "client" } as const);
    const request: RawClient["request"] = (method, path, init = {}) =>
      raw.request(method, path, { ...init, ...away(init.baseUrl) });
    return {
      ...transport,
      raw: { ...raw, request },
      [prepare]: (description, args, options) =>
        transport[prepare]?.(description, args, { ...options, ...away(options.baseUrl) }) ?? args,
    } satisfies Transport;
  });
}
