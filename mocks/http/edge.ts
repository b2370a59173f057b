import type { IncomingMessage, ServerResponse } from "node:http";
import { didYouMean } from "../../generator/diagnostics/suggestion.ts";
import { createExchange } from "../pipeline/exchange.ts";
import { createRequestLog, type RequestLogEntry } from "../pipeline/request-log.ts";
import { corsHeaders } from "./cors.ts";
import { ProblemJsonError, problem } from "./problem.ts";
import { createRedaction } from "./redact.ts";
import type { MockResponse } from "./response.ts";
import { send } from "./send.ts";

/** Responds to a request whose target is read below a prefix. Rejects when the client has gone. */
export type Handle = (request: IncomingMessage, outgoing: ServerResponse, target: string) => Promise<void>;

/** A prefix under which no API can be served. */
export class PrefixSyntaxError extends Error {
  override readonly name = "PrefixSyntaxError";
}

/**
 * Hands each request to the API under whose prefix its path lies, the longest that fits, without the prefix. The prefix `""` takes what
 * no other does; where there is none, a 404 names the prefixes, and `log` gets the request.
 *
 * @throws {PrefixSyntaxError} when a prefix is not `""` or segments of letters, digits, `_`, `-` and `.`, each with a slash before it.
 */
export function createEdge(
  apis: ReadonlyMap<string, Handle>,
  log?: (entry: RequestLogEntry) => void,
): (request: IncomingMessage, outgoing: ServerResponse) => Promise<void> {
  for (const prefix of apis.keys()) checkPrefix(prefix);
  const byLength = [...apis].sort(([a], [b]) => b.length - a.length);
  const requests = createRequestLog(
    createRedaction({}),
    () => {
      throw new Error("a request to no API has no operation");
    },
    log,
  );

  return async (request, outgoing) => {
    const target = originForm(request.url ?? "/");
    if (target === "*") return send(outgoing, { status: 204, headers: [], body: undefined });
    const [path = ""] = target.split("?", 1);
    const found = byLength.find(
      ([prefix]) => path.startsWith(prefix) && ["", "/"].includes(path.charAt(prefix.length)),
    );
    if (found !== undefined) {
      const [prefix, handle] = found;
      const rest = target.slice(prefix.length);
      return handle(request, outgoing, rest.startsWith("/") ? rest : `/${rest}`);
    }
    const start = performance.now();
    const exchange = createExchange(request, target);
    const response = noApi(path, [...apis.keys()]);
    exchange.violations = [
      { location: ["request", "path"], severity: "Error", code: "no-path", message: `There is no API under ${path}.` },
    ];
    requests.add(exchange, response.status, performance.now() - start);
    for (const [name, value] of corsHeaders(request)) outgoing.setHeader(name, value);
    await send(outgoing, response);
  };
}

/** The target as a path with its query (RFC 9112, section 3.2): a proxy's clients send the whole address. */
function originForm(target: string): string {
  if (target.startsWith("/")) return target;
  const path = target.replace(/^https?:\/\/[^/?#]*/i, "");
  return path === "*" || path.startsWith("/") ? path : `/${path}`;
}

function noApi(path: string, prefixes: readonly string[]): MockResponse {
  const [, first = ""] = path.split("/", 2);
  const suggestion = didYouMean(`/${first}`, prefixes);
  const template = { type: "NO_API_MATCHED_ERROR", title: "No API under this path", status: 404 };
  const detail = `There is no API under ${path.slice(0, 200)}; there are ${prefixes.join(", ")}${suggestion === undefined ? "." : `; ${suggestion}`}`;
  return problem(ProblemJsonError.fromTemplate(template, detail));
}

function checkPrefix(prefix: string): void {
  // As a segment of a store's key has it too.
  if (/^(?:\/\w[\w.-]*)*$/.test(prefix)) return;
  throw new PrefixSyntaxError(
    `"${prefix}" is not a valid prefix; one looks like /desk or /zoho/desk, of letters, digits, "_", "-" and "."`,
  );
}
