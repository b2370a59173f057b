import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEdge } from "../../../mocks/http/edge.ts";
import { UnreadableSpecError } from "../../../mocks/index.ts";
import { closeOnce, createHttpServer, listen } from "../../../mocks/server/listen.ts";
import type { MockServer } from "../../../mocks/server/mock.ts";
import { startMock } from "../../../mocks/server/start-mock.ts";
import { startServer } from "../../../mocks/server/start-server.ts";
import { documentOf, json } from "../document.ts";

const note = { type: "object", required: ["text"], properties: { text: { type: "string" } } };
const notes = documentOf({
  "/notes": {
    get: { operationId: "listNotes", responses: json({ type: "array" }, [{ text: "good" }]) },
    post: {
      operationId: "createNote",
      requestBody: { required: true, content: { "application/json": { schema: note } } },
      responses: json(note, { text: "kept" }),
    },
  },
  "/notes/{noteId}": {
    get: {
      operationId: "getNote",
      parameters: [{ name: "noteId", in: "path", required: true, schema: { type: "string" } }],
      responses: json(note, { text: "one" }),
    },
  },
});

let mock: MockServer;
const sockets: Socket[] = [];

beforeEach(async () => {
  mock = await startServer(notes);
});

afterEach(async () => {
  // Whatever came before, the next good request gets its response.
  const response = await fetch(`${mock.url}/notes`);
  expect([response.status, await response.json()]).toEqual([200, [{ text: "good" }]]);
  for (const socket of sockets.splice(0)) socket.destroy();
  await mock.close();
});

interface Reply {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

function open(port = mock.port): Socket {
  const socket = connect(port, "127.0.0.1");
  sockets.push(socket);
  return socket.on("error", () => undefined);
}

/**
 * What comes back on a connection until the server closes it; a response that the server keeps open for more ends with
 * its length.
 */
function replyOn(socket: Socket): Promise<Reply> {
  return new Promise((resolve) => {
    let text = "";
    const reply = (): Reply => {
      const [head = "", body = ""] = text.split("\r\n\r\n", 2);
      return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0), head, body };
    };
    socket.setEncoding("latin1").on("data", (chunk: string) => {
      text += chunk;
      const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
      if (length !== undefined && /connection: keep-alive/i.test(text) && reply().body.length >= Number(length))
        resolve(reply());
    });
    socket.on("close", () => resolve(reply()));
  });
}

function closeOf(socket: Socket): Promise<void> {
  return new Promise((closed) => {
    socket.once("close", () => closed());
  });
}

function send(text: string): Promise<Reply> {
  const socket = open();
  socket.write(text, "latin1");
  return replyOn(socket);
}

function problemOf({ body }: Reply): { title: string; detail: string } {
  return JSON.parse(body) as { title: string; detail: string };
}

describe("bodies", () => {
  const post = (body: string, mediaType = "application/json") =>
    fetch(`${mock.url}/notes`, { method: "POST", body, headers: { "content-type": mediaType } });

  test.each(["{", '{"text": }', "nul", '{"text":"a"', "\u0000"])("the malformed JSON %j gets 400", async (body) => {
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
  });

  test.each(["text/plain", "application/xml", "nonsense"])("the media type %s gets 415", async (mediaType) => {
    expect((await post("{}", mediaType)).status).toBe(415);
  });

  test("an upload that says that it has a gigabyte gets 413 before it is sent, and its connection is closed", async () => {
    const reply = await send(
      "POST /notes HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 1073741824\r\n\r\n{",
    );
    expect(reply.status).toBe(413);
    expect(reply.head).toMatch(/connection: close/i);
  });

  test("a stream without an end gets 413 after the limit, and is read no further", async () => {
    const socket = open();
    const reply = replyOn(socket);
    socket.write(
      "POST /notes HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n",
    );
    const chunk = `10000\r\n${" ".repeat(0x1_00_00)}\r\n`;
    let sent = 0;
    const closed = closeOf(socket);
    // A gigabyte, if the server would take it.
    while (sent < 2 ** 30 && !socket.destroyed && socket.writable) {
      sent += chunk.length;
      if (!socket.write(chunk)) await Promise.race([new Promise((drained) => socket.once("drain", drained)), closed]);
    }
    expect(sent).toBeLessThan(64 * 2 ** 20);
    const { status } = await reply;
    // The response may be lost where the connection is closed on one who still sends (RFC 9112, section 9.6).
    expect([413, 0]).toContain(status);
    expect(mock.requests.map((request) => request.status)).toEqual([413]);
  });

  test("a body for nobody is not waited for", async () => {
    const reply = await send("POST /nowhere HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1073741824\r\n\r\n{");
    expect(reply.status).toBe(404);
  });

  test("a body that is broken off leaves nothing behind", async () => {
    const socket = open();
    socket.write(
      "POST /notes HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{",
    );
    socket.end();
    await replyOn(socket);
    expect(mock.requests).toEqual([]);
  });
});

