import fresh from "fresh";
import parseRange from "range-parser";
import { failsIfMatch, preconditionFailed } from "../http/preconditions.ts";
import { ProblemJsonError, problem } from "../http/problem.ts";
import type { MockResponse } from "../http/response.ts";
import type { Exchange } from "./exchange.ts";

/** The response that the document has for a failure; undefined where it has none. */
export type DescribedFailure = (exchange: Exchange, status: number) => Promise<MockResponse | undefined>;

/**
 * The response to a conditional request, or to one for a range of bytes, in the order of RFC 9110, section 13.2.2:
 * 412, 304, 206 or 416; several ranges get the whole.
 */
export async function evaluate(
  exchange: Exchange,
  response: MockResponse,
  failure: DescribedFailure,
): Promise<MockResponse> {
  const { headers, method } = exchange;
  const named = (name: string): string | undefined => {
    const found = response.headers.find(([each]) => each.toLowerCase() === name)?.[1];
    return found === undefined ? undefined : String(found);
  };
  const tag = named("etag");
  if (failsIfMatch(headers, tag)) return failed(exchange, preconditionFailed, failure);
  // `no-cache`, which fetch sends with a condition of its caller, is meant for caches (RFC 9111, section 5.2.1.4).
  const { "cache-control": _, ...conditions } = headers;
  if (fresh(conditions, { etag: tag, "last-modified": named("last-modified") }))
    return { ...response, status: 304, headers: response.headers.filter(isOfUnchanged), body: undefined };
  const { range, "if-range": ifRange } = headers;
  if (range === undefined || method !== "GET" || (ifRange !== undefined && ifRange !== tag)) return response;
  const body = Buffer.from(response.body ?? "");
  const ranges = parseRange(body.length, asParsed(range, body.length));
  const contentRange = (part: string) => ["content-range", `bytes ${part}/${body.length}`] as const;
  if (ranges === -1) {
    const response = await failed(exchange, notSatisfiable, failure);
    return { ...response, headers: [...response.headers, contentRange("*")] };
  }
  const [only, ...others] = ranges === -2 || ranges.type !== "bytes" ? [] : ranges;
  if (only === undefined || others.length > 0) return response;
  const part = body.subarray(only.start, only.end + 1);
  return {
    ...response,
    status: 206,
    headers: [...response.headers, contentRange(`${only.start}-${only.end}`)],
    body: part,
  };
}

/**
 * As range-parser takes it: the unit in lower case, and of a suffix no more than there is, which is all of it (RFC
 * 9110, sections 14.1 and 14.1.2).
 */
function asParsed(range: string, length: number): string {
  return range
    .replace(/^[^=]*/, (unit) => unit.toLowerCase())
    .replaceAll(/(?<=[=,]\s*)-(\d+)/g, (_, suffix: string) => `-${Math.min(Number(suffix), length)}`);
}

const notSatisfiable = new ProblemJsonError(
  { type: "RANGE_NOT_SATISFIABLE", title: "Range not satisfiable", status: 416 },
  "The range begins behind the end of the content.",
);

async function failed(exchange: Exchange, error: ProblemJsonError, failure: DescribedFailure): Promise<MockResponse> {
  return (await failure(exchange, error.status)) ?? problem(error);
}

/** A 304 has what a cache updates, not what describes content (RFC 9110, section 15.4.5). */
function isOfUnchanged([name]: MockResponse["headers"][number]): boolean {
  return !/^content-(?!location$)/i.test(name);
}
