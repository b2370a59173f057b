import type { IncomingMessage, ServerResponse } from "node:http";
import { ProblemJsonError, problem } from "./problem.ts";
import { send } from "./send.ts";

/** Responds to a request whose target is read below a prefix. Rejects when the client has gone. */
export type Handle = (request: IncomingMessage, outgoing: ServerResponse, target: string) => Promise<void>;

/** Behind it stands the path of an issuer (RFC 8414, section 3.1), of which an API has its prefix. */
const serverMetadata = "/.well-known/oauth-authorization-server";

/** A prefix under which no API can be served. */
export class PrefixSyntaxError extends Error {
  override readonly name = "PrefixSyntaxError";
}

/**
 * Hands each request to the API under whose prefix its path lies, the longest that fits, without the prefix. The prefix
 * `""` takes what no other does; where there is none, `otherwise` gets the request. What `checkHost` throws is the
 * response.
 *
 * @throws {PrefixSyntaxError} when a prefix is not `""` or segments of letters, digits, `_`, `-` and `.`, each with a
 * slash before it.
 */
export function createEdge(
  apis: ReadonlyMap<string, Handle>,
  otherwise: Handle,
  checkHost: (request: IncomingMessage) => void = () => undefined,
): (request: IncomingMessage, outgoing: ServerResponse) => Promise<void> {
  for (const prefix of apis.keys()) checkPrefix(prefix);
  const byLength = [...apis]
    .map(([prefix, handle]) => ({ prefix, handle }))
    .sort((a, b) => b.prefix.length - a.prefix.length);

  const issuers = new Map([...apis.keys()].map((prefix) => [`${serverMetadata}${prefix}`, prefix + serverMetadata]));

  return async (request, outgoing) => {
    try {
      checkHost(request);
      checkHead(request);
    } catch (error) {
      outgoing.setHeader("connection", "close");
      return void (await send(outgoing, problem(error)));
    }
    let target = originForm(request.url ?? "/");
    if (target.startsWith("/.well-known/")) {
      target = issuers.get(target) ?? target;
      request.url = target;
    }
    if (target === "*") return void (await send(outgoing, { status: 204, headers: [], body: undefined }));
    for (const { prefix, handle } of byLength) {
      if (!target.startsWith(prefix) || !isSegmentEnd(target, prefix.length)) continue;
      const rest = target.slice(prefix.length);
      return handle(request, outgoing, rest.startsWith("/") ? rest : `/${rest}`);
    }
    return otherwise(request, outgoing, target);
  };
}

/**
 * What the head asks of the server itself. Node takes the chunks apart alone, so that what any other transfer coding
 * made would be taken for content.
 *
 * @throws {ProblemJsonError} 501 for a transfer coding (RFC 9112, section 6.1), 417 for an expectation (RFC 9110,
 * section 10.1.1) that it does not know.
 */
function checkHead({ headers }: IncomingMessage): void {
  const { "transfer-encoding": transfer, expect } = headers;
  if (transfer !== undefined && transfer.toLowerCase() !== "chunked") {
    const template = { type: "NOT_IMPLEMENTED", title: "Unsupported transfer coding", status: 501 };
    throw new ProblemJsonError(template, "The only transfer coding of a request is chunked.");
  }
  if (expect !== undefined && expect.toLowerCase() !== "100-continue") {
    const template = { type: "EXPECTATION_FAILED", title: "Expectation failed", status: 417 };
    throw new ProblemJsonError(template, "The only expectation that is met is 100-continue.");
  }
}

function isSegmentEnd(target: string, at: number): boolean {
  const next = target[at];
  return next === undefined || next === "/" || next === "?";
}

/** The target as a path with its query (RFC 9112, section 3.2): a proxy's clients send the whole address. */
function originForm(target: string): string {
  if (target.startsWith("/")) return target;
  const path = target.replace(/^https?:\/\/[^/?#]*/i, "");
  return path === "*" || path.startsWith("/") ? path : `/${path}`;
}

function checkPrefix(prefix: string): void {
  // As a segment of a store's key has it too.
  if (/^(?:\/\w[\w.-]*)*$/.test(prefix)) return;
  throw new PrefixSyntaxError(
    `"${prefix}" is not a valid prefix; one looks like /desk or /zoho/desk, of letters, digits, "_", "-" and "."`,
  );
}
