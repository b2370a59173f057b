import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A request as a receiver got it. */
export interface Received {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** A server that keeps what it was sent, until the test is over; it responds with an empty 200 by itself. */
export async function startReceiver(
  respond: (received: Received, response: ServerResponse) => void = (_, response) => response.end(),
): Promise<{ readonly received: Received[]; readonly url: string; readonly host: string }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("latin1");
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      const { method = "", url: target = "", headers } = request;
      const one = { method, target, headers, body: Buffer.from(body, "latin1").toString() };
      received.push(one);
      respond(one, response);
    });
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { received, url: `http://${host}`, host };
}
