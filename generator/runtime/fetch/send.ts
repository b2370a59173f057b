import type { RawClient, Send, TransportOptions } from "../core/transport.ts";
import { brokenBy, type Call, detailsOf, type Outcome } from "./call.ts";
import {
  backOffDelay,
  type CallLimits,
  defaultRetryPolicy,
  isRepeatable,
  milliseconds,
  type RetryOptions,
  type RetryPolicy,
  retryAfter,
  retryPolicy,
} from "./call-limits.ts";
import { type CallRequest, changed, cloneRequest } from "./call-request.ts";
import { abortable, systemClock, type Timers, timeBox, timeBy, wait } from "./clock.ts";
import { isNetworkFailure, TimeoutError } from "./errors.ts";
import { limitCalls } from "./limit-calls.ts";
import { readAhead, withReadBody } from "./response-body.ts";

/** What `createFetch` does besides; a client has it where its settings or its operations ask for it. */
export interface SendExtras {
  readonly clock?: Timers | undefined;
  readonly random?: (() => number) | undefined;
  /** Waits until the next attempt may begin; what it returns is called when that is over. */
  readonly admit?: (call: Call) => Promise<() => void>;
  /** Whether the outcome of an attempt is final, whatever its status is. */
  readonly isFinal?: (outcome: Outcome, policy: RetryPolicy) => boolean;
  /** The most bytes of a body that are read ahead; any number without it. */
  readonly limit?: number;
  /** The response for the caller; undefined where all of its body was read. */
  readonly open?: (outcome: Outcome, call: Call) => Response | undefined;
  /** Called before the wait for a further attempt. */
  readonly beforeWait?: (call: Call, delay: number, policy: RetryPolicy) => void | Promise<void>;
}

/** The limits of a client's calls. A `fetch` made by `createFetch` has more, and then all of them. */
export interface ClientLimits extends Pick<CallLimits, "timeout"> {
  /** When a request is sent again, as for a call. */
  retry?: false | number | Omit<RetryOptions, "codeField" | "stop"> | undefined;
  deadline?: OptionOfCreateFetch | undefined;
  concurrency?: OptionOfCreateFetch | undefined;
  onRetry?: OptionOfCreateFetch | undefined;
}

/** Nobody has one: `createClient({ fetch: createFetch({ deadline: 60_000 }) })` takes what this stands for. */
export interface OptionOfCreateFetch {
  readonly giveItToCreateFetch: never;
}

/** Sends the requests of a call. */
export interface LimitedSend {
  (request: CallRequest, init?: RequestInit, call?: Call): Promise<Response>;
  wrapRaw(raw: RawClient, baseUrl?: string): RawClient;
}

/**
 * What sends the requests of a client, with timeouts and retries. It lies below openapi-fetch, because a middleware
 * cannot send a request again.
 *
 * It rejects with a NetworkError or a TimeoutError; with the reason of the call's signal; and with what `fetch` throws
 * that is not a failure of the network, such as the exception of a wrapper around it.
 */
export function createSend(
  options: Pick<CallLimits, "timeout" | "retry"> & Pick<TransportOptions, "fetch">,
  defaults: Pick<CallLimits, "retry"> = {},
  extras: SendExtras = {},
): LimitedSend {
  const { clock = systemClock, random = Math.random, admit, isFinal, open, beforeWait } = extras;
  const { fetch: own } = options;
  const send: Send = own ?? ((...input) => fetch(...input));
  const clientPolicy = retryPolicy(options.retry, retryPolicy(defaults.retry, defaultRetryPolicy));
  milliseconds("timeout", options);
  if (own?.wrapRaw) {
    if ((options.timeout ?? options.retry) !== undefined)
      throw new TypeError("fetch has limits already; give them to one of the two");
    return own as LimitedSend;
  }

  /** Sends a request once, and reads ahead in the body of the response. */
  const attempt = async (
    request: CallRequest,
    init: RequestInit | undefined,
    call: Call,
  ): Promise<Outcome> => {
    const timeout = milliseconds("timeout", request, options);
    const timedOut = () => new TimeoutError(detailsOf(call), timeout!);
    const { signal, end } = timeBox(call.signal, { milliseconds: timeout, timedOut, clock });
    const failed = (error: unknown) => {
      call.signal.throwIfAborted();
      if (signal.aborted) return signal.reason as TimeoutError;
      if (!isNetworkFailure(error)) throw error;
      return brokenBy(error, call);
    };
    try {
      const sent = async () =>
        send(timeout || call.isApart ? changed(request, { signal }) : request, init);
      const response = await abortable(sent(), signal);
      const body = await readAhead(response, signal, extras.limit);
      const error = body?.failure && failed(body.failure.error);
      return signal.aborted ? { error } : { response, body, error };
    } catch (error) {
      return { error: failed(error) };
    } finally {
      end();
    }
  };

  const limited = async (
    request: CallRequest,
    init?: RequestInit,
    call: Call = request.call ?? { request, signal: request.signal, attempts: 0 },
  ): Promise<Response> => {
    const policy = retryPolicy(request.retry, clientPolicy);
    const { attempts, statuses, respectRetryAfter, maximumRetryAfter } = policy;
    const most = !request.isStream && isRepeatable(request, policy) ? attempts : 1;
    if ((request.deadline && !beforeWait) || (policy.codeField && !isFinal))
      throw new TypeError("deadline and codeField need createClient({ fetch: createFetch() })");
    call.request = request;
    if (request.sent) request.sent.request = request;
    // A call may come here a second time, with a new token.
    for (let next = 2; ; next += 1) {
      const release = await admit?.(call);
      call.attempts += 1;
      const isLast = next > most;
      // The platform's fetch changes nothing of a request but its body; another one may.
      const isKept = !isLast && (own || request.body !== null);
      const ended = attempt(isKept ? cloneRequest(request) : request, init, call);
      const last = await (release ? ended.finally(release) : ended);
      call.last = last;
      const { response, body, error } = last;
      const isPassing =
        !isLast && (error || statuses.includes(response!.status)) && !isFinal?.(last, policy);
      const asked =
        (isPassing &&
          respectRetryAfter &&
          response &&
          retryAfter(response.headers, timeBy(clock))) ||
        0;
      const delay = Math.max(backOffDelay(next, policy, random), asked);
      // Trying sooner than it asks would be no use.
      if (!isPassing || asked > maximumRetryAfter || (call.left && delay >= call.left())) {
        // The copy that would have been sent again keeps the body in memory.
        if (!request.bodyUsed) request.body?.cancel().catch(() => {});
        if (!response) throw error;
        return open?.(last, call) ?? (body ? withReadBody(response, body.bytes) : response);
      }
      body?.rest?.cancel().catch(() => {});
      await beforeWait?.(call, delay, policy);
      await wait(delay, call.signal, clock);
    }
  };
  return Object.assign(limited, { wrapRaw: limitCalls });
}
