import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { NO_METHOD_MATCHED_ERROR, NO_PATH_MATCHED_ERROR, ProblemJsonError } from "@stoplight/prism-http";
import type { JsonObject } from "../generator/document/json.ts";
import { bodyLimit, readBody } from "./body.ts";
import { corsHeaders, isPreflight, preflightHeaders } from "./cors.ts";
import { isJson } from "./media-type.ts";
import type { MockOperation, MockServer, RequestLogEntry, ServerOptions } from "./mock.ts";
import { basePathsOf, listOperations, type ServedOperation } from "./operations.ts";
import { type Answer, createPrism } from "./prism.ts";
import { badRequest, problem } from "./problem.ts";
import { createRedaction } from "./redact.ts";
import { createRouter, type RouteMatch } from "./router.ts";

const recordLimit = 10_000;
const closingGrace = 1_000;

/**
 * Serves one self-contained OpenAPI 3.x document, whose references all start with `#/`. The document is not changed.
 * `names` gives the client's names of operations, by method and path.
 * Rejects when the port is in use or the address is not one of this machine.
 */
export async function startServer(openapi: JsonObject, options: ServerOptions & { readonly names?: ReadonlyMap<string, string> } = {}): Promise<MockServer> {
  const { host = "127.0.0.1", port = 0, cors = true } = options;
  const served = listOperations(openapi, options.names);
  const operations = new Map(served.map((operation) => [operation, publicPart(operation)]));
  const route = createRouter(served, basePathsOf(openapi));
  const prism = createPrism(openapi, options);
  const redaction = createRedaction(openapi);
  const requests: RequestLogEntry[] = [];

  const server = createServer((request, response) => {
    respond(request, response).catch(() => response.destroy());
  });

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const start = performance.now();
    const { path, query } = parseTarget(request.url ?? "/");
    let match: RouteMatch = { kind: "no-path" };
    let answer: Answer;
    try {
      if (cors && isPreflight(request)) {
        answer = { status: 204, headers: preflightHeaders(request), body: undefined };
      } else {
        match = findRoute(request.method ?? "GET", path, query);
        answer = await answerRequest(request, path, query, match);
      }
    } catch (error) {
      if (request.destroyed && !request.complete) throw error;
      answer = problem(error);
    }
    const operation = match.kind === "operation" ? operations.get(match.operation) : undefined;
    record({
      method: request.method ?? "GET",
      url: redaction.url(request.url ?? "/"),
      path,
      headers: redaction.headers(request.headers),
      operation,
      status: answer.status,
      duration: performance.now() - start,
    });
    send(request, response, answer);
  }

  function findRoute(method: string, path: string, query: URLSearchParams): RouteMatch {
    try {
      return route(method, path, query);
    } catch (error) {
      if (error instanceof URIError)
        throw badRequest("Malformed address", `The path ${path} has a malformed percent-escape.`);
      throw error;
    }
  }

  async function answerRequest(
    request: IncomingMessage,
    path: string,
    query: URLSearchParams,
    match: RouteMatch,
  ): Promise<Answer> {
    if (match.kind === "no-path") {
      throw ProblemJsonError.fromTemplate(NO_PATH_MATCHED_ERROR, `The document has no path for ${path}.`);
    }
    if (match.kind === "wrong-method") {
      const detail = `The document has the path ${path}, but not with the method ${request.method}.`;
      throw ProblemJsonError.fromTemplate(NO_METHOD_MATCHED_ERROR, detail, {
        headers: { allow: match.allow.join(", ") },
      });
    }
    const bytes = await readBody(request);
    if (bytes === "too-large") {
      const template = { type: "PAYLOAD_TOO_LARGE", title: "Request body too large", status: 413 };
      throw ProblemJsonError.fromTemplate(template, `A request body may have ${bodyLimit} bytes.`, {
        headers: { connection: "close" },
      });
    }
    const headers = Object.entries(request.headers).map(([name, value]) => [name, [value ?? ""].flat().join(", ")]);
    return prism({
      operation: match.operation,
      variables: match.variables,
      query,
      headers: { ...Object.fromEntries(headers), "content-length": String(bytes.length) },
      body: bytes.length === 0 ? undefined : parseBody(bytes, request.headers["content-type"]),
    });
  }

  function record(entry: RequestLogEntry): void {
    requests.push(entry);
    if (requests.length > recordLimit) requests.shift();
    options.log?.(entry);
  }

  function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Answer): void {
    response.statusCode = status;
    if (cors) for (const [name, value] of corsHeaders(request)) response.setHeader(name, value);
    for (const [name, value] of headers) setHeader(response, name, value);
    if (!server.listening) response.setHeader("connection", "close");
    const hasBody = request.method !== "HEAD" && status !== 204 && status !== 304;
    if (status !== 204 && status !== 304) response.setHeader("content-length", Buffer.byteLength(body ?? ""));
    response.end(hasBody ? body : undefined);
  }

  const address = await listen(server, port, host);
  const close = closeOnce(server);
  return {
    url: `http://${address.family === "IPv6" ? `[${address.address}]` : address.address}:${address.port}`,
    port: address.port,
    host,
    operations: [...operations.values()],
    requests,
    close,
    [Symbol.asyncDispose]: close,
  };
}

function publicPart({ method, path, operationId, name, scopes }: ServedOperation): MockOperation {
  return { method, path, operationId, name, scopes };
}

function parseTarget(target: string): { path: string; query: URLSearchParams } {
  const start = target.indexOf("?");
  if (start === -1) return { path: target, query: new URLSearchParams() };
  return { path: target.slice(0, start), query: new URLSearchParams(target.slice(start + 1)) };
}

function parseBody(bytes: Buffer, mediaType: string | undefined): unknown {
  const text = bytes.toString("utf8");
  if (!isJson(mediaType)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw badRequest("Malformed JSON", `The request body is not valid JSON: ${(error as Error).message}.`);
  }
}

/** A name that HTTP does not allow (RFC 9110, section 5.1) cannot be sent; the rest of the answer can. */
function setHeader(response: ServerResponse, name: string, value: string | readonly string[]): void {
  try {
    response.setHeader(name, value);
  } catch {
    // Left out.
  }
}

function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const inUse = error.code === "EADDRINUSE";
      reject(
        inUse
          ? new Error(`port ${port} of ${host} is in use; take another, or 0 for a free one`, { cause: error })
          : error,
      );
    });
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });
}

function closeOnce(server: Server): () => Promise<void> {
  let closing: Promise<void> | undefined;
  return () => {
    closing ??= new Promise((resolve) => {
      const timer = setTimeout(() => server.closeAllConnections(), closingGrace);
      server.close(() => {
        clearTimeout(timer);
        resolve();
      });
    });
    return closing;
  };
}
