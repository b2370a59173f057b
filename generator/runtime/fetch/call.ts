import type { OperationDescription } from "../core/description.ts";
import { type KnownSecrets, redactError, redactUrl, sentRequests } from "../core/redact.ts";
import type { Middleware, RawClient, RawOptions } from "../core/transport.ts";
import type { CallLimits } from "./call-limits.ts";
import { abortable, type Clock, type TimeBox, timeBox } from "./clock.ts";
import { DeadlineError, type FailedRequest, NetworkError, type TimeoutError } from "./errors.ts";

/** A request with what openapi-fetch sets on it: the options of a call that it does not know itself. */
export interface CallRequest extends Request, CallLimits {
  readonly description?: OperationDescription;
  /** Whether its body is a stream, which can be sent once. */
  readonly isStream?: boolean;
  /** Receives the request that is sent, where the limits of calls are known. */
  readonly sent?: { request?: Request };
  /** Set where the call began before its request was made. */
  readonly call?: Call;
  readonly secrets?: KnownSecrets;
}

/** Members of the second argument of `fetch` that change its request; the others are for the function that sends. */
const changing = ["body", "headers", "method", "signal"];

/**
 * The request that the arguments of `fetch` describe, with the limits of its call; `init` is for the function that
 * sends.
 */
export function callRequest(
  input: Request | URL | string,
  given: (RequestInit & CallLimits) | undefined,
): { request: CallRequest; init: RequestInit | undefined } {
  const isRequest = typeof input === "object" && "url" in input;
  if (!given && isRequest) return { request: input, init: undefined };
  const { timeout, deadline, retry, ...init } = given ?? {};
  const isSame = isRequest && !changing.some((name) => name in init);
  const made: CallRequest = isSame
    ? input
    : copyOptions(isRequest ? input : {}, new Request(input, init));
  const limits = Object.entries({
    timeout,
    deadline,
    retry,
    isStream: init.body instanceof ReadableStream || undefined,
  });
  const request = Object.assign(
    made,
    Object.fromEntries(limits.filter(([, value]) => value !== undefined)),
  );
  const rest = Object.entries(init).filter(
    ([name]) => !changing.includes(name) && name !== "duplex",
  );
  return { request, init: rest.length ? Object.fromEntries(rest) : undefined };
}

/** A copy to send, so that the request itself can be sent again. */
export function cloneRequest(request: CallRequest): CallRequest {
  return copyOptions(request, request.clone());
}

/** The request with other options; the one that was given cannot be used any longer. */
export function changed(request: CallRequest, options: RequestInit): CallRequest {
  const { referrer, referrerPolicy } = request;
  // Any option at all makes the constructor forget these two (Fetch Standard, "Request constructor", step 12).
  const referring: RequestInit & { duplex: "half" } = {
    referrerPolicy,
    ...(referrer !== "about:client" && { referrer }),
    duplex: "half",
  };
  return copyOptions(request, new Request(request, { ...referring, ...options }));
}

/** The request to another address; the one that was given cannot be used any longer. */
export async function withAddress(
  request: CallRequest,
  url: URL,
  method: string = request.method,
): Promise<CallRequest> {
  const { headers, mode, credentials, cache, redirect, integrity, keepalive, signal } = request;
  const { referrer, referrerPolicy } = request;
  const isBodiless = request.body === null || /^(GET|HEAD)$/.test(method);
  // Read, since a stream would be sent without its length.
  const read = () => (request.isStream ? request.body : request.arrayBuffer());
  const sent = { method, headers, redirect, signal, keepalive, integrity, duplex: "half" };
  const options = { ...sent, mode, credentials, cache, referrer, referrerPolicy };
  return copyOptions(
    request,
    new Request(url, { ...options, ...(!isBodiless && { body: await read() }) } as RequestInit),
  );
}

/** Copies onto a request the members of another that are not a request's own. */
export function copyOptions(from: object, to: Request): CallRequest {
  for (const [name, value] of Object.entries(from))
    if (!(name in to)) (to as unknown as { [name: string]: unknown })[name] = value;
  return to as CallRequest;
}

/** A call, from its beginning until its body has been read. */
export interface Call {
  /** What is sent, as far as it is known. */
  request: Pick<CallRequest, "method" | "url" | "secrets" | "description">;
  /** Its deadline, and whatever else ends it. */
  readonly box: TimeBox;
  /** How often its request was sent. */
  attempts: number;
  /** What made the last attempt fail. */
  failure: NetworkError | TimeoutError | undefined;
  /** Keeps its timer running until the returned function is called, by whoever sends its request or reads its body. */
  hold(): () => void;
  /** What errors tell of it. */
  details(): FailedRequest;
  timedOut(): DeadlineError;
  /** The error of a connection that failed, without secrets. */
  broken(error: unknown): NetworkError;
}

