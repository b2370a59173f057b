import type { RawClient, Send, TransportOptions } from "../core/transport.ts";
import { askedDelay, attempt, type Outcome, type RetryReason, reasonToRetry } from "./attempt.ts";
import { beginCall, type CallRequest, callRequest, cloneRequest, limitCalls } from "./call.ts";
import {
  backOffDelay,
  type CallLimits,
  defaultRetryPolicy,
  isRepeatable,
  retryPolicy,
} from "./call-limits.ts";
import { abortable, type Clock, systemClock, wait } from "./clock.ts";
import type { FailedRequest } from "./errors.ts";
import { joinChunks, openBody, withBody, withReadBody } from "./response-body.ts";

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
  wrapRaw?(raw: RawClient): RawClient;
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
  const send = createSend(options, defaults);
  const limited: LimitedFetch = async (input, given) => {
    const { request, init } = callRequest(input, given);
    return send(request, init);
  };
  return Object.assign(limited, { wrapRaw: send.wrapRaw });
}

/** As `createFetch`, for requests alone, with what goes beside them: all that a transport sends. */
export function createSend(
  options: FetchOptions & Pick<TransportOptions, "baseUrl">,
  defaults: Pick<FetchOptions, "concurrency" | "retry">,
): Send & Pick<Required<LimitedFetch>, "wrapRaw"> {
  const { clock = systemClock, random = Math.random, onRetry, baseUrl } = options;
  if (options.fetch && "wrapRaw" in options.fetch)
    throw new TypeError(
      "fetch has limits already; give timeout, deadline, retry and concurrency to one of the two",
    );
  const send: Send = options.fetch ?? ((...input) => fetch(...input));
  // The platform's fetch changes nothing of a request but its body; another one may.
  const toSend = (request: CallRequest) =>
    options.fetch || request.body !== null ? cloneRequest(request) : request;
  const concurrency = options.concurrency ?? defaults.concurrency ?? Infinity;
  if (!(concurrency >= 1) || concurrency % 1 > 0)
    throw new RangeError(`concurrency is a whole number of requests from 1, not ${concurrency}`);
  const slots = createSlots(concurrency);
  const clientPolicy = retryPolicy(options.retry, retryPolicy(defaults.retry, defaultRetryPolicy));
  /** A duration in milliseconds, undefined where there is no limit. */
  const limitOf = (name: "timeout" | "deadline", own: CallLimits = options): number | undefined => {
    const value = own[name] ?? options[name] ?? false;
    if (value === false || value === Infinity) return undefined;
    if (!(value > 0))
      throw new RangeError(`${name} is a number of milliseconds above 0, or false, not ${value}`);
    return value;
  };
  limitOf("timeout");
  limitOf("deadline");

  const deadlineOf = (limits: CallLimits) => limitOf("deadline", limits);

  const limited = async (request: CallRequest, init?: RequestInit): Promise<Response> => {
    const timeout = limitOf("timeout", request);
    const policy = retryPolicy(request.retry, clientPolicy);
    const mayRepeat = !request.isStream && isRepeatable(request, policy);
    const call = request.call ?? beginCall(request, deadlineOf(request), clock);
    call.request = request;
    if (request.sent) request.sent.request = request;
    const { box } = call;
    const release = call.hold();

    try {
      // A call may come here a second time, with a new token.
      for (let attempts = 1; ; attempts += 1) {
        // Its timer may be late.
        if (clock.now() >= box.until) throw call.timedOut();
        const releaseSlot = await slots.acquire(box.signal);
        call.attempts += 1;
        const isLast = !mayRepeat || attempts >= policy.attempts;
        let last: Outcome;
        try {
          const sent = isLast ? request : toSend(request);
          last = await attempt(sent, call, { send, init, timeout, clock });
        } finally {
          releaseSlot();
        }
        call.failure = last.response ? undefined : last.error;
        const reason = isLast ? undefined : reasonToRetry(last, policy);
        const delay = reason
          ? Math.max(
              backOffDelay(attempts + 1, policy, random),
              askedDelay(last, policy, clock.now()),
            )
          : Infinity;
        if (!reason || clock.now() + delay >= box.until) {
          if (!last.response) throw last.error;
          const { response, body } = last;
          if (!body) return response;
          if (body.rest) return openBody(response, body, call);
          // An operation reads its response itself; other callers, such as a service worker, may hand it to the
          // platform.
          return (request.description ? withReadBody : withBody)(response, joinChunks(body.chunks));
        }
        last.body?.rest?.cancel().catch(() => {});
        await onRetry?.({ ...call.details(), reason, delay });
        await wait(delay, box.signal, clock);
      }
    } finally {
      release();
      // The copy that would have been sent again keeps the body in memory.
      if (!request.bodyUsed) request.body?.cancel().catch(() => {});
    }
  };
  const wrapRaw = (raw: RawClient) => limitCalls(raw, { deadlineOf, clock, baseUrl });
  return Object.assign(limited, { wrapRaw });
}

/** A semaphore: no more requests are in flight at one time than there are slots. */
interface Slots {
  /**
   * Resolves when a slot is free, in the order of the calls, with what releases it. Rejects with the signal's reason,
   * and gives up waiting, when that is aborted before.
   */
  acquire(signal: AbortSignal): Promise<() => void>;
}

function createSlots(limit: number): Slots {
  let free = limit;
  // A set keeps its order of insertion, and removing from it takes no search.
  const waiting = new Set<() => void>();
  const release = () => {
    const [next] = waiting;
    if (!next) free += 1;
    else {
      waiting.delete(next);
      next();
    }
  };
  return {
    async acquire(signal) {
      signal.throwIfAborted();
      if (free > 0) free -= 1;
      else {
        let proceed = () => {};
        const turn = new Promise<void>((resolve) => {
          proceed = resolve;
          waiting.add(resolve);
        });
        // A slot that comes too late is for the next one.
        await abortable(turn, signal, release).finally(() => waiting.delete(proceed));
      }
      return release;
    },
  };
}
