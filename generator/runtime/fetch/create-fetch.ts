import { redactError } from "../core/redact.ts";
import type { RawClient, Send } from "../core/transport.ts";
import { attempt, delayBefore, type Outcome, type RetryReason, reasonToRetry } from "./attempt.ts";
import { beginCall, type CallRequest, callRequest, cloneRequest, limitCalls } from "./call.ts";
import { type CallLimits, defaultRetryPolicy, isRepeatable, retryPolicy } from "./call-limits.ts";
import { type Clock, systemClock, wait } from "./clock.ts";
import { type FailedRequest, NetworkError } from "./errors.ts";
import {
  joinChunks,
  type OpenBodyOptions,
  openBody,
  withBody,
  withReadBody,
} from "./response-body.ts";

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
  options: FetchOptions,
  defaults: Pick<FetchOptions, "concurrency" | "retry">,
): Send & Pick<Required<LimitedFetch>, "wrapRaw"> {
  const { clock = systemClock, random = Math.random, onRetry } = options;
  if (options.fetch && "wrapRaw" in options.fetch)
    throw new TypeError(
      "fetch has limits already; give timeout, deadline, retry and concurrency to one of the two",
    );
  const send: Send = options.fetch ?? ((...input) => fetch(...input));
  // The platform's fetch changes nothing of a request but its body; another one may.
  const toSend = (request: CallRequest) =>
    options.fetch || request.body !== null ? cloneRequest(request) : request;
  const concurrency = options.concurrency ?? defaults.concurrency ?? Infinity;
  if (!(concurrency >= 1 && (concurrency === Infinity || Number.isInteger(concurrency))))
    throw new RangeError(`concurrency is a whole number of requests from 1, not ${concurrency}`);
  const slots = createSlots(concurrency);
  const clientPolicy = retryPolicy(options.retry, retryPolicy(defaults.retry, defaultRetryPolicy));
  milliseconds("timeout", options.timeout);
  milliseconds("deadline", options.deadline);

  const deadlineOf = (limits: CallLimits) =>
    milliseconds("deadline", limits.deadline ?? options.deadline);

  const limited = async (request: CallRequest, init?: RequestInit): Promise<Response> => {
    const timeout = milliseconds("timeout", request.timeout ?? options.timeout);
    const policy = retryPolicy(request.retry, clientPolicy);
    const mayRepeat = isRepeatable(request, policy) && !request.isStream;
    const { signal } = request;
    const start = {
      request,
      operation: request.description?.name,
      signal,
      deadline: deadlineOf(request),
      clock,
    };
    const call = request.call ?? beginCall(start);
    call.request = request;
    if (request.sent) request.sent.request = request;
    const { box, details } = call;
    const release = call.hold();
    let isOpen = false;

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
          last = await attempt(isLast ? request : toSend(request), {
            send,
            init,
            signal: box.signal,
            own: request.call ? box.signal : signal,
            timeout,
            clock,
            details,
          });
        } finally {
          releaseSlot();
        }
        call.failure = last.kind === "failure" ? last.error : undefined;
        const reason = isLast ? undefined : reasonToRetry(last, policy);
        const delay =
          reason && delayBefore(attempts + 1, last, { policy, random, now: clock.now() });
        if (reason === undefined || delay === undefined || clock.now() + delay >= box.until) {
          if (last.kind === "failure") throw last.error;
          isOpen = last.body?.rest !== undefined;
          return deliver(request, last, {
            signal: box.signal,
            asError: (error) => new NetworkError(details(), redactError(error, request.secrets)),
            done: release,
          });
        }
        if (last.kind === "response") last.body?.rest?.cancel().catch(() => {});
        await onRetry?.({ ...details(), reason, delay });
        await wait(delay, box.signal, clock);
      }
    } finally {
      if (isOpen) box.unref();
      else release();
      // The copy that would have been sent again keeps the body in memory.
      if (!request.bodyUsed) request.body?.cancel().catch(() => {});
    }
  };
  const wrapRaw = (raw: RawClient) => limitCalls(raw, { deadlineOf, clock });
  return Object.assign(limited, { wrapRaw });
}

/** The response with its body as it was read, or will be read. */
function deliver(
  { description }: CallRequest,
  { response, body }: Extract<Outcome, { kind: "response" }>,
  options: OpenBodyOptions,
): Response {
  if (!body) return response;
  if (!body.rest) {
    const content = joinChunks(body.chunks);
    // An operation reads its response itself; other callers, such as a service worker, may hand it to the platform.
    return description ? withReadBody(response, content) : withBody(response, content);
  }
  const { stream, failure } = openBody(body, options);
  return withBody(response, stream, (error) => (failure() ?? { error }).error);
}

/** A duration, undefined where there is no limit. */
function milliseconds(
  name: "timeout" | "deadline",
  value: number | false | undefined,
): number | undefined {
  if (value === undefined || value === false || value === Infinity) return undefined;
  if (!(value > 0))
    throw new RangeError(`${name} is a number of milliseconds above 0, or false, not ${value}`);
  return value;
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
    if (next) next();
    else free += 1;
  };
  return {
    async acquire(signal) {
      signal.throwIfAborted();
      if (free > 0) free -= 1;
      else {
        await new Promise<void>((resolve, reject) => {
          const proceed = () => {
            waiting.delete(proceed);
            signal.removeEventListener("abort", giveUp);
            resolve();
          };
          const giveUp = () => {
            waiting.delete(proceed);
            reject(signal.reason);
          };
          signal.addEventListener("abort", giveUp, { once: true });
          waiting.add(proceed);
        });
      }
      return release;
    },
  };
}
