import type { MockResponse } from "./response.ts";

/** A request as far as CORS looks at it; names of headers are in lower case. */
interface CrossOriginRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The response to a browser that asks whether it may send a request (Fetch Standard, section 3.3.2); undefined for any
 * other request.
 */
export function preflightResponse({ method, headers }: CrossOriginRequest): MockResponse | undefined {
  const wanted = headers["access-control-request-method"];
  if (method !== "OPTIONS" || headers["origin"] === undefined || wanted === undefined) return undefined;
  return {
    status: 204,
    headers: [
      ["access-control-allow-methods", wanted],
      ["vary", "origin"],
    ],
    body: undefined,
  };
}

/** The headers that let a browser of any origin read the response: names, in lower case, and values in turns. */
export function corsHeaders({ headers }: CrossOriginRequest): readonly string[] {
  const { origin, [wantedHeaders]: wanted, [exposedHeaders]: exposed } = headers;
  const isOrdinary = origin === undefined && wanted === undefined && exposed === undefined;
  return isOrdinary ? ordinary : corsHeadersFor(origin, wanted, exposed);
}

const wantedHeaders = "access-control-request-headers";
const exposedHeaders = "access-control-expose-headers";

function corsHeadersFor(origin = "*", wanted = "*", exposed = "*"): readonly string[] {
  return [
    ...["access-control-allow-origin", origin],
    ...["access-control-allow-headers", wanted],
    ...["access-control-allow-credentials", "true"],
    ...[exposedHeaders, exposed],
  ];
}

/** What programs get; always the same array, which `send` joins with a response once. */
const ordinary = corsHeadersFor();
