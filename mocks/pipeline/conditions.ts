import etag from "etag";
import type { MockResponse } from "../http/response.ts";
import type { DescribedFailure } from "./evaluate-conditions.ts";
import type { Exchange } from "./exchange.ts";
import type { Soon } from "./gateway.ts";

/** What makes a request conditional, or one for a part (RFC 9110, sections 13.1 and 14.2). */
const conditional = ["if-match", "if-none-match", "if-modified-since", "range"] as const;

/** The entity tag of a body (RFC 9110, section 8.8.3). */
export function tagOf(body: string | Buffer): string {
  return etag(body);
}

/**
 * Gives examples, and records of clients, an `ETag` where a GET or HEAD reads them, once for each response that is sent
 * again, and responds to requests with conditions or for a range.
 */
export function createConditions(
  failure: DescribedFailure,
): (exchange: Exchange, response: MockResponse) => Soon<MockResponse> {
  const tagged = new WeakMap<MockResponse, MockResponse>();

  return (exchange, response) => {
    const { method, headers } = exchange;
    if (response.status !== 200 || (method !== "GET" && method !== "HEAD")) return response;
    if (response.body === undefined || response.transmission !== undefined) return response;
    const source = response.origin?.source;
    if (source !== "example" && source !== "state") return response;
    let known = tagged.get(response);
    if (known === undefined) {
      known = withTag(response, response.body);
      tagged.set(response, known);
    }
    const found = known;
    return conditional.some((name) => headers[name] !== undefined)
      ? import("./evaluate-conditions.ts").then(({ evaluate }) => evaluate(exchange, found, failure))
      : found;
  };
}

/** An example may have a tag of its own; that of a record follows from what it is now. */
function withTag(response: MockResponse, body: string | Buffer): MockResponse {
  const isTag = ([name]: MockResponse["headers"][number]): boolean => name.toLowerCase() === "etag";
  if (response.origin?.source === "example" && response.headers.some(isTag)) return response;
  return { ...response, headers: [...response.headers.filter((header) => !isTag(header)), ["etag", tagOf(body)]] };
}
