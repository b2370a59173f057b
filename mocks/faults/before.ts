import { setTimeout as wait } from "node:timers/promises";
import { ProblemJsonError, problem } from "../http/problem.ts";
import type { Answer } from "../http/response.ts";
import type { DescribedAnswers } from "../pipeline/described-responses.ts";
import type { Fault } from "./fault.ts";
import type { ChosenFault } from "./plan.ts";
import { rateLimited } from "./rate-limit.ts";

/** Waits as a fault says, and gives the answer when a fault keeps the request from the API; undefined when it goes on. */
export async function faultBefore(
  faults: readonly ChosenFault[],
  described: DescribedAnswers,
): Promise<Answer | undefined> {
  const latency = faults.find(({ fault }) => fault.kind === "latency");
  if (latency?.fault.kind === "latency")
    await wait(latency.pick(latency.fault.milliseconds), undefined, { ref: false });
  for (const { fault } of faults) {
    const answer = await earlyAnswer(fault, described);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

async function earlyAnswer(fault: Fault, described: DescribedAnswers): Promise<Answer | undefined> {
  switch (fault.kind) {
    case "status":
      return (await described.answer(fault.status, fault.example)) ?? told(fault.status);
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

function told(status: number): Answer {
  const template = { type: "FAULT", title: "A fault that was asked for", status };
  return problem(ProblemJsonError.fromTemplate(template, `The mock was told to answer ${status}.`));
}

function htmlPage(status: number): Answer {
  const page = `<!doctype html>
<html lang="en"><head><title>${status}</title></head><body><h1>${status}</h1><p>The page you asked for is not available.</p></body></html>
`;
  return { status, headers: [["content-type", "text/html; charset=utf-8"]], body: page };
}
