import {
  type KnownSecrets,
  oneLine,
  type RedactedRequest,
  redactError,
  redactText,
} from "../core/redact.ts";

/** What an error tells of a request without a response. */
export interface FailedRequest {
  /** The operation's public name; undefined for requests of the raw client. */
  readonly operation: string | undefined;
  readonly request: RedactedRequest;
  /** How often the request was sent. */
  readonly attempts: number;
}

class FailedRequestError extends Error implements FailedRequest {
  declare readonly operation: string | undefined;
  declare readonly request: RedactedRequest;
  declare readonly attempts: number;

  constructor(what: string, { operation, request, attempts }: FailedRequest, cause?: unknown) {
    super(
      `${operation === undefined ? "" : `${operation}: `}${request.method} ${request.url}: ${what}${
        attempts > 1 ? `, sent ${attempts} times` : ""
      }`,
      cause === undefined ? undefined : { cause },
    );
    Object.assign(this, { operation, request, attempts });
  }

  /** What may be logged. */
  toJSON(): Record<string, unknown> {
    const { name, message } = this;
    return { name, message, ...(this as object) };
  }
}

/**
 * The connection failed, before there was a response or in the middle of its body. `cause` is what `fetch` threw,
 * without secrets.
 */
export class NetworkError extends FailedRequestError {
  override readonly name: string = "NetworkError";

  constructor(details: FailedRequest, cause: unknown, secrets?: KnownSecrets) {
    const shown = redactError(cause, secrets);
    super(`the network failed (${textOf(shown)})`, details, shown);
  }
}

/** One attempt took longer than `timeout`. */
export class TimeoutError extends FailedRequestError {
  override readonly name: string = "TimeoutError";
  /** Milliseconds. */
  declare readonly timeout: number;

  constructor(details: FailedRequest, timeout: number) {
    super(`no response within ${timeout} ms`, details);
    Object.assign(this, { timeout });
  }
}

/** The whole call took longer than `deadline`. `cause` is what made the last attempt fail, where one did. */
export class DeadlineError extends FailedRequestError {
  override readonly name: string = "DeadlineError";
  /** Milliseconds. */
  declare readonly deadline: number;

  constructor(details: FailedRequest, deadline: number, cause: unknown) {
    super(`not done within ${deadline} ms`, details, cause);
    Object.assign(this, { deadline });
  }
}

/** `fetch failed: ECONNREFUSED`: the message of an error and its code, or that of its cause. */
function textOf(error: unknown): string {
  const { message = error, code } = Object(error) as { message?: unknown; code?: unknown };
  const said = [message, code ?? Object(Object(error).cause).code].filter(Boolean).join(": ");
  return oneLine(redactText(said.slice(0, 300)));
}

/**
 * Whether what `fetch` threw means that the network failed: it is a TypeError then, as faults in a program are, so its
 * message tells (Node, Chromium, Firefox, Safari, Deno, Bun, Workers), or the system's code of it or of its cause.
 */
export function isNetworkFailure(error: unknown): boolean {
  const { name, message, code, cause } = Object(error) as {
    name?: string;
    message?: string;
    code?: unknown;
    cause?: { code?: unknown };
  };
  return (
    [code, cause?.code].some((each) => connectionCode.test(String(each))) ||
    (name === "TypeError" && connectionWords.test(message ?? ""))
  );
}

/** Codes of the system, not those of files, and of undici. */
const connectionCode =
  /^(?:E(?:AI_|ADDR|CONN|HOST|NET|NOTFOUND|PIPE|PROTO|TIMEDOUT)|UND_ERR_)[A-Z_]*$/;

/**
 * How the messages of platforms begin; programs have messages of their own, such as "networkConfig is not a function".
 */
const connectionWords =
  /^(?:error in (?:body|input) stream|error sending request|failed to fetch|(?:fetch|load) failed|network ?error|terminated|unable to connect|(?:the )?(?:internet|network) connection)\b/i;
