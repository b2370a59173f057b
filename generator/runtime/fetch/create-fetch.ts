import type { OperationDescription } from "../core/description.ts";
import type { RawClient } from "../core/transport.ts";
import { detailsOf } from "./call.ts";
import { type CallLimits, milliseconds } from "./call-limits.ts";
import { type CallRequest, copyOptions } from "./call-request.ts";
import { abortable, type Clock, systemClock } from "./clock.ts";
import { beginCall, type DeadlineCall } from "./deadline.ts";
import type { FailedRequest } from "./errors.ts";
import { sendingBy } from "./limit-calls.ts";
import { openResponse } from "./open-body.ts";
import { createSend } from "./send.ts";
import { createSlots } from "./slots.ts";
import { hasStopCode, type RetryReason, reasonOf } from "./stop-codes.ts";

/** What `createFetch` takes: limits of every call, which a call may set otherwise. */
export interface FetchOptions extends CallLimits {
  /** What sends. Default: the global `fetch` at the time of each request. */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
  /**
   * The largest number of requests in flight at one time; the others wait in the order in which they came. A request is
   * in flight until the headers of its response have arrived, and its body where that is JSON or an error; not while it
   * waits to be sent again. Default: any number.
   */
  concurrency?: number | undefined;
  /** Called before the wait for each further attempt. What it throws ends the call. */
  onRetry?: ((event: RetryEvent) => void | Promise<void>) | undefined;
  /** Returns numbers from 0 up to, but not including, 1. Default: Math.random. */
  random?: (() => number) | undefined;
  clock?: Clock | undefined;
}

/** A request that is about to be sent again. It holds no secrets. */
export interface RetryEvent extends FailedRequest {
  readonly reason: RetryReason;
  /** Milliseconds until it is sent again. */
  readonly delay: number;
}

/** A `fetch` that obeys limits; `createTransport` takes it too. */
export interface LimitedFetch {
  (input: Request | URL | string, init?: RequestInit & CallLimits): Promise<Response>;
  /** The raw client of a transport that sends by this fetch, with the limits of whole calls. */
  wrapRaw?(raw: RawClient, baseUrl?: string): RawClient;
}

/**
 * A `fetch` with timeouts, a deadline, retries and a limit of requests at one time. It lies below openapi-fetch,
 * because a middleware cannot send a request again. `defaults` come from the settings of the API.
 *
 * It rejects with a NetworkError, a TimeoutError or a DeadlineError; with the reason of the caller's signal, unchanged;
 * and with whatever else `fetch` throws, unchanged. Any response is a result, whatever its status.
 *
 * Throws a RangeError, and so does a call, for a number that makes no sense; a TypeError for a `fetch` that has limits
 * already.
 */
export function createFetch(
  options: FetchOptions = {},
  defaults: Pick<FetchOptions, "concurrency" | "retry"> = {},
): LimitedFetch {
  if (options.fetch && "wrapRaw" in options.fetch)
    throw new TypeError("fetch has limits already; give them to one of the two");
  const { clock = systemClock, random, onRetry } = options;
  const admit = createSlots(options.concurrency ?? defaults.concurrency ?? Infinity);
  const send = createSend(options, defaults, {
    clock,
    random,
    isFinal: hasStopCode,
    limit: 2 ** 20,
    open: openResponse,
    admit(call) {
      (call as Partial<DeadlineCall>).refuseLate?.();
      return admit(call);
    },
    beforeWait: (call, delay, policy) =>
      onRetry?.({ ...detailsOf(call), reason: reasonOf(call.last!, policy), delay }),
  });
  milliseconds("deadline", options);
  const deadlineOf = (limits: CallLimits) => milliseconds("deadline", limits, options);

  const limited: LimitedFetch = async (input, given) => {
    const { request, init } = callRequest(input, given);
    const call =
      (request.call as DeadlineCall | undefined) ??
      beginCall(request, { deadline: deadlineOf(request), clock, isApart: true });
    return send(request, init, call).finally(call?.hold());
  };
  // The deadline of a call begins before its request is made.
  const wrapRaw = (raw: RawClient, baseUrl?: string) => {
    const within = send.wrapRaw(raw, baseUrl);
    const request: RawClient["request"] = async (method, path, init = {}) => {
      const description = init["description"] as OperationDescription;
      const { signal = new AbortController().signal } = init;
      const begun = { method, url: path, description, signal: signal! };
      const call = beginCall(begun, { deadline: deadlineOf(init as CallLimits), clock });
      if (!call) return within.request(method, path, init);
      const result = within.request(method, path, { ...init, call, signal: call.signal });
      return abortable(result, call.signal).finally(call.hold());
    };
    return sendingBy(request, within);
  };
  return Object.assign(limited, { wrapRaw });
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
