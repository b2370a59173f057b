import type { JsonObject } from "../../generator/document/json.ts";
import { contentsOf, describedResponse } from "../document/response-object.ts";
import type { Prism } from "../engine/engine.ts";
import { ProblemJsonError } from "../http/problem.ts";
import type { Answer } from "../http/response.ts";
import type { ErrorTemplate } from "../oauth/settings.ts";
import { type Rejection, rejectionOf } from "../validation/rejection.ts";
import type { RoutedExchange } from "./gateway.ts";
import { invalidRequestAnswer } from "./invalid-request.ts";

/** What the document says of the answers to one exchange, for answers that are not those to a good request. */
export interface DescribedAnswers {
  /** The Response Object for a status. */
  response(status: number): JsonObject | undefined;
  /** The answer for a status, by an example's key where one is given; undefined where the document describes none. */
  answer(status: number, example?: string): Promise<Answer | undefined>;
}

/** The answers that the document describes for an exchange. */
export function describedAnswers(
  { operation, query, headers }: RoutedExchange,
  openapi: JsonObject,
  prism: Prism,
): DescribedAnswers {
  return {
    response: (status) => describedResponse(openapi, operation, status),
    async answer(status, example) {
      const prefer = `code=${status}${example === undefined ? "" : `, example=${example}`}`;
      try {
        const answer = await prism({ operation, query: withoutPreferences(query), headers: { ...headers, prefer } });
        return answer.status === status ? answer : undefined;
      } catch {
        return undefined;
      }
    },
  };
}

/** Which described statuses stand for a rejection, as with Prism; the first that the document describes. */
const standIns: { readonly [Status in Rejection["status"]]: readonly number[] } = {
  400: [400],
  415: [415, 422, 400],
  422: [422, 400],
};

/**
 * The answer to a request that breaks the document: for 422 that of the settings, else one that the document describes with a body
 * for such a status; undefined for a request that is right. Throws a problem where there is neither.
 */
export async function refuseInvalid(
  { violations }: RoutedExchange,
  described: DescribedAnswers,
  template: ErrorTemplate | undefined,
): Promise<Answer | undefined> {
  const rejection = rejectionOf(violations);
  if (rejection === undefined) return undefined;
  const { detail, validation, ...rest } = rejection;
  if (template !== undefined && rejection.status === 422) return invalidRequestAnswer(template, detail, validation);
  for (const status of standIns[rejection.status]) {
    if (contentsOf(described.response(status)).length === 0) continue;
    const answer = await described.answer(status);
    if (answer !== undefined) return answer;
  }
  // Within `request`, as Prism's users know it.
  const inRequest = validation.map((violation) => ({ ...violation, location: violation.location.slice(1) }));
  throw ProblemJsonError.fromTemplate(rest, detail, { validation: inRequest });
}

function withoutPreferences(query: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...query].filter(([name]) => !/^__(?:code|dynamic|example)$/.test(name)));
}
