import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import type { MockResponse } from "../../../mocks/http/response.ts";
import { send } from "../../../mocks/http/send.ts";

const cors = ["access-control-allow-origin", "*", "vary", "origin"];

/** Serves one response, always the same object, and gives what arrives of it. */
async function serving(response: MockResponse, further?: readonly string[]) {
  const server = createServer((_, outgoing) => void send(outgoing, response, further)).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return async (method = "GET") => {
    const received = await fetch(url, { method });
    const { date: _, connection: __, "keep-alive": ___, ...headers } = Object.fromEntries(received.headers);
    return { status: received.status, headers, body: await received.text() };
  };
}

describe("a response", () => {
  const headers: MockResponse["headers"] = [
    ["Content-Type", "text/plain"],
    ["Content-Length", "999"],
    ["Transfer-Encoding", "chunked"],
    ["Vary", "accept"],
    ["not a name", "x"],
    ["x-lines", "a\r\nb"],
    ["x-twice", "1"],
    ["X-Twice", "2"],
    ["x-list", ["a", "b"]],
    ["set-cookie", ["a=1", "b=2"]],
  ];

  test("is sent time and again with its own headers before others, and without those that HTTP does not allow", async () => {
    const ask = await serving({ status: 201, headers, body: "é" }, cors);
    const sent = {
      "access-control-allow-origin": "*",
      "content-length": "2",
      "content-type": "text/plain",
      "set-cookie": "b=2",
      vary: "origin, accept",
      "x-list": "a, b",
      "x-twice": "2",
    };
    for (const _ of [1, 2, 3]) expect(await ask()).toEqual({ status: 201, headers: sent, body: "é" });
  });

  test("to HEAD has the length of its body, or the one that it says where it has none", async () => {
    const body = Buffer.from("four");
    const ask = await serving({ status: 200, headers: [], body });
    expect(await ask("HEAD")).toEqual({ status: 200, headers: { "content-length": "4" }, body: "" });
    expect(await ask("GET")).toEqual({ status: 200, headers: { "content-length": "4" }, body: "four" });
    const bodyless = await serving({ status: 200, headers: [["content-length", "12"]], body: undefined });
    expect((await bodyless("HEAD")).headers).toEqual({ "content-length": "12" });
    expect((await bodyless("GET")).headers).toEqual({ "content-length": "0" });
  });

  test.each([204, 304])("with status %s has neither a body nor a length", async (status) => {
    const ask = await serving({ status, headers: [], body: "x" }, cors);
    const others = { "access-control-allow-origin": "*", vary: "origin" };
    expect(await ask()).toEqual({ status, headers: others, body: "" });
  });
});

test.each([
  ["slowly", { kind: "slow", milliseconds: 600_000 }],
  ["in pieces", { kind: "paced", pieces: ["a", "b"], milliseconds: 60_000 }],
] as const)("what is sent %s ends when nobody reads it any more", async (_, transmission) => {
  const response: MockResponse = { status: 200, headers: [], body: "x".repeat(1_000), transmission };
  const server = createServer().listen(0, "127.0.0.1");
  const sent = once(server, "request").then(([, outgoing]) => send(outgoing as ServerResponse, response));
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const leaving = new AbortController();
  await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { signal: leaving.signal });
  leaving.abort();
  await sent;
});
