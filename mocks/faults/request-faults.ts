import { setTimeout as wait } from "node:timers/promises";
import type { ServedOperation } from "../document/operations.ts";
import type { DescribedResponses, Engine } from "../engine/engine.ts";
import { ProblemJsonError, problem } from "../http/problem.ts";
import type { MockResponse, Transmission } from "../http/response.ts";
import type { RequestFaults, RoutedExchange, Soon } from "../pipeline/gateway.ts";
import type { Fault } from "./fault.ts";
import type { ChosenFault, FaultPlan } from "./plan.ts";
import { rateLimited } from "./rate-limit.ts";

const aSecond = 1000;

/** The faults that a request gets of the plan; undefined for none. */
export function requestFaults(
  exchange: RoutedExchange,
  plan: FaultPlan<ServedOperation>,
  engine: Pick<Engine, "described">,
): Soon<RequestFaults | undefined> {
  const choosing = plan.choose(exchange.operation, exchange);
  return choosing instanceof Promise ? choosing.then(made) : made(choosing);

  function made(faults: readonly ChosenFault[]): RequestFaults | undefined {
    return faults.length === 0 ? undefined : faultsOf(faults, exchange, engine);
  }
}

function faultsOf(
  faults: readonly ChosenFault[],
  exchange: RoutedExchange,
  engine: Pick<Engine, "described">,
): RequestFaults {
  const refusal = faults.map(({ fault }) => fault).find((fault) => fault.kind === "oauth-error");
  exchange.faults = faults.map(({ fault }) => fault.kind);
  return {
    ...(refusal && { refusal: refusal.code }),
    async before() {
      const latency = faults.find(({ fault }) => fault.kind === "latency");
      if (latency?.fault.kind === "latency") await waitUnlessGone(latency.pick(latency.fault.milliseconds), exchange);
      for (const { fault } of faults) {
        const response = await earlyResponse(fault, engine.described(exchange));
        if (response !== undefined) return response;
      }
      return undefined;
    },
    after: (response) =>
      ["paced", undefined].includes(response.transmission?.kind) ? faults.reduce(spoil, response) : response,
  };
}

/** Waits as long as somebody else does for the response. */
export async function waitUnlessGone(milliseconds: number, { gone }: Pick<RoutedExchange, "gone">): Promise<void> {
  await wait(milliseconds, undefined, { ref: false, signal: gone }).catch(() => undefined);
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
  return problem(new ProblemJsonError(template, `The mock was told to respond with ${status}.`));
}

function htmlPage(status: number): MockResponse {
  const head = `<head><title>${status}</title></head>`;
  const body = `<body><h1>${status}</h1><p>The page you requested is not available.</p></body>`;
  const page = `<!doctype html>\n<html lang="en">${head}${body}</html>\n`;
  return { status, headers: [["content-type", "text/html; charset=utf-8"]], body: page };
}

function spoil(response: MockResponse, { fault, pick }: ChosenFault): MockResponse {
  switch (fault.kind) {
    case "malformed-json":
      return malformed(response);
    case "truncated-body":
      return transmitted(response, { kind: isEmpty(response) ? "reset" : "truncated" });
    case "slow-stream":
      return transmitted(response, { kind: "slow", milliseconds: pick(fault.milliseconds ?? aSecond) });
    default:
      return response;
  }
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
