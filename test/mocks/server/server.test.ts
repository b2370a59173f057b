import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { describe, expect, test } from "vitest";
import type { RequestLogEntry } from "../../../mocks/pipeline/request-log.ts";
import { startServer } from "../../../mocks/server/start-server.ts";
import { documentOf, json } from "../document.ts";
import { serve } from "../serve.ts";

/** A server that must stay without requests. */
async function startWitness(): Promise<{ url: string; requests: string[]; [Symbol.dispose](): void }> {
  const requests: string[] = [];
  const server = createHttpServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.end('{"type":"string","default":"fetched"}');
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, requests, [Symbol.dispose]: () => void server.close() };
}

const ticket = {
  type: "object",
  required: ["id"],
  properties: { id: { type: "integer" }, subject: { type: "string" } },
};
const idInPath = { name: "ticketId", in: "path", required: true, schema: { type: "integer" } };

const tickets = documentOf(
  {
    "/tickets": {
      get: {
        operationId: "listTickets",
        parameters: [{ name: "limit", in: "query", schema: { type: "integer", maximum: 100 } }],
        responses: json({ type: "array", items: { $ref: "#/components/schemas/Ticket" } }, [
          { id: 7, subject: "Hello" },
        ]),
      },
      post: {
        operationId: "createTicket",
        requestBody: {
          required: true,
          content: { "application/json": { schema: { $ref: "#/components/schemas/Ticket" } } },
        },
        responses: {
          "201": { description: "", content: { "application/json": { schema: ticket, example: { id: 8 } } } },
        },
      },
    },
    "/tickets/{ticketId}": {
      parameters: [idInPath],
      get: {
        operationId: "getTicket",
        responses: {
          "200": {
            description: "",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/Ticket" },
                examples: {
                  open: { value: { id: 1, subject: "open" } },
                  closed: { value: { id: 2, subject: "closed" } },
                },
              },
            },
          },
          "404": { description: "", content: { "application/json": { example: { errorCode: "URL_NOT_FOUND" } } } },
        },
      },
      delete: { operationId: "deleteTicket", responses: { "204": { description: "gone" } } },
    },
  },
  { components: { schemas: { Ticket: ticket } } },
);

