import type { JsonObject } from "../../generator/document/json.ts";
import { contentsOf, describedResponse } from "../document/response-object.ts";
import type { Prism } from "../engine/engine.ts";
import { ProblemJsonError } from "../http/problem.ts";
import type { MockResponse } from "../http/response.ts";
import type { ErrorTemplate } from "../oauth/settings.ts";
import { type Rejection, rejectionOf } from "../validation/rejection.ts";
import type { RoutedExchange } from "./gateway.ts";
import { invalidRequestResponse } from "./invalid-request.ts";

/** What the document says of the responses in one exchange, for those that are not to a good request. */
export interface DescribedResponses {
  /** The Response Object for a status. */
  describe(status: number): JsonObject | undefined;
  /** The response for a status, by an example's key where one is given; undefined where the document describes none. */
  respond(status: number, example?: string): Promise<MockResponse | undefined>;
}

/** The responses that the document describes for an exchange. */
export function describedResponses(
  { operation, query, headers }: RoutedExchange,
  openapi: JsonObject,
  prism: Prism,
): DescribedResponses {
  return {
    describe: (status) => describedResponse(openapi, operation, status),
    async respond(status, example) {
      const prefer = `code=${status}${example === undefined ? "" : `, example=${example}`}`;
      try {
        const response = await prism({ operation, query: withoutPreferences(query), headers: { ...headers, prefer } });
        return response.status === status ? response : undefined;
      } catch {
        return undefined;
      }
    },
  };
}

/** Which described statuses stand for a rejection, as with Prism; the first that the document describes. */
const substitutes: { readonly [Status in Rejection["status"]]: readonly number[] } = {
  400: [400],
  415: [415, 422, 400],
  422: [422, 400],
};

/**
 * The response to a request that breaks the document: for 422 that of the settings, else one that the document describes with a body
 * for such a status; undefined for a request that is right. Throws a problem where there is neither.
 */
export async function refuseInvalid(
  { violations }: RoutedExchange,
  described: DescribedResponses,
  template: ErrorTemplate | undefined,
): Promise<MockResponse | undefined> {
  const rejection = rejectionOf(violations);
  if (rejection === undefined) return undefined;
  const { detail, validation, ...rest } = rejection;
  if (template !== undefined && rejection.status === 422) return invalidRequestResponse(template, detail, validation);
  for (const status of substitutes[rejection.status]) {
    if (contentsOf(described.describe(status)).length === 0) continue;
    const response = await described.respond(status);
    if (response !== undefined) return response;
  }
  // Within `request`, as Prism's users know it.
  const inRequest = validation.map((violation) => ({ ...violation, location: violation.location.slice(1) }));
  throw ProblemJsonError.fromTemplate(rest, detail, { validation: inRequest });
}

function withoutPreferences(query: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...query].filter(([name]) => !/^__(?:code|dynamic|example)$/.test(name)));
}
