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
  return [
    ...["access-control-allow-origin", headers["origin"] ?? "*"],
    ...["access-control-allow-headers", headers["access-control-request-headers"] ?? "*"],
    ...["access-control-allow-credentials", "true"],
    ...["access-control-expose-headers", headers["access-control-expose-headers"] ?? "*"],
  ];
}