describe("responses", () => {
  test("a request gets the document's example", async () => {
    const { url } = await serve(tickets);
    const response = await fetch(`${url}/tickets?limit=10`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await response.json()).toEqual([{ id: 7, subject: "Hello" }]);
  });

  test("the document is left as it was", async () => {
    const before = structuredClone(tickets);
    const { url } = await serve(tickets);
    await fetch(`${url}/tickets`);
    expect(tickets).toEqual(before);
  });

  test("a query parameter that breaks its schema gets 422 that names it", async () => {
    const { url } = await serve(tickets);
    const response = await fetch(`${url}/tickets?limit=101`);
    expect(response.status).toBe(422);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({
      type: "https://stoplight.io/prism/errors#UNPROCESSABLE_ENTITY",
      validation: [{ location: ["query", "limit"], message: "Query parameter limit must be <= 100" }],
    });
  });

  test("a path variable that breaks its schema gets 422", async () => {
    const { url } = await serve(tickets);
    expect((await fetch(`${url}/tickets/seven`)).status).toBe(422);
  });

  test("a path variable with a comma or a slash in it arrives whole", async () => {
    const name = { name: "name", in: "path", required: true, schema: { type: "string", enum: ["a,b/c"] } };
    const { url } = await serve(
      documentOf({ "/files/{name}": { get: { parameters: [name], responses: json({}, "yes") } } }),
    );
    expect((await fetch(`${url}/files/a%2Cb%2Fc`)).status).toBe(200);
    expect((await fetch(`${url}/files/a`)).status).toBe(422);
  });

  test("a body that breaks its schema gets 422, a good one the created ticket", async () => {
    const { url } = await serve(tickets);
    const post = (body: string) =>
      fetch(`${url}/tickets`, { method: "POST", headers: { "content-type": "application/json" }, body });
    expect((await post('{"subject":"no id"}')).status).toBe(422);
    const created = await post('{"id":8}');
    expect(created.status).toBe(201);
    expect(await created.json()).toEqual({ id: 8 });
  });

  test("malformed JSON gets 400, another media type 415", async () => {
    const { url } = await serve(tickets);
    const malformed = await fetch(`${url}/tickets`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"id":',
    });
    expect(malformed.status).toBe(400);
    expect(await malformed.json()).toMatchObject({ title: "Malformed request", status: 400 });
    const text = await fetch(`${url}/tickets`, {
      method: "POST",
      headers: { "content-type": "text/plain" },
      body: "id 8",
    });
    expect(text.status).toBe(415);
  });

  test("a body beyond the limit gets 413 and the server lives on", async () => {
    const { url } = await serve(tickets);
    const body = Buffer.alloc(10 * 1024 * 1024 + 1, " ");
    const large = await fetch(`${url}/tickets`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    expect(large.status).toBe(413);
    expect((await fetch(`${url}/tickets`)).status).toBe(200);
  });

  test("204 has neither body nor media type", async () => {
    const { url } = await serve(tickets);
    const response = await fetch(`${url}/tickets/1`, { method: "DELETE" });
    expect(response.status).toBe(204);
    expect(response.headers.get("content-length")).toBeNull();
    expect(await response.text()).toBe("");
  });

  test("HEAD gets what GET does, without the body", async () => {
    const { url } = await serve(tickets);
    const response = await fetch(`${url}/tickets`, { method: "HEAD" });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-length")).toBe(String('[{"id":7,"subject":"Hello"}]'.length));
    expect(await response.text()).toBe("");
  });

  test("an unknown path gets 404, an unknown method 405 with the methods there are", async () => {
    const { url } = await serve(tickets);
    const unknown = await fetch(`${url}/nothing`);
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toMatchObject({ type: "https://stoplight.io/prism/errors#NO_PATH_MATCHED_ERROR" });
    const wrong = await fetch(`${url}/tickets/1`, { method: "PUT" });
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get("allow")).toBe("DELETE, GET, HEAD");
  });

  test("a malformed percent-escape gets 400", async () => {
    const { url } = await serve(tickets);
    expect((await fetch(`${url}/tickets/%E0%A4`)).status).toBe(400);
  });

  test("a data URI as the example of a binary response is sent as its bytes", async () => {
    const photo = {
      "200": { description: "", content: { "image/png": { example: "data:image/png;base64,iVBORw==" } } },
    };
    const { url } = await serve(documentOf({ "/photo": { get: { responses: photo } } }));
    const response = await fetch(`${url}/photo`);
    expect(response.headers.get("content-type")).toBe("image/png");
    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47]));
  });

  test("a binary response without an example still responds", async () => {
    const photo = {
      "200": { description: "", content: { "image/png": { schema: { type: "string", format: "binary" } } } },
    };
    const { url } = await serve(documentOf({ "/photo": { get: { responses: photo } } }));
    const response = await fetch(`${url}/photo`);
    expect(response.status).toBe(200);
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(0);
  });

  test("a path is found with and without the server's base path", async () => {
    const servers = [{ url: "https://{dc}.example.com/api/{version}/", variables: { version: { default: "v1" } } }];
    const { url } = await serve({ ...tickets, servers });
    expect((await fetch(`${url}/tickets`)).status).toBe(200);
    expect((await fetch(`${url}/api/v1/tickets`)).status).toBe(200);
    expect((await fetch(`${url}/api/v2/tickets`)).status).toBe(404);
  });

  test("a method that Prism does not know is served all the same", async () => {
    const openapi = documentOf(
      { "/search": { propfind: { responses: json({ type: "string" }, "found") } } },
      { openapi: "3.2.0" },
    );
    const { url } = await serve(openapi);
    expect(await (await fetch(`${url}/search`, { method: "PROPFIND" })).json()).toBe("found");
  });
});

