import { get, type IncomingHttpHeaders } from "node:http";
import { resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { connectMock } from "../../../mocks/control-api/connect-mock.ts";
import type { Mock, MockOptions } from "../../../mocks/server/mock.ts";
import { startMock, startMocks } from "../../../mocks/server/start-mock.ts";

const spec = resolve("docs/examples/petstore.yaml");

async function start(options: Partial<MockOptions> = {}): Promise<Mock> {
  const mock = await startMock({ spec, ...options });
  onTestFinished(() => mock.close());
  return mock;
}

interface Got {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** With headers that `fetch` does not let a program set. */
function request(port: number, path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Got> {
  return new Promise((done, failed) => {
    get({ port, path, headers, method, host: "127.0.0.1" }, async (response) => {
      let text = "";
      for await (const chunk of response) text += String(chunk);
      const body: unknown = text === "" ? undefined : JSON.parse(text);
      done({ status: response.statusCode ?? 0, headers: response.headers, body });
    }).on("error", failed);
  });
}

const health = "/__twinspec/health";

describe("health", () => {
  test("it tells that the mock is ready, and what it serves", async () => {
    const mock = await start();
    const { status, body } = await request(mock.port, health);
    expect(status).toBe(200);
    expect(body).toEqual({
      status: "ready",
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      apis: [{ prefix: "", operations: mock.operations.length }],
    });
  });

  test("it is in no journal and no log", async () => {
    const logged: unknown[] = [];
    const mock = await start({ log: (entry) => logged.push(entry) });
    await request(mock.port, health);
    await request(mock.port, "/__twinspec/nothing");
    expect([mock.requests, logged]).toEqual([[], []]);
  });

  test("several APIs have theirs below their prefixes, and the root tells of all", async () => {
    const mocks = await startMocks({ apis: { "/a": { spec }, "/b": { spec, control: false } } });
    onTestFinished(() => mocks.close());
    expect((await request(mocks.port, health)).body).toMatchObject({ apis: [{ prefix: "/a" }] });
    expect((await request(mocks.port, `/a${health}`)).body).toMatchObject({ apis: [{ prefix: "/a" }] });
    expect((await request(mocks.port, `/b${health}`)).status).toBe(404);
  });

  test("requests pass the router of every API: no such path, no such method, no such parameter", async () => {
    const { port } = await start();
    expect(await request(port, "/__twinspec/nothing")).toMatchObject({
      status: 404,
      headers: { "content-type": "application/problem+json" },
      body: { title: "Route not resolved, no path matched" },
    });
    expect(await request(port, health, {}, "DELETE")).toMatchObject({
      status: 405,
      headers: { allow: expect.stringMatching(/GET/) },
    });
  });
});

describe("off", () => {
  test("without a control API its paths are the API's", async () => {
    const mock = await start({ control: false });
    expect((await request(mock.port, health)).status).toBe(404);
    expect(mock.requests).toHaveLength(1);
  });

  test("beyond this machine it is off without a token", async () => {
    const { port } = await start({ host: "0.0.0.0" });
    for (const path of ["metrics", "operations", "requests", "", "health/"])
      expect(await request(port, `/__twinspec/${path}`)).toMatchObject({
        status: 403,
        body: { detail: expect.stringMatching(/no control token/) },
      });
  });

  test("with a token it is on for those who have it", async () => {
    const { port } = await start({ host: "0.0.0.0", control: { token: "let-me" } });
    expect(await request(port, "/__twinspec/metrics")).toMatchObject({
      status: 401,
      headers: { "www-authenticate": expect.stringMatching(/^Bearer/) },
    });
    expect((await request(port, health, { authorization: "Bearer let-you" })).status).toBe(401);
    expect((await request(port, health, { authorization: "Bearer let-me" })).body).toMatchObject({
      version: expect.stringMatching(/./),
    });
  });
});

describe("health checks, which have no token", () => {
  const told = { status: 200, body: { status: "ready" } };

  test.each<[string, Partial<MockOptions>]>([
    ["without a token", { host: "0.0.0.0" }],
    ["with one", { host: "0.0.0.0", control: { token: "let-me" } }],
  ])("are told that a mock for other machines is ready and no more, %s", async (_, options) => {
    const { port } = await start(options);
    expect(await request(port, health)).toMatchObject(told);
    expect((await request(port, health)).body).toEqual(told.body);
    // a load balancer names what it likes
    expect(await request(port, `${health}?probe=1`, { host: "mock.cluster.example" })).toMatchObject(told);
    expect(await request(port, health, {}, "HEAD")).toMatchObject({ status: 200, body: undefined });
    expect((await request(port, health, {}, "POST")).status).not.toBe(200);
    expect((await request(port, health, { origin: "https://page.example" })).status).toBe(403);
    expect((await request(port, health, { "sec-fetch-site": "cross-site" })).status).toBe(403);
  });

  test("are told it on this machine too, under its names", async () => {
    const { port } = await start({ control: { token: "let-me" } });
    expect((await request(port, health)).body).toEqual(told.body);
    expect((await request(port, health, { host: "rebound.example" })).status).toBe(403);
  });

  test("find it below each prefix and at the root, and none where there is no control", async () => {
    const mocks = await startMocks({ apis: { "/a": { spec }, "/b": { spec, control: false } }, host: "0.0.0.0" });
    onTestFinished(() => mocks.close());
    expect((await request(mocks.port, health)).body).toEqual(told.body);
    expect((await request(mocks.port, `/a${health}`)).body).toEqual(told.body);
    expect((await request(mocks.port, `/b${health}`)).status).toBe(404);
  });

  test("are no way to connect without the token", async () => {
    const { port } = await start({ control: { token: "let-me" } });
    await expect(connectMock(`http://127.0.0.1:${port}`)).rejects.toThrow(/control token/);
    await using connected = await connectMock(`http://127.0.0.1:${port}`, { token: "let-me" });
    expect(await connected.requests).toEqual([]);
  });
});

describe("web pages", () => {
  test.each([
    ["the name of another machine, as after DNS rebinding", { host: "rebound.example" }],
    ["such a name with the port", { host: "rebound.example:4010" }],
    ["another origin", { origin: "https://page.example" }],
    ["an origin of another port", { origin: "http://127.0.0.1:1" }],
    ["a sandboxed page", { origin: "null" }],
    ["an image of another site, which has no origin", { "sec-fetch-site": "cross-site" }],
  ])("%s is refused", async (_, headers) => {
    const { port } = await start();
    const { status, headers: sent } = await request(port, health, headers as Record<string, string>);
    expect([status, sent["access-control-allow-origin"]]).toEqual([403, undefined]);
  });

  test.each([["localhost"], ["127.0.0.1"], ["127.3.2.1"], ["[::1]"], ["mock.localhost"]])(
    "%s is this machine",
    async (name) => {
      const { port } = await start();
      expect((await request(port, health, { host: `${name}:${port}` })).status).toBe(200);
    },
  );

  test("its own pages may, and those of listed origins, which can read the response", async () => {
    const { port } = await start({ control: { origins: ["http://localhost:3000"] } });
    expect((await request(port, health, { origin: `http://127.0.0.1:${port}` })).status).toBe(200);
    const listed = { origin: "http://localhost:3000", "sec-fetch-site": "same-site" };
    expect(await request(port, health, listed)).toMatchObject({
      status: 200,
      headers: { "access-control-allow-origin": "http://localhost:3000", vary: "origin" },
    });
    const preflight = { ...listed, "access-control-request-method": "POST" };
    expect(await request(port, health, preflight, "OPTIONS")).toMatchObject({
      status: 204,
      headers: {
        "access-control-allow-methods": expect.stringMatching(/POST/),
        "access-control-allow-headers": expect.stringMatching(/authorization/),
      },
    });
  });

  test("a listed host is one of this machine's names", async () => {
    const { port } = await start({ control: { hosts: ["mock", "other:80"] } });
    expect((await request(port, health, { host: "mock:4010" })).status).toBe(200);
    expect((await request(port, health, { host: "other:80" })).status).toBe(200);
    expect((await request(port, health, { host: "other:81" })).status).toBe(403);
  });

  test("a preflight needs no token, and its request does", async () => {
    const { port } = await start({ control: { token: "t", origins: ["http://page.example"] } });
    const preflight = { origin: "http://page.example", "access-control-request-method": "POST" };
    expect((await request(port, health, preflight, "OPTIONS")).status).toBe(204);
    expect((await request(port, "/__twinspec/requests", { origin: "http://page.example" })).status).toBe(401);
  });
});