describe("floods", () => {
  test("of headers get 431", async () => {
    const reply = await send(`GET /notes HTTP/1.1\r\nhost: localhost\r\nx-flood: ${"a".repeat(100_000)}\r\n\r\n`);
    expect(reply.status).toBe(431);
    expect(problemOf(reply).title).toBe("Request Header Fields Too Large");
  });

  test("of many headers get 431", async () => {
    const many = Array.from({ length: 5_000 }, (_, index) => `x-${index}: 1\r\n`).join("");
    expect((await send(`GET /notes HTTP/1.1\r\nhost: localhost\r\n${many}\r\n`)).status).toBe(431);
  });

  test("of an address get 431", async () => {
    expect((await send(`GET /notes?${"a".repeat(100_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`)).status).toBe(431);
  });

  test("of segments and parameters within the limit are served", async () => {
    expect((await send(`GET ${"/a".repeat(4_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`)).status).toBe(404);
    expect((await send(`GET /notes?${"a=1&".repeat(2_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`)).status).toBe(200);
  });
});

describe("addresses", () => {
  const get = (target: string, version = "1.1") => send(`GET ${target} HTTP/${version}\r\nhost: localhost\r\n\r\n`);

  test.each(["/notes/%", "/notes/%zz", "/notes/%E0%A4%A"])("the malformed escape %s gets 400", async (target) => {
    expect((await get(target)).status).toBe(400);
  });

  test.each(["/../../etc/passwd", "/notes/../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd"])(
    "%s leads nowhere",
    async (target) => {
      const reply = await get(target);
      expect(reply.status).toBe(404);
      expect(reply.body).not.toContain("root:");
    },
  );

  test("dots and slashes in escapes are the text of a variable", async () => {
    expect((await get("/notes/%2e%2e%2fetc%2fpasswd")).status).toBe(200);
    expect(mock.requests.at(-1)?.arguments).toEqual({ noteId: "../etc/passwd" });
  });

  test("a null byte in an escape is the text of a variable, and as it is not an address", async () => {
    expect((await get("/notes/a%00b")).status).toBe(200);
    expect(mock.requests.at(-1)?.arguments).toEqual({ noteId: "a\u0000b" });
    expect((await get("/notes/a\u0000b")).status).toBe(400);
  });

  test("an address with its host, as clients of a proxy send it, is read by its path", async () => {
    expect((await get("http://elsewhere.example/notes?x=1")).status).toBe(200);
    expect(mock.requests.at(-1)?.path).toBe("/notes");
    expect((await get("http://elsewhere.example")).status).toBe(404);
  });

  test("the asterisk asks the server itself", async () => {
    expect((await send("OPTIONS * HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")).status).toBe(204);
  });

  test("a tunnel is not made", async () => {
    const reply = await send("CONNECT example.com:443 HTTP/1.1\r\nhost: example.com\r\n\r\n");
    expect([reply.status, problemOf(reply).detail]).toEqual([501, "The mock makes no tunnels."]);
  });
});

