import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { differingFacets, type Facet } from "./compare.ts";
import { type Request, type Response, send } from "./exchange.ts";
import { receiver } from "./requests/callbacks.ts";
import { upstream } from "./requests/proxied.ts";
import type { Setup } from "./requests/setup.ts";
import { startOurs, startPrism } from "./servers.ts";

/** A request, what both made of it, and in what that differs. */
export interface Comparison {
  /** The setup and the request, once in the world. */
  readonly name: string;
  readonly request: Request;
  readonly prism: Response;
  readonly ours: Response;
  readonly differs: readonly Facet[];
}

/** Starts both with the arguments of a setup, and sends its requests to both. */
export async function compareSetup(setup: Setup): Promise<Comparison[]> {
  const api = await listen(respondAsApi);
  const args = setup.args.map((arg) => arg.replace(upstream, addressOf(api)));
  const [first, ours] = await Promise.all([startPrism(args), startOurs(args)]);
  let prism = first;
  try {
    const comparisons: Comparison[] = [];
    for (const request of setup.requests) {
      const [left, right] = await Promise.all([
        sendWatching(prism.address, request),
        sendWatching(ours.address, request),
      ]);
      // Some requests end it.
      if (left.status === 0) {
        await prism.stop();
        prism = await startPrism(args);
      }
      comparisons.push({
        name: `${setup.name}: ${nameOf(request)}`,
        request,
        prism: left,
        ours: right,
        differs: differingFacets(request, left, right),
      });
    }
    return comparisons;
  } finally {
    await Promise.all([prism.stop(), ours.stop()]);
    api.close();
  }
}

/** The request as a person would say it. */
export function nameOf({ method = "GET", target, headers = {}, body }: Request): string {
  const said = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${target}`, ...said, ...(body === undefined ? [] : [body.replaceAll(/\s+/g, " ")])].join(" | ");
}

/** Sends a request, with what its callbacks brought to a receiver of its own added to the response. */
async function sendWatching(address: string, request: Request): Promise<Response> {
  if (!JSON.stringify(request).includes(receiver)) return send(address, request);
  const received: string[] = [];
  const server = await listen(async (incoming, outgoing) => {
    const { method, url, headers } = incoming;
    received.push([method, url, headers["content-type"], headers["x-event"], await textOf(incoming)].join(" "));
    outgoing.end();
  });
  const place = (text: string) => text.replaceAll(receiver, addressOf(server));
  const { body, target } = request;
  const response = await send(address, {
    ...request,
    target: place(target),
    ...(body !== undefined && { body: place(body) }),
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  server.closeAllConnections();
  server.close();
  return { ...response, body: `${response.body}\n${received.join("\n")}` };
}

/** An API that does what the paths of the document say, and not what the document says. */
async function respondAsApi(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const body = await textOf(incoming);
  const [path = ""] = (incoming.url ?? "").split("?", 1);
  const reply = (status: number, content?: unknown, headers: Record<string, string> = {}) => {
    const isText = typeof content === "string";
    const type = { "content-type": isText ? "text/plain" : "application/json" };
    outgoing.writeHead(status, { ...(content !== undefined && type), ...headers });
    outgoing.end(isText || content === undefined ? content : JSON.stringify(content));
  };
  switch (path) {
    case "/things":
      return incoming.method === "POST" ? reply(201, { id: 1 }) : reply(200, [{ id: 1 }]);
    case "/wrong-body":
      return reply(200, { id: "one", more: true });
    case "/wrong-status":
      return reply(202, { later: true });
    case "/wrong-type":
      return reply(200, "a text");
    case "/missing-header":
      return reply(200);
    case "/not-implemented":
      return reply(501, { from: "upstream" });
    case "/text":
      return reply(200, "words");
    case "/empty":
      return reply(204);
    case "/failing":
      return reply(500, { broken: true });
    case "/redirect":
      return reply(302, undefined, { location: "/things" });
    case "/echo":
      return reply(200, { method: incoming.method, body, type: incoming.headers["content-type"] });
    default:
      return reply(200, { path });
  }
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

async function listen(
  respond: (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>,
): Promise<Server> {
  const server = createServer((incoming, outgoing) => void respond(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
