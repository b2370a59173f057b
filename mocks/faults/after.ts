import type { MockResponse, Transmission } from "../http/response.ts";
import type { ChosenFault } from "./plan.ts";

const aSecond = 1000;

/** The response as the faults spoil it. */
export function faultAfter(faults: readonly ChosenFault[], response: MockResponse): MockResponse {
  if (response.transmission !== undefined) return response;
  let spoilt = response;
  for (const { fault, pick } of faults) {
    if (fault.kind === "malformed-json") spoilt = malformed(spoilt);
    else if (fault.kind === "truncated-body")
      spoilt = transmitted(spoilt, { kind: isEmpty(spoilt) ? "reset" : "truncated" });
    else if (fault.kind === "slow-stream")
      spoilt = transmitted(spoilt, { kind: "slow", milliseconds: pick(fault.milliseconds ?? aSecond) });
  }
  return spoilt;
}

function transmitted({ status, headers, body }: MockResponse, transmission: Transmission): MockResponse {
  return { status, headers, body, transmission };
}

/** No JSON text ends with a comma. */
function malformed({ status, headers, body }: MockResponse): MockResponse {
  const text = String(body ?? "");
  const mediaType = headers.some(
    ([name, value]) => name.toLowerCase() === "content-type" && /json/i.test(String(value)),
  );
  return {
    status: status === 204 ? 200 : status,
    headers: mediaType
      ? headers
      : [...headers.filter(([name]) => name.toLowerCase() !== "content-type"), ["content-type", "application/json"]],
    body: `${text.slice(0, -1)},`,
  };
}

function isEmpty({ status, body }: MockResponse): boolean {
  return body === undefined || body.length < 2 || status === 204 || status === 304;
}