describe("messages", () => {
  const body = '{"text":"a"}';

  test.each([
    ["two lengths", `content-length: ${body.length}\r\ncontent-length: 3`],
    ["a length and chunks", `content-length: 3\r\ntransfer-encoding: chunked`],
    ["a length that is not a number", "content-length: 3x"],
    ["an unknown coding before chunks", "transfer-encoding: chunked, identity"],
  ])("%s get 400, and what follows is not taken for a request", async (_, headers) => {
    const smuggled = "GET /notes/smuggled HTTP/1.1\r\nhost: localhost\r\n\r\n";
    const head = `POST /notes HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n${headers}\r\n\r\n`;
    const reply = await send(`${head}${body}${smuggled}`);
    expect(reply.status).toBe(400);
    expect(reply.head).toMatch(/connection: close/i);
    expect(mock.requests.filter(({ path }) => path.includes("smuggled"))).toEqual([]);
  });

  test.each(["gzip, chunked", "gzip,chunked", "x, Chunked"])(
    "the transfer coding %s gets 501, as it would be taken for content (RFC 9112, section 6.1)",
    async (coding) => {
      const head = `POST /notes HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n`;
      const reply = await send(
        `${head}transfer-encoding: ${coding}\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
      );
      expect([reply.status, problemOf(reply).title]).toEqual([501, "Unsupported transfer coding"]);
      expect(reply.head).toMatch(/connection: close/i);
    },
  );

  test("what is not HTTP gets 400 that says why", async () => {
    const reply = await send("\x16\x03\x01 this is TLS\r\n\r\n");
    expect(reply.status).toBe(400);
    expect(problemOf(reply).detail).toMatch(/^The request is not one that HTTP allows: .+\.$/);
  });

  test("a line feed in a header's value gets 400", async () => {
    expect((await send("GET /notes HTTP/1.1\r\nhost: localhost\r\nx-a: 1\n x: 2\r\n\r\n")).status).toBe(400);
  });

  test("a request without a host gets 400", async () => {
    expect((await send("GET /notes HTTP/1.1\r\n\r\n")).status).toBe(400);
  });

  test("HTTP/1.0 is served, and its connection closed", async () => {
    const reply = await send("GET /notes HTTP/1.0\r\n\r\n");
    expect([reply.status, reply.body]).toEqual([200, '[{"text":"good"}]']);
    expect(reply.head).toMatch(/connection: close/i);
  });

  test("several requests in one piece get their responses in order", async () => {
    const reply = await send(
      "GET /notes/1 HTTP/1.1\r\nhost: localhost\r\n\r\nGET /nothing HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n",
    );
    expect(reply.status).toBe(200);
  });
});

describe("slow clients", () => {
  test.each([
    ["headers", "GET /notes HTTP/1.1\r\nhost: localhost\r\nx-"],
    [
      "bodies",
      "POST /notes HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{",
    ],
  ])("%s that never end get 408", async (_, text) => {
    const edge = createEdge(
      new Map([
        [
          "",
          async (request) => {
            await request.toArray();
          },
        ],
      ]),
      async () => undefined,
    );
    const server = createHttpServer(edge, { headersTimeout: 100, requestTimeout: 200 });
    const { port } = await listen(server, 0, "127.0.0.1");
    const socket = open(port);
    socket.write(text);
    expect((await replyOn(socket)).status).toBe(408);
    await closeOnce(server)();
  });

  test("they have limits unless told otherwise", () => {
    const server = createHttpServer(async () => undefined);
    expect([server.headersTimeout, server.requestTimeout]).toEqual([20_000, 120_000]);
  });
});

describe("starting", () => {
  test("on a port in use is refused", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    await expect(startServer(notes, { port })).rejects.toThrow(
      `port ${port} of 127.0.0.1 is in use; take another, or 0 for a free one`,
    );
    other.close();
  });

  test("on an address of another machine is refused", async () => {
    await expect(startServer(notes, { host: "192.0.2.1" })).rejects.toThrow("192.0.2.1");
  });

  test("with documents that cannot be read is refused, and leaves no server behind", async () => {
    await expect(startMock({ spec: "/nowhere/openapi.yaml" })).rejects.toBeInstanceOf(UnreadableSpecError);
  });
});
