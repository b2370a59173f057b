import type { Outcome } from "./attempt.ts";
import { backOffDelay } from "./back-off.ts";
import { errorCode } from "./error-code.ts";
import { NetworkError, type TimeoutError } from "./errors.ts";
import { retryAfter } from "./retry-after.ts";
import type { RetryPolicy } from "./retry-policy.ts";

/** Why a request is sent again. `code` is what the body says, where the policy knows its place. */
export type RetryReason =
  | { readonly kind: "status"; readonly status: number; readonly code: string | undefined }
  | { readonly kind: "network"; readonly error: NetworkError }
  | { readonly kind: "timeout"; readonly error: TimeoutError };

/** Why the outcome of an attempt is not the last word; undefined where it is. */
export function reasonToRetry(outcome: Outcome, { statuses, codeField, stop }: RetryPolicy): RetryReason | undefined {
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
 * Milliseconds to wait before the attempt of that number: the back-off, and no less than the answer asks for. Undefined where
 * it asks for more than the policy allows: coming back sooner would be no use.
 */
export function delayBefore(
  attempt: number,
  outcome: Outcome,
  policy: RetryPolicy,
  { random, now }: { readonly random: () => number; readonly now: number },
): number | undefined {
  const backOff = backOffDelay(attempt, policy, random);
  if (outcome.kind === "failure" || !policy.respectRetryAfter) return backOff;
  const asked = retryAfter(outcome.response.headers, now) ?? 0;
  return asked > policy.maximumRetryAfter ? undefined : Math.max(asked, backOff);
}
