import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { MockOptions } from "../../../mocks/index.ts";
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
      ? { record: address, recording: options.recording ?? false }
      : { upstream: { url: address, operations: ["getEvents", "getFile"] } };
  const spec = join(workspace.folder, "flows.yaml");
  const mock = await startMock({ spec, auth: "off", ...options, ...how });
  onTestFinished(() => mock.close());
  return Object.assign(mock, { spec });
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

describe("what is recorded flows as well", () => {
  /** A mock that records, and what it wrote of a stream; undefined where there is no file. */
  async function recorded(respond: (response: ServerResponse) => void) {
    const folder = workspaceWith({});
    onTestFinished(() => folder.dispose());
    const mock = await inFront(respond, { recording: folder.folder });
    const file = join(folder.folder, "getEvents", "0001.json");
    const read = () =>
      existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>) : undefined;
    return { mock, read };
  }

  test("and is written down when it has ended, with what is wrong about it", async () => {
    const sent = deferred<ServerResponse>();
    const { mock, read } = await recorded((response) => {
      response.writeHead(200, events).write('data: {"n":1}\n\n');
      sent.resolve(response);
    });
    const response = await fetch(`${mock.url}/events`);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toBe('data: {"n":1}\n\n');
    expect(read()).toBeUndefined();
    (await sent.promise).end('data: {"m":2}\n\n');
    expect((await reader.read()).value).toBe('data: {"m":2}\n\n');
    expect((await reader.read()).done).toBe(true);
    expect(read()).toMatchObject({
      response: { status: 200, body: { text: 'data: {"n":1}\n\ndata: {"m":2}\n\n' } },
      violations: [{ location: ["response", "body", "1", "n"], code: "required", source: "upstream" }],
    });
  });

  test.each(["its client leaves", "the mock is closed"])(
    "and is written down up to its last whole event when %s",
    async (what) => {
      const { mock, read } = await recorded((response) => {
        response.writeHead(200, events).write('data: {"n":1}\n\ndata: {"n"');
      });
      const over = new AbortController();
      const response = await fetch(`${mock.url}/events`, { signal: over.signal });
      await response.body!.getReader().read();
      if (what === "its client leaves") over.abort();
      else await mock.close();
      await vi.waitFor(() => expect(read()).toMatchObject({ response: { body: { text: 'data: {"n":1}\n\n' } } }), {
        timeout: what === "its client leaves" ? 5_000 : 0,
      });
    },
  );

  test("and is not written down where it breaks off in the API", async () => {
    const { mock, read } = await recorded((response) => {
      response.writeHead(200, events).write("data: 1\n\n");
      void wait(200).then(() => response.destroy());
    });
    await expect((await fetch(`${mock.url}/events`)).text()).rejects.toThrow();
    await mock.close();
    expect(read()).toBeUndefined();
  });

  test("and is replayed as it came", async () => {
    const text = 'data: {"n":1}\n\ndata: {"n":2}\n\n';
    const folder = workspaceWith({});
    onTestFinished(() => folder.dispose());
    const mock = await inFront(
      (response) => {
        response.writeHead(200, events).write(text.slice(0, 15));
        void wait(200).then(() => response.end(text.slice(15)));
      },
      { recording: folder.folder },
    );
    expect(await (await fetch(`${mock.url}/events`)).text()).toBe(text);
    const replaying = await startMock({ spec: mock.spec, auth: "off", replay: true, recording: folder.folder });
    onTestFinished(() => replaying.close());
    const replayed = await fetch(`${replaying.url}/events`);
    expect([await replayed.text(), replayed.headers.get("sl-violations")]).toEqual([text, null]);
  });
});
