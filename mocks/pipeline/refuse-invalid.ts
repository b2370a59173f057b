import { isObject, setOwn } from "../../generator/document/json.ts";
import type { ServedOperation } from "../document/operations.ts";
import type { DescribedResponses } from "../engine/engine.ts";
import { ProblemJsonError } from "../http/problem.ts";
import type { MockResponse } from "../http/response.ts";
import type { ErrorTemplate } from "../oauth/settings.ts";
import { fillTemplate } from "../oauth/template.ts";
import { type Rejection, rejectionOf } from "../validation/rejection.ts";
import type { Violation } from "../validation/violation.ts";
import type { RoutedExchange, Soon } from "./gateway.ts";

/**
 * Which described statuses may take the place of a rejection's, as with Prism; the first that the document describes.
 */
const substitutes: { readonly [Status in Rejection["status"]]: readonly number[] } = {
  400: [400],
  413: [413],
  415: [415, 422, 400],
  422: [422, 400],
};

/** The API's own 422, and which operations it is not for. */
export interface InvalidRequest {
  readonly template: ErrorTemplate;
  /** Whether an operation describes this response with another body. */
  breaksBody(operation: ServedOperation, response: MockResponse): Promise<boolean>;
}

/**
 * Gives the response to a request that breaks the document: for 422 that of the settings, unless the operation
 * describes a 422 of another shape, else one that the document describes for such a status; undefined for a request
 * that is right. Throws a problem where there is neither.
 */
export function createRefuseInvalid(
  engine: { described(exchange: RoutedExchange): Pick<DescribedResponses, "fail"> },
  own: InvalidRequest | undefined,
): (exchange: RoutedExchange) => Soon<MockResponse | undefined> {
  return (exchange) => {
    const rejection = exchange.violations.length === 0 ? undefined : rejectionOf(exchange.violations);
    return rejection && refuse(exchange, rejection);
  };

  async function refuse(exchange: RoutedExchange, rejection: Rejection): Promise<MockResponse> {
    const { detail, validation, headers, ...rest } = rejection;
    if (own !== undefined && rejection.status === 422) {
      const set = invalidRequestResponse(own.template, detail, validation);
      const isOther = await own.breaksBody(exchange.operation, set);
      return (isOther ? await engine.described(exchange).fail([422]) : undefined) ?? set;
    }
    const response = await engine.described(exchange).fail(substitutes[rejection.status]);
    if (response !== undefined)
      return headers ? { ...response, headers: [...response.headers, ...Object.entries(headers)] } : response;
    // Within `request`, as Prism's users know it.
    const inRequest = validation.map(({ source: _, location, ...violation }) => {
      return { location: location.slice(1), ...violation };
    });
    throw new ProblemJsonError(rest, detail, { validation: inRequest, ...(headers && { headers }) });
  }
}

/**
 * The API's own response to a request whose values are wrong. `{detail}` is the whole message. A list of one item that
 * has `{field}` in it gets one for each violation, with `{field}` (as `p/departmentId`), `{message}` and `{kind}`:
 * `missing` or `invalid`.
 */
function invalidRequestResponse(
  template: ErrorTemplate,
  detail: string,
  violations: readonly Violation[],
): MockResponse {
  return fillTemplate({ ...template, body: expand(template.body, violations) }, new Map([["detail", detail]]));
}

function expand(value: unknown, violations: readonly Violation[]): unknown {
  if (Array.isArray(value)) {
    const [item] = value as unknown[];
    const isForEach = value.length === 1 && JSON.stringify(item).includes("{field}");
    return isForEach
      ? violations.map((violation) => describe(item, violation))
      : value.map((one) => expand(one, violations));
  }
  return mapObject(value, (child) => expand(child, violations));
}

function describe(value: unknown, violation: Violation): unknown {
  if (typeof value === "string") {
    const { location, code, message } = violation;
    const texts = new Map([
      ["field", location.slice(2).join("/")],
      ["kind", code === "required" ? "missing" : "invalid"],
      ["message", message],
    ]);
    return value.replaceAll(/\{(field|kind|message)\}/g, (_, name: string) => texts.get(name) ?? "");
  }
  if (Array.isArray(value)) return value.map((one) => describe(one, violation));
  return mapObject(value, (child) => describe(child, violation));
}

function mapObject(value: unknown, change: (child: unknown) => unknown): unknown {
  if (!isObject(value)) return value;
  const copy = {};
  for (const [key, child] of Object.entries(value)) setOwn(copy, key, change(child));
  return copy;
}
