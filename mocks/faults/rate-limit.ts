import { isObject, type JsonObject } from "../../generator/document/json.ts";
import { contentsOf } from "../document/response-object.ts";
import type { DescribedResponses } from "../engine/engine.ts";
import type { MockResponse } from "../http/response.ts";
import type { Fault } from "./fault.ts";

type RateFault = Extract<Fault, { readonly kind: "rate-limit" | "daily-credits" }>;

const anHour = 3600;

/**
 * A 429. The document's own is taken, with the example that tells of the day's allowance or one that does not; its
 * headers that tell what remains say 0. `X-RateLimit-Remaining` is sent where the document describes no such header.
 */
export async function rateLimited(
  fault: RateFault,
  described: DescribedResponses,
  otherwise: MockResponse,
): Promise<MockResponse> {
  const isDaily = fault.kind === "daily-credits";
  const retryAfter = fault.retryAfter ?? (isDaily ? anHour : undefined);
  const { headers, ...response } =
    (await described.respond(429, exampleFor(isDaily, described.describe(429)))) ?? otherwise;
  const kept = headers.filter(([name]) => !isRetryAfter(name) && (fault.rateHeaders !== false || !isRateHeader(name)));
  const spent = kept.map(
    ([name, value]) => [name, isRateHeader(name) && /remaining/i.test(name) ? "0" : value] as const,
  );
  return {
    ...response,
    headers: [
      ...spent,
      ...(fault.rateHeaders === false || spent.some(([name]) => isRateHeader(name))
        ? []
        : [["x-ratelimit-remaining", "0"] as const]),
      ...(retryAfter === undefined ? [] : [["retry-after", String(retryAfter)] as const]),
    ],
  };
}

function exampleFor(isDaily: boolean, response: JsonObject | undefined): string | undefined {
  const named = contentsOf(response).flatMap(([, { examples }]) =>
    isObject(examples) ? Object.entries(examples) : [],
  );
  const tellsOfDay = ([key, example]: [string, unknown]): boolean =>
    /threshold|credit|quota|daily/i.test(`${key} ${JSON.stringify(example)}`);
  return named.find((example) => tellsOfDay(example) === isDaily)?.[0];
}

function isRetryAfter(name: string): boolean {
  return name.toLowerCase() === "retry-after";
}

function isRateHeader(name: string): boolean {
  return /rate-?limit/i.test(name);
}
