import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach } from "vitest";

/** One response of a server; what is left out is 200 and `{}`. */
export interface ScriptedResponse {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  /** How it goes wrong: no response at all, a connection that breaks before it or within its body, a body without an end. */
  fault?: "none" | "reset" | "truncated" | "hanging";
}

/** A request as it came. */
export interface ReceivedRequest {
  method: string;
  url: string;
  headers: IncomingMessage["headers"];
  body: string;
}

export interface ScriptedServer {
  readonly url: string;
  /** The responses to the requests that follow, in their order; the last one stays. */
  script: ScriptedResponse[];
  /** The requests of the test that runs. */
  requests: ReceivedRequest[];
}

/** A server on a free port of 127.0.0.1 for the tests of this file that responds as each tells it. */
export function serveScripts(): ScriptedServer {
  const scripted = { url: "", script: [] as ScriptedResponse[], requests: [] as ReceivedRequest[] };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = "", url = "", headers } = request;
    scripted.requests.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
    const { script } = scripted;
    const next = (script.length > 1 ? script.shift() : script[0]) ?? {};
    send(next, response);
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    scripted.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    scripted.script = [];
    scripted.requests = [];
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return scripted;
}

function send({ status = 200, headers, body = "{}", fault }: ScriptedResponse, response: ServerResponse): void {
  if (fault === "none") return;
  if (fault === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  const length = Buffer.byteLength(body);
  response.writeHead(status, { "Content-Type": "application/json", "Content-Length": length, ...headers });
  if (fault === undefined) response.end(status === 204 ? undefined : body);
  else response.write(body.slice(0, body.length / 2), () => fault === "truncated" && response.destroy());
}
