import type { OperationDescription, RequestDraft } from "./description.ts";
import { writeParameter } from "./parameters.ts";
import { expandPath } from "./path.ts";
import { readJson } from "./read-json.ts";
import { operationNames, type Result } from "./result.ts";
import type { HeadersOptions, Middleware, Transport, TransportOptions } from "./transport.ts";

/** What a single call can set: also everything of RequestInit (`cache`, `credentials`, `redirect`, …). */
export interface CallOptions extends Omit<RequestInit, "body" | "headers" | "method" | "signal"> {
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
export interface Operation<Arguments extends readonly unknown[], Data, Failure> {
  (transport: Transport, ...rest: [...args: Arguments, options?: CallOptions]): Promise<Result<Data, Failure>>;
  readonly description: OperationDescription;
}

/** An operation as a method of a client: without the transport. */
export type Method<O> =
  O extends Operation<infer Arguments, infer Data, infer Failure>
    ? (...rest: [...args: Arguments, options?: CallOptions]) => Promise<Result<Data, Failure>>
    : never;

/** The operation that a description describes. */
export function operation<O>(description: OperationDescription): O {
  const { name, method, path, parameters, body, accept = "application/json", read = readJson, server } = description;

  const call = async (transport: Transport, ...rest: unknown[]): Promise<Result<unknown, unknown>> => {
    if (!parameters && !body) rest.unshift({});
    const [args = {}, options = {}] = rest as [{ [name: string]: unknown }?, CallOptions?];
    const { contentType, ...init } = options;
    const argument = (key: string) => (Object.hasOwn(args, key) ? args[key] : undefined);
    // Without prototypes, because a parameter may have any name.
    const record = () => Object.create(null) as { [name: string]: unknown };
    const params = { path: record(), query: record(), header: record(), cookie: record() };
    const draft: RequestDraft = { path: new Map(), query: [], header: Object.create(null) };

    for (const parameter of parameters ?? []) {
      const value = argument(parameter.argument ?? parameter.name);
      if (value == null) continue;
      params[parameter.in][parameter.name] = value;
      (parameter.write ?? writeParameter)(draft, parameter, value);
    }
    const value = argument(body?.argument ?? "body");
    if (value !== undefined) body?.writers.some((write) => write(draft, body, value, contentType));

    const { response, error } = await transport.raw.request(method, path, {
      accept,
      ...server?.(init, transport),
      ...init,
      ...draft.init,
      params: { ...params, header: draft.header },
      pathSerializer: (url: string) => expandPath(url, draft, name),
      querySerializer: () => draft.query.join("&"),
      parseAs: "stream",
    });
    operationNames.set(response, name);
    return response.ok ? { data: await read(response, name), response } : { error: error || response, response };
  };

  return Object.assign(call, { description }) as O;
}