describe("what a client prefers", () => {
  const given: [name: string, headers: Record<string, string>, query: string, status: number, body: unknown][] = [
    ["the first example when nothing is said", {}, "", 200, { id: 1, subject: "open" }],
    ["an example by header", { prefer: "example=closed" }, "", 200, { id: 2, subject: "closed" }],
    ["an example by query", {}, "?__example=closed", 200, { id: 2, subject: "closed" }],
    ["a status by header", { prefer: "code=404" }, "", 404, { errorCode: "URL_NOT_FOUND" }],
    ["a status by query", {}, "?__code=404", 404, { errorCode: "URL_NOT_FOUND" }],
    ["both in one header", { prefer: "code=200, example=closed" }, "", 200, { id: 2, subject: "closed" }],
  ];
  test.each(given)("%s", async (_name, headers, query, status, want) => {
    const { url } = await serve(tickets);
    const response = await fetch(`${url}/tickets/1${query}`, { headers });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual(want);
  });

  test("what one request prefers does not leak into the next", async () => {
    const { url } = await serve(tickets);
    await fetch(`${url}/tickets/1`, { headers: { prefer: "code=404", accept: "text/html" } });
    expect((await fetch(`${url}/tickets/1`)).status).toBe(200);
  });

  test("a preference that makes no sense gets 422", async () => {
    const { url } = await serve(tickets);
    expect((await fetch(`${url}/tickets/1`, { headers: { prefer: "code=many" } })).status).toBe(422);
  });

  test("dynamic bodies follow the schema and repeat under a seed", async () => {
    const bodies: string[] = [];
    for (let run = 0; run < 2; run += 1) {
      const { url } = await serve(tickets, { dynamic: true, seed: 42 });
      bodies.push(await (await fetch(`${url}/tickets/1`)).text());
    }
    expect(bodies[0]).toBe(bodies[1]);
    expect(JSON.parse(bodies[0] ?? "")).toMatchObject({ id: expect.any(Number), subject: expect.any(String) });
    expect(JSON.parse(bodies[0] ?? "")).not.toEqual({ id: 1, subject: "open" });
  });

  test("under a seed the order of requests changes nothing", async () => {
    const bodiesOf = async (paths: readonly string[]) => {
      const { url } = await serve(tickets, { dynamic: true, seed: "s" });
      const bodies: string[] = [];
      for (const path of paths) bodies.push(`${path} ${await (await fetch(`${url}${path}`)).text()}`);
      return bodies.sort();
    };
    const paths = ["/tickets/1", "/tickets", "/tickets/2"];
    expect(await bodiesOf(paths.toReversed())).toEqual(await bodiesOf(paths));
  });

  test("ignoreExamples builds the body from the schema", async () => {
    const { url } = await serve(tickets, { ignoreExamples: true });
    expect(await (await fetch(`${url}/tickets/1`)).json()).toEqual({ id: 0, subject: "string" });
  });
});

describe("responses that break the document", () => {
  const broken = documentOf({ "/x": { get: { responses: json(ticket, { subject: "kein Ticket – 票" }) } } });

  test("are named in a header", async () => {
    const { url } = await serve(broken);
    const response = await fetch(`${url}/x`);
    expect(response.status).toBe(200);
    expect(JSON.parse(response.headers.get("sl-violations") ?? "")).toMatchObject([
      { location: ["response", "body", "id"], severity: "Error", code: "required" },
    ]);
  });

  test("are an error 500 when errors are asked for", async () => {
    const { url } = await serve(broken, { errors: true });
    const response = await fetch(`${url}/x`);
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ type: "https://stoplight.io/prism/errors#VIOLATIONS" });
  });
});

