import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createRecordings } from "../../../mocks/recording/open-recordings.ts";
import type { MockServer, ServerOptions } from "../../../mocks/server/mock.ts";
import { startServer } from "../../../mocks/server/start-server.ts";
import { createMemoryStore } from "../../../mocks/storage/memory-store.ts";
import type { Store } from "../../../mocks/storage/store.ts";
import { documentOf, json } from "../document.ts";

const closings: (() => Promise<unknown>)[] = [];

/** Closes all that was started. */
export async function closeAll(): Promise<void> {
  for (const close of closings.splice(0).reverse()) await close();
}

/** A real server on this machine, with the requests that it got. */
export interface TestApi {
  readonly url: string;
  readonly requests: { method: string; url: string; headers: IncomingMessage["headers"]; body: string }[];
}

/** An API that responds as the function says. */
export async function startApi(
  respond: (request: IncomingMessage, response: ServerResponse, body: Buffer) => void,
): Promise<TestApi> {
  const requests: TestApi["requests"] = [];
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    requests.push({
      method: request.method ?? "",
      url: request.url ?? "",
      headers: request.headers,
      body: body.toString("latin1"),
    });
    respond(request, response, body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closings.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

const ticket = {
  type: "object",
  required: ["id"],
  properties: { id: { type: "string" }, subject: { type: "string" }, state: { type: "string" } },
};
const id = { name: "id", in: "path", required: true, schema: { type: "string" } };
const anything = { "200": { description: "", content: { "*/*": {} } }, "201": { description: "" } };

/** The document of the API of these tests. */
export const document = documentOf(
  {
    "/tickets": {
      get: {
        operationId: "getTickets",
        parameters: [
          { name: "limit", in: "query", schema: { type: "integer" } },
          { name: "status", in: "query", schema: { type: "array", items: { type: "string" } } },
          { name: "orgId", in: "header", schema: { type: "string" } },
        ],
        security: [{ oauth: ["tickets.READ"] }],
        responses: json({ type: "array", items: ticket }),
      },
      post: {
        operationId: "createTicket",
        requestBody: { content: { "application/json": { schema: ticket }, "*/*": {} } },
        responses: { ...anything, ...json({}) },
      },
    },
    "/tickets/{id}": {
      parameters: [id],
      get: { operationId: "getTicket", responses: json(ticket) },
      delete: { operationId: "deleteTicket", responses: { "204": { description: "" } } },
    },
    "/files/{id}": {
      parameters: [id],
      get: { operationId: "getFile", responses: anything },
      post: { operationId: "putFile", requestBody: { content: { "*/*": {} } }, responses: anything },
    },
    "/oauth/token": {},
  },
  {
    components: {
      securitySchemes: {
        oauth: {
          type: "oauth2",
          flows: { clientCredentials: { tokenUrl: "/oauth/token", scopes: { "tickets.READ": "" } } },
        },
        key: { type: "apiKey", in: "query", name: "appKey" },
      },
    },
  },
);

/** A mock that records or replays. */
export async function startMockOf(
  options: ServerOptions,
  recordings: Store = createMemoryStore(),
): Promise<MockServer> {
  const mock = await startServer(document, { ...options, recordings: createRecordings(recordings) });
  closings.push(() => mock.close());
  return mock;
}

/** What a store holds, by key. */
export async function recordingsIn(store: Store): Promise<Record<string, Record<string, unknown>>> {
  const keys = (await store.list("")).sort();
  return Object.fromEntries(await Promise.all(keys.map(async (key) => [key, await store.get(key)] as const))) as Record<
    string,
    Record<string, unknown>
  >;
}
