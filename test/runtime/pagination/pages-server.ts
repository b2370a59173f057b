import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What the server responds with to one request. */
export interface PageResponse {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** Whether to respond at all. */
  hangs?: boolean;
  /** The text that a body begins with which never ends. */
  begins?: string;
}

export interface PagesServer extends AsyncDisposable {
  url: string;
  /** The targets of the requests, in their order. */
  targets: string[];
  authorizations: (string | undefined)[];
  /** How many requests their senders gave up. */
  cancelled: number;
  respond: (url: URL) => PageResponse;
  /** Settles when a request was given up. */
  waitForCancellation(): Promise<void>;
  waitForRequest(): Promise<void>;
}

/** A server on a free port of 127.0.0.1 that responds with JSON. */
export async function startPagesServer(): Promise<PagesServer> {
  const waiting: { request: (() => void)[]; cancellation: (() => void)[] } = { request: [], cancellation: [] };
  const settle = (kind: "request" | "cancellation") => {
    for (const resolve of waiting[kind].splice(0)) resolve();
  };
  const server = createServer((request, response) => {
    pages.targets.push(request.url!);
    pages.authorizations.push(request.headers.authorization);
    settle("request");
    response.on("close", () => {
      if (response.writableFinished) return;
      pages.cancelled += 1;
      settle("cancellation");
    });
    const { status = 200, headers, body, hangs, begins } = pages.respond(new URL(request.url!, pages.url));
    if (hangs) return;
    response.writeHead(status, { "Content-Type": "application/json", ...headers });
    if (begins !== undefined) return void response.write(begins);
    response.end(body === undefined ? undefined : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const wait = (kind: "request" | "cancellation") => new Promise<void>((resolve) => void waiting[kind].push(resolve));
  const pages: PagesServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    targets: [],
    authorizations: [],
    cancelled: 0,
    respond: () => ({ status: 204 }),
    waitForCancellation: () => wait("cancellation"),
    waitForRequest: () => wait("request"),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return pages;
}
