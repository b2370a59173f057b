import {
  oneLine,
  type RedactedRequest,
  redactData,
  redactText,
  redactUrl,
  sentRequests,
  sentSecrets,
} from "../core/redact.ts";
import type {
  BodyAt,
  Failing,
  FailureClass,
  RawResult,
  RawSuccess,
  Statuses,
  StatusesOf,
} from "../core/result.ts";
import { descriptions } from "../core/transport.ts";
import { retryAfter } from "../fetch/call-limits.ts";

/** Marks the errors of every copy of this module: a program may have several packages, or one of them twice. */
const brand: symbol = /* @__PURE__ */ Symbol.for("twinspec.ApiError");

/** Headers in which services name a request, so that their support can find it: the first one counts. */
const requestIdHeader = /(?:^|-)(?:request|correlation|trace)-?id$|^cf-ray$/;

/**
 * A response that was not a 2xx one; `ApiError<typeof getTicket, 404>` is one of an operation, with the body that it
 * documents for that status. What is printed or logged of it holds no secrets: the body is shown without what
 * looks like one, the response only on demand.
 */
export class ApiError<Of = unknown, Status extends number = number> extends Error {
  override readonly name: string = "ApiError";
  /** The HTTP status. */
  declare readonly status: Status;
  /** The operation's public name; undefined for a response that the raw client got. */
  declare readonly operation: string | undefined;
  /** The identifier that the service gave the request, for its support. */
  declare readonly requestId: string | undefined;
  /** Milliseconds, from when this was made, that a `Retry-After` header asks to wait; undefined when there is none. */
  declare readonly retryAfter: number | undefined;
  declare readonly request: RedactedRequest;
  /** The response's body as it was parsed; undefined when it is empty. It may repeat what the request sent. */
  declare readonly body: BodyOf<Of, Status> | undefined;
  /** Its headers and its address may hold secrets. */
  declare readonly response: Response;

  /** `error` is what a result has: the response itself stands for an empty body. */
  constructor(response: Response, error: unknown, options?: ErrorOptions) {
    const body = error === response ? undefined : error;
    const description = descriptions.get(response);
    const secrets = sentSecrets(response);
    const request = {
      method: description?.method,
      url: redactUrl(
        response.url || (description?.path ?? ""),
        sentRequests.get(response)?.secrets,
      ),
    };
    const reason = oneLine(redactText(response.statusText.slice(0, 100), secrets));
    const status = `${response.status} ${reason}`.trim();
    const said = failureText(body, secrets);
    const isNews = !` ${status} `.toLowerCase().includes(` ${said} `.toLowerCase());
    super(
      [description?.name ?? request.url, status, isNews && said].filter(Boolean).join(": "),
      options,
    );
    Object.assign(this, {
      status: response.status,
      operation: description?.name,
      requestId: requestIdOf(response.headers),
      retryAfter: retryAfter(response.headers, Date.now()),
      request,
    });
    // Not enumerable, so that no logger prints them.
    Object.defineProperties(this, {
      body: { value: body },
      response: { value: response },
      [brand]: { value: true },
    });
  }

  /** What may be logged. */
  toJSON(): Record<string, unknown> {
    const { name, message, body, response } = this;
    return { name, message, ...(this as object), body: redactData(body, sentSecrets(response)) };
  }
}

function requestIdOf(headers: Headers): string | undefined {
  const found: string[] = [];
  headers.forEach((value, name) => {
    // Proxies name it, too.
    if (requestIdHeader.test(name)) found[name === "cf-ray" ? "push" : "unshift"](value);
  });
  return found[0];
}

/** The errors of an operation, told apart by their status. */
export type ApiErrorOf<O> =
  O extends Failing<infer Errors>
    ? {
        [Key in keyof Errors | "default"]: ApiError<O, StatusesOf<Key, Errors, FailureClass>>;
      }[keyof Errors | "default"]
    : never;

/**
 * Whether something that was thrown is an ApiError, also one of another copy of this package; with an operation,
 * whether it is that operation's, whose body is then known by its status: `isApiError(error, getTicket)`; with a status
 * too, whether it is of that status.
 */
export function isApiError(error: unknown): error is ApiError;
export function isApiError<O extends Failing<unknown>>(
  error: unknown,
  operation: O,
): error is ApiErrorOf<O>;
export function isApiError<O extends Failing<unknown>, Status extends Statuses[FailureClass]>(
  error: unknown,
  operation: O,
  status: Status,
): error is ApiError<O, Status>;
export function isApiError(error: unknown, operation?: Failing<unknown>, status?: number): boolean {
  if (typeof error !== "object" || error === null || !(brand in error)) return false;
  const of = error as unknown as ApiError;
  return (
    (!operation || of.operation === operation.description.name) && (!status || of.status === status)
  );
}

