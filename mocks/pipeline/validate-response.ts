import type { JsonObject } from "../../generator/document/json.ts";
import { LatestOperations } from "../document/latest-operations.ts";
import type { ServedOperation } from "../document/operations.ts";
import { ProblemJsonError } from "../http/problem.ts";
import type { MockResponse, Origin } from "../http/response.ts";
import { createResponseValidator, type ResponseValidator } from "../validation/response-validator.ts";
import { type Violation, whose } from "../validation/violation.ts";
import type { RoutedExchange, Soon } from "./gateway.ts";
import { unknownQueryCode } from "./unknown-query.ts";

/**
 * Gives the response with what is wrong in `sl-violations`. Throws a problem 500 where a response that breaks the
 * document is an error.
 */
export type ValidateResponse = (exchange: RoutedExchange, response: MockResponse) => Soon<MockResponse>;

// As Prism's users know it.
const invalid = { type: "VIOLATIONS", title: "Request/Response not valid", status: 500 };

/** How responses are validated. */
export interface ValidationOptions {
  /** Whether a response that breaks the document is an error 500. */
  readonly isStrict?: boolean;
  /** The headers of CORS are the server's own, whatever the document says of them. */
  readonly hasOwnCors?: boolean;
  /** Violations that do not count. */
  readonly isExcused?: (response: MockResponse, violation: Violation) => boolean;
}

interface Validated {
  readonly response: MockResponse;
  readonly violations: readonly Violation[];
}

interface OperationResponses {
  readonly validate: ResponseValidator;
  /** An operation without dynamic bodies gives the same response over and over. */
  latest: Validated | undefined;
}

/**
 * Validates the responses of the operations of one document. With `isStrict`, a response that breaks it is an error
 * 500.
 */
export function createValidateResponse(
  openapi: JsonObject,
  { isStrict = false, hasOwnCors = false, isExcused = () => false }: ValidationOptions,
): ValidateResponse {
  const operations = new LatestOperations<OperationResponses>();

  function validate(exchange: RoutedExchange, response: MockResponse): Soon<readonly Violation[]> {
    const known = operations.get(exchange.operation);
    const { latest } = known ?? {};
    return latest !== undefined && isSame(latest.response, response)
      ? latest.violations
      : validateAnew(exchange, response, known);
  }

  async function validateAnew(
    exchange: RoutedExchange,
    response: MockResponse,
    known: OperationResponses = {
      validate: createResponseValidator(exchange.operation, openapi, { hasOwnCors, isUnsent: true }),
      latest: undefined,
    },
  ): Promise<readonly Violation[]> {
    operations.set(exchange.operation, known);
    const { status, headers, body } = response;
    const onParsed = (value: unknown): void => {
      exchange.parsedResponse = { body, value };
    };
    const violations = await known.validate({ status, headers: inLowerCase(headers), body, onParsed });
    known.latest = { response, violations };
    return violations;
  }

  return (exchange, response) => {
    const isUnread = exchange.method === "HEAD" || response.transmission?.kind === "live";
    const validating = validate(exchange, isUnread ? withoutBody(response) : response);
    return validating instanceof Promise
      ? validating.then((violating) => judged(exchange, response, violating))
      : judged(exchange, response, validating);
  };

  function judged(exchange: RoutedExchange, response: MockResponse, violating: readonly Violation[]): MockResponse {
    if (violating.length === 0) return withViolations(response, exchange.violations);
    const found = violating
      .filter((violation) => !isExcused(response, violation))
      .map((violation) => withSource(violation, response.origin));
    const violations = [...exchange.violations, ...found];
    exchange.violations = violations;
    const failures = found.filter(({ severity }) => severity === "Error");
    const [first] = failures;
    if (isStrict && first !== undefined) {
      throw new ProblemJsonError(invalid, `${whose(first)} does not satisfy the document.`, {
        validation: failures,
        headers: { "sl-violations": headerText(violations) },
      });
    }
    return withViolations(response, violations);
  }
}

/** Says whether an operation of the document describes a response with another body. */
export function createBreaksBody(
  openapi: JsonObject,
): (operation: ServedOperation, response: MockResponse) => Promise<boolean> {
  const validators = new LatestOperations<ResponseValidator>();
  return async (operation, { status, headers, body }) => {
    const validate = validators.get(operation) ?? createResponseValidator(operation, openapi, { isUnsent: true });
    validators.set(operation, validate);
    const violations = await validate({ status, headers: inLowerCase(headers), body });
    return violations.some(({ severity, location }) => severity === "Error" && location[1] === "body");
  };
}

/** The response with what is wrong in `sl-violations`. */
export function withViolations(response: MockResponse, violations: readonly Violation[]): MockResponse {
  if (violations.length === 0) return response;
  const shown = violations.filter((violation) => !isUnshown(violation));
  if (shown.length === 0) return response;
  return { ...response, headers: [...response.headers, ["sl-violations", headerText(shown)]] };
}

/**
 * That an operation is deprecated is said by a header of its own, `Deprecation`, as with Prism; query arguments that
 * nothing describes are noted in the journal alone.
 */
function isUnshown({ code, location, severity }: Violation): boolean {
  if (code === unknownQueryCode) return severity === "Warning";
  return code === "deprecated" && location.length === 1;
}

/**
 * A response to HEAD has the media type of the body that GET would bring, and none of its own; a body that flows is not
 * known.
 */
function withoutBody(response: MockResponse): MockResponse {
  const headers = response.headers.filter(([name]) => name.toLowerCase() !== "content-type");
  return { ...response, headers, body: undefined };
}

/** A violation with whose fault it is: a header may come from elsewhere than the body. */
export function withSource(violation: Violation, origin: Origin | undefined): Violation {
  if (origin === undefined) return violation;
  const [, place, name = ""] = violation.location;
  const source = (place === "header" ? origin.headers?.[name.toLowerCase()] : undefined) ?? origin.source;
  const isNamed = source === "example" && place === "body" && origin.example !== undefined;
  return { ...violation, source, ...(isNamed && { example: origin.example }) };
}

function isSame(left: MockResponse, right: MockResponse): boolean {
  if (left === right) return true;
  return (
    left.status === right.status &&
    typeof left.body === typeof right.body &&
    (left.body === right.body ||
      (Buffer.isBuffer(left.body) && Buffer.isBuffer(right.body) && left.body.equals(right.body))) &&
    JSON.stringify(left.headers) === JSON.stringify(right.headers)
  );
}

function inLowerCase(headers: MockResponse["headers"]): Record<string, string | readonly string[]> {
  return Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
}

function headerText(violations: readonly Violation[]): string {
  const text = JSON.stringify(violations).replaceAll(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  // Clients and proxies refuse headers beyond 8 kB.
  return text.length <= 8000 ? text : `Too many violations! ${text.slice(0, 8000)}`;
}
