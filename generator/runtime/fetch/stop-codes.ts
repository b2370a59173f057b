import { memberAt } from "../core/json.ts";
import type { Outcome } from "./call.ts";
import type { RetryPolicy } from "./call-limits.ts";
import { NetworkError, type TimeoutError } from "./errors.ts";
import { type BodyStart, utf8 } from "./response-body.ts";

/** Why a request is sent again. `code` is what the body says, where the policy knows its place. */
export type RetryReason =
  | { readonly kind: "status"; readonly status: number; readonly code: string | undefined }
  | { readonly kind: "network"; readonly error: NetworkError }
  | { readonly kind: "timeout"; readonly error: TimeoutError };

/** Why the outcome of an attempt is not final. */
export function reasonOf(
  { response, body, error }: Outcome,
  { statuses, codeField, stop }: RetryPolicy,
): RetryReason {
  if (!response || !statuses.includes(response.status))
    return { kind: error instanceof NetworkError ? "network" : "timeout", error } as RetryReason;
  const code = errorCode(body, codeField, stop);
  return { kind: "status", status: response.status, code };
}

/** Whether the body of an error has a code that makes it final, whatever its status is. */
export function hasStopCode(
  { response, body }: Outcome,
  { statuses, codeField, stop }: RetryPolicy,
): boolean {
  return (
    statuses.includes(response?.status ?? 0) && stop.includes(errorCode(body, codeField, stop)!)
  );
}

/**
 * The code in the body of an error, at a path such as `error.code`; undefined where the body is longer than what was
 * read ahead. Of a body that broke off, the first of the `wanted` codes that occurs anywhere in it.
 */
function errorCode(
  body: BodyStart | undefined,
  codeField: string | undefined,
  wanted: readonly string[],
): string | undefined {
  if (!body || body.rest || !codeField) return undefined;
  const text = utf8.decode(body.bytes);
  if (body.failure) return wanted.find((code) => text.includes(JSON.stringify(code)));
  try {
    const code = memberAt(JSON.parse(text), codeField.split("."));
    return /string|number/.test(typeof code) ? String(code) : undefined;
  } catch {
    return undefined;
  }
}
