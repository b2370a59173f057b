import { afterEach } from "vitest";
import type { ApiParts } from "../../../mocks/server/api.ts";
import type { MockServer, ServerOptions } from "../../../mocks/server/mock.ts";
import { startServer } from "../../../mocks/server/start-server.ts";

/** A response, read whole. */
export interface Read {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON; undefined where there is no body. */
  readonly body: unknown;
  /** What `sl-violations` says. */
  readonly violations: string | null;
}

/** Sends a request; a body is sent as JSON. */
export type Send = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Read>;

const running: MockServer[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((mock) => mock.close()));
});

/** Sends requests to a server by its URL. */
export function sender(url: string): Send {
  return async (method, path, body, headers = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get("content-type") ?? "") && text !== "";
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : undefined,
      violations: response.headers.get("sl-violations"),
    };
  };
}

/** Serves a document that keeps state, without access checks, until the test is over. */
export async function serveState(
  openapi: Record<string, unknown>,
  options: Partial<ApiParts> & ServerOptions = {},
): Promise<{ readonly mock: MockServer; readonly send: Send }> {
  const mock = await startServer(openapi, { stateful: true, auth: "off", ...options });
  running.push(mock);
  return { mock, send: sender(mock.url) };
}
