import type { OperationDescription } from "./description.ts";
import { failureText, oneLine } from "./failure-text.ts";
import { retryAfter } from "./fetch/retry-after.ts";
import { type RedactedRequest, redactData, redactText, redactUrl } from "./redact.ts";
import { descriptions, type Result } from "./result.ts";
import { sentSecrets } from "./sent-secrets.ts";

/** Marks the errors of every copy of this module: a program may have several packages, or one of them twice. */
const brand = Symbol.for("twinspec.ApiError");

/** Headers in which services name a request, so that their support can find it. */
const requestIdHeaders = [
  "x-request-id",
  "request-id",
  "x-amzn-requestid",
  "x-amz-request-id",
  "x-ms-request-id",
  "x-github-request-id",
  "x-correlation-id",
  "x-trace-id",
  "cf-ray",
];

/**
 * A response that was not a 2xx one. What is printed or logged of it holds no secrets: the body is shown without what
 * looks like one, the response only on demand.
 */
export class ApiError<Body = unknown> extends Error {
  override readonly name: string = "ApiError";
  /** The HTTP status. */
  readonly status: number;
  /** The operation's public name; undefined for a response that the raw client got. */
  readonly operation: string | undefined;
  /** The identifier that the service gave the request, for its support. */
  readonly requestId: string | undefined;
  /** Milliseconds, from when this was made, that a `Retry-After` header asks to wait; undefined when there is none. */
  readonly retryAfter: number | undefined;
  readonly request: RedactedRequest;
  /** The response's body as it was parsed; undefined when it is empty. It may hold what the API repeats of a request. */
  declare readonly body: Body | undefined;
  /** Its headers and its address may hold secrets. */
  declare readonly response: Response;

  /** `error` is what a result has: the response itself stands for an empty body. */
  constructor(response: Response, error: Body | Response | undefined, options?: ErrorOptions) {
    const body = error === response ? undefined : (error as Body | undefined);
    const description = descriptions.get(response);
    const secrets = sentSecrets(response);
    const request = { method: description?.method, url: redactUrl(response.url || (description?.path ?? "")) };
    const reason = oneLine(redactText(response.statusText.slice(0, 100), secrets));
    const status = `${response.status} ${reason}`.trim();
    const said = failureText(body, secrets);
    const isNews = ![`${response.status}`, reason, status].some((text) => text.toLowerCase() === said.toLowerCase());
    super([description?.name ?? request.url, status, isNews && said].filter(Boolean).join(": "), options);
    this.status = response.status;
    this.operation = description?.name;
    this.requestId = requestIdHeaders.map((header) => response.headers.get(header)).find(Boolean) ?? undefined;
    this.retryAfter = retryAfter(response.headers, Date.now());
    this.request = request;
    // Not enumerable, so that no logger prints them.
    Object.defineProperties(this, { body: { value: body }, response: { value: response }, [brand]: { value: true } });
  }

  /** What may be logged. */
  toJSON(): Record<string, unknown> {
    const { name, message, status, operation, requestId, retryAfter, request } = this;
    return {
      name,
      message,
      status,
      operation,
      requestId,
      retryAfter,
      request,
      body: redactData(this.body, sentSecrets(this.response)),
    };
  }
}

/** The part of an operation that tells how it fails. */
interface Failing<Failure> {
  (...rest: never[]): Promise<Result<unknown, Failure>>;
  readonly description: OperationDescription;
}

/**
 * Whether something that was thrown is an ApiError, also one of another copy of this package; with an operation, whether
 * it is that operation's, which gives the body its type: `isApiError(error, getTicket)`.
 */
export function isApiError(error: unknown): error is ApiError;
export function isApiError<Failure>(error: unknown, operation: Failing<Failure>): error is ApiError<BodyOf<Failure>>;
export function isApiError(error: unknown, operation?: Failing<unknown>): boolean {
  if (typeof error !== "object" || error === null || !(brand in error)) return false;
  return !operation || (error as unknown as ApiError).operation === operation.description.name;
}

/** The type of a body in place of the type of a result's error, in which the response stands for an empty body. */
type BodyOf<Failure> = Exclude<Failure, Response>;