/** The body of an operation's error of a status, in whose place the response stands for an empty one; or any type. */
type BodyOf<Of, Status extends number> =
  Of extends Failing<infer Errors>
    ? Exclude<{ [Each in Status]: BodyAt<KeyOf<Each, Errors>, Errors> }[Status], Response>
    : Of;

/** The key of a map by status that means a status: its own, else its range, else `default`. */
type KeyOf<Status extends number, Errors> = Status extends keyof Errors
  ? Status
  : `${Status}` extends `${infer Digit extends "4" | "5"}${string}`
    ? `${Digit}XX` extends keyof Errors
      ? `${Digit}XX`
      : "default"
    : "default";

/** Where APIs put the code of an error, its text, and what is wrong with one field: the first that has one counts. */
const codeFields = "errorCode error_code code error status type";
const textFields = "message Message errorMessage error_description error description msg";
const placeFields = "fieldName field pointer path param location name";
const faultFields = "errorMessage message detail title errorType code";

const longest = 300;
const mostFaults = 3;

/**
 * What the body of an error says, in one line of at most 300 characters and without what looks like a secret: code,
 * text and fields of the usual shapes (`message`, `error`, `errorCode`, `errors[]`, `title` and `detail` of RFC 9457,
 * `error_description` of RFC 6749), the first line of a string, the title of an HTML page. Empty when it says nothing.
 */
export function failureText(body: unknown, secrets: readonly string[] = []): string {
  const text = typeof body === "string" ? textOfPage(body) : textOfObject(body);
  const line = redactText(oneLine(text.slice(0, 4 * longest)), secrets);
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

/** Whatever has members; no object has one of these names by itself. */
interface Fields {
  readonly [name: string]: unknown;
}

function textOfPage(body: string): string {
  const start = body.slice(0, 10_000).trimStart();
  if (!start.startsWith("<")) return start.split("\n", 1)[0] ?? "";
  return /<title[^>]*>([^<]*)/i.exec(start)?.[1] ?? "";
}

function textOfObject(body: unknown): string {
  const { error: inner, errors } = Object(body) as Fields;
  const { errors: within, details } = Object(inner) as Fields;
  const holders = [inner, body].filter((holder) => typeof holder === "object" && holder !== null);
  const code = find(holders, codeFields, isCode);
  const title = find(holders, "title", isText);
  const detail =
    find(holders, "detail", isText) ??
    find(holders, textFields, (value) => isText(value) && value !== code);
  const faults = [body, errors, within, details].find(Array.isArray);
  const shown = (faults ?? []).slice(0, mostFaults).map(textOfFault).filter(Boolean);
  const list = shown.length
    ? `(${shown.join("; ")}${faults!.length > mostFaults ? "; …" : ""})`
    : "";
  const said = [...new Set([code, title, detail])].filter(Boolean).join(": ");
  return [said, list].filter(Boolean).join(" ");
}

function textOfFault(fault: unknown): string {
  if (isText(fault)) return fault;
  const place = find([fault], placeFields, isText);
  const text = find([fault], faultFields, isText);
  return [place, text].filter(Boolean).join(": ");
}

function find(
  holders: readonly unknown[],
  fields: string,
  fits: (value: unknown) => boolean,
): string | undefined {
  for (const holder of holders) {
    for (const field of fields.split(" ")) {
      const value = (Object(holder) as Fields)[field];
      if (fits(value)) return String(value);
    }
  }
  return undefined;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** A word, such as INVALID_DATA, or a number that is not the status again. */
function isCode(value: unknown): boolean {
  return typeof value === "number"
    ? value > 599 || value < 100
    : isText(value) && /^[\w.-]{1,64}$/.test(value);
}

type AnyResult = RawResult<unknown, unknown>;

/** The data of those results that are no errors. */
type DataOf<R> = R extends RawSuccess<infer Data> ? Data : never;

/**
 * The data of a result, or of a promise of one. Throws (rejects with) an ApiError when the response was not a 2xx one.
 * Works on the results of the raw client too.
 */
export function unwrap<R extends AnyResult>(result: PromiseLike<R>): Promise<DataOf<R>>;
export function unwrap<R extends AnyResult>(result: R): DataOf<R>;
export function unwrap(result: AnyResult | PromiseLike<AnyResult>): unknown {
  if ("then" in result) return Promise.resolve(result).then((settled) => unwrap(settled));
  const { data, error, response } = result;
  if (!response.ok) throw new ApiError(response, error);
  return data;
}
