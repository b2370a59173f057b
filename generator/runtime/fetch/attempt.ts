import { memberAt } from "../core/json.ts";
import type { Send } from "../core/transport.ts";
import { type Call, type CallRequest, changed } from "./call.ts";
import { type RetryPolicy, retryAfter } from "./call-limits.ts";
import { abortable, type Clock, timeBox } from "./clock.ts";
import { isNetworkFailure, NetworkError, TimeoutError } from "./errors.ts";
import { type BodyStart, joinChunks, readAhead, utf8 } from "./response-body.ts";

/** How one attempt ended: with a response, where `error` says that its body broke off, or without one. */
export type Outcome =
  | {
      readonly response: Response;
      readonly body: BodyStart | undefined;
      readonly error: NetworkError | undefined;
    }
  | {
      readonly response?: undefined;
      readonly body?: undefined;
      readonly error: NetworkError | TimeoutError;
    };

/** How an attempt is sent. */
export interface AttemptContext {
  readonly send: Send;
  readonly init: RequestInit | undefined;
  readonly timeout: number | undefined;
  readonly clock: Clock;
}

/**
 * Sends a request once, and reads ahead in the body of the response. Rejects with the reason of the call's signal, and
 * with what `send` throws that is not a failure of the network, such as the exception of a wrapper around `fetch`.
 */
export async function attempt(
  request: CallRequest,
  call: Call,
  { send, init, timeout, clock }: AttemptContext,
): Promise<Outcome> {
  const whole = call.box.signal;
  // Whether the request ends with the call by itself.
  const isBound = request.call || call.box.until === Infinity;
  const { signal, end } = timeBox(whole, {
    milliseconds: timeout,
    timedOut: () => new TimeoutError(call.details(), timeout!),
    clock,
  });
  const failed = (error: unknown) => {
    if (whole.aborted) throw whole.reason;
    if (signal.aborted) return signal.reason as TimeoutError;
    if (!isNetworkFailure(error)) throw error;
    return call.broken(error);
  };
  try {
    const discard = ({ body }: Response) => void body?.cancel().catch(() => {});
    const sent = async () =>
      send(isBound && signal === whole ? request : changed(request, { signal }), init);
    const response = await abortable(sent(), signal, discard);
    const body = await readAhead(response, signal);
    const error = body?.failure && failed(body.failure.error);
    return error instanceof TimeoutError ? { error } : { response, body, error };
  } catch (error) {
    return { error: failed(error) };
  } finally {
    end();
  }
}

/** Why a request is sent again. `code` is what the body says, where the policy knows its place. */
export type RetryReason =
  | { readonly kind: "status"; readonly status: number; readonly code: string | undefined }
  | { readonly kind: "network"; readonly error: NetworkError }
  | { readonly kind: "timeout"; readonly error: TimeoutError };

/** Why the outcome of an attempt is not final; undefined where it is. */
export function reasonToRetry(
  { response, body, error }: Outcome,
  { statuses, codeField, stop }: RetryPolicy,
): RetryReason | undefined {
  if (!response || !statuses.includes(response.status))
    return (
      error &&
      ({ kind: error instanceof NetworkError ? "network" : "timeout", error } as RetryReason)
    );
  const code = errorCode(body, codeField, stop);
  return stop.includes(code!) ? undefined : { kind: "status", status: response.status, code };
}

/**
 * Milliseconds that a response asks to wait. Infinite where it asks for more than the policy allows: trying sooner
 * would be no use.
 */
export function askedDelay(
  { response }: Outcome,
  { respectRetryAfter, maximumRetryAfter }: RetryPolicy,
  now: number,
): number {
  const asked = (respectRetryAfter && response && retryAfter(response.headers, now)) || 0;
  return asked > maximumRetryAfter ? Infinity : asked;
}

/**
 * The code in the body of an error, at a path such as `error.code`; undefined where the body is longer than what was
 * read ahead. Of a body that broke off, the first of the `wanted` codes that occurs anywhere in it.
 */
export function errorCode(
  body: BodyStart | undefined,
  codeField: string | undefined,
  wanted: readonly string[],
): string | undefined {
  if (!body || body.rest || !codeField) return undefined;
  const text = utf8.decode(joinChunks(body.chunks));
  if (body.failure) return wanted.find((code) => text.includes(JSON.stringify(code)));
  try {
    const code = memberAt(JSON.parse(text), codeField.split("."));
    return /string|number/.test(typeof code) ? String(code) : undefined;
  } catch {
    return undefined;
  }
}
