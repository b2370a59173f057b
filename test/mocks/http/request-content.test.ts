import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { MockServer } from "../../../mocks/server/mock.ts";
import { startServer } from "../../../mocks/server/start-server.ts";
import { documentOf, json } from "../document.ts";

const note = { type: "object", required: ["text"], properties: { text: { type: "string" } } };
const flow = { tokenUrl: "/token", scopes: {} };
const document = documentOf(
  {
    "/notes": {
      post: {
        requestBody: { required: true, content: { "application/json": { schema: note } } },
        responses: json(note),
      },
    },
    "/files": {
      post: {
        requestBody: {
          content: {
            "text/plain": { schema: { type: "string" } },
            "multipart/form-data": { schema: { type: "object", properties: { note } } },
          },
        },
        responses: json(note),
      },
    },
    "/closed": { post: { security: [{ oauth: [] }], responses: json(note) } },
  },
  { components: { securitySchemes: { oauth: { type: "oauth2", flows: { clientCredentials: flow } } } } },
);
let mock: MockServer;

beforeAll(async () => {
  mock = await startServer(document);
});
beforeEach(() => mock.reset());
afterAll(() => mock.close());

const asJson = { "content-type": "application/json" };
const right = Buffer.from('{"text":"a"}');
const wrong = Buffer.from('{"text":1}');

async function post(body: Uint8Array<ArrayBuffer> | string, headers: Record<string, string>, path = "/notes") {
  const response = await fetch(mock.url + path, { method: "POST", headers: { ...asJson, ...headers }, body });
  return { status: response.status, headers: response.headers, body: (await response.json()) as { detail: string } };
}

describe("content codings of requests (RFC 9110, section 8.4)", () => {
  test.each<[coding: string, encode: (bytes: Buffer) => Buffer<ArrayBuffer>]>([
    ["gzip", gzipSync],
    ["x-gzip", gzipSync],
    ["GZIP", gzipSync],
    ["deflate", deflateSync],
    ["deflate", deflateRawSync],
    ["br", brotliCompressSync],
    ["identity", (bytes) => Buffer.from(bytes)],
    ["deflate, gzip", (bytes) => gzipSync(deflateSync(bytes))],
  ])("%s is taken off before the body is validated", async (coding, encode) => {
    const headers = { "content-encoding": coding };
    expect((await post(encode(right), headers)).status).toBe(200);
    expect(mock.requests.at(-1)?.arguments).toEqual({ body: { text: "a" } });
    expect((await post(encode(wrong), headers)).status).toBe(422);
  });

  test.each<[coding: string, unknown: string]>([
    ["zstd", "zstd"],
    ["compress", "compress"],
    ["gzip, zstd", "zstd"],
  ])("%s, which the mock does not know, is 415 with those it knows", async (coding, unknown) => {
    const { status, headers, body } = await post(right, { "content-encoding": coding });
    expect([status, headers.get("accept-encoding")]).toEqual([415, "gzip, deflate, br"]);
    expect(body.detail).toContain(unknown);
  });

  test("more than five are 415", async () => {
    const encode = (count: number) => Array.from({ length: count }).reduce<Buffer>((bytes) => gzipSync(bytes), right);
    const send = (count: number) =>
      post(Buffer.from(encode(count)), { "content-encoding": Array.from({ length: count }, () => "gzip").join(", ") });
    expect((await send(5)).status).toBe(200);
    const refused = await send(6);
    expect([refused.status, refused.body.detail]).toEqual([415, "A body may have 5 content codings."]);
  });

  test("bytes that are not in their coding are 400", async () => {
    expect((await post(right, { "content-encoding": "gzip" })).status).toBe(400);
    expect((await post(gzipSync(right).subarray(0, 20), { "content-encoding": "gzip" })).status).toBe(400);
  });

  test("what unpacks beyond the limit is 413, and is not unpacked further", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 2 ** 20));
    const twice = gzipSync(gzipSync(Buffer.alloc(11 * 2 ** 20)));
    expect((await post(bomb, { "content-encoding": "gzip" })).status).toBe(413);
    expect((await post(twice, { "content-encoding": "gzip, gzip" })).status).toBe(413);
  });

  test("a form of the token endpoint may have one", async () => {
    const form = "grant_type=client_credentials&client_id=me&client_secret=s";
    const headers = { "content-type": "application/x-www-form-urlencoded", "content-encoding": "gzip" };
    expect((await post(gzipSync(form), headers, "/token")).status).toBe(200);
  });

  test("where requests are only noted, it is noted", async () => {
    await using noting = await startServer(document, { onInvalidRequest: "note" });
    const headers = { ...asJson, "content-encoding": "zstd" };
    const response = await fetch(`${noting.url}/notes`, { method: "POST", headers, body: right });
    expect([response.status, response.headers.get("sl-violations")]).toEqual([200, expect.stringContaining("zstd")]);
  });
});