/** Begins a call, which ends with the signal of its request: its deadline, in milliseconds, counts from now. */
export function beginCall(
  request: Call["request"] & Pick<Request, "signal">,
  deadline: number | undefined,
  clock: Clock,
): Call {
  const holds = new Set<object>();
  const call: Call = {
    request,
    box: timeBox(request.signal, {
      milliseconds: deadline,
      timedOut: () => call.timedOut(),
      clock,
    }),
    attempts: 0,
    failure: undefined,
    hold() {
      const one = {};
      holds.add(one);
      return () => {
        holds.delete(one);
        if (holds.size === 0) call.box.end();
      };
    },
    // Made only for an error: most calls have none.
    details: () => ({
      operation: call.request.description?.name,
      request: {
        method: call.request.method,
        url: redactUrl(call.request.url, call.request.secrets),
      },
      attempts: call.attempts,
    }),
    timedOut: () => new DeadlineError(call.details(), deadline!, call.failure),
    broken: (error) => new NetworkError(call.details(), redactError(error, call.request.secrets)),
  };
  return call;
}

/** The options of a call of the raw client, with those that openapi-fetch does not know. */
interface LimitedOptions extends RawOptions, CallLimits {
  description?: OperationDescription;
}

/** The limits that the raw client obeys. */
export interface CallLimiter {
  /** The milliseconds that a call may take; undefined: any. */
  deadlineOf(limits: CallLimits): number | undefined;
  readonly clock: Clock;
  /** What requests go to whose call has no base URL; its query is kept. */
  readonly baseUrl: string | undefined;
}

/**
 * The raw client, whose calls keep their limits through middleware that makes new requests, and whose deadline begins
 * with the call: middleware and tokens count, and nothing they wait for is waited for any longer.
 */
export function limitCalls(raw: RawClient, { deadlineOf, clock, baseUrl }: CallLimiter): RawClient {
  const request = async (method: string, path: string, init: LimitedOptions = {}) => {
    const deadline = deadlineOf(init);
    const { middleware = [], signal, description } = init;
    const call = (deadline &&
      beginCall(
        {
          method,
          url: path,
          description: description!,
          signal: signal ?? new AbortController().signal,
        },
        deadline,
        clock,
      )) as Call | undefined;
    const release = call?.hold();
    const sent: { request?: Request } = {};
    // openapi-fetch would put the path behind the query.
    const [address, kept] = (init.baseUrl || baseUrl || "").split(/\?([\s\S]*)/);
    // The last one on requests: what it receives is what is sent.
    const keepOptions: Middleware = {
      onRequest: ({ request }) => void ("sent" in request || copyOptions(options, request)),
    };
    const options: LimitedOptions = {
      ...init,
      middleware: [...middleware, keepOptions],
      baseUrl: address,
      sent,
      Request: make,
      ...(call && { call, signal: call.box.signal }),
    };
    // The platform's Request, for openapi-fetch: notes what it made. The query of the base URL comes first.
    function make(url: string, init: RequestInit): Request {
      const whole = kept ? url.replace(/\?|$/, (mark) => `?${kept}${mark && "&"}`) : url;
      sent.request = new Request(whole, init);
      return sent.request;
    }
    // openapi-fetch tests by `instanceof` what middleware returns.
    make.prototype = Request.prototype;
    const result = raw.request(method, path, options).then(
      (received) => {
        if (!received.response.ok && sent.request)
          sentRequests.set(received.response, sent.request);
        return received;
      },
      (error: unknown) => {
        // Once the request is made, an error comes from somewhere else.
        throw sent.request ? error : refusal(error, description?.name ?? `${method} ${path}`);
      },
    );
    if (!call) return result;
    return abortable(result, call.box.signal).finally(release);
  };
  const limited: { [name: string]: unknown } = { ...raw, request };
  for (const method of Object.keys(raw))
    if (/^[A-Z]+$/.test(method))
      limited[method] = (path: string, init?: LimitedOptions) => request(method, path, init);
  return limited as unknown as RawClient;
}

/**
 * Replaces what the platform threw instead of making a request, which shows passwords and headers, or says too little.
 */
function refusal(error: unknown, what: string): unknown {
  if (!(error instanceof TypeError)) return error;
  const { message, cause } = error as TypeError & { readonly cause?: { readonly code?: unknown } };
  let reason: string | undefined;
  if (/credentials/i.test(message)) reason = "baseUrl has a password";
  else if (/header/i.test(message)) reason = "a header has a character that no header can carry";
  else if (/parse URL|Invalid URL/.test(message) || cause?.code === "ERR_INVALID_URL")
    reason = 'there is no server; give an absolute baseUrl, such as "https://api.example.com"';
  return reason ? new TypeError(`${what}: ${reason}`) : error;
}
