import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request as send } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import type { Mock, MockOptions } from "../../../mocks/server/mock.ts";
import { startMock, startMocks } from "../../../mocks/server/start-mock.ts";

const spec = resolve("docs/examples/petstore.yaml");
const folder = vi.hoisted(() => ({ path: "" }));

vi.mock("../../../mocks/inspector/serve/page-folder.ts", () => ({ pageFolder: () => folder.path }));

beforeAll(() => {
  folder.path = mkdtempSync(join(tmpdir(), "twinspec-page-"));
  mkdirSync(join(folder.path, "page"));
  writeFileSync(join(folder.path, "index.html"), "<!doctype html><title>The page</title>");
  writeFileSync(join(folder.path, "page", "index-AbC123.js"), "export {};");
  writeFileSync(join(folder.path, "page", "secret.env"), "no");
});
afterAll(() => rmSync(folder.path, { recursive: true }));

async function start(options: Partial<MockOptions> = {}): Promise<Mock> {
  const mock = await startMock({ spec, ...options });
  onTestFinished(() => mock.close());
  return mock;
}

interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** The path goes out as it is: `fetch` would shorten it. */
function get(port: number, path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Got> {
  return new Promise((done, failed) => {
    send({ port, path, headers, method, host: "127.0.0.1" }, async (response) => {
      let text = "";
      for await (const chunk of response) text += String(chunk);
      done({ status: response.statusCode ?? 0, headers: response.headers, text });
    })
      .on("error", failed)
      .end();
  });
}

describe("the page", () => {
  test("is at the path of the control API, with a policy that allows its own files alone", async () => {
    const { port } = await start();
    const { status, headers, text } = await get(port, "/__twinspec/");
    expect([status, text]).toEqual([200, "<!doctype html><title>The page</title>"]);
    expect(headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-cache",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
    });
    const policy = String(headers["content-security-policy"]).split("; ");
    expect(policy).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"]),
    );
    expect(String(policy)).not.toMatch(/unsafe|\*|data:|https?:/);
  });

  test("has files whose names say what is in them, so they are kept", async () => {
    const { port } = await start();
    expect(await get(port, "/__twinspec/page/index-AbC123.js")).toMatchObject({
      status: 200,
      headers: {
        "content-type": "text/javascript; charset=utf-8",
        "cache-control": "public, max-age=31536000, immutable",
        "content-security-policy": expect.any(String),
      },
      text: "export {};",
    });
    expect(await get(port, "/__twinspec/", {}, "HEAD")).toMatchObject({ status: 200, text: "" });
  });

  test("is below its own folder, for what it refers to", async () => {
    const { port } = await start();
    expect(await get(port, "/__twinspec")).toMatchObject({ status: 308, headers: { location: "__twinspec/" } });
    expect(await get(port, "/__twinspec?a=/")).toMatchObject({ status: 308 });
  });

  test.each([
    "/__twinspec/page/../../package.json",
    "/__twinspec/page/..%2f..%2fpackage.json",
    "/__twinspec/page/%2e%2e/index.html",
    "/__twinspec/page/secret.env",
    "/__twinspec/page/__proto__",
    "/__twinspec/page/",
    "/__twinspec/page//etc/passwd",
  ])("nothing else of the disk is served: %s", async (path) => {
    const { port } = await start();
    expect((await get(port, path)).status).toBe(404);
  });

  test("a POST to it is none of the page's", async () => {
    const { port } = await start();
    expect((await get(port, "/__twinspec/", {}, "POST")).status).toBe(404);
  });

  test("is in no journal", async () => {
    const mock = await start();
    await get(mock.port, "/__twinspec/");
    expect(mock.requests).toEqual([]);
  });

  test("is there for each of several APIs, and at the root", async () => {
    const mocks = await startMocks({ apis: { "/a": { spec }, "/b": { spec, control: false } } });
    onTestFinished(() => mocks.close());
    const statusOf = async (path: string) => (await get(mocks.port, path)).status;
    expect(await statusOf("/__twinspec/")).toBe(200);
    expect(await statusOf("/a/__twinspec/")).toBe(200);
    expect(await statusOf("/b/__twinspec/")).toBe(404);
    expect(mocks.inspector).toBe(`${mocks.url}/__twinspec/`);
  });
});

describe("who may", () => {
  test("the page needs no token, as it tells nothing; what it asks for does", async () => {
    const { port } = await start({ control: { token: "secret" } });
    expect((await get(port, "/__twinspec/")).status).toBe(200);
    expect((await get(port, "/__twinspec/operations")).status).toBe(401);
  });

  test("a name that leads to this machine, and another site, are refused", async () => {
    const { port } = await start();
    expect((await get(port, "/__twinspec/", { host: "evil.example" })).status).toBe(403);
    expect((await get(port, "/__twinspec/", { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await get(port, "/__twinspec/", { origin: "http://evil.example" })).status).toBe(403);
  });

  test("there is none without a control API, and none for other machines without a token", async () => {
    const off = await start({ control: false });
    expect((await get(off.port, "/__twinspec/")).status).toBe(404);
    const wide = await startMocks({ apis: { "": { spec } }, host: "0.0.0.0" });
    onTestFinished(() => wide.close());
    expect([(await get(wide.port, "/__twinspec/")).status, wide.inspector]).toEqual([403, undefined]);
  });
});

test("a page that was not built says how it is", async () => {
  const built = folder.path;
  folder.path = join(built, "none");
  onTestFinished(() => {
    folder.path = built;
  });
  const { port } = await start();
  const { status, text } = await get(port, "/__twinspec/");
  expect([status, text]).toEqual([404, expect.stringContaining("npm run build")]);
});
