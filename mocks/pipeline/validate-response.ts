import { VIOLATIONS } from "@stoplight/prism-http/dist/mocker/errors.js";
import type { JsonObject } from "../../generator/document/json.ts";
import type { ServedOperation } from "../document/operations.ts";
import { ProblemJsonError } from "../http/problem.ts";
import type { Answer } from "../http/response.ts";
import { createResponseValidator, type ResponseValidator } from "../validation/response-validator.ts";
import type { Violation } from "../validation/violation.ts";
import type { RoutedExchange } from "./gateway.ts";

/** Gives the answer with what is wrong in `sl-violations`. Throws a problem 500 where an answer that breaks the document is an error. */
export type ValidateAnswer = (exchange: RoutedExchange, answer: Answer) => Promise<Answer>;

interface Judged {
  readonly answer: Answer;
  readonly violations: readonly Violation[];
}

interface OperationAnswers {
  readonly validate: ResponseValidator;
  /** An operation without dynamic bodies answers the same over and over. */
  latest: Judged | undefined;
}

/**
 * Validates the answers of the operations of one document. With `isStrict`, an answer that breaks it is an error 500. Violations that `isExcused`
 * names are none.
 */
export function createValidateAnswer(
  openapi: JsonObject,
  isStrict: boolean,
  isExcused: (answer: Answer, violation: Violation) => boolean = () => false,
): ValidateAnswer {
  const operations = new WeakMap<ServedOperation, OperationAnswers>();

  async function judge(operation: ServedOperation, answer: Answer): Promise<readonly Violation[]> {
    const known = operations.get(operation) ?? {
      validate: createResponseValidator(operation, openapi),
      latest: undefined,
    };
    operations.set(operation, known);
    if (known.latest === undefined || !isSame(known.latest.answer, answer)) {
      const { status, headers, body } = answer;
      known.latest = { answer, violations: await known.validate({ status, headers: plain(headers), body }) };
    }
    return known.latest.violations;
  }

  return async (exchange, answer) => {
    const judged = await judge(exchange.operation, exchange.method === "HEAD" ? withoutBody(answer) : answer);
    const found = judged.filter((violation) => !isExcused(answer, violation));
    const violations = [...exchange.violations, ...found];
    exchange.violations = violations;
    const failures = found.filter(({ severity }) => severity === "Error");
    if (isStrict && failures.length > 0) {
      throw ProblemJsonError.fromTemplate(VIOLATIONS, "The response does not satisfy the document.", {
        validation: failures,
      });
    }
    return withViolations(answer, violations);
  };
}

/** The answer with what is wrong in `sl-violations`. */
export function withViolations(answer: Answer, violations: readonly Violation[]): Answer {
  if (violations.length === 0) return answer;
  return { ...answer, headers: [...answer.headers, ["sl-violations", headerText(violations)]] };
}

/** An answer to HEAD that has no body has the media type of the one that GET would bring. */
function withoutBody(answer: Answer): Answer {
  if (answer.body !== undefined) return answer;
  return { ...answer, headers: answer.headers.filter(([name]) => name.toLowerCase() !== "content-type") };
}

function isSame(left: Answer, right: Answer): boolean {
  if (left === right) return true;
  return (
    left.status === right.status &&
    typeof left.body === typeof right.body &&
    (left.body === right.body ||
      (Buffer.isBuffer(left.body) && Buffer.isBuffer(right.body) && left.body.equals(right.body))) &&
    JSON.stringify(left.headers) === JSON.stringify(right.headers)
  );
}

function plain(headers: Answer["headers"]): Record<string, string> {
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
