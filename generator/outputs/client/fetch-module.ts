import type { JsonObject } from "../../document/json.ts";
import { SourceFile } from "../../emit/source-file.ts";
import { literal } from "../../emit/text.ts";

/** What the settings say of sending requests again, and of how many are sent at one time. */
export interface FetchDefaults {
  /** RetryOptions of the runtime, as far as the settings say. */
  readonly retry?: JsonObject | undefined;
  readonly concurrency?: number | undefined;
}

/** The module of `createFetch`, bound to what the settings of the API say. */
export function fetchModule({ retry = {}, concurrency }: FetchDefaults): SourceFile {
  const file = new SourceFile("fetch");
  const defaults = { ...(Object.keys(retry).length > 0 && { retry }), concurrency };
  file.statements.push(
    'import { createFetch as create, type FetchOptions, type LimitedFetch } from "./runtime/fetch/create-fetch.js";',
    'export type { BackOff, CallLimits, RetryOptions } from "./runtime/fetch/call-limits.js";',
    'export type { Clock } from "./runtime/fetch/clock.js";',
    'export type { FetchOptions, LimitedFetch, RetryEvent } from "./runtime/fetch/create-fetch.js";',
    'export { DeadlineError, NetworkError, TimeoutError } from "./runtime/fetch/errors.js";',
    'export type { RetryReason } from "./runtime/fetch/retry.js";',
    `/**
 * A \`fetch\` with timeouts, a deadline, retries and a limit of requests at one time, for \`createTransport({ fetch: createFetch() })\`;
 * the client of \`createClient\` has one. It rejects with a NetworkError, a TimeoutError or a DeadlineError; with the reason of
 * the caller's signal, as it is; and with whatever else \`fetch\` throws, as it is.
 */
export function createFetch(options: FetchOptions = {}): LimitedFetch {
  return create(options, ${literal(defaults)});
}`,
  );
  return file;
}
