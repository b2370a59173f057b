import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { ProblemJsonError, problem } from "../http/problem.ts";

/** Seconds that open requests get to finish where nothing is said. */
const usualPatience = 1;
/** Milliseconds. */
const pauseBetweenLooks = 20;

/** How long a client may take, in milliseconds. */
export interface Patience {
  /** For the request line and the headers. Default: 20 seconds. */
  readonly headersTimeout: number;
  /** For the whole request. Default: two minutes. */
  readonly requestTimeout: number;
}

const defaultPatience: Patience = { headersTimeout: 20_000, requestTimeout: 120_000 };

/**
 * A server that responds with a problem also to what is not HTTP, as far as the connection still takes it, and lets no
 * client hold one open by sending slowly. A connection whose request failed in `handle` is closed.
 */
export function createHttpServer(
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  { headersTimeout, requestTimeout }: Patience = defaultPatience,
): Server {
  const connectionsCheckingInterval = Math.min(5_000, headersTimeout);
  const limits = { headersTimeout, requestTimeout, connectionsCheckingInterval };
  // Whoever handles requests refuses one without a host, with a problem.
  const respond = (request: IncomingMessage, response: ServerResponse): void => {
    if (!server.listening) response.setHeader("connection", "close");
    handle(request, response).catch(() => response.destroy());
  };
  const server = createServer({ ...limits, requireHostHeader: false }, respond);
  // Whoever reads the body asks for it. Where nobody does, nobody knows whether it comes, so the connection ends.
  server.on("checkContinue", (request: IncomingMessage, response: ServerResponse) => {
    response.setHeader("connection", "close");
    respond(request, response);
  });
  server.on("checkExpectation", respond);
  server.on("connect", (_: IncomingMessage, socket: Socket) => {
    refuse(
      socket.on("error", () => undefined),
      { status: 501, title: "Not Implemented" },
      "The mock makes no tunnels.",
    );
  });
  return server.on("clientError", refuseConnection);
}

/** Statuses of Node's errors about a connection; anything else is a message that HTTP does not allow. */
const statuses = new Map<string | undefined, readonly [status: number, title: string]>([
  ["HPE_HEADER_OVERFLOW", [431, "Request Header Fields Too Large"]],
  ["HPE_CHUNK_EXTENSIONS_OVERFLOW", [413, "Content Too Large"]],
  ["ERR_HTTP_REQUEST_TIMEOUT", [408, "Request Timeout"]],
]);

function refuseConnection(error: NodeJS.ErrnoException & { readonly reason?: string }, socket: Socket): void {
  const isResponding = (socket as { _httpMessage?: { headersSent?: boolean } })._httpMessage?.headersSent === true;
  if (!socket.writable || error.code === "ECONNRESET" || isResponding) return void socket.destroy();
  const [status, title] = statuses.get(error.code) ?? [400, "Bad Request"];
  refuse(socket, { status, title }, `The request is not one that HTTP allows: ${error.reason ?? error.message}.`);
}

/** Ends a connection with a problem that no response is there for. */
function refuse(
  socket: Socket,
  { status, title }: { readonly status: number; readonly title: string },
  detail: string,
): void {
  const { body = "" } = problem(
    new ProblemJsonError({ type: status === 501 ? "NOT_IMPLEMENTED" : "BAD_REQUEST", title, status }, detail),
  );
  const head = `HTTP/1.1 ${status} ${title}\r\nConnection: close\r\nContent-Type: application/problem+json`;
  socket.end(`${head}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${String(body)}`);
  socket.destroySoon();
}

/** Binds a server to an address. Rejects when the port is in use or the address is not one of this machine. */
export function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const inUse = error.code === "EADDRINUSE";
      reject(
        inUse
          ? Object.assign(
              new Error(`port ${port} of ${host} is in use; take another, or 0 for a free one`, { cause: error }),
              { code: error.code },
            )
          : error,
      );
    });
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });
}

/**
 * Closes a server once, however often it is called: open requests get so many seconds to finish, by default one.
 * Resolves when the port is free.
 */
export function closeOnce(server: Server, patience = usualPatience): () => Promise<void> {
  let closing: Promise<void> | undefined;
  return () => {
    closing ??= new Promise((resolve) => {
      const timer = setTimeout(() => server.closeAllConnections(), patience * 1000);
      // A connection whose request has ended since would wait for its client's next one.
      const idle = setInterval(() => server.closeIdleConnections(), pauseBetweenLooks);
      server.close(() => {
        clearTimeout(timer);
        clearInterval(idle);
        resolve();
      });
    });
    return closing;
  };
}

/** The address in a URL, without a slash at the end. */
export function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}
