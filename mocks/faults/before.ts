import { setTimeout as wait } from "node:timers/promises";
import { ProblemJsonError, problem } from "../http/problem.ts";
import type { MockResponse } from "../http/response.ts";
import type { DescribedResponses } from "../pipeline/described-responses.ts";
import type { Fault } from "./fault.ts";
import type { ChosenFault } from "./plan.ts";
import { rateLimited } from "./rate-limit.ts";

/** Waits as a fault says, and gives the response when a fault keeps the request from the API; undefined when it goes on. */
export async function faultBefore(
  faults: readonly ChosenFault[],
  described: DescribedResponses,
): Promise<MockResponse | undefined> {
  const latency = faults.find(({ fault }) => fault.kind === "latency");
  if (latency?.fault.kind === "latency")
    await wait(latency.pick(latency.fault.milliseconds), undefined, { ref: false });
  for (const { fault } of faults) {
    const response = await earlyResponse(fault, described);
    if (response !== undefined) return response;
  }
  return undefined;
}

async function earlyResponse(fault: Fault, described: DescribedResponses): Promise<MockResponse | undefined> {
  switch (fault.kind) {
    case "status":
      return (await described.respond(fault.status, fault.example)) ?? told(fault.status);
    case "reset":
      return { status: 0, headers: [], body: undefined, transmission: { kind: "reset" } };
    case "html-page":
      return htmlPage(fault.status ?? 502);
    case "rate-limit":
    case "daily-credits":
      return rateLimited(fault, described, told(429));
    default:
      return undefined;
  }
}

function told(status: number): MockResponse {
  const template = { type: "FAULT", title: "A fault that was requested", status };
  return problem(ProblemJsonError.fromTemplate(template, `The mock was told to respond with ${status}.`));
}

function htmlPage(status: number): MockResponse {
  const page = `<!doctype html>
<html lang="en"><head><title>${status}</title></head><body><h1>${status}</h1><p>The page you requested is not available.</p></body></html>
`;
  return { status, headers: [["content-type", "text/html; charset=utf-8"]], body: page };
}
