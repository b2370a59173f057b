import { memberAt } from "../core/json.ts";
import { redactError } from "../core/redact.ts";
import type { Send } from "../core/transport.ts";
import { type CallRequest, changed } from "./call.ts";
import { backOffDelay, type RetryPolicy, retryAfter } from "./call-limits.ts";
import { abortable, type Clock, timeBox } from "./clock.ts";
import { type FailedRequest, isNetworkFailure, NetworkError, TimeoutError } from "./errors.ts";
import { type BodyStart, joinChunks, readAhead } from "./response-body.ts";

/** How one attempt ended. `broken`: the body of an error broke off. */
export type Outcome =
  | {
      readonly kind: "response";
      readonly response: Response;
      readonly body: BodyStart | undefined;
      readonly broken?: NetworkError;
    }
  | { readonly kind: "failure"; readonly error: NetworkError | TimeoutError };

/** How an attempt is sent, and what ends it. */
export interface AttemptContext {
  readonly send: Send;
  readonly init: RequestInit | undefined;
  /** Ends the whole call. */
  readonly signal: AbortSignal;
  /** The signal that the request has already. */
  readonly own: AbortSignal;
  readonly timeout: number | undefined;
  readonly clock: Clock;
  readonly details: () => FailedRequest;
}

/**
 * Sends a request once, and reads ahead in the body of the response. Rejects with the reason of the call's signal, and
 * with what `send` throws that is not a failure of the network, such as the exception of a wrapper around `fetch`.
 */
export async function attempt(request: CallRequest, context: AttemptContext): Promise<Outcome> {
  const { send, init, timeout, clock, details } = context;
  const timedOut = () => new TimeoutError(details(), timeout!);
  const { signal, end } = timeBox(context.signal, { milliseconds: timeout, timedOut, clock });
  const failed = (error: unknown) => {
    if (context.signal.aborted) throw context.signal.reason;
    if (signal.aborted) return signal.reason as TimeoutError;
    if (!isNetworkFailure(error)) throw error;
    return new NetworkError(details(), redactError(error, request.secrets));
  };
  try {
    const discard = ({ body }: Response) => void body?.cancel().catch(() => {});
    const sent = async () =>
      send(signal === context.own ? request : changed(request, { signal }), init);
    const response = await abortable(sent(), signal, discard);
    const body = await readAhead(response, signal);
    const broken = body?.failure && failed(body.failure.error);
    if (broken instanceof TimeoutError) return { kind: "failure", error: broken };
    return { kind: "response", response, body, ...(broken && { broken }) };
  } catch (error) {
    return { kind: "failure", error: failed(error) };
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
  outcome: Outcome,
  { statuses, codeField, stop }: RetryPolicy,
): RetryReason | undefined {
  if (outcome.kind === "failure") {
    const { error } = outcome;
    return error instanceof NetworkError ? { kind: "network", error } : { kind: "timeout", error };
  }
  const { response, body, broken } = outcome;
  const { status } = response;
  if (!statuses.includes(status)) return broken && { kind: "network", error: broken };
  const code = errorCode(body, codeField, stop);
  return code !== undefined && stop.includes(code) ? undefined : { kind: "status", status, code };
}

/**
 * Milliseconds to wait before the attempt of that number: the back-off, and no less than the response asks for.
 * Undefined where it asks for more than the policy allows: trying sooner would be no use.
 */
export function delayBefore(
  attempt: number,
  outcome: Outcome,
  {
    policy,
    random,
    now,
  }: { readonly policy: RetryPolicy; readonly random: () => number; readonly now: number },
): number | undefined {
  const backOff = backOffDelay(attempt, policy, random);
  if (outcome.kind === "failure" || !policy.respectRetryAfter) return backOff;
  const asked = retryAfter(outcome.response.headers, now) ?? 0;
  return asked > policy.maximumRetryAfter ? undefined : Math.max(asked, backOff);
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
  if (!body || body.rest || codeField === undefined) return undefined;
  const text = new TextDecoder().decode(joinChunks(body.chunks));
  if (body.failure) return wanted.find((code) => text.includes(JSON.stringify(code)));
  try {
    const code = memberAt(JSON.parse(text), codeField.split("."));
    return typeof code === "string" || typeof code === "number" ? String(code) : undefined;
  } catch {
    return undefined;
  }
}
