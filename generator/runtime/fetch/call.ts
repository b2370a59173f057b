import type { OperationDescription } from "../core/description.ts";
import { type KnownSecrets, redactUrl } from "../core/redact.ts";
import { type FailedRequest, NetworkError, type TimeoutError } from "./errors.ts";
import type { BodyStart } from "./response-body.ts";

/** What is known of what a call sends. */
export interface SentRequest extends Pick<Request, "method" | "url"> {
  readonly description?: OperationDescription;
  readonly secrets?: KnownSecrets;
}

/** How one attempt ended: with a response, where `error` says that its body broke off, or without one. */
export interface Outcome {
  readonly response?: Response;
  readonly body?: BodyStart | undefined;
  readonly error?: NetworkError | TimeoutError | undefined;
}

/** A call, from its beginning until its body has been read. */
export interface Call {
  /** What is sent, as far as it is known. */
  request: SentRequest;
  /** What ends it. */
  readonly signal: AbortSignal;
  /** Whether its requests do not end with that by themselves. */
  readonly isApart?: boolean;
  /** How often its request was sent. */
  attempts: number;
  /** How the last attempt ended. */
  last?: Outcome;
  /** The milliseconds until its deadline, where it has one. */
  left?(): number;
  /** Keeps the deadline until the returned function is called, by whoever reads the body. */
  hand?(): () => void;
}

/** What errors tell of a call. Made only for an error: most calls have none. */
export function detailsOf({ request, attempts }: Call): FailedRequest {
  const { method, url, description, secrets } = request;
  return {
    operation: description?.name,
    request: { method, url: redactUrl(url, secrets) },
    attempts,
  };
}

/** The error of a connection that failed, without secrets. */
export function brokenBy(error: unknown, call: Call): NetworkError {
  return new NetworkError(detailsOf(call), error, call.request.secrets);
}