describe("documents as they are", () => {
  const javaPattern = "[0-9a-zA-Z_\\-\\.\\$@\\?\\:\\/\\!\\P{InBasicLatin}\\s()]+";

  test("a pattern that JavaScript cannot compile costs nothing but itself", async () => {
    const parameters = [
      { name: "name", in: "query", schema: { type: "string", pattern: javaPattern } },
      { name: "limit", in: "query", schema: { type: "integer" } },
    ];
    const body = { type: "object", properties: { pattern: { type: "string", pattern: javaPattern } } };
    const { url } = await serve(documentOf({ "/x": { get: { parameters, responses: json(body) } } }));
    expect((await fetch(`${url}/x?name=M%C3%BCller&limit=1`)).status).toBe(200);
    expect((await fetch(`${url}/x?limit=one`)).status).toBe(422);
    const dynamic = await fetch(`${url}/x`, { headers: { prefer: "dynamic=true" } });
    expect(dynamic.status).toBe(200);
    expect(await dynamic.json()).toMatchObject({ pattern: expect.any(String) });
  });

  test("a pattern that compiles but that nothing can be generated from gets a static body", async () => {
    const body = { type: "object", properties: { id: { type: "string", pattern: "^(?<year>\\d{4})-\\k<year>$" } } };
    const { url } = await serve(documentOf({ "/x": { get: { responses: json(body) } } }));
    expect((await fetch(`${url}/x`, { headers: { prefer: "dynamic=true" } })).status).toBe(200);
  });

  test("circular schemas are served", async () => {
    const node = {
      type: "object",
      properties: { name: { type: "string" }, next: { $ref: "#/components/schemas/Node" } },
    };
    const openapi = documentOf(
      { "/x": { get: { responses: json({ $ref: "#/components/schemas/Node" }) } } },
      { components: { schemas: { Node: node } } },
    );
    const { url } = await serve(openapi);
    expect((await fetch(`${url}/x`)).status).toBe(200);
  });

  test("one operation that cannot be served leaves the others alone", async () => {
    const openapi = documentOf({
      "/bad": { get: { responses: "none" } },
      "/worse": { get: { responses: json({ $ref: "#/components/schemas/Missing" }) } },
      "/good": { get: { responses: json({}, "yes") } },
    });
    const { url } = await serve(openapi);
    expect((await fetch(`${url}/bad`)).status).toBe(500);
    await fetch(`${url}/worse`);
    expect(await (await fetch(`${url}/good`)).json()).toBe("yes");
  });

  test("3.1 keywords are checked", async () => {
    const schema = { type: "array", prefixItems: [{ type: "integer" }], items: false };
    const openapi = documentOf(
      {
        "/x": {
          post: {
            requestBody: { content: { "application/json": { schema } } },
            responses: { "204": { description: "" } },
          },
        },
      },
      { openapi: "3.1.0" },
    );
    const { url } = await serve(openapi);
    const post = (body: string) =>
      fetch(`${url}/x`, { method: "POST", headers: { "content-type": "application/json" }, body });
    expect((await post("[1]")).status).toBe(204);
    expect((await post('["one"]')).status).toBe(422);
    expect((await post("[1, 2]")).status).toBe(422);
  });
});

