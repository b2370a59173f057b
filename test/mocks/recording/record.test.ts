import { once } from "node:events";
import { request as requestHttp } from "node:http";
import { brotliCompressSync, deflateRawSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { createUpstream } from "../../../mocks/recording/upstream/upstream.ts";
import { createMemoryStore } from "../../../mocks/storage/memory-store.ts";
import { closeAll, recordingsIn, startApi, startMockOf } from "./api.ts";

afterEach(closeAll);

const asJson = { "content-type": "application/json" };

test("a request goes to the API and its response comes back, and both are written down", async () => {
  const api = await startApi((_, response) => {
    response
      .writeHead(200, { ...asJson, etag: '"1"', "x-request-id": "abc" })
      .end('[ {"id": "1", "subject": "Ünder"} ]');
  });
  const store = createMemoryStore();
  const mock = await startMockOf({ record: `${api.url}/api/v1/` }, store);
  const response = await fetch(`${mock.url}/tickets?status=open&limit=10&status=new`, { headers: { orgid: "7" } });
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('[ {"id": "1", "subject": "Ünder"} ]');
  expect(response.headers.get("etag")).toBe('"1"');
  expect(api.requests).toMatchObject([
    {
      method: "GET",
      url: "/api/v1/tickets?status=open&limit=10&status=new",
      headers: { host: new URL(api.url).host, orgid: "7", "accept-encoding": "identity" },
    },
  ]);
  expect(await recordingsIn(store)).toEqual({
    "getTickets/0001": {
      operation: "getTickets",
      recorded: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      request: {
        method: "GET",
        path: "/tickets",
        query: { status: ["open", "new"], limit: "10" },
        headers: expect.objectContaining({ orgid: "7" }),
      },
      response: {
        status: 200,
        headers: expect.objectContaining({ "content-type": "application/json", "x-request-id": "abc" }),
        body: { json: [{ id: "1", subject: "Ünder" }] },
      },
      violations: [],
    },
  });
});

test("a request to an OAuth endpoint breaks no document, also where only what the document has is taken", async () => {
  const api = await startApi((_, response) => response.writeHead(200, asJson).end('{"access_token": "s3cret-token"}'));
  const store = createMemoryStore();
  const mock = await startMockOf({ record: api.url, errors: true }, store);
  const body = new URLSearchParams({ grant_type: "client_credentials", client_id: "a", client_secret: "b" });
  const response = await fetch(`${mock.url}/oauth/token`, { method: "POST", body });
  expect([response.status, await response.json()]).toEqual([200, { access_token: "s3cret-token" }]);
  expect(mock.unexpectedViolations).toEqual([]);
  const [recording] = Object.values(await recordingsIn(store));
  expect(recording).toMatchObject({ request: { path: "/oauth/token" }, violations: [] });
  expect(JSON.stringify(recording)).not.toContain("s3cret");
});

test("what breaks the document is sent all the same, and named in the response, the log and the recording", async () => {
  const api = await startApi((_, response) => response.writeHead(200, asJson).end('[{"subject": 1}]'));
  const store = createMemoryStore();
  const mock = await startMockOf({ record: api.url }, store);
  const response = await fetch(`${mock.url}/tickets?limit=many`);
  const violations = JSON.parse(response.headers.get("sl-violations") ?? "[]") as { location: string[] }[];
  expect(violations.map(({ location }) => location.join("/"))).toEqual([
    "request/query/limit",
    "response/body/0/id",
    "response/body/0/subject",
  ]);
  expect(mock.requests[0]?.violations).toEqual(violations);
  expect((await recordingsIn(store))["getTickets/0001"]).toMatchObject({ violations });
});

test("with errors, a request that breaks the document stays here, and a response that does becomes an error", async () => {
  const api = await startApi((_, response) => response.writeHead(200, asJson).end("[{}]"));
  const store = createMemoryStore();
  const mock = await startMockOf({ record: api.url, errors: true }, store);
  expect((await fetch(`${mock.url}/tickets?limit=many`)).status).toBe(422);
  expect((await fetch(`${mock.url}/nowhere`)).status).toBe(404);
  expect(api.requests).toEqual([]);
  expect((await fetch(`${mock.url}/tickets`)).status).toBe(500);
  expect(Object.keys(await recordingsIn(store))).toEqual(["getTickets/0001"]);
});

test("a path and a method that the document does not describe are sent and recorded with what is wrong", async () => {
  const api = await startApi((_, response) => response.writeHead(418).end("short and stout"));
  const store = createMemoryStore();
  const mock = await startMockOf({ record: api.url }, store);
  const response = await fetch(`${mock.url}/tea/../pot?x=1`.replace("tea/../", "tea/"), {
    method: "POST",
    body: "leaves",
  });
  expect([response.status, await response.text()]).toEqual([418, "short and stout"]);
  expect(response.headers.get("sl-violations")).toContain("no-path");
  await fetch(`${mock.url}/tickets`, { method: "PATCH" });
  expect(await recordingsIn(store)).toMatchObject({
    "undescribed/0001": {
      request: { method: "POST", path: "/tea/pot", query: { x: "1" }, body: { text: "leaves" } },
      response: { status: 418, body: { text: "short and stout" } },
      violations: [{ code: "no-path" }],
    },
    "undescribed/0002": { violations: [{ code: "wrong-method" }] },
  });
  expect(mock.requests.map(({ status }) => status)).toEqual([418, 418]);
});

test("credentials go on as they were sent, and neither access nor the mock's own OAuth endpoints are in the way", async () => {
  const api = await startApi((_, response) => response.writeHead(200, asJson).end("[]"));
  const mock = await startMockOf({ record: api.url, auth: "strict" });
  const headers = { authorization: "Zoho-oauthtoken 1000.abc", cookie: "sid=1" };
  expect((await fetch(`${mock.url}/tickets`, { headers })).status).toBe(200);
  const form = new URLSearchParams({ grant_type: "client_credentials", client_secret: "s3cret" });
  await fetch(`${mock.url}/oauth/token`, { method: "POST", body: form });
  expect(api.requests).toMatchObject([
    { headers },
    { method: "POST", url: "/oauth/token", body: "grant_type=client_credentials&client_secret=s3cret" },
  ]);
});

test("headers of one connection do not reach the other", async () => {
  const api = await startApi((_, response) => {
    response.writeHead(200, {
      ...asJson,
      connection: "close, x-hop",
      "keep-alive": "timeout=1",
      "proxy-authenticate": "Basic",
      "x-hop": "1",
      "set-cookie": ["a=1", "b=2"],
    });
    response.end("[]");
  });
  const mock = await startMockOf({ record: api.url });
  const [response] = await send(`${mock.url}/tickets`, {
    connection: "keep-alive, x-mine",
    "x-mine": "1",
    te: "trailers",
    "proxy-authorization": "Basic eDp5",
    upgrade: "h2c",
    "x-kept": "1",
  });
  expect(response.headers).toMatchObject({ "set-cookie": ["a=1", "b=2"] });
  expect(Object.keys(response.headers)).not.toEqual(expect.arrayContaining(["x-hop"]));
  expect(response.headers["proxy-authenticate"]).toBeUndefined();
  expect(response.headers.connection).not.toContain("x-hop");
  const sent = api.requests[0]?.headers ?? {};
  for (const name of ["x-mine", "te", "proxy-authorization", "upgrade"]) expect(sent).not.toHaveProperty(name);
  expect(sent).toHaveProperty("x-kept", "1");
});

describe("bodies", () => {
  test.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
    ["deflate", deflateRawSync],
  ] as const)("%s is taken off, for the reader of the recording and for the client", async (coding, compress) => {
    const api = await startApi((_, response) => {
      response.writeHead(200, { ...asJson, "content-encoding": coding }).end(compress('[{"id":"1"}]'));
    });
    const store = createMemoryStore();
    const mock = await startMockOf({ record: api.url }, store);
    const [response, body] = await send(`${mock.url}/tickets`, {});
    expect(body.toString()).toBe('[{"id":"1"}]');
    expect(response.headers["content-encoding"]).toBeUndefined();
    expect(response.headers["content-length"]).toBe("12");
    expect((await recordingsIn(store))["getTickets/0001"]).toMatchObject({
      response: { body: { json: [{ id: "1" }] } },
    });
  });

  test("bytes that are not in the coding they claim come through untouched", async () => {
    const api = await startApi((_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end("plain"));
    const mock = await startMockOf({ record: api.url });
    const [response, body] = await send(`${mock.url}/files/1`, {});
    expect(response.headers["content-encoding"]).toBe("gzip");
    expect(body.toString()).toBe("plain");
  });

  test("a compressed request goes on compressed and is recorded so that it can be read", async () => {
    const api = await startApi((_, response) => response.writeHead(201).end());
    const store = createMemoryStore();
    const mock = await startMockOf({ record: api.url }, store);
    const body = gzipSync('{"id":"1"}');
    await fetch(`${mock.url}/tickets`, { method: "POST", headers: { ...asJson, "content-encoding": "gzip" }, body });
    expect(Buffer.from(api.requests[0]?.body ?? "", "latin1")).toEqual(body);
    expect((await recordingsIn(store))["createTicket/0001"]).toMatchObject({
      request: { body: { json: { id: "1" } } },
    });
  });

  test("bytes are base64, text is text, chunks are one body", async () => {
    const bytes = Buffer.from([0, 255, 254, 128, 10]);
    const api = await startApi((request, response) => {
      if (request.url === "/files/1") response.writeHead(200, { "content-type": "image/png" }).end(bytes);
      else {
        response.writeHead(200, { "content-type": "text/csv" });
        response.write("a,b\r\n");
        response.end("1,ü\r\n");
      }
    });
    const store = createMemoryStore();
    const mock = await startMockOf({ record: api.url }, store);
    expect(Buffer.from(await (await fetch(`${mock.url}/files/1`)).arrayBuffer())).toEqual(bytes);
    expect(await (await fetch(`${mock.url}/files/2`)).text()).toBe("a,b\r\n1,ü\r\n");
    expect(await recordingsIn(store)).toMatchObject({
      "getFile/0001": { response: { body: { base64: bytes.toString("base64") } } },
      "getFile/0002": { response: { body: { text: "a,b\r\n1,ü\r\n" } } },
    });
  });

  test("HEAD has the length of what GET would bring and no body, 204 has neither", async () => {
    const api = await startApi((request, response) => {
      if (request.method === "HEAD") response.writeHead(200, { ...asJson, "content-length": "1234" }).end();
      else response.writeHead(204).end();
    });
    const store = createMemoryStore();
    const mock = await startMockOf({ record: api.url }, store);
    const [head, body] = await send(`${mock.url}/tickets/1`, {}, "HEAD");
    expect([head.statusCode, head.headers["content-length"], body.length]).toEqual([200, "1234", 0]);
    const [deleted] = await send(`${mock.url}/tickets/1`, {}, "DELETE");
    expect([deleted.statusCode, deleted.headers["content-length"]]).toEqual([204, undefined]);
    expect(mock.requests.map(({ violations }) => violations)).toEqual([[], []]);
    expect(api.requests.map(({ method }) => method)).toEqual(["HEAD", "DELETE"]);
  });

  test("a redirect is a response", async () => {
    const api = await startApi((_, response) => response.writeHead(302, { location: "/elsewhere?page=2" }).end());
    const store = createMemoryStore();
    const mock = await startMockOf({ record: api.url }, store);
    const response = await fetch(`${mock.url}/tickets`, { redirect: "manual" });
    expect([response.status, response.headers.get("location")]).toEqual([302, "/elsewhere?page=2"]);
    expect(api.requests).toHaveLength(1);
  });

  test("a response beyond the limit is a problem 502 and not recorded, whether it is large or becomes so", async () => {
    const api = await startApi((request, response) => {
      const large = Buffer.alloc(100_000, "x");
      if (request.url === "/packed") response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(large));
      else response.end(large);
    });
    const upstream = createUpstream(api.url, { bodyLimit: 50_000 });
    for (const target of ["/plain", "/packed"]) {
      await expect(upstream({ method: "GET", target, headers: {}, body: Buffer.alloc(0) })).rejects.toMatchObject({
        status: 502,
        detail: expect.stringContaining("larger than the 50000 bytes"),
      });
    }
  });
});

