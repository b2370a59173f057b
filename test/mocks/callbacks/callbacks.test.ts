import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { startMock } from "../../../mocks/server/start-mock.ts";
import { documentOf } from "../document.ts";
import { serve } from "../serve.ts";

/** A server that keeps what it was sent. */
async function receiver() {
  const received: {
    readonly method: string;
    readonly target: string;
    readonly body: string;
    readonly topic: unknown;
  }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      const { method = "", url: target = "", headers } = request;
      received.push({ method, target, body, topic: headers["x-topic"] });
      if (target.startsWith("/elsewhere")) response.writeHead(302, { location: "/moved" });
      response.end();
    });
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => void server.close());
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const content = { "application/json": { schema: { type: "object", properties: { url: { type: "string" } } } } };
const responses = {
  "201": {
    description: "",
    headers: { "X-Id": { schema: { type: "string" }, example: "a1" } },
    content: { "application/json": { example: { id: 7 } } },
  },
};

async function subscribe(expression: string, sent: object, options: object = {}) {
  const event = {
    parameters: [{ name: "X-Topic", in: "header", schema: { type: "string" }, example: "pets" }],
    requestBody: { content: { "application/json": { example: { event: "done" } } } },
    responses: { "200": { description: "" } },
  };
  const post = { requestBody: { content }, responses, callbacks: { onEvent: { [expression]: { post: event } } } };
  const parameters = [{ name: "topic", in: "query", schema: { type: "string" } }];
  const mock = await serve(documentOf({ "/subscriptions": { post: { ...post, parameters } } }), options);
  const headers = { "content-type": "application/json" };
  await fetch(`${mock.url}/subscriptions?topic=cats`, { method: "POST", headers, body: JSON.stringify(sent) });
  await vi.waitFor(() => expect(mock.requests.length).toBe(2), 5000);
  return mock;
}

test.each([
  ["{$request.body#/url}/cb", "/cb"],
  ["$request.body#/url", "/"],
  ["{$request.body#/url}/{$request.query.topic}/{$response.body#/id}", "/cats/7"],
  ["{$request.body#/url}?m={$method}&s={$statusCode}&h={$response.header.X-Id}", "/?m=POST&s=201&h=a1"],
  ["{$request.body#/url}/cb?t={$request.body#/nowhere}", "/cb?t="],
])("a callback is sent to the address of its runtime expressions: %s", async (expression, target) => {
  const { received, url } = await receiver();
  const mock = await subscribe(expression, { url });
  expect(received).toEqual([{ method: "POST", target, body: '{"event":"done"}', topic: "pets" }]);
  expect(mock.requests[1]).toMatchObject({ callback: "onEvent", method: "POST", status: 200, violations: [] });
  expect(mock.requests[1]?.arguments).toEqual({ body: '{"event":"done"}' });
  expect(mock.unexpectedViolations).toEqual([]);
});

test("it follows no redirect, which could lead to another machine", async () => {
  const { received, url } = await receiver();
  const mock = await subscribe("{$request.body#/url}/elsewhere", { url });
  expect(received.map(({ target }) => target)).toEqual(["/elsewhere"]);
  expect(mock.requests[1]?.status).toBe(302);
});

test.each([
  ["another machine", { url: "http://hooks.example.com/x" }, /hooks\.example\.com is not this machine/],
  ["the control API of a mock", { url: "http://127.0.0.1:4010/__twinspec/reset" }, /is the control API of a mock/],
  ["the control API by a detour", { url: "http://localhost/a/../__twinspec/tokens?x" }, /is the control API of a mock/],
  ["a name that begins like this machine's", { url: "http://127.0.0.1.example.com/" }, /is not this machine/],
  ["no value", {}, /not a URL: request and response have no value for \{\$request\.body#\/url\}$/],
  ["no web address", { url: "file:///etc/passwd" }, /not a URL/],
  ["nobody who listens", { url: "http://127.0.0.1:1/" }, /was not received/],
])("%s gets nothing, and it is noted", async (_, sent, message) => {
  const mock = await subscribe("{$request.body#/url}", sent);
  const [, entry] = mock.requests;
  expect(entry).toMatchObject({ callback: "onEvent", status: 0, violations: [{ severity: "Warning" }] });
  expect(entry?.violations[0]?.message).toMatch(message);
});

test("an address of the document's own is called where it is listed", async () => {
  const { received, url } = await receiver();
  for (const expression of [`${url}/fixed`, "{$response.header.X-Id}"]) {
    const mock = await subscribe(expression, {});
    expect(mock.requests[1]).toMatchObject({ status: 0, violations: [{ code: "callback" }] });
  }
  expect(received).toEqual([]);
  await subscribe(`${url}/fixed`, {}, { callbackHosts: [new URL(url).host] });
  expect(received.map(({ target }) => target)).toEqual(["/fixed"]);
});

test("a listed host has no control API either", async () => {
  const listed = { callbackHosts: ["localhost"] };
  const mock = await subscribe("{$request.body#/url}", { url: "http://localhost:1/__twinspec/" }, listed);
  expect(mock.requests[1]?.violations[0]?.message).toMatch(/is the control API of a mock/);
});

test("a listed host is tried", async () => {
  const options = { callbackHosts: ["hooks.invalid"] };
  const mock = await subscribe("{$request.body#/url}", { url: "http://hooks.invalid:81/x" }, options);
  const message = mock.requests[1]?.violations[0]?.message;
  expect(message).toContain("was not received");
  expect(message).not.toContain("this machine");
});

test("a request that is refused calls nobody", async () => {
  const { received, url } = await receiver();
  const call = { "{$request.body#/url}": { post: { responses: {} } } };
  const post = { requestBody: { required: true, content }, responses, callbacks: { call } };
  const mock = await serve(documentOf({ "/x": { post } }));
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ url, other: 1 });
  await fetch(`${mock.url}/x`, { method: "POST", headers, body: "1" });
  await fetch(`${mock.url}/x`, { method: "POST", headers, body });
  await vi.waitFor(() => expect(mock.requests.length).toBe(3), 5000);
  expect(received).toEqual([{ method: "POST", target: "/", body: "", topic: undefined }]);
});

test("callbacks of a document that was read from disk are sent as well", async () => {
  const { received, url } = await receiver();
  const folder = await mkdtemp(join(tmpdir(), "callbacks-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const schema = { $ref: "#/components/schemas/Event" };
  const event = { requestBody: { content: { "application/json": { schema } } }, responses: {} };
  const call = { "{$request.body#/url}": { post: event } };
  const components = { schemas: { Event: { type: "object", properties: { kind: { const: "done" } } } } };
  const post = { requestBody: { content }, responses, callbacks: { call } };
  await writeFile(join(folder, "api.json"), JSON.stringify(documentOf({ "/x": { post } }, { components })));
  await using mock = await startMock({ spec: join(folder, "api.json") });
  const headers = { "content-type": "application/json" };
  await fetch(`${mock.url}/x`, { method: "POST", headers, body: JSON.stringify({ url }) });
  await vi.waitFor(() => expect(received).toMatchObject([{ body: '{"kind":"done"}' }]), 5000);
});
