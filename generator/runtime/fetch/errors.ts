import { oneLine } from "../failure-text.ts";
import { type RedactedRequest, redactError, redactText } from "../redact.ts";

/** What an error of a request without an answer tells of it. */
export interface Unanswered {
  /** The operation's public name; undefined for requests of the raw client. */
  readonly operation: string | undefined;
  readonly request: RedactedRequest;
  /** How often the request was sent. */
  readonly attempts: number;
}

class UnansweredError extends Error implements Unanswered {
  readonly operation: string | undefined;
  readonly request: RedactedRequest;
  readonly attempts: number;

  constructor(what: string, { operation, request, attempts }: Unanswered, options?: ErrorOptions) {
    const shown = `${request.method} ${request.url}`;
    const times = attempts > 1 ? `, sent ${attempts} times` : "";
    super(`${operation === undefined ? shown : `${operation}: ${shown}`}: ${what}${times}`, options);
    this.operation = operation;
    this.request = request;
    this.attempts = attempts;
  }

  /** What may be logged. */
  toJSON(): Record<string, unknown> {
    const { name, message, operation, request, attempts } = this;
    return { name, message, operation, request, attempts };
  }
}

/** The connection failed, before there was an answer or in the middle of its body. `cause` is what `fetch` threw, without secrets. */
export class NetworkError extends UnansweredError {
  override readonly name: string = "NetworkError";

  constructor(unanswered: Unanswered, cause: unknown) {
    super(`the network failed (${textOf(cause)})`, unanswered, { cause: redactError(cause) });
  }
}

/** One attempt took longer than `timeout`. */
export class TimeoutError extends UnansweredError {
  override readonly name: string = "TimeoutError";
  /** Milliseconds. */
  readonly timeout: number;

  constructor(unanswered: Unanswered, timeout: number) {
    super(`no answer within ${timeout} ms`, unanswered);
    this.timeout = timeout;
  }
}

/** The whole call took longer than `deadline`. `cause` is what made the last attempt fail, where one did. */
export class DeadlineError extends UnansweredError {
  override readonly name: string = "DeadlineError";
  /** Milliseconds. */
  readonly deadline: number;

  constructor(unanswered: Unanswered, deadline: number, cause: unknown) {
    super(`not done within ${deadline} ms`, unanswered, cause === undefined ? undefined : { cause });
    this.deadline = deadline;
  }
}

/** `fetch failed: ECONNREFUSED`: what an error says and its code, or that of its cause. */
function textOf(error: unknown): string {
  const { message, code, cause } = (error ?? {}) as { message?: unknown; code?: unknown; cause?: { code?: unknown } };
  const said = [message ?? error, code ?? cause?.code].filter(Boolean).join(": ");
  return oneLine(redactText(said.slice(0, 300)));
}

/**
 * Whether what `fetch` threw means that the network failed: it is a TypeError then, as faults in a program are, so its words
 * are looked at (Node, Chromium, Firefox, Safari, Deno, Bun, Workers), or the system's code of it or of its cause.
 */
export function isNetworkFailure(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { name, message, code, cause } = error as {
    name?: string;
    message?: string;
    code?: unknown;
    cause?: { code?: unknown };
  };
  if ([code, cause?.code].some((each) => connectionCode.test(String(each)))) return true;
  return name === "TypeError" && connectionWords.test(message ?? "");
}

/** Codes of the system, not those of files, and of undici. */
const connectionCode = /^(?:E(?:AI_|ADDR|CONN|HOST|NET)[A-Z_]+|ENOTFOUND|EPIPE|EPROTO|ETIMEDOUT|UND_ERR_[A-Z_]+)$/;

/** What the errors of platforms begin with; those of programs have words of their own, such as "networkConfig is not a function". */
const connectionWords =
  /^(?:error in (?:body|input) stream|error sending request|failed to fetch|fetch failed|load failed|network ?error|terminated|unable to connect|(?:the )?(?:internet|network) connection)\b/i;
