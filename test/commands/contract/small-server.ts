import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** Four operations: two lists, a record, and a way to add one. */
export const boxes = `openapi: 3.1.0
info: { title: Boxes, version: "1" }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
    oauth:
      type: oauth2
      flows: { clientCredentials: { tokenUrl: /token, scopes: { boxes.read: Read } } }
  schemas:
    Box:
      type: object
      required: [id, name]
      properties: { id: { type: string }, name: { type: string } }
  responses:
    Fault:
      description: Not so
      content: { application/problem+json: { schema: { type: object, properties: { title: { type: string } } } } }
paths:
  /boxes:
    get:
      operationId: listBoxes
      tags: [reading]
      parameters: [{ name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 100 } }]
      responses:
        "200":
          description: Boxes
          content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Box" } } } }
        4XX: { $ref: "#/components/responses/Fault" }
    post:
      operationId: addBox
      requestBody:
        required: true
        content:
          application/json:
            schema: { type: object, required: [name], properties: { name: { type: string, minLength: 1 } } }
      responses:
        "201": { description: New, content: { application/json: { schema: { $ref: "#/components/schemas/Box" } } } }
        4XX: { $ref: "#/components/responses/Fault" }
  /boxes/{boxId}:
    parameters: [{ name: boxId, in: path, required: true, schema: { type: string }, example: "1" }]
    get:
      operationId: getBox
      tags: [reading]
      responses:
        "200": { description: A box, content: { application/json: { schema: { $ref: "#/components/schemas/Box" } } } }
        4XX: { $ref: "#/components/responses/Fault" }
    delete:
      operationId: removeBox
      responses:
        "204": { description: Gone }
        4XX: { $ref: "#/components/responses/Fault" }
  /sizes:
    get:
      operationId: listSizes
      responses:
        "200":
          description: Sizes
          content: { application/json: { schema: { type: array, items: { type: string } } } }
`;

/** The same, where every operation asks for something. */
export function boxesWith(security: string): string {
  return boxes.replace("components:", `security: ${security}\ncomponents:`);
}

/** What a server does otherwise than it should. */
export interface Otherwise {
  /** The name of each box. */
  readonly name?: unknown;
  /** Milliseconds for each response. */
  readonly takes?: number;
  /** Keeps what is removed. */
  readonly keeps?: boolean;
  /** Sends all that a request had back in the name of a box. */
  readonly echoes?: boolean;
  /** Whether a request has access. Default: each has. */
  readonly lets?: (request: IncomingMessage) => boolean;
  /** What the token endpoint says. */
  readonly token?: { readonly status: number; readonly body: object };
}

/** A running server of boxes. */
export interface SmallServer {
  readonly url: string;
  /** What it was asked: `GET /boxes?limit=1`. */
  readonly asked: string[];
  close(): Promise<void>;
}

const running: SmallServer[] = [];

/** Ends all servers. */
export async function closeServers(): Promise<void> {
  for (const server of running.splice(0)) await server.close();
}

/** Starts a server of boxes on a free port. */
export async function startBoxes({
  name = "Ann",
  takes = 0,
  keeps = false,
  echoes,
  lets,
  token,
}: Otherwise = {}): Promise<SmallServer> {
  const asked: string[] = [];
  const kept = new Map([["1", { id: "1", name }]]);
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const { method = "", url = "" } = request;
    asked.push(`${method} ${url}`);
    await new Promise((resolve) => setTimeout(resolve, takes));
    const { pathname, searchParams } = new URL(url, "http://localhost");
    const send = (status: number, value?: unknown) => {
      const type = status >= 400 ? "application/problem+json" : "application/json";
      response.writeHead(status, value === undefined ? {} : { "content-type": type });
      response.end(value === undefined ? undefined : JSON.stringify(value));
    };
    if (pathname === "/token") return send(token?.status ?? 404, token?.body ?? {});
    if (lets && !lets(request)) return send(401, { title: "No access" });
    const echo = { id: "1", name: echoes ? 7 : name, echo: { url, body, headers: request.rawHeaders } };
    if (pathname === "/sizes") return method === "GET" ? send(200, ["small"]) : send(405, { title: "No" });
    if (pathname === "/boxes" && method === "GET") {
      const limit = searchParams.get("limit");
      const isWrong = searchParams.getAll("limit").length > 1 || (limit !== null && !/^(?:[1-9]\d?|100)$/.test(limit));
      return isWrong ? send(400, { title: "Limit" }) : send(200, echoes ? [echo] : [...kept.values()]);
    }
    if (pathname === "/boxes" && method === "POST") {
      const given = parsed(request.headers["content-type"] === "application/json" ? body : "");
      if (typeof given?.name !== "string" || given.name === "") return send(400, { title: "Name" });
      const box = { id: String(kept.size + 1), name: given.name };
      kept.set(box.id, box);
      return send(201, box);
    }
    const id = /^\/boxes\/([^/]+)$/.exec(pathname)?.[1];
    const box = kept.get(decodeURIComponent(id ?? ""));
    if (!box) return send(404, { title: "None" });
    if (method === "GET") return send(200, echoes ? echo : box);
    if (method !== "DELETE") return send(405, { title: "No" });
    if (!keeps) kept.delete(box.id);
    return send(204);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const started: SmallServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
  running.push(started);
  return started;
}

function parsed(text: string): { readonly name?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
