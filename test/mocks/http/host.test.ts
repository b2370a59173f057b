import { type IncomingHttpHeaders, request } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createHostCheck } from "../../../mocks/http/host.ts";
import type { MockServer } from "../../../mocks/server/mock.ts";
import { startServer } from "../../../mocks/server/start-server.ts";
import { documentOf, json } from "../document.ts";

const notes = documentOf({ "/notes": { get: { responses: json({ type: "array" }, ["a"]) } } });
let mock: MockServer;

beforeAll(async () => {
  mock = await startServer(notes);
});
afterAll(() => mock.close());

/** What comes back for a request with these lines, of the connection's own closing. */
function ask(lines: readonly string[], version = "1.1", target = "/notes"): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    const socket = connect(mock.port, "127.0.0.1");
    socket.setEncoding("latin1").on("data", (chunk: string) => {
      text += chunk;
    });
    socket.on("close", () => resolve(text));
    socket.write([`GET ${target} HTTP/${version}`, ...lines, "connection: close", "", ""].join("\r\n"));
  });
}

function statusOf(reply: string): number {
  return Number(/^HTTP\/1\.1 (\d+)/.exec(reply)?.[1] ?? 0);
}

describe("a request has one well-formed Host (RFC 9112, section 3.2)", () => {
  test.each<[fault: string, lines: string[]]>([
    ["none", []],
    ["two", ["host: localhost", "Host: localhost"]],
    ["two that differ", ["host: localhost", "host: evil.example"]],
    ["an empty one", ["host:"]],
    ["two names in one", ["host: localhost, evil.example"]],
    ["a user before it", ["host: me@localhost"]],
    ["a path behind it", ["host: localhost/x"]],
    ["a port that is no number", ["host: localhost:http"]],
    ["an address that is none", ["host: [::1"]],
  ])("%s is 400, with a problem, and the connection ends", async (_, lines) => {
    const reply = await ask(lines);
    expect(statusOf(reply)).toBe(400);
    expect(reply).toMatch(/content-type: application\/problem\+json/i);
    expect(reply).toMatch(/connection: close/i);
    expect(JSON.parse(reply.split("\r\n\r\n")[1] ?? "")).toMatchObject({ status: 400 });
  });

  test("HTTP/1.0 knows none", async () => {
    expect(statusOf(await ask([], "1.0"))).toBe(200);
    expect(statusOf(await ask(["host: localhost", "host: localhost"], "1.0"))).toBe(400);
  });
});

describe("on a loopback address a mock answers to this machine's names alone", () => {
  test.each([
    "localhost",
    "LOCALHOST:4010",
    "127.0.0.1:1",
    "127.1.2.3",
    "[::1]:4010",
    "app.localhost:3000",
    "localhost.:1",
    "[0:0::1]:1",
    "[::FFFF:127.0.0.1]",
  ])("%s is one", async (host) => {
    expect(statusOf(await ask([`host: ${host}`]))).toBe(200);
  });

  test.each([
    "evil.example",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "192.168.0.1",
    "[::2]",
    "mock:4010",
    "a.",
    "[::ffff:10.0.0.1]",
  ])("%s is none, as after DNS rebinding", async (host) => {
    const reply = await ask([`host: ${host}`]);
    expect(statusOf(reply)).toBe(403);
    expect(reply).toContain("--allowed-hosts");
  });

  test("nor for the control API and OAuth endpoints of it", async () => {
    for (const target of ["/__twinspec/health", "/nothing", "*"])
      expect(statusOf(await ask(["host: evil.example"], "1.1", target))).toBe(403);
  });

  test("a whole address, as clients of a proxy send it, has any host", async () => {
    const address = "http://api.example.com/notes";
    expect(statusOf(await ask(["host: api.example.com"], "1.1", address))).toBe(200);
    expect(statusOf(await ask(["host: evil.example"]))).toBe(403);
  });
});

describe("further names", () => {
  const isAllowed = (allowed: readonly string[], host: string, boundHost = "127.0.0.1") => {
    const head = { headers: { host } as IncomingHttpHeaders, httpVersion: "1.1", rawHeaders: ["Host", host], url: "/" };
    try {
      createHostCheck({ boundHost, allowed })(head);
      return true;
    } catch {
      return false;
    }
  };

  test.each<[allowed: string[], host: string, want: boolean]>([
    [["mock"], "mock:4010", true],
    [["Mock"], "mOCK", true],
    [["mock:4010"], "mock:4010", true],
    [["mock:4010"], "mock:4011", false],
    [[".example.com"], "a.b.example.com:1", true],
    [[".example.com"], "example.com", true],
    [[".example.com"], "evilexample.com", false],
    [["*"], "anything.example", true],
    [["*"], "not a host", false],
  ])("%j and %s", (allowed, host, want) => {
    expect(isAllowed(allowed, host)).toBe(want);
  });

  test("a mock that other machines reach takes all", () => {
    expect([isAllowed([], "mock:4010", "0.0.0.0"), isAllowed([], "a, b", "0.0.0.0")]).toEqual([true, false]);
  });

  test("come from options", async () => {
    await using named = await startServer(notes, { allowedHosts: ["mock"] });
    const status = await new Promise((resolve) => {
      const asked = request({ port: named.port, path: "/notes", headers: { host: "mock:4010" } }, (response) => {
        resolve(response.resume().statusCode);
      });
      asked.end();
    });
    expect(status).toBe(200);
  });
});
