import { isObject } from "../../generator/document/json.ts";
import type { Violation } from "../validation/violation.ts";

/** A body as a person can read it, exactly one of the three. */
export type RecordedBody =
  | {
      readonly json: unknown;
      /**
       * Pointers (RFC 6901) to the texts that stand for numbers which JavaScript cannot hold, such as ids of 19 digits.
       */
      readonly numbers?: readonly string[];
    }
  | { readonly text: string }
  | { readonly base64: string };

/** Headers by name in lower case; a list where a name was sent several times. */
export type RecordedHeaders = Readonly<Record<string, string | readonly string[]>>;

/** A request without its secrets. */
export interface RecordedRequest {
  readonly method: string;
  /** Percent-encoded as it was sent, below the address of the API. */
  readonly path: string;
  /** The decoded parameters by name; a list where a name was sent several times. */
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly headers: RecordedHeaders;
  /** Without its content coding. */
  readonly body?: RecordedBody | undefined;
}

/** A response without its secrets. */
export interface RecordedResponse {
  readonly status: number;
  readonly headers: RecordedHeaders;
  /** Without its content coding. */
  readonly body?: RecordedBody | undefined;
}

/** One exchange with the API, as a file holds it. */
export interface Recording {
  /** The client's name of the operation; undefined where the document describes none. */
  readonly operation?: string | undefined;
  /** When the response came, in UTC (RFC 3339). */
  readonly recorded: string;
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
  /** How the two break the document. */
  readonly violations: readonly Violation[];
}

/** A recording, and its key in the store: `getTickets/0001`. */
export interface StoredRecording extends Recording {
  readonly key: string;
}

/**
 * The recording that a file holds, which somebody may have edited. Throws a `TypeError` that names what is not as it
 * should be.
 */
export function readRecording(key: string, value: unknown): StoredRecording {
  const fail = (field: string, wanted: string): never => {
    throw new TypeError(`The recording ${key} cannot be used: "${field}" must be ${wanted}.`);
  };
  if (!isObject(value)) return fail("", "an object");
  const { request, response, violations = [], operation, recorded = "" } = value;
  if (!isObject(request)) return fail("request", "an object");
  if (!isObject(response)) return fail("response", "an object");
  if (typeof request["method"] !== "string") return fail("request.method", "a string");
  if (typeof request["path"] !== "string" || !request["path"].startsWith("/"))
    return fail("request.path", "a string that starts with a slash");
  const status = response["status"];
  if (!Number.isInteger(status) || Number(status) < 200 || Number(status) > 599)
    return fail("response.status", "a number from 200 to 599");
  for (const [side, message] of Object.entries({ request, response })) {
    if (!isBody(message["body"])) fail(`${side}.body`, 'an object with "json", "text" or "base64"');
    if (!areTexts(message["headers"])) fail(`${side}.headers`, "an object of strings and arrays of strings");
  }
  if (!areTexts(request["query"])) fail("request.query", "an object of strings and arrays of strings");
  return {
    key,
    operation: typeof operation === "string" ? operation : undefined,
    recorded: String(recorded),
    // Checked above.
    request: { query: {}, headers: {}, ...request } as unknown as RecordedRequest,
    response: { headers: {}, ...response } as unknown as RecordedResponse,
    violations: Array.isArray(violations) ? (violations as Violation[]) : [],
  };
}

function isBody(body: unknown): boolean {
  if (body === undefined) return true;
  if (!isObject(body)) return false;
  const { json, numbers, text, base64 } = body;
  if (json !== undefined) return numbers === undefined || isListOfTexts(numbers);
  return typeof text === "string" || typeof base64 === "string";
}

function areTexts(value: unknown): boolean {
  if (value === undefined) return true;
  return isObject(value) && Object.values(value).every((one) => typeof one === "string" || isListOfTexts(one));
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}
