import { describe, expect, test } from "vitest";
import { fileFor, isAllowed, isReachable } from "../../generator/document/remote/addresses.ts";
import { copyPath } from "../../generator/document/remote/copies.ts";
import { type FetchOptions, fetchDocument } from "../../generator/vendor/fetch-document.ts";
import { startUpstream, type Upstream } from "./upstream.ts";

describe("what the settings list", () => {
  test.each<[string, string[], boolean]>([
    ["https://specs.example.com/a.json", ["specs.example.com"], true],
    ["https://specs.example.com/a.json", ["SPECS.example.com"], true],
    ["https://specs.example.com:8443/a.json", ["specs.example.com"], false],
    ["https://specs.example.com:8443/a.json", ["specs.example.com:8443"], true],
    ["https://a.specs.example.com/a.json", ["specs.example.com"], false],
    ["https://specs.example.com.evil.example/a.json", ["specs.example.com"], false],
    ["http://specs.example.com/a.json", ["specs.example.com", "http://specs.example.com/"], false],
    ["https://user:secret@specs.example.com/a.json", ["specs.example.com"], false],
    ["https://specs.example.com/v1/a.json", ["https://specs.example.com/v1/"], true],
    ["https://specs.example.com/v1/a.json", ["https://specs.example.com/v1"], true],
    ["https://specs.example.com/v10/a.json", ["https://specs.example.com/v1"], false],
    ["https://specs.example.com/v1/../v2/a.json", ["https://specs.example.com/v1/"], false],
    ["https://specs.example.com/v1/%2e%2e/v2/a.json", ["https://specs.example.com/v1/"], false],
    ["http://127.0.0.1:80/a.json", ["127.0.0.1"], true],
    ["http://localhost:8080/a.json", ["localhost:8080"], true],
    ["http://[::1]:8080/a.json", ["[::1]:8080"], true],
    ["https://10.0.0.1/a.json", ["10.0.0.0/8"], false],
    ["https://specs.example.com/a.json", [], false],
  ])("%s by %j: %s", (address, listed, want) => {
    expect(isAllowed(new URL(address).href, listed)).toBe(want);
  });

  test.each<[string, string[], boolean]>([
    ["93.184.215.14", [], true],
    ["2606:2800:21f:cb07:6820:80da:af6b:8b2c", [], true],
    ["127.0.0.1", [], false],
    ["10.1.2.3", [], false],
    ["172.31.255.255", [], false],
    ["172.32.0.1", [], true],
    ["192.168.1.1", [], false],
    ["169.254.169.254", [], false],
    ["100.64.0.1", [], false],
    ["0.0.0.0", [], false],
    ["::", [], false],
    ["::1", [], false],
    ["::ffff:10.1.2.3", [], false],
    ["::ffff:7f00:1", [], false],
    ["64:ff9b::a00:1", [], false],
    ["fd00:ec2::254", [], false],
    ["fe80::1", [], false],
    ["10.1.2.3", ["10.0.0.0/8"], true],
    ["10.1.2.3", ["10.1.2.3"], true],
    ["10.1.2.3", ["https://10.1.2.3/specs/"], true],
    ["10.1.2.3", ["10.1.2.3:8443"], true],
    ["10.1.2.3", ["10.1.2.4", "192.168.0.0/16", "10.0.0.0/99"], false],
    ["fd00::1", ["fd00::/8"], true],
    ["::1", ["[::1]:8080"], true],
  ])("the address %s is connected to by %j: %s", (ip, listed, want) => {
    expect(isReachable(ip, listed)).toBe(want);
  });

  test("no table maps an address outside of its folder", () => {
    const table = new Map([["https://a.example/", "/x/specs"]]);
    expect(fileFor("https://a.example/b/c.json", table)).toBe("/x/specs/b/c.json");
    expect(fileFor("https://a.example/..%2fc.json", table)).toBeUndefined();
    expect(fileFor("https://a.example.evil/c.json", table)).toBeUndefined();
  });
});

describe("the file of a copy", () => {
  test.each<[string, string[], string | RegExp]>([
    ["https://a.example/v1/common.json", [], "twinspec.vendor/a.example/v1/common.json"],
    ["https://a.example/", [], "twinspec.vendor/a.example/index"],
    ["https://a.example/v1/%2e%2e%2fx/..%5C.json", [], /^twinspec\.vendor\/a\.example\/(?:[\w.-]+\/)*[\w.-]+\.json$/],
    ["https://a.example/con/nul.json", [], "twinspec.vendor/a.example/_con/_nul.json"],
    ["https://a.example/a?v=1", [], /^twinspec\.vendor\/a\.example\/[0-9a-f]{10}\/a$/],
    ["https://a.example/A.json", ["twinspec.vendor/a.example/a.json"], /\/[0-9a-f]{10}\/A\.json$/],
    ["https://a.example/a/b", ["twinspec.vendor/a.example/a"], /\/[0-9a-f]{10}\/b$/],
  ])("of %s beside %j", (address, taken, want) => {
    const path = copyPath(address, taken);
    if (typeof want === "string") expect(path).toBe(want);
    else expect(path).toMatch(want);
    expect(path.split("/")).not.toContain("..");
  });
});

