import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import type { MockOptions } from "../../../mocks/index.ts";
import { createUpstream } from "../../../mocks/recording/upstream.ts";
import { startMock } from "../../../mocks/server/start-mock.ts";
import { workspaceWith } from "../../commands/running-mock.ts";

const document = `openapi: 3.1.0
info: { title: Flows, version: "1" }
paths:
  /events:
    get:
      operationId: getEvents
      responses:
        "200": { description: "", content: { text/event-stream: { schema: { type: object, required: [n] } } } }
  /file:
    get:
      operationId: getFile
      responses: { "200": { description: "", content: { application/octet-stream: {} } } }
`;

/** A mock before an API that responds as the function says. */
async function inFront(respond: (response: ServerResponse) => void, options: Partial<MockOptions> = {}) {
  const api = createServer((_, response) => respond(response)).listen(0, "127.0.0.1");
  await once(api, "listening");
  onTestFinished(() => {
    api.close();
    api.closeAllConnections();
  });
  const workspace = workspaceWith({ "flows.yaml": document });
  onTestFinished(() => workspace.dispose());
  const address = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  const how =
    options.upstream === undefined
      ? { record: address, recording: false as const }
      : { upstream: { url: address, operations: ["getEvents", "getFile"] } };
  const mock = await startMock({ spec: join(workspace.folder, "flows.yaml"), auth: "off", ...options, ...how });
  onTestFinished(() => mock.close());
  return mock;
}

function deferred<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((resolved) => {
    resolve = resolved;
  });
  return { promise, resolve };
}

const events = { "content-type": "text/event-stream" };
const chosen = { url: "", operations: [] };

describe.each<[string, Partial<MockOptions>]>([
  ["a proxy", {}],
  ["the real API of some operations", { upstream: chosen }],
])("through %s", (_, options) => {
  test("the events of a stream come as they are sent", async () => {
    const sent = deferred<ServerResponse>();
    const mock = await inFront((response) => {
      response.writeHead(200, events).write('data: {"n":1}\n\n');
      sent.resolve(response);
    }, options);
    const response = await fetch(`${mock.url}/events`);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
    expect(response.headers.has("sl-violations")).toBe(false);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toBe('data: {"n":1}\n\n');
    const stream = await sent.promise;
    stream.write('data: {"n":2}\n\n');
    expect((await reader.read()).value).toBe('data: {"n":2}\n\n');
    stream.end();
    expect((await reader.read()).done).toBe(true);
    expect(mock.requests).toMatchObject([{ status: 200, violations: [] }]);
  });

  test("a stream is left as soon as nobody reads it", async () => {
    const left = deferred<void>();
    const mock = await inFront((response) => {
      response.writeHead(200, events).write("data: 1\n\n");
      response.once("close", () => left.resolve());
    }, options);
    const over = new AbortController();
    const response = await fetch(`${mock.url}/events`, { signal: over.signal });
    await response.body!.getReader().read();
    over.abort();
    await left.promise;
  });

  test("a download of any size arrives whole, with its length", async () => {
    const size = 40 * 1024 * 1024 + 3;
    const bytes = Buffer.alloc(size, 7);
    const mock = await inFront((response) => {
      response.writeHead(200, { "content-type": "application/octet-stream", "content-length": size }).end(bytes);
    }, options);
    const response = await fetch(`${mock.url}/file`);
    expect([response.status, response.headers.get("content-length")]).toEqual([200, String(size)]);
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
  });

  test("a stream that breaks off in the API breaks off for the client", async () => {
    const mock = await inFront((response) => {
      response.writeHead(200, events).write("data: 1\n\n");
      void wait(200).then(() => response.destroy());
    }, options);
    const response = await fetch(`${mock.url}/events`);
    await expect(response.text()).rejects.toThrow();
    expect((await fetch(`${mock.url}/__twinspec/health`)).status).toBe(200);
  });

  test("HEAD of a stream ends at once", async () => {
    const mock = await inFront((response) => void response.writeHead(200, events).end(), options);
    const response = await fetch(`${mock.url}/events`, { method: "HEAD" });
    expect([response.status, await response.text()]).toEqual([200, ""]);
  });

  test("what is over soon is held to the document, streams too", async () => {
    const mock = await inFront((response) => void response.writeHead(200, events).end('data: {"m":1}\n\n'), options);
    const response = await fetch(`${mock.url}/events`);
    expect(await response.text()).toBe('data: {"m":1}\n\n');
    expect(response.headers.get("sl-violations")).toContain("required");
  });

  test("what flows is held to the document as far as it is known", async () => {
    const mock = await inFront((response) => void response.writeHead(299, events).write("data: 1\n\n"), options);
    const response = await fetch(`${mock.url}/events`);
    expect(response.headers.get("sl-violations")).toContain('"status"');
    await response.body!.cancel();
  });
});

test("what is recorded is read to its end", async () => {
  const api = createServer((_, response) => {
    response.writeHead(200, events).write("data: 1\n\n");
    void wait(300).then(() => response.end("data: 2\n\n"));
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void api.close());
  await once(api, "listening");
  const upstream = createUpstream(`http://127.0.0.1:${(api.address() as AddressInfo).port}`);
  const response = await upstream({ method: "GET", target: "/", headers: {}, body: Buffer.alloc(0) });
  expect(String(response.body)).toBe("data: 1\n\ndata: 2\n\n");
});
