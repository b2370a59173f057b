import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach } from "vitest";

/** A request as it stood on the wire. */
export interface WireRequest {
  method: string;
  /** The request target, undecoded. */
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** What the server responds with. Default: 200 with `{}`. */
export interface CannedResponse {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

export interface EchoServer {
  readonly url: string;
  /** The requests of the test that runs. */
  requests: WireRequest[];
  /** The response to the requests that follow. */
  response: CannedResponse;
  /** The only request since the last call. */
  takeRequest(): WireRequest;
}

/** A server on a free port of 127.0.0.1 for the tests of this file, or of this `describe`, that keeps what it is sent. */
export function serveEcho(): EchoServer {
  const echo = {
    url: "",
    requests: [] as WireRequest[],
    response: {} as CannedResponse,
    takeRequest() {
      const [request, ...others] = echo.requests.splice(0);
      if (!request || others.length) throw new Error(`expected one request, got ${others.length + (request ? 1 : 0)}`);
      return request;
    },
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = "", url = "", headers } = request;
    echo.requests.push({ method, url, headers, body: Buffer.concat(chunks) });
    const { status = 200, headers: own = { "Content-Type": "application/json" }, body = "{}" } = echo.response;
    response.writeHead(status, own).end(status === 204 ? undefined : body);
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    echo.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    echo.requests = [];
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return echo;
}
