import type { IHttpRequest } from "@stoplight/prism-http";
import { type EngineRequest, isPreference } from "./engine-request.ts";

/** The request as far as Prism's response rests on it. */
export function toPrismRequest({ operation, query, headers }: EngineRequest): IHttpRequest {
  const relevant = Object.entries(headers).filter(([name]) => name === "accept" || name === "prefer");
  const parameters = [...new Set(query.keys())]
    .filter((name) => isPreference(name))
    .map((name) => [name, query.getAll(name)] as const);
  return {
    method: operation.method.toLowerCase() as IHttpRequest["method"],
    url: {
      path: "/",
      query: Object.fromEntries(parameters.map(([name, all]) => [name, all.length === 1 ? (all[0] ?? "") : all])),
    },
    headers: Object.fromEntries(relevant),
  };
}