describe("fetching", () => {
  const limits = { milliseconds: 500, bytes: 1_000 };
  const fetched = (upstream: Upstream, path: string, listed = [upstream.host]) =>
    fetchDocument(`${upstream.url}${path}`, listed, limits);

  test("gives the bytes, and sends no credentials", async () => {
    await using upstream = await startUpstream({
      "/a": (request, response) => response.end(JSON.stringify(Object.keys(request.headers).sort())),
    });
    const result = await fetched(upstream, "/a");
    const text = "bytes" in result ? Buffer.from(result.bytes).toString() : result.reason;
    expect(JSON.parse(text)).toEqual(["accept", "accept-encoding", "connection", "host"]);
  });

  test.each<[string, string, RegExp]>([
    ["a status that is none of success", "/gone", /^the server responded with 404$/],
    ["a page for people", "/page", /^the server responded with a web page$/],
    ["one that does not call itself so", "/untyped", /^the server responded with a web page$/],
    ["more bytes than allowed, as announced", "/large", /^it is larger than /],
    ["more bytes than allowed, as sent", "/endless", /^it is larger than /],
    ["a response that does not end", "/slow", /^it took longer than 0\.5 s$/],
    ["no response", "/silent", /^it took longer than 0\.5 s$/],
    ["a response that breaks off", "/broken", /./],
    ["a response that is compressed all the same", "/gzip", /Content-Encoding: gzip/],
    ["a redirect to another host", "/other-host", /^the server redirects to another host, http:\/\/localhost:1$/],
    ["a redirect to another port", "/other-port", /^the server redirects to another host, /],
    ["a redirect to another scheme", "/scheme", /^the server redirects to another host, file:|null/],
    ["redirects without end", "/loop", /^the server redirects more than 5 times$/],
  ])("refuses %s", async (_, path, reason) => {
    await using upstream = await startUpstream({
      "/untyped": (_request, response) => response.writeHead(200).end("\n<!doctype html>\n<title>Sign in"),
      "/page": (_request, response) => response.writeHead(200, { "content-type": "text/html" }).end("<p>Sign in"),
      "/large": "x".repeat(2_000),
      "/endless": (_request, response) => {
        response.flushHeaders();
        response.end("x".repeat(2_000));
      },
      "/slow": (_request, response) => void response.write("openapi:"),
      "/silent": () => undefined,
      "/broken": (_request, response) => {
        response.writeHead(200, { "content-length": "100" });
        response.write("openapi:", () => response.destroy());
      },
      "/gzip": (_request, response) => response.writeHead(200, { "content-encoding": "gzip" }).end("x"),
      "/other-host": (_request, response) => response.writeHead(302, { location: "http://localhost:1/a" }).end(),
      "/other-port": (_request, response) => response.writeHead(307, { location: "http://127.0.0.1:1/a" }).end(),
      "/scheme": (_request, response) => response.writeHead(302, { location: "file:///etc/passwd" }).end(),
      "/loop": (_request, response) => response.writeHead(302, { location: "/loop" }).end(),
    });
    const result = await fetched(upstream, path);
    expect("reason" in result ? result.reason : "it was fetched").toMatch(reason);
  });

  test("refuses a redirect to what the settings do not list", async () => {
    await using upstream = await startUpstream({
      "/v1/a": (_request, response) => response.writeHead(302, { location: "/v2/a" }).end(),
      "/v2/a": "a: 1",
    });
    const result = await fetched(upstream, "/v1/a", [`${upstream.url}/v1/`]);
    expect(result).toEqual({
      reason: `the server redirects to ${upstream.url}/v2/a, which \`vendor\` in the settings does not list`,
    });
    expect(upstream.asked).toEqual(["/v1/a"]);
  });

  test("refuses a name that resolves to a private network, unless the settings list the network", async () => {
    await using upstream = await startUpstream({ "/a": "a: 1" });
    const asked: string[] = [];
    const resolveName: FetchOptions["resolveName"] = (hostname, _, callback) => {
      asked.push(hostname);
      callback(null, [
        { address: "127.0.0.1", family: 4 },
        { address: "93.184.215.14", family: 4 },
      ]);
    };
    const address = `http://specs.example.com:${new URL(upstream.url).port}/a`;
    const refused = await fetchDocument(address, ["specs.example.com"], { ...limits, resolveName });
    expect(refused).toEqual({
      reason: "specs.example.com is 127.0.0.1, in a private network, which `vendor` in the settings does not list",
      help: "list the network too, if it is yours: `127.0.0.1`",
    });
    expect([upstream.asked, asked]).toEqual([[], ["specs.example.com"]]);
    const listed = await fetchDocument(address, ["specs.example.com", "127.0.0.0/8"], { ...limits, resolveName });
    expect(listed).toHaveProperty("bytes");
  });

  test("refuses an address of a private network without connecting to it", async () => {
    const started = performance.now();
    const { reason } = (await fetchDocument("https://169.254.169.254/latest", ["a.example"], limits)) as {
      reason: string;
    };
    expect(reason).toMatch(/^169\.254\.169\.254 is in a private network, /);
    expect(performance.now() - started).toBeLessThan(limits.milliseconds);
  });
});
