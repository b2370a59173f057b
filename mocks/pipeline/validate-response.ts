import type { JsonObject } from "../../generator/document/json.ts";
import type { ServedOperation } from "../document/operations.ts";
import { ProblemJsonError } from "../http/problem.ts";
import type { MockResponse } from "../http/response.ts";
import { createResponseValidator, type ResponseValidator } from "../validation/response-validator.ts";
import type { Violation } from "../validation/violation.ts";
import type { RoutedExchange } from "./gateway.ts";

/**
 * Gives the response with what is wrong in `sl-violations`. Throws a problem 500 where a response that breaks the
 * document is an error.
 */
export type ValidateResponse = (exchange: RoutedExchange, response: MockResponse) => Promise<MockResponse>;

// As Prism's users know it.
const invalid = { type: "VIOLATIONS", title: "Request/Response not valid", status: 500 };

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
 * 500. Violations that `isExcused` names do not count.
 */
export function createValidateResponse(
  openapi: JsonObject,
  isStrict: boolean,
  isExcused: (response: MockResponse, violation: Violation) => boolean = () => false,
): ValidateResponse {
  const operations = new WeakMap<ServedOperation, OperationResponses>();

  async function validate(operation: ServedOperation, response: MockResponse): Promise<readonly Violation[]> {
    const known = operations.get(operation) ?? {
      validate: createResponseValidator(operation, openapi),
      latest: undefined,
    };
    operations.set(operation, known);
    if (known.latest === undefined || !isSame(known.latest.response, response)) {
      const { status, headers, body } = response;
      known.latest = { response, violations: await known.validate({ status, headers: plain(headers), body }) };
    }
    return known.latest.violations;
  }

  return async (exchange, response) => {
    const violating = await validate(exchange.operation, exchange.method === "HEAD" ? withoutBody(response) : response);
    const found = violating.filter((violation) => !isExcused(response, violation));
    const violations = [...exchange.violations, ...found];
    exchange.violations = violations;
    const failures = found.filter(({ severity }) => severity === "Error");
    if (isStrict && failures.length > 0) {
      throw new ProblemJsonError(invalid, "The response does not satisfy the document.", {
        validation: failures,
      });
    }
    return withViolations(response, violations);
  };
}

/** The response with what is wrong in `sl-violations`. */
export function withViolations(response: MockResponse, violations: readonly Violation[]): MockResponse {
  if (violations.length === 0) return response;
  return { ...response, headers: [...response.headers, ["sl-violations", headerText(violations)]] };
}

/** A response to HEAD that has no body has the media type of the one that GET would bring. */
function withoutBody(response: MockResponse): MockResponse {
  if (response.body !== undefined) return response;
  return { ...response, headers: response.headers.filter(([name]) => name.toLowerCase() !== "content-type") };
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

function plain(headers: MockResponse["headers"]): Record<string, string> {
  return Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), [value].flat().join(", ")]));
}

function headerText(violations: readonly Violation[]): string {
  const text = JSON.stringify(violations).replaceAll(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  // Clients and proxies refuse headers beyond 8 kB.
  return text.length <= 8000 ? text : `Too many violations! ${text.slice(0, 8000)}`;
}
