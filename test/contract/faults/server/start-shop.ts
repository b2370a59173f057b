import { Buffer } from "node:buffer";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { Access, scopes, type Wanted } from "./access.ts";
import { customers } from "./customers.ts";
import { type Call, encode, Refusal, type Reply } from "./message.ts";
import type { Operation, Shop } from "./operation.ts";
import { orders } from "./orders.ts";
import { products } from "./products.ts";
import { type Records, recordsOf } from "./records.ts";
import { reports } from "./reports.ts";

/** What a server does otherwise than it should, at the points where it can. */
export interface Change {
  /** Alters what the server is made of, before it starts. */
  setUp?(shop: ShopServer): void;
  /** Alters a request before anything of it is read. */
  request?(call: Call): void;
  /** Responds in place of the operation, once the request may pass. */
  instead?(call: Call, shop: ShopServer): Reply | undefined;
  /** Alters a request that is valid, after which the operation that only reads runs again; whether it has. */
  misread?(call: Call): boolean;
  /** Alters a response, refusals included. */
  reply?(reply: Reply, call: Call, shop: ShopServer): void;
  /** Writes the response in place of the server; whether it has. */
  wire?(response: ServerResponse, call: Call, message: Message): boolean;
}

/** A response as it would be written. */
export interface Message {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

/** A shop that is served, with what a test of it needs. */
export interface ShopServer extends Shop {
  /** Where the paths of the document begin. */
  readonly url: string;
  readonly records: Readonly<Record<string, Records>>;
  issue(wanted: Wanted): string;
  close(): Promise<void>;
}

const operations: Readonly<Record<string, Operation>> = { ...reports, ...products, ...customers, ...orders };
const routes = Object.entries(operations).map(([name, operation]) => {
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, variable = ""]) => variable);
  return { name, operation, names, pattern: new RegExp(`^${operation.path.replace(/\{\w+\}/g, "([^/]+)")}$`) };
});
const base = "/v4";
const mostBytes = 2_000_000;

/** Serves the document shop.yaml on a free port of 127.0.0.1: rightly, or wrongly in the way that is given. */
export async function startShop({ change = {} }: { change?: Change } = {}): Promise<ShopServer> {
  const access = new Access();
  const records: Record<string, Records> = {
    north: recordsOf({ shift: 0n, count: 47 }),
    south: recordsOf({ shift: 10_000n, count: 12 }),
  };
  const counts = new Map<string, number>();
  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 2000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const shop: ShopServer = {
    url: `http://127.0.0.1:${port}${base}`,
    base,
    access,
    records,
    recordsOf: ({ tenant }) => records[tenant] ?? recordsOf({ shift: 0n, count: 0 }),
    issue: (wanted) => access.issue(wanted),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  change.setUp?.(shop);

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { call, operation, allowed } = route(incoming, Buffer.concat(chunks));
    counts.set(call.operation, call.earlier + 1);
    let reply: Reply;
    try {
      change.request?.(call);
      reply = respond(call, operation, allowed);
    } catch (error) {
      reply = error instanceof Refusal ? error.reply() : new Refusal(500, String(error)).reply();
    }
    change.reply?.(reply, call, shop);
    write(response, call, reply);
  }

  function respond(call: Call, operation: Operation | undefined, allowed: readonly string[]): Reply {
    if (call.operation === "token") return access.tokenEndpoint(call);
    if (call.body.length > mostBytes) throw new Refusal(413, "The body is too long");
    if (operation === undefined) {
      if (allowed.length === 0) throw new Refusal(404, "There is nothing at this path");
      const headers = { Allow: allowed.join(", ") };
      if (call.method === "OPTIONS") return { status: 204, headers };
      throw new Refusal(405, `There is ${allowed.join(", ")} alone`, headers);
    }
    access.authorize(call, operation.need);
    const reply = change.instead?.(call, shop) ?? operation.run(call, shop);
    return change.misread?.(call) ? operation.run(call, shop) : reply;
  }

  function route(incoming: IncomingMessage, body: Buffer) {
    const [fullPath = "/", search = ""] = (incoming.url ?? "/").split(/\?(.*)/s);
    const method = incoming.method ?? "GET";
    const path = fullPath.startsWith(`${base}/`) ? fullPath.slice(base.length) : "";
    const fitting = routes.filter(({ pattern }) => pattern.test(path));
    const exact = fitting.find((each) => each.operation.method === method);
    // What can be read has a HEAD too (RFC 9110, section 9.3.2).
    const found = exact ?? (method === "HEAD" ? fitting.find((each) => each.operation.method === "GET") : undefined);
    const isToken = method === "POST" && /^(?:\/v4)?\/oauth\/token$/.test(fullPath);
    const name = isToken ? "token" : (found?.name ?? "unknown");
    const values = found?.pattern.exec(path)?.slice(1) ?? [];
    const call: Call = {
      operation: name,
      method,
      path,
      variables: Object.fromEntries((found?.names ?? []).map((variable, index) => [variable, values[index] ?? ""])),
      query: search
        .split("&")
        .filter((pair) => pair !== "")
        .map((pair) => [pair.split("=", 1)[0] ?? "", pair.includes("=") ? pair.slice(pair.indexOf("=") + 1) : ""]),
      headers: Object.fromEntries(
        Object.entries(incoming.headers).map(([key, value]) => [key, Array.isArray(value) ? value.join(", ") : value]),
      ),
      cookies: cookiesOf(incoming.headers.cookie),
      body,
      earlier: counts.get(name) ?? 0,
      tenant: "",
      scopes,
      expiresAt: 0,
    };
    const methods = fitting.map((each) => each.operation.method);
    const allowed = methods.includes("GET") && !methods.includes("HEAD") ? [...methods, "HEAD"] : methods;
    return { call, operation: found?.operation, allowed };
  }

  function write(response: ServerResponse, call: Call, reply: Reply): void {
    const { bytes, type } = encode(reply);
    const headers: Record<string, string> = { ...reply.headers, ...(type !== undefined && { "Content-Type": type }) };
    const isShort = bytes.length < 2048 || reply.status !== 200 || !/json|csv/.test(type ?? "");
    const isGzipped = !isShort && /\bgzip\b(?!;q=0)/.test(call.headers["accept-encoding"] ?? "");
    const sent = isGzipped ? gzipSync(bytes, { level: 1 }) : bytes;
    if (isGzipped) headers["Content-Encoding"] = "gzip";
    if (!isShort) headers["Vary"] = headers["Vary"] ? `${headers["Vary"]}, Accept-Encoding` : "Accept-Encoding";
    if (reply.status !== 204 && reply.status !== 304) headers["Content-Length"] ??= `${sent.length}`;
    const message = { status: reply.status, headers, bytes: sent };
    if (change.wire?.(response, call, message)) return;
    response.writeHead(reply.status, headers);
    response.end(call.method === "HEAD" ? undefined : sent);
  }

  return shop;
}

function cookiesOf(text: string | undefined): Record<string, string> {
  const pairs = (text ?? "").split(/;\s*/).filter((pair) => pair.includes("="));
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]));
}