describe("hostile documents", () => {
  test("a reference inside an example is neither read nor fetched", async () => {
    using witness = await startWitness();
    const example = { file: { $ref: "/etc/hostname" }, remote: { $ref: `${witness.url}/x` }, kept: 1 };
    const { url } = await serve(documentOf({ "/x": { get: { responses: json({}, example) } } }));
    expect(await (await fetch(`${url}/x`)).json()).toEqual({ file: {}, remote: {}, kept: 1 });
    expect(witness.requests).toEqual([]);
  });

  test("a reference out of the document is not fetched, wherever it stands", async () => {
    using witness = await startWitness();
    const $ref = `${witness.url}/x`;
    const places = [
      json({ $ref }),
      json({ type: "object", properties: { $ref } }),
      json({ type: "object", patternProperties: { $ref } }),
      json({ type: "object", enum: [{ $ref }] }),
      { "200": { $ref } },
      { "200": { description: "", content: { $ref } } },
      { "200": { description: "", headers: { $ref }, content: { "application/json": { examples: { $ref } } } } },
      { $ref },
    ];
    const paths = places.map((responses, index) => [`/${index}`, { get: { responses } }]);
    const { url } = await serve(documentOf(Object.fromEntries(paths)));
    for (const index of places.keys()) await (await fetch(`${url}/${index}`)).text();
    expect(witness.requests).toEqual([]);
  });

  test("a callback is never called", async () => {
    using witness = await startWitness();
    const callbacks = { done: { [`${witness.url}/`]: { post: { responses: { "200": { description: "" } } } } } };
    const { url } = await serve(documentOf({ "/x": { post: { callbacks, responses: json({}, "yes") } } }));
    expect((await fetch(`${url}/x`, { method: "POST" })).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(witness.requests).toEqual([]);
  });

  test("headers cannot break the response", async () => {
    const header = (example: unknown) => ({ schema: { type: "string" }, example });
    const headers = {
      "X-Line": header("a\r\nset-cookie: stolen=1"),
      "X-Text": header("票"),
      "bad name": header("x"),
      "Content-Length": header("1"),
      "Transfer-Encoding": header("chunked"),
    };
    const responses = {
      "200": { description: "", headers, content: { "application/json": { example: { whole: true } } } },
    };
    const { url } = await serve(documentOf({ "/x": { get: { responses } } }));
    const response = await fetch(`${url}/x`);
    expect(response.headers.get("set-cookie")).toBeNull();
    expect(response.headers.get("x-line")).toBe("a%0D%0Aset-cookie: stolen=1");
    expect(response.headers.get("x-text")).toBe("%E7%A5%A8");
    expect(await response.json()).toEqual({ whole: true });
  });

  test("names of Object's prototype do no harm", async () => {
    const text = JSON.stringify(
      documentOf(
        {
          "/{constructor}/{toString}": {
            parameters: ["constructor", "toString"].map((name) => ({ ...idInPath, name })),
            get: { responses: json({ $ref: "#/components/schemas/constructor" }) },
          },
          "/a/{__proto__}/{ticketId}": { get: { parameters: [idInPath], responses: json({}, "mixed") } },
          "/{__proto__}": { get: { parameters: [{ ...idInPath, name: "__proto__" }], responses: json({}, "proto") } },
        },
        { components: { schemas: { constructor: ticket } } },
      ),
    );
    const { url } = await serve(JSON.parse(text));
    expect(await (await fetch(`${url}/1/2`)).json()).toEqual({ id: 0, subject: "string" });
    expect(await (await fetch(`${url}/a/1/2`)).json()).toBe("mixed");
    expect((await fetch(`${url}/a/1/two`)).status).toBe(422);
    expect(await (await fetch(`${url}/1`)).json()).toBe("proto");
    expect((await fetch(`${url}/1?__proto__=x&constructor=y`)).status).toBe(200);
  });
});

describe("browsers", () => {
  test("a preflight is allowed, and responses can be read from any origin", async () => {
    const { url } = await serve(tickets);
    const preflight = await fetch(`${url}/tickets`, {
      method: "OPTIONS",
      headers: { origin: "http://localhost:3000", "access-control-request-method": "POST" },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-methods")).toBe("POST");
    const response = await fetch(`${url}/tickets`, { headers: { origin: "http://localhost:3000" } });
    expect(response.headers.get("access-control-allow-origin")).toBe("http://localhost:3000");
  });

  test("neither when cors is off", async () => {
    const { url } = await serve(tickets, { cors: false });
    expect((await fetch(`${url}/tickets`)).headers.get("access-control-allow-origin")).toBeNull();
    expect((await fetch(`${url}/tickets`, { method: "OPTIONS" })).status).toBe(405);
  });
});

describe("what the mock knows", () => {
  test("its operations with their scopes, as alternatives of sets", async () => {
    const oauth = (...scopes: string[]) => ({ oauth: scopes });
    const operation = (security?: unknown) => ({ responses: {}, ...(security !== undefined && { security }) });
    const mock = await serve(
      documentOf(
        {
          "/root": { get: { operationId: "root", ...operation() } },
          "/own": { get: operation([oauth("a", "b"), oauth("c")]) },
          "/open": { get: operation([]) },
          "/optional": { get: operation([{}, oauth("c")]) },
        },
        { security: [oauth("r")] },
      ),
    );
    expect(mock.operations).toEqual([
      { method: "GET", path: "/root", operationId: "root", aliases: [], scopes: [["r"]] },
      { method: "GET", path: "/own", operationId: undefined, aliases: [], scopes: [["a", "b"], ["c"]] },
      { method: "GET", path: "/open", operationId: undefined, aliases: [], scopes: [] },
      { method: "GET", path: "/optional", operationId: undefined, aliases: [], scopes: [] },
    ]);
  });

  test("its requests, without credentials, and logs the same", async () => {
    const log: RequestLogEntry[] = [];
    const securitySchemes = { key: { type: "apiKey", in: "query", name: "appKey" } };
    const mock = await serve(
      { ...tickets, components: { schemas: { Ticket: ticket }, securitySchemes } },
      {
        log: (entry) => log.push(entry),
      },
    );
    await fetch(`${mock.url}/tickets/1?appKey=k3y&access_token=t0ken&view=all`, {
      headers: { authorization: "Bearer t0ken", cookie: "JSESSIONID=c00kie", "x-trace": "42" },
    });
    await fetch(`${mock.url}/nothing`);
    expect(mock.requests).toEqual(log);
    expect(log).toMatchObject([
      {
        method: "GET",
        url: "/tickets/1?appKey=[redacted]&access_token=[redacted]&view=all",
        path: "/tickets/1",
        headers: { authorization: "[redacted]", cookie: "[redacted]", "x-trace": "42" },
        operation: { operationId: "getTicket" },
        status: 200,
      },
      { path: "/nothing", operation: undefined, status: 404 },
    ]);
    expect(JSON.stringify(log)).not.toMatch(/t0ken|k3y|c00kie/);
  });
});

describe("starting and stopping", () => {
  test("it listens on 127.0.0.1 and on a free port unless told otherwise", async () => {
    const mock = await serve(tickets);
    expect(mock.url).toBe(`http://127.0.0.1:${mock.port}`);
    expect(mock.port).toBeGreaterThan(0);
  });

  test("a port in use is said so", async () => {
    const { port } = await serve(tickets);
    await expect(startServer(tickets, { port })).rejects.toThrow(`port ${port} of 127.0.0.1 is in use`);
  });

  test("closing frees the port in spite of kept connections, and may be repeated", async () => {
    const mock = await startServer(tickets);
    await fetch(`${mock.url}/tickets`);
    await Promise.all([mock.close(), mock.close()]);
    const again = await serve(tickets, { port: mock.port });
    expect(again.port).toBe(mock.port);
  });

  test("closing does not wait for a request that never ends", async () => {
    const mock = await startServer(tickets);
    const socket = connect(mock.port, mock.host);
    socket.on("error", () => undefined);
    socket.write(
      "POST /tickets HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{",
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    await mock.close();
    socket.destroy();
  }, 20_000);

  test("await using closes it", async () => {
    let url: string;
    {
      await using mock = await startServer(tickets);
      url = mock.url;
      expect((await fetch(`${url}/tickets`)).status).toBe(200);
    }
    await expect(fetch(`${url}/tickets`)).rejects.toThrow();
  });
});
