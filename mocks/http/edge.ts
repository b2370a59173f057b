import type { IncomingMessage, ServerResponse } from "node:http";
import { didYouMean } from "../../generator/diagnostics/suggestion.ts";
import { createExchange } from "../pipeline/exchange.ts";
import { createRequestLog, type RequestLogEntry } from "../pipeline/request-log.ts";
import { corsHeaders } from "./cors.ts";
import { ProblemJsonError, problem } from "./problem.ts";
import { createRedaction } from "./redact.ts";
import type { Answer } from "./response.ts";
import { send } from "./send.ts";

/** Answers a request whose target is read below a prefix. Rejects when the client has gone. */
export type Handle = (request: IncomingMessage, response: ServerResponse, target: string) => Promise<void>;

/** A prefix under which no API can be served. */
export class PrefixSyntaxError extends Error {
  override readonly name = "PrefixSyntaxError";
}

/**
 * Hands each request to the API under whose prefix its path lies, the longest that fits, without the prefix. The prefix `""` takes what
 * no other does; where there is none, the answer 404 names the prefixes, and `log` gets the request.
 *
 * @throws {PrefixSyntaxError} when a prefix is not `""` or segments of letters, digits, `_`, `-` and `.`, each with a slash before it.
 */
export function createFront(
  apis: ReadonlyMap<string, Handle>,
  log?: (entry: RequestLogEntry) => void,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  for (const prefix of apis.keys()) checkPrefix(prefix);
  const byLength = [...apis].sort(([a], [b]) => b.length - a.length);
  const requests = createRequestLog(
    createRedaction({}),
    () => {
      throw new Error("a request to no API has no operation");
    },
    log,
  );

  return async (request, response) => {
    const target = originForm(request.url ?? "/");
    if (target === "*") return send(response, { status: 204, headers: [], body: undefined });
    const [path = ""] = target.split("?", 1);
    const found = byLength.find(
      ([prefix]) => path.startsWith(prefix) && ["", "/"].includes(path.charAt(prefix.length)),
    );
    if (found !== undefined) {
      const [prefix, handle] = found;
      const rest = target.slice(prefix.length);
      return handle(request, response, rest.startsWith("/") ? rest : `/${rest}`);
    }
    const start = performance.now();
    const exchange = createExchange(request, target);
    const answer = noApi(path, [...apis.keys()]);
    exchange.violations = [
      { location: ["request", "path"], severity: "Error", code: "no-path", message: `There is no API under ${path}.` },
    ];
    requests.add(exchange, answer.status, performance.now() - start);
    for (const [name, value] of corsHeaders(request)) response.setHeader(name, value);
    await send(response, answer);
  };
}

/** The target as a path with its query (RFC 9112, section 3.2): a proxy's clients send the whole address. */
function originForm(target: string): string {
  if (target.startsWith("/")) return target;
  const path = target.replace(/^https?:\/\/[^/?#]*/i, "");
  return path === "*" || path.startsWith("/") ? path : `/${path}`;
}

function noApi(path: string, prefixes: readonly string[]): Answer {
  const [, first = ""] = path.split("/", 2);
  const near = didYouMean(`/${first}`, prefixes);
  const template = { type: "NO_API_MATCHED_ERROR", title: "No API under this path", status: 404 };
  const detail = `There is no API under ${path.slice(0, 200)}; there are ${prefixes.join(", ")}${near === undefined ? "." : `; ${near}`}`;
  return problem(ProblemJsonError.fromTemplate(template, detail));
}

function checkPrefix(prefix: string): void {
  // As a segment of a store's key has it too.
  if (/^(?:\/\w[\w.-]*)*$/.test(prefix)) return;
  throw new PrefixSyntaxError(
    `"${prefix}" is no prefix; one is like /desk or /zoho/desk, of letters, digits, "_", "-" and "."`,
  );
}
