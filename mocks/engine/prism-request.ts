import type { IHttpRequest } from "@stoplight/prism-http";
import { type EngineRequest, isPreference } from "./engine-request.ts";

/** The request as far as Prism's response rests on it. */
export function toPrismRequest({ operation, query, headers }: EngineRequest): IHttpRequest {
  const accept = readableRanges(headers["accept"] ?? "");
  const relevant = Object.entries({ ...headers, accept }).filter(([name]) => name === "accept" || name === "prefer");
  const parameters = [...new Set(query.keys())]
    .filter((name) => isPreference(name))
    .map((name) => [name, query.getAll(name)] as const);
  return {
    method: operation.method.toLowerCase() as IHttpRequest["method"],
    url: {
      path: "/",
      query: Object.fromEntries(parameters.map(([name, all]) => [name, all.length === 1 ? (all[0] ?? "") : all])),
    },
    headers: Object.fromEntries(relevant.filter(([, value]) => value !== "")),
  };
}

/**
 * The media ranges of an Accept header without what is none and without parameters on which Prism throws; a header
 * without any range is disregarded (RFC 9110, section 12.5.1). `*`, which clients send though it is no range, is every
 * type.
 */
function readableRanges(accept: string): string {
  const ranges = (accept.match(/(?:[^,"]|"[^"]*"?)+/g) ?? []).flatMap((range) => {
    const [type = "", ...parameters] = (range.match(/(?:[^;"]|"[^"]*"?)+/g) ?? []).map((part) => part.trim());
    if (!/^(?:\*|[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+)$/.test(type)) return [];
    return [[type === "*" ? "*/*" : type, ...parameters.filter(isReadable)].join("; ")];
  });
  return ranges.join(", ");
}

/** Prism takes a comma or a semicolon for the end of a parameter, also where it is quoted. */
function isReadable(parameter: string): boolean {
  return /^[\w!#$%&'*+.^`|~-]+ *= *(?:[\w!#$%&'*+.^`|~-]+|"[^"\\,;]*")$/.test(parameter);
}
