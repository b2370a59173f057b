import type { IncomingMessage } from "node:http";

/** True when a browser asks whether it may send a request (Fetch Standard, section 3.3.2). */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === "OPTIONS" && headers.origin !== undefined && headers["access-control-request-method"] !== undefined;
}

/** The further headers of the response to a preflight. */
export function preflightHeaders({ headers }: IncomingMessage): [string, string][] {
  return [
    ["access-control-allow-methods", String(headers["access-control-request-method"])],
    ["vary", "origin"],
  ];
}

/** The headers that let a browser of any origin read the response. */
export function corsHeaders({ headers }: IncomingMessage): [string, string][] {
  return [
    ["access-control-allow-origin", headers.origin ?? "*"],
    ["access-control-allow-headers", headers["access-control-request-headers"] ?? "*"],
    ["access-control-allow-credentials", "true"],
    ["access-control-expose-headers", "*"],
  ];
}
