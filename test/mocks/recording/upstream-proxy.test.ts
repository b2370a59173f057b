import { createServer, request } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, connect, type Server } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { createUpstream } from "../../../mocks/recording/upstream/upstream.ts";
import { startMock } from "../../../mocks/server/start-mock.ts";
import { workspaceWith } from "../../commands/running-mock.ts";
import { closeAll, startApi } from "./api.ts";
import { selfSigned } from "./self-signed.ts";

afterEach(async () => {
  await closeAll();
  vi.unstubAllEnvs();
});

async function listening(server: Server & { closeAllConnections?(): void }): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections?.();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A proxy that passes on what comes with this credential, and tells what it was asked. */
async function startProxy(credential?: string) {
  const asked: string[] = [];
  const isRefused = (authorization: string | undefined) =>
    credential !== undefined && authorization !== `Basic ${Buffer.from(credential).toString("base64")}`;
  const proxy = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    if (isRefused(incoming.headers["proxy-authorization"])) return void outgoing.writeHead(407).end("who?");
    const { "proxy-authorization": _, ...headers } = incoming.headers;
    const { method = "" } = incoming;
    incoming.pipe(
      request(incoming.url ?? "", { method, headers }, (response) => {
        outgoing.writeHead(response.statusCode ?? 0, response.rawHeaders);
        response.pipe(outgoing);
      }),
    );
  });
  proxy.on("connect", (incoming, socket) => {
    asked.push(`CONNECT ${incoming.url}`);
    if (isRefused(incoming.headers["proxy-authorization"]))
      return void socket.end("HTTP/1.1 407 Who\r\ncontent-length: 0\r\n\r\n");
    const [host, port] = (incoming.url ?? "").split(":");
    const far = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      far.pipe(socket).pipe(far);
    });
    for (const end of [far, socket]) end.on("error", () => far.destroy());
  });
  return { host: await listening(proxy), asked };
}

const get = { method: "GET", target: "/things?a=1", headers: { "x-a": "b" }, body: Buffer.alloc(0) };

describe("an API behind a proxy", () => {
  test("by http is asked for by its whole address", async () => {
    const api = await startApi((_, response) => response.writeHead(201).end("[1]"));
    const { host, asked } = await startProxy("us er:p:w");
    const upstream = createUpstream(`${api.url}/v1`, { proxy: `http://us%20er:p%3Aw@${host}` });
    expect(await upstream(get)).toMatchObject({ status: 201, body: Buffer.from("[1]") });
    const post = { ...get, method: "POST", body: Buffer.from('{"a":1}') };
    expect(await upstream(post)).toMatchObject({ status: 201 });
    expect(asked).toEqual([`GET ${api.url}/v1/things?a=1`, `POST ${api.url}/v1/things?a=1`]);
    expect(api.requests).toMatchObject([
      { method: "GET", url: "/v1/things?a=1", headers: { "x-a": "b", host: new URL(api.url).host } },
      { method: "POST", body: '{"a":1}' },
    ]);
    for (const { headers } of api.requests) expect(headers).not.toHaveProperty("proxy-authorization");
  });

  test("by https is reached through a tunnel, in which the proxy reads nothing", async () => {
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    const api = createHttpsServer(selfSigned, (incoming, response) => void response.end(`got ${incoming.url}`));
    const address = await listening(api);
    const { host, asked } = await startProxy("a:b");
    const upstream = createUpstream(`https://${address}`, { proxy: `http://a:b@${host}` });
    expect(String((await upstream(get)).body)).toBe("got /things?a=1");
    expect(asked).toEqual([`CONNECT ${address}`]);
  });

  test.each(["http", "https"])(
    "that refuses: 502 says so, and it is no response of the API, by %s",
    async (protocol) => {
      const api = await startApi((_, response) => response.end());
      const { host } = await startProxy("a:secret");
      const upstream = createUpstream(api.url.replace("http", protocol), { proxy: `http://a:wrong@${host}` });
      const error: unknown = await upstream(get).catch((cause: unknown) => cause);
      expect(error).toMatchObject({
        status: 502,
        detail: expect.stringContaining(`${host} refuses the request with 407`),
      });
      expect(JSON.stringify(error)).not.toMatch(/wrong/);
      expect(api.requests).toEqual([]);
    },
  );

  test("that is down: 502", async () => {
    const upstream = createUpstream("http://api.example", { proxy: "http://127.0.0.1:1" });
    await expect(upstream(get)).rejects.toMatchObject({
      status: 502,
      detail: expect.stringContaining("ECONNREFUSED 127.0.0.1:1"),
    });
  });

  test.each(["proxy.example.com:3128", "socks5://a", "http://%zz:b@a"])("must have an address: %s", (proxy) => {
    expect(() => createUpstream("http://api.example", { proxy })).toThrow("is an http or https address");
  });
});

test.each(["record", "upstream"])("a mock reaches the API of %s through the proxy", async (how) => {
  const api = await startApi((_, response) => response.writeHead(200, { "content-type": "text/plain" }).end("real"));
  const { host, asked } = await startProxy();
  const document = `openapi: 3.1.0
info: { title: Things, version: "1" }
paths: { /things: { get: { operationId: getThings, responses: { "200": { description: "", content: { text/plain: {} } } } } } }
`;
  const workspace = workspaceWith({ "things.yaml": document });
  onTestFinished(() => workspace.dispose());
  const mock = await startMock({
    spec: join(workspace.folder, "things.yaml"),
    upstreamProxy: `http://${host}`,
    ...(how === "record"
      ? { record: api.url, recording: false }
      : { upstream: { url: api.url, operations: ["getThings"] } }),
  });
  onTestFinished(() => mock.close());
  expect(await (await fetch(`${mock.url}/things`)).text()).toBe("real");
  expect(asked).toEqual([`GET ${api.url}/things`]);
});
