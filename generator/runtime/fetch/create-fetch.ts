import type { RawClient } from "../raw-client.ts";
import { attempt, type Outcome, type Send } from "./attempt.ts";
import { beginCall } from "./call.ts";
import type { CallLimits } from "./call-limits.ts";
import { type CallRequest, callRequest, cloneRequest } from "./call-request.ts";
import { type Clock, systemClock, wait } from "./clock.ts";
import { createPlaces } from "./concurrency.ts";
import { NetworkError, type Unanswered } from "./errors.ts";
import { limitCalls } from "./limit-calls.ts";
import { type OpenBodyOptions, openBody } from "./open-body.ts";
import { joinChunks } from "./read-ahead.ts";
import { ReadResponse } from "./read-response.ts";
import { delayBefore, type RetryReason, reasonToRetry } from "./retry.ts";
import { defaultRetryPolicy, isRepeatable, retryPolicy } from "./retry-policy.ts";
import { standIn } from "./stand-in.ts";

/** What `createFetch` takes: limits of every call, which a call may set otherwise. */
export interface FetchOptions extends CallLimits {
  /** What sends. Default: the global `fetch` at the time of each request. */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
  /**
   * How many requests are on their way at one time at most; the others wait in the order in which they came. A request is on
   * its way until the headers of its answer are there, and its body where that is JSON or an error; not while it waits to be
   * sent again. Default: any number.
   */
  concurrency?: number | undefined;
  /** Is told before the wait for each further attempt. What it throws ends the call. */
  onRetry?: ((event: RetryEvent) => void | Promise<void>) | undefined;
  /** Gives numbers from 0 up to, and without, 1. Default: Math.random. */
  random?: (() => number) | undefined;
  clock?: Clock | undefined;
}

/** A request that is about to be sent again. It holds no secrets. */
export interface RetryEvent extends Unanswered {
  readonly reason: RetryReason;
  /** Milliseconds until it is sent again. */
  readonly delay: number;
}

/** A `fetch` that knows limits; also what `createTransport` takes. */
export interface LimitedFetch {
  (input: Request | URL | string, init?: RequestInit & CallLimits): Promise<Response>;
  /** The raw client of a transport that sends by this fetch, with the limits of whole calls. */
  wrapRaw?(raw: RawClient): RawClient;
}

/**
 * A `fetch` with timeouts, a deadline, retries and a limit of requests at one time. It lies below openapi-fetch, because a
 * middleware cannot send a request again. `defaults` are what the settings of the API say.
 *
 * It rejects with a NetworkError, a TimeoutError or a DeadlineError; with the reason of the caller's signal, as it is; and with
 * whatever else `fetch` throws, as it is. An answer is an answer, whatever its status is.
 *
 * Throws a RangeError, and so does a call, for a number that makes no sense; a TypeError for a `fetch` that has limits already.
 */
export function createFetch(
  options: FetchOptions = {},
  defaults: Pick<FetchOptions, "concurrency" | "retry"> = {},
): LimitedFetch {
  const { clock = systemClock, random = Math.random, onRetry } = options;
  if (options.fetch && "wrapRaw" in options.fetch)
    throw new TypeError("fetch has limits already; give timeout, deadline, retry and concurrency to one of the two");
  const send: Send = options.fetch ?? ((...input) => fetch(...input));
  // The platform's fetch leaves a request as it is, but for its body; another one may not.
  const toSend = (request: CallRequest) => (options.fetch || request.body !== null ? cloneRequest(request) : request);
  const concurrency = options.concurrency ?? defaults.concurrency ?? Infinity;
  if (!(concurrency >= 1 && (concurrency === Infinity || Number.isInteger(concurrency))))
    throw new RangeError(`concurrency is a whole number of requests from 1, not ${concurrency}`);
  const places = createPlaces(concurrency);
  const ofClient = retryPolicy(options.retry, retryPolicy(defaults.retry, defaultRetryPolicy));
  milliseconds("timeout", options.timeout);
  milliseconds("deadline", options.deadline);

  const deadlineOf = (limits: CallLimits) => milliseconds("deadline", limits.deadline ?? options.deadline);

  const limited: LimitedFetch = async (input, given) => {
    const { request, init } = callRequest(input, given);
    const timeout = milliseconds("timeout", request.timeout ?? options.timeout);
    const policy = retryPolicy(request.retry, ofClient);
    const mayRepeat = isRepeatable(request, policy) && !request.isStream;
    const { signal } = request;
    const begun = { request, operation: request.description?.name, signal, deadline: deadlineOf(request), clock };
    const call = request.call ?? beginCall(begun);
    call.request = request;
    if (request.sent) request.sent.request = request;
    const { box, unanswered } = call;
    const release = call.hold();
    let isOpen = false;

    try {
      // A call may come here again, with a new token.
      for (let attempts = 1; ; attempts += 1) {
        // Its timer may come late.
        if (clock.now() >= box.until) throw call.overdue();
        const giveBack = await places.take(box.signal);
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
            unanswered,
          });
        } finally {
          giveBack();
        }
        call.failure = last.kind === "failure" ? last.error : undefined;
        const reason = isLast ? undefined : reasonToRetry(last, policy);
        const delay = reason && delayBefore(attempts + 1, last, policy, { random, now: clock.now() });
        if (reason === undefined || delay === undefined || clock.now() + delay >= box.until) {
          if (last.kind === "failure") throw last.error;
          isOpen = last.body?.rest !== undefined;
          return deliver(request, last, {
            signal: box.signal,
            asError: (error) => new NetworkError(unanswered(), error),
            done: release,
          });
        }
        if (last.kind === "response") last.body?.rest?.cancel().catch(() => {});
        await onRetry?.({ ...unanswered(), reason, delay });
        await wait(delay, box.signal, clock);
      }
    } finally {
      if (isOpen) box.unref();
      else release();
      // The copy that would have been sent again holds what was sent in memory.
      if (!request.bodyUsed) request.body?.cancel().catch(() => {});
    }
  };
  limited.wrapRaw = (raw) => limitCalls(raw, { deadlineOf, clock });
  return limited;
}

/** The response with its body as it was read, or is to be read. */
function deliver(
  { description }: CallRequest,
  { response, body }: Extract<Outcome, { kind: "response" }>,
  options: OpenBodyOptions,
): Response {
  if (!body) return response;
  if (!body.rest) {
    const content = joinChunks(body.chunks);
    // Operations read what they get by themselves; others may hand it to the platform, such as a service worker does.
    return description ? new ReadResponse(response, content) : standIn(response, content);
  }
  const { stream, failure } = openBody(body, options);
  return standIn(response, stream, (error) => (failure() ?? { error }).error);
}

/** A length of time that may be left open. */
function milliseconds(name: "timeout" | "deadline", value: number | false | undefined): number | undefined {
  if (value === undefined || value === false || value === Infinity) return undefined;
  if (!(value > 0)) throw new RangeError(`${name} is a number of milliseconds above 0, or false, not ${value}`);
  return value;
}