describe("JSON is UTF-8 (RFC 8259, section 8.1)", () => {
  test.each<[what: string, bytes: Uint8Array<ArrayBuffer>, contentType?: string]>([
    ["Latin-1", Buffer.from('{"text":"é"}', "latin1")],
    ["Latin-1 that says so", Buffer.from('{"text":"é"}', "latin1"), "application/json; charset=iso-8859-1"],
    ["UTF-16", Buffer.from('\ufeff{"text":"a"}', "utf16le"), "application/json; charset=utf-16"],
    ["half a character", Buffer.from([...Buffer.from('{"text":"'), 0xe2, 0x82, ...Buffer.from('"}')])],
    ["half of a surrogate pair", Buffer.from([...Buffer.from('{"text":"'), 0xed, 0xa0, 0x80, ...Buffer.from('"}')])],
  ])("%s is 400", async (_, bytes, contentType = "application/json") => {
    const { status, body } = await post(bytes, { "content-type": contentType });
    expect([status, body.detail]).toEqual([400, expect.stringContaining("UTF-8")]);
  });

  test("with its mark or without, beyond ASCII", async () => {
    expect((await post('{"text":"é€😀"}', { "content-type": "application/json; charset=utf-8" })).status).toBe(200);
    expect((await post('\ufeff{"text":"é"}', {})).status).toBe(200);
    expect(mock.requests.at(-1)?.arguments).toEqual({ body: { text: "é" } });
  });

  test("a text of another kind has its charset", async () => {
    const headers = { "content-type": "text/plain; charset=iso-8859-1" };
    expect((await post(Buffer.from("é", "latin1"), headers, "/files")).status).toBe(200);
    expect(mock.requests.at(-1)?.arguments).toEqual({ body: "é" });
  });
});

describe("Expect: 100-continue (RFC 9110, section 10.1.1)", () => {
  /** What comes back before anything of the body is sent. */
  async function firstReply(path: string, headers: string, length: number): Promise<string> {
    const socket = connect(mock.port, "127.0.0.1");
    socket.setEncoding("latin1");
    const head = `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\nexpect: 100-continue`;
    socket.write(`${head}\r\n${headers}content-length: ${length}\r\n\r\n`);
    const [first] = (await once(socket, "data")) as [string];
    socket.destroy();
    return first.slice(0, first.indexOf("\r\n\r\n"));
  }

  test.each<[refused: string, path: string, length: number, status: number]>([
    ["too much", "/notes", 11 * 2 ** 20, 413],
    ["no path", "/nothing", 5, 404],
    ["no access", "/closed", 5, 401],
  ])("%s is refused before the body is asked for, and the connection ends", async (_, path, length, status) => {
    const reply = await firstReply(path, "", length);
    expect(reply).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(reply).toMatch(/connection: close/i);
  });

  test("what is read is asked for, and the connection stays", async () => {
    const asked = httpRequest({
      ...{ port: mock.port, path: "/notes", method: "POST" },
      headers: { ...asJson, expect: "100-continue", "content-length": right.length },
    });
    asked.flushHeaders();
    await once(asked, "continue");
    asked.end(right);
    const [response] = (await once(asked, "response")) as [IncomingMessage];
    // Without a word of it, a connection of HTTP/1.1 stays.
    expect([response.statusCode, response.headers.connection]).toEqual([200, undefined]);
    response.resume();
  });

  test("another expectation is 417", async () => {
    const reply = await firstReply("/notes", "", 5).catch(() => "");
    expect(reply).toMatch(/^HTTP\/1\.1 100 /);
    const asked = httpRequest({
      ...{ port: mock.port, path: "/notes", method: "POST" },
      headers: { ...asJson, expect: "the-unexpected" },
    });
    asked.end(right);
    const [incoming] = (await once(asked, "response")) as [IncomingMessage];
    const problem = JSON.parse(Buffer.concat(await incoming.toArray()).toString()) as { title: string };
    expect([incoming.statusCode, problem.title]).toEqual([417, "Expectation failed"]);
  });
});
