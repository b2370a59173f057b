import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { JsonObject } from "../../../generator/document/json.ts";
import type { ContractEvent } from "../../../mocks/contract/events.ts";
import type { Finding } from "../../../mocks/contract/finding.ts";
import type { ContractOptions } from "../../../mocks/contract/options.ts";
import { runContract } from "../../../mocks/contract/run-contract.ts";

/** A request as small servers look at it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  readonly outgoing: ServerResponse;
}

/** What they respond with: JSON, unless the headers say otherwise; undefined where they have written it themselves. */
export type Answer = { status?: number; headers?: Record<string, string>; body?: unknown } | undefined;

/** What came of a run. */
export interface Outcome {
  readonly findings: readonly Finding[];
  readonly events: readonly ContractEvent[];
  readonly asked: readonly Asked[];
}

/** Runs the contract of a document against a small server. */
export async function runAgainst(
  document: JsonObject,
  respond: (asked: Asked) => Answer,
  options: Partial<ContractOptions> = {},
): Promise<Outcome> {
  const asked: Asked[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const { pathname, searchParams } = new URL(incoming.url ?? "/", "http://localhost");
      const { method = "GET", headers } = incoming;
      const body = Buffer.concat(chunks).toString();
      const request = { method, path: pathname, query: searchParams, headers, body, outgoing };
      asked.push(request);
      const answer = respond(request);
      if (answer === undefined) return;
      const isJson = answer.body !== undefined && !Buffer.isBuffer(answer.body) && typeof answer.body !== "string";
      const type = isJson ? { "content-type": "application/json" } : {};
      outgoing.writeHead(answer.status ?? 200, { ...type, ...answer.headers });
      outgoing.end(isJson ? JSON.stringify(answer.body) : answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const events: ContractEvent[] = [];
  const api = { openapi: document, names: new Map() };
  try {
    const run = { api, url: `http://127.0.0.1:${port}`, maxCases: 60, ...options };
    for await (const event of runContract(run)) events.push(event);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  return { events, asked, findings: events.flatMap((event) => (event.kind === "finding" ? [event.finding] : [])) };
}

/** A document of some operations, by method and path. */
export function documentOf(operations: Readonly<Record<string, JsonObject>>, further: JsonObject = {}): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const [line, operation] of Object.entries(operations)) {
    const [method = "get", path = "/"] = line.split(" ");
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  }
  return { openapi: "3.1.0", info: { title: "Things", version: "1" }, paths, ...further };
}

/** A response with JSON of a schema. */
export function json(schema: JsonObject, further: JsonObject = {}): JsonObject {
  return { description: "JSON", content: { "application/json": { schema } }, ...further };
}

/** A response without content. */
export const empty: JsonObject = { description: "Nothing" };
