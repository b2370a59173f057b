import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a path responds with: a text as YAML, or anything else. */
type Responds = string | ((request: IncomingMessage, response: ServerResponse) => void);

/** A server of documents on this machine; what it serves can be changed. */
export interface Upstream {
  readonly host: string;
  readonly url: string;
  /** What it responds with, by path. */
  readonly paths: Record<string, Responds>;
  /** The paths that were asked for, in order. */
  readonly asked: string[];
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts a server on 127.0.0.1. */
export async function startUpstream(paths: Record<string, Responds> = {}): Promise<Upstream> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const responds = paths[request.url ?? ""];
    if (typeof responds === "function") return void responds(request, response);
    response.statusCode = responds === undefined ? 404 : 200;
    response.setHeader("content-type", "application/yaml");
    response.end(responds ?? "");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}`,
    paths,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