describe("an API that fails", () => {
  test("and is down: 502 says so, and nothing is recorded", async () => {
    const store = createMemoryStore();
    const mock = await startMockOf({ record: "http://127.0.0.1:1/api" }, store);
    const response = await fetch(`${mock.url}/tickets`);
    expect(response.status).toBe(502);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({
      title: "Upstream unreachable",
      detail: expect.stringContaining("http://127.0.0.1:1/api did not respond: connect ECONNREFUSED"),
    });
    expect(await store.list("")).toEqual([]);
  });

  test("and breaks off: 502", async () => {
    const api = await startApi((_, response) => {
      response.writeHead(200, { "content-length": "100" }).write("half", () => response.destroy());
    });
    const mock = await startMockOf({ record: api.url });
    expect((await fetch(`${mock.url}/tickets`)).status).toBe(502);
  });

  test("and takes too long: 504", async () => {
    const api = await startApi(() => undefined);
    const upstream = createUpstream(api.url, { timeout: 50 });
    const request = { method: "GET", target: "/", headers: {}, body: Buffer.alloc(0) };
    await expect(upstream(request)).rejects.toMatchObject({
      status: 504,
      detail: `${api.url} did not respond in 50 ms.`,
    });
  });

  test.each(["desk.example.com", "ftp://x", "https://user:secret@x", "https://x/?a=1", "https://x/#a"])(
    "and has no address that can be recorded, %s: it does not start, and says why without the password",
    async (record) => {
      const error = await startMockOf({ record }).catch((cause: unknown) => cause);
      expect(error).toMatchObject({ name: "RecordingOptionError", code: "recording-option" });
      expect(String(error)).not.toContain("secret");
    },
  );
});

