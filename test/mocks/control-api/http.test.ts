import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { MockOptions } from "../../../mocks/server/mock.ts";
import { startMock, startMocks } from "../../../mocks/server/start-mock.ts";

const spec = resolve("docs/examples/petstore.yaml");

/** A mock, what asks its control API, and what asks its own API. */
async function start(options: Partial<MockOptions> = {}) {
  const mock = await startMock({ spec, auth: "off", ...options });
  onTestFinished(() => mock.close());
  const ask = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${mock.url}/__twinspec${path}`, {
      method,
      ...(body !== undefined && {
        headers: { "content-type": "application/json" },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    });
    const text = await response.text();
    expect(response.headers.get("sl-violations")).toBeNull();
    return { status: response.status, body: (text === "" ? undefined : JSON.parse(text)) as unknown };
  };
  const get = async (path: string) => (await fetch(mock.url + path)).status;
  return { mock, ask, get };
}

test("operations have names, aliases, scopes and places", async () => {
  const { ask } = await start();
  const { body } = await ask("GET", "/operations");
  expect(body).toContainEqual({
    ...{ method: "GET", path: "/pets/{petId}", operationId: "getPet", name: "getPet", aliases: [] },
    scopes: [["pets:read"]],
    place: {
      ...{ file: "docs/examples/petstore.yaml", pointer: "/paths/~1pets~1{petId}/get" },
      ...{ line: expect.any(Number), column: 5 },
    },
  });
  expect((await ask("GET", "/access")).body).toEqual({
    mode: "off",
    endpoints: expect.arrayContaining(["POST /oauth/token"]),
    scopes: ["pets:read", "pets:write"],
    prefixes: ["Bearer"],
    ...{ implies: {}, isCaseSensitive: true },
  });
  expect((await ask("GET", "/sample-request")).body).toEqual({
    operation: expect.objectContaining({ name: "followEvents" }),
    target: "/events",
  });
});

describe("scripted responses", () => {
  test("are created, listed, shown, taken back one by one and all", async () => {
    const { ask, get } = await start();
    const rule = { operation: "getPet", when: { petId: "17" }, status: 404, body: { title: "none" }, times: 2 };
    const { status, body } = await ask("POST", "/responses", rule);
    expect([status, body]).toEqual([201, { id: expect.any(String) }]);
    const { id } = body as { id: string };
    expect([await get("/pets/17"), await get("/pets/1")]).toEqual([404, 200]);
    const kept = { ...rule, id, left: 1, isShared: true, isComputed: false };
    expect((await ask("GET", "/responses")).body).toEqual([kept]);
    expect((await ask("GET", `/responses/${id}`)).body).toEqual(kept);
    expect((await ask("DELETE", `/responses/${id}`)).status).toBe(204);
    expect(await ask("DELETE", `/responses/${id}`)).toMatchObject({
      status: 404,
      body: { title: "No such scripted response" },
    });
    await ask("POST", "/responses", rule);
    expect((await ask("DELETE", "/responses")).status).toBe(204);
    expect((await ask("GET", "/responses")).body).toEqual([]);
  });

  test("of the mock's own process are listed with what of them is data", async () => {
    const { mock, ask } = await start();
    mock.respond("getPet", () => ({ status: 404 }));
    mock.respond("getPet", { body: new Uint8Array([1]) }, { when: { petId: expect.any(String) } });
    expect((await ask("GET", "/responses")).body).toEqual([
      { operation: "getPet", id: expect.any(String), isShared: false, isComputed: true },
      { operation: "getPet", body: { base64: "AQ==" }, id: expect.any(String), isShared: false, isComputed: true },
    ]);
  });

  test("are templates of the request's arguments where they say so, and are listed as they were written", async () => {
    const { mock, ask } = await start();
    const rule = {
      operation: "getPet",
      headers: { "x-a": "{{args.petId}}" },
      body: { id: "{{args.petId}}", name: "Pet {{args.petId}}, \\{{no}}" },
    };
    await ask("POST", "/responses", rule);
    const read = async (path: string) => {
      const response = await fetch(mock.url + path);
      return [response.headers.get("x-a"), await response.json()];
    };
    expect(await read("/pets/7")).toEqual([rule.headers["x-a"], rule.body]);
    const template = { ...rule, isTemplate: true };
    const { body } = await ask("POST", "/responses", template);
    expect(await read("/pets/7%22")).toEqual(['7"', { id: '7"', name: 'Pet 7", {{no}}' }]);
    expect((await ask("GET", `/responses/${(body as { id: string }).id}`)).body).toMatchObject(template);
    expect(await read("/pets/%7B%7Bargs.petId%7D%7D")).toMatchObject(["{{args.petId}}", { id: "{{args.petId}}" }]);
    expect(await ask("POST", "/responses", { ...template, body: "{{petId}}" })).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('"{{petId}}" is not a valid template') },
    });
  });

  test("as templates escape what they fill into markup, by the document's media type or their own", async () => {
    const { mock, ask } = await start();
    const rule = { operation: "getPet", isTemplate: true, body: "<b>{{args.petId}}</b>" };
    await ask("POST", "/responses", { ...rule, headers: { "content-type": "text/html" } });
    expect(await (await fetch(`${mock.url}/pets/%3Ci%3E`)).text()).toBe("<b>&#60;i&#62;</b>");
  });

  test("integers beyond 2^53 keep their digits", async () => {
    const { mock, ask } = await start();
    await ask("POST", "/responses", '{"operation": "getPet", "body": {"id": "1", "name": "x", "n": 9007199254740993}}');
    const text = await (await fetch(`${mock.url}/pets/1`)).text();
    expect(text).toContain("9007199254740993");
  });
});

describe("faults", () => {
  test("are planned as text or as data, listed, and taken back", async () => {
    const { ask, get } = await start();
    const one = await ask("POST", "/faults", { operation: "listPets", fault: "status=503", times: 1 });
    expect(one.status).toBe(201);
    expect([await get("/pets"), await get("/pets")]).toEqual([503, 200]);
    const { body } = await ask("POST", "/faults", { operation: "*", fault: { kind: "html-page" } });
    const { id } = body as { id: string };
    expect(await get("/pets")).toBe(502);
    expect((await ask("GET", "/faults")).body).toEqual([
      { id, operation: "*", faults: [{ kind: "html-page" }], isShared: true },
    ]);
    expect((await ask("DELETE", `/faults/${id}`)).status).toBe(204);
    expect((await ask("DELETE", `/faults/${id}`)).status).toBe(404);
    await ask("POST", "/faults", { operation: "*", fault: "status=503" });
    expect((await ask("DELETE", "/faults")).status).toBe(204);
    expect(await get("/pets")).toBe(200);
  });
});

describe("the journal", () => {
  test("is filtered, counted, read by number and cleared", async () => {
    const { ask, get } = await start();
    for (const path of ["/pets", "/pets?limit=x", "/pet"]) await get(path);
    const { body } = await ask("GET", "/requests?operation=listPets&hasViolations=true");
    expect(body).toEqual({
      requests: [expect.objectContaining({ id: 2, url: "/pets?limit=x", status: 422, arguments: { limit: "x" } })],
      dropped: 0,
    });
    expect((await ask("GET", "/requests/count?status=4XX&method=get&after=2")).body).toEqual({ count: 1, dropped: 0 });
    expect((await ask("GET", "/requests/1")).body).toMatchObject({ id: 1, operation: { name: "listPets" } });
    expect((await ask("GET", "/requests/9")).status).toBe(404);
    expect((await ask("GET", "/requests/3/near-misses")).body).toEqual([
      {
        operation: expect.objectContaining({ name: "listPets" }),
        distance: 0.26,
        differences: ['"pet" is not "pets"'],
      },
      { operation: expect.objectContaining({ name: "createPet" }), distance: 0.76, differences: expect.any(Array) },
    ]);
    expect((await ask("GET", "/requests/1/near-misses")).body).toEqual([]);
    const { body: misses } = await ask("GET", "/near-misses?method=put&path=/pets/1");
    expect((misses as unknown[])[0]).toMatchObject({
      ...{ operation: { name: "deletePet" }, distance: 0.5, differences: ["the method is PUT, not DELETE"] },
    });
    expect((await ask("GET", "/coverage")).body).toMatchObject({ unmatched: 1 });
    expect((await ask("DELETE", "/requests")).status).toBe(204);
    expect((await ask("GET", "/requests")).body).toEqual({ requests: [], dropped: 0 });
  });

  test("is read page by page", async () => {
    const { ask, get } = await start();
    for (const path of ["/pets/1", "/pets", "/pets/2", "/pets/3"]) await get(path);
    const ids = async (query: string) => {
      const { body } = await ask("GET", `/requests?operation=getPet${query}`);
      return (body as { requests: { id: number }[] }).requests.map(({ id }) => id);
    };
    expect(await ids("&limit=2")).toEqual([1, 3]);
    expect(await ids("&limit=2&after=3")).toEqual([4]);
    expect(await ids("")).toEqual([1, 3, 4]);
  });

  test("has bodies that are nested without end, as far as programs can read them", async () => {
    const { mock, ask } = await start({ onInvalidRequest: "note" });
    const deep = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
    const headers = { "content-type": "application/json" };
    await fetch(`${mock.url}/pets`, { method: "POST", headers, body: deep });
    expect((await ask("GET", "/requests")).status).toBe(200);
  });

  test("is waited for, so long and no longer", async () => {
    const { ask, get } = await start();
    const waiting = ask("GET", "/requests/wait?count=2&operation=getPet");
    for (const path of ["/pets/1", "/pets", "/pets/2"]) await get(path);
    expect(await waiting).toMatchObject({ status: 200, body: { requests: [{ url: "/pets/1" }, { url: "/pets/2" }] } });
    expect(await ask("GET", "/requests/wait?count=9&timeout=20")).toMatchObject({
      status: 409,
      body: { detail: "3 of 9 requests came within 20 ms." },
    });
  });

  test("holds no credential, and bodies as JSON has them", async () => {
    const { mock, ask } = await start();
    await fetch(`${mock.url}/pets/1?access_token=s3cret`, {
      headers: { authorization: "Bearer s3cret", cookie: "session=s3cret" },
    });
    const { body } = await ask("GET", "/requests");
    expect(body).toMatchObject({ requests: [{ headers: { authorization: "[redacted]", cookie: "[redacted]" } }] });
    expect(JSON.stringify(body)).not.toContain("s3cret");
  });

  test("is streamed as events, from the last one received on, until either side ends it", async () => {
    const { mock, get } = await start();
    await get("/pets/1");
    await get("/pets/2");
    const url = `${mock.url}/__twinspec/requests/events?operation=getPet`;
    const response = await fetch(url, { headers: { "last-event-id": "1" } });
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    const readTo = async (end: RegExp) => {
      while (!end.test(text)) {
        const { value, done } = await reader.read();
        if (done) throw new Error(`ended with ${text}`);
        text += value;
      }
    };
    await readTo(/id: 2\n.*\n\n/);
    await get("/pets");
    await get("/pets/3");
    await readTo(/id: 4\n.*\n\n/);
    expect(text).not.toMatch(/id: [13]\n/);
    expect(text).toMatch(/^: .*\n\nevent: request\nid: 2\ndata: \{"id":2,.*\}\n\nevent: request\nid: 4\n/);
    const before = performance.now();
    await mock.close();
    expect((await reader.read().catch(() => ({ done: true }))).done).toBe(true);
    expect(performance.now() - before).toBeLessThan(900);
  });
});

describe("state", () => {
  test("is read, seeded and reset", async () => {
    const { ask, get } = await start({ stateful: true });
    expect((await ask("GET", "/state")).body).toMatchObject([{ path: "/pets", records: [{ id: "1" }, { id: "2" }] }]);
    expect((await ask("PUT", "/state", [{ path: "/pets", records: [{ id: "7", name: "Ada" }] }])).status).toBe(204);
    expect([await get("/pets/7"), await get("/pets/1")]).toEqual([200, 404]);
    expect((await ask("DELETE", "/state")).status).toBe(204);
    expect([await get("/pets/7"), await get("/pets/1")]).toEqual([404, 200]);
    expect(await ask("PUT", "/state", [{ path: "/pats", records: [] }])).toMatchObject({
      status: 409,
      body: { detail: 'There is no collection at /pats; did you mean "/pets"?' },
    });
  });

  test("is not there where the mock keeps none", async () => {
    const { ask } = await start();
    expect(await ask("GET", "/state")).toMatchObject({
      status: 409,
      body: { detail: expect.stringMatching(/--stateful/) },
    });
  });
});

test("tokens are issued with scopes, listed, expired and revoked", async () => {
  const { mock, ask } = await start({ auth: "strict" });
  const issued = async () => {
    const { body } = await ask("POST", "/tokens", { scopes: ["pets:read", "pets:write"] });
    return (body as { accessToken: string }).accessToken;
  };
  const [first, second] = [await issued(), await issued()];
  const statusWith = async (token: string) =>
    (await fetch(`${mock.url}/pets`, { headers: { authorization: `Bearer ${token}` } })).status;
  expect([await statusWith(first), await statusWith(second)]).toEqual([200, 200]);
  expect((await ask("POST", "/tokens/expire", { token: first })).status).toBe(204);
  expect((await ask("POST", "/tokens/revoke", { token: second })).status).toBe(204);
  expect([await statusWith(first), await statusWith(second)]).toEqual([401, 401]);
  expect((await ask("GET", "/tokens")).body).toMatchObject([
    { accessToken: first, isRevoked: false, scopes: ["pets:read", "pets:write"] },
    { accessToken: second, isRevoked: true },
  ]);
  expect((await ask("POST", "/devices/decide", { userCode: "NONE", isApproved: true })).body).toEqual({
    isWaiting: false,
  });
});

test("violations are told, and allowed for until the mock is reset", async () => {
  const { ask, get } = await start();
  await get("/pets?limit=x");
  const unexpected = async () => ((await ask("GET", "/violations")).body as { unexpected: string[] }).unexpected;
  expect(await unexpected()).toEqual(["GET /pets?limit=x: Query parameter limit must be integer"]);
  expect((await ask("POST", "/violations/allow", { operation: "listPets" })).status).toBe(204);
  expect(await unexpected()).toEqual([]);
  await ask("POST", "/responses", { operation: "getPet", status: 404 });
  await ask("POST", "/faults", { operation: "*", fault: "latency=1" });
  expect((await ask("POST", "/reset")).status).toBe(204);
  expect((await ask("GET", "/responses")).body).toEqual([]);
  expect((await ask("GET", "/faults")).body).toEqual([]);
  expect((await ask("GET", "/requests/count")).body).toEqual({ count: 0, dropped: 0 });
});

test("documents are read again, and kept as they were where they are faulty", async () => {
  const folder = mkdtempSync(join(tmpdir(), "twinspec-control-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "things.json");
  const write = (paths: unknown) =>
    writeFileSync(file, JSON.stringify({ openapi: "3.1.0", info: { title: "T", version: "1" }, paths }));
  const operation = (operationId: string) => ({ get: { operationId, responses: { "204": { description: "" } } } });
  write({ "/a": operation("getA") });
  const { ask, get } = await start({ spec: file });
  await ask("POST", "/responses", { operation: "getA", status: 418, body: "tea" });
  write({ "/a": operation("getA"), "/b": operation("getB") });
  expect((await ask("POST", "/reload")).body).toMatchObject({
    ...{ kind: "reloaded", operations: [{ name: "getA" }, { name: "getB" }] },
    ...{ added: [{ name: "getB" }], removed: [] },
  });
  expect([await get("/a"), await get("/b")]).toEqual([418, 204]);
  writeFileSync(file, "{");
  const { body } = await ask("POST", "/reload");
  expect(body).toMatchObject({ kind: "kept", error: expect.stringContaining("things.json"), operations: [{}, {}] });
  expect(await get("/b")).toBe(204);
});

describe("what makes no sense", () => {
  test.each([
    ["POST", "/responses", {}, 422, "operation"],
    ["POST", "/responses", { operation: "getPat" }, 422, 'did you mean "getPet"?'],
    ["POST", "/responses", { operation: "getPet", stauts: 404 }, 422, "stauts"],
    ["POST", "/responses", { operation: "getPet", status: 99 }, 422, "status"],
    ["POST", "/responses", { operation: "getPet", body: {}, example: "x" }, 422, "not both"],
    ["POST", "/responses", { operation: "getPet", patterns: { petId: "(" } }, 422, "regular expression"],
    ["POST", "/responses", '{"operation":', 400, "JSON"],
    [
      "POST",
      "/responses",
      { operation: "getPet", when: { id: "1" } },
      422,
      'The operation getPet has no argument "id"',
    ],
    ["POST", "/faults", { operation: "listPets", fault: "stauts=503" }, 422, 'did you mean "status"?'],
    ["POST", "/faults", { operation: "listPets", fault: { kind: "status" } }, 422, "status"],
    ["GET", "/requests?operation=getPat", undefined, 422, 'did you mean "getPet"?'],
    ["GET", "/requests?status=many", undefined, 422, "status"],
    ["GET", "/requests/wait?count=0", undefined, 422, "count"],
    ["POST", "/tokens", { scopes: "pets:read" }, 422, "scopes"],
    ["POST", "/webhooks", { name: "newPet", url: "http://127.0.0.1:1/" }, 422, "newPet"],
  ])("%s %s with %j gives %i", async (method, path, sent, status, words) => {
    const { ask } = await start();
    const { status: given, body } = await ask(method, path, sent);
    expect([given, JSON.stringify(body)]).toEqual([status, expect.stringContaining(words.replaceAll('"', '\\"'))]);
  });

  test.each([
    ["arrays", "[", "]"],
    ["objects", '{"a":', "}"],
  ])("a body of %s nested without end is refused, and nothing is left of it", async (_, open, close) => {
    const { mock, ask, get } = await start({ stateful: true });
    const nested = (levels: number) => `${open.repeat(levels)}1${close.repeat(levels)}`;
    const script = (levels: number) => ask("POST", "/responses", `{"operation":"getPet","body":${nested(levels)}}`);
    expect(await script(20_000)).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining("500 levels") },
    });
    const seed = `[{"path":"/pets","records":[{"id":"1","name":${nested(20_000)}}]}]`;
    expect((await ask("PUT", "/state", seed)).status).toBe(422);
    expect((await ask("GET", "/responses")).body).toEqual([]);
    expect(await get("/pets")).toBe(200);
    expect((await script(400)).status).toBe(201);
    expect((await ask("GET", "/responses")).status).toBe(200);
    expect(() => mock.respond("getPet", { body: JSON.parse(nested(20_000)) as never })).toThrow("500 levels");
  });

  test("a body beyond ten megabytes is not read", async () => {
    const { ask } = await start();
    const { status } = await ask("POST", "/responses", `{"operation":"getPet","body":"${"x".repeat(11 * 2 ** 20)}"}`);
    expect(status).toBe(413);
  });
});

test("at a root without an API it is said where the others are controlled", async () => {
  const mocks = await startMocks({ apis: { "/a": { spec }, "/b": { spec } } });
  onTestFinished(() => mocks.close());
  const response = await fetch(`${mocks.url}/__twinspec/operations`);
  expect([response.status, await response.json()]).toEqual([
    404,
    expect.objectContaining({
      detail: "There is no API at the root; the others are controlled below /a/__twinspec, /b/__twinspec.",
    }),
  ]);
  expect((await fetch(`${mocks.url}/b/__twinspec/operations`)).status).toBe(200);
});
