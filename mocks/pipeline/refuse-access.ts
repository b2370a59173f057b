import type { Engine } from "../engine/engine.ts";
import type { MockResponse } from "../http/response.ts";
import type { AccessDecision, Authorization } from "../oauth/authorization.ts";
import type { Violation } from "../validation/violation.ts";
import type { RoutedExchange, Soon } from "./gateway.ts";
import { withViolations } from "./validate-response.ts";

/**
 * Gives the response to a request that has no access: that of the settings, else the one that the document describes
 * for the status, with the challenge, and why in `sl-violations`; else that of RFC 6750. Undefined for a request that
 * has access.
 */
export function createRefuseAccess(
  authorization: Pick<Authorization, "authorize">,
  engine: Engine,
): (exchange: RoutedExchange) => Soon<MockResponse | undefined> {
  return (exchange) => {
    const deciding = authorization.authorize(exchange.operation, exchange);
    return deciding instanceof Promise
      ? deciding.then((decision) => judge(exchange, decision))
      : judge(exchange, deciding);
  };

  function judge(exchange: RoutedExchange, decision: AccessDecision): Soon<MockResponse | undefined> {
    exchange.access = decision;
    return decision.kind === "granted" ? undefined : refuse(exchange, decision);
  }

  async function refuse(exchange: RoutedExchange, decision: AccessDecision): Promise<MockResponse | undefined> {
    if (decision.kind === "granted") return undefined;
    const { response, failure, isSet } = decision;
    if (isSet) return response;
    const described = await engine.described(exchange).fail([response.status]);
    if (described === undefined) return response;
    const challenges = response.headers.filter(isChallenge);
    const headers = [...described.headers.filter((header) => !isChallenge(header)), ...challenges];
    return withViolations({ ...described, headers }, [violationOf(failure)]);
  }
}

/** Notes that a request has no access, in its violations: the API behind a proxy decides on it. */
export function createNoteAccess(
  authorization: Pick<Authorization, "authorize">,
): (exchange: RoutedExchange) => Promise<void> {
  return async (exchange) => {
    const decision = await authorization.authorize(exchange.operation, exchange);
    exchange.access = decision;
    if (decision.kind === "refused") exchange.violations = [violationOf(decision.failure)];
  };
}

function isChallenge([name]: readonly [name: string, value: unknown]): boolean {
  return name.toLowerCase() === "www-authenticate";
}

function violationOf({ kind, detail }: { readonly kind: string; readonly detail: string }): Violation {
  return { location: ["request"], severity: "Error", code: kind, message: detail, source: "request" };
}