test("requests at the same time are all recorded, and later ones behind them", async () => {
  let count = 0;
  const api = await startApi((_, response) => {
    count += 1;
    response.writeHead(200, asJson).end(`[{"id":"${count}"}]`);
  });
  const store = createMemoryStore();
  const first = await startMockOf({ record: api.url }, store);
  await Promise.all([fetch(`${first.url}/tickets`), fetch(`${first.url}/tickets`), fetch(`${first.url}/tickets`)]);
  await first.close();
  const second = await startMockOf({ record: api.url }, store);
  await fetch(`${second.url}/tickets`);
  const recordings = await recordingsIn(store);
  expect(Object.keys(recordings)).toEqual(["getTickets/0001", "getTickets/0002", "getTickets/0003", "getTickets/0004"]);
  expect(recordings["getTickets/0004"]).toMatchObject({ response: { body: { json: [{ id: "4" }] } } });
});

test("what a test scripted is neither sent nor recorded", async () => {
  const api = await startApi((_, response) => response.end());
  const store = createMemoryStore();
  const mock = await startMockOf({ record: api.url }, store);
  mock.respond("getTickets", { status: 200, body: [] });
  expect(await (await fetch(`${mock.url}/tickets`)).json()).toEqual([]);
  expect([api.requests, await store.list("")]).toEqual([[], []]);
});

/** A request as node:http sends it, with headers that fetch does not allow and without decoding. */
async function send(url: string, headers: Record<string, string>, method = "GET") {
  const request = requestHttp(url, { headers, method, agent: false }).end();
  const [response] = (await once(request, "response")) as [import("node:http").IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  return [response, Buffer.concat(chunks)] as const;
}
