import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MockServer } from "../../../mocks/server/mock.ts";
import { startServer } from "../../../mocks/server/start-server.ts";
import { documentOf, json } from "../document.ts";

const pet = { type: "object", properties: { id: { type: "string" }, name: { type: "string" } } };
const one = { id: "1", name: "Rex" };
const content = (example: unknown) => ({ content: { "application/json": { schema: pet, example } } });
const id = { name: "id", in: "path", required: true, schema: { type: "string" } };
const document = documentOf({
  "/pets": {
    get: { responses: json({ type: "array", items: pet }, [one]) },
    post: { requestBody: content(one), responses: { 201: { description: "", ...content(one) } } },
  },
  "/pets/{id}": {
    parameters: [id],
    get: { responses: json(pet, one) },
    put: { requestBody: content(one), responses: json(pet, one) },
    delete: { responses: { 204: { description: "" } } },
  },
  "/tagged": {
    get: {
      responses: {
        200: { description: "", headers: { ETag: { schema: { type: "string" }, example: '"own"' } }, ...content(one) },
        412: { description: "", ...content({ id: "412" }) },
      },
    },
  },
  "/made-up": { get: { responses: json(pet) } },
});
const text = JSON.stringify(one);
let mock: MockServer;
let kept: MockServer;

beforeAll(async () => {
  mock = await startServer(document);
  kept = await startServer(document, { stateful: true });
});
afterAll(() => Promise.all([mock.close(), kept.close()]));

async function ask(path: string, headers: Record<string, string> = {}, init: RequestInit = {}, server = mock) {
  const response = await fetch(server.url + path, { ...init, headers });
  const { status } = response;
  const [tag, range] = [response.headers.get("etag"), response.headers.get("content-range")];
  return { status, tag, range, body: await response.text(), headers: response.headers };
}

describe("an example has an entity tag (RFC 9110, section 8.8.3)", () => {
  test("the same each time, and others have others", async () => {
    const [first, second, other] = [await ask("/pets/1"), await ask("/pets/1"), await ask("/pets")];
    expect(first.tag).toMatch(/^"[^"]+"$/);
    expect([second.tag, other.tag === first.tag]).toEqual([first.tag, false]);
    expect((await ask("/pets/1", {}, { method: "HEAD" })).tag).toBe(first.tag);
  });

  test("the document's own stays", async () => {
    expect((await ask("/tagged")).tag).toBe('"own"');
  });

  test.each<[what: string, path: string, init: RequestInit]>([
    ["a change", "/pets", { method: "POST", body: text }],
    ["what is made up", "/made-up", {}],
    ["nothing", "/nowhere", {}],
  ])("%s has none", async (_, path, init) => {
    expect((await ask(path, { "content-type": "application/json" }, init)).tag).toBeNull();
  });
});

describe("If-None-Match and If-Match (RFC 9110, section 13.1)", () => {
  test.each<[headers: (tag: string) => Record<string, string>, status: number]>([
    [(tag) => ({ "if-none-match": tag }), 304],
    [(tag) => ({ "if-none-match": `"x", W/${tag}` }), 304],
    [() => ({ "if-none-match": "*" }), 304],
    [() => ({ "if-none-match": '"x"' }), 200],
    [(tag) => ({ "if-match": tag }), 200],
    [() => ({ "if-match": "*" }), 200],
    [(tag) => ({ "if-match": `"x", ${tag}` }), 200],
    [(tag) => ({ "if-match": `W/${tag}` }), 412],
    [() => ({ "if-match": '"x"' }), 412],
    [(tag) => ({ "if-match": '"x"', "if-none-match": tag }), 412],
  ])("%s is %i", async (headers, status) => {
    const { tag } = await ask("/pets/1");
    const found = await ask("/pets/1", headers(tag!));
    expect(found.status).toBe(status);
    if (status !== 304) return;
    expect([found.tag, found.body, found.headers.get("content-type")]).toEqual([tag, "", null]);
  });

  test("the document's 412 is sent where it has one", async () => {
    const { status, body } = await ask("/tagged", { "if-match": '"other"' });
    expect([status, JSON.parse(body)]).toEqual([412, { id: "412" }]);
  });
});

describe("Range (RFC 9110, section 14.2)", () => {
  const size = text.length;
  test.each<[range: string, status: number, body: string, contentRange: string | null]>([
    ["bytes=0-4", 206, text.slice(0, 5), `bytes 0-4/${size}`],
    ["bytes=5-", 206, text.slice(5), `bytes 5-${size - 1}/${size}`],
    ["bytes=-3", 206, text.slice(-3), `bytes ${size - 3}-${size - 1}/${size}`],
    ["bytes=-999", 206, text, `bytes 0-${size - 1}/${size}`],
    ["bytes=-0", 416, expect.any(String), `bytes */${size}`],
    ["Bytes=0-4", 206, text.slice(0, 5), `bytes 0-4/${size}`],
    ["bytes=0-1,3-4", 200, text, null],
    ["items=0-4", 200, text, null],
    ["nonsense", 200, text, null],
  ])("%s is %i", async (range, status, body, contentRange) => {
    expect(await ask("/pets/1", { range })).toMatchObject({ status, body, range: contentRange });
  });

  test("beyond the end is 416, with the length", async () => {
    expect(await ask("/pets/1", { range: "bytes=999-" })).toMatchObject({ status: 416, range: `bytes */${size}` });
  });

  test("If-Range gives the whole of what has changed", async () => {
    const { tag } = await ask("/pets/1");
    expect((await ask("/pets/1", { range: "bytes=0-1", "if-range": tag! })).status).toBe(206);
    expect((await ask("/pets/1", { range: "bytes=0-1", "if-range": '"x"' })).status).toBe(200);
  });
});

describe("what clients keep", () => {
  const asJson = { "content-type": "application/json" };
  const change = (name: string, headers: Record<string, string>, method = "PUT") =>
    ask(
      "/pets/1",
      { ...asJson, ...headers },
      { method, ...(method === "PUT" && { body: `{"name":"${name}"}` }) },
      kept,
    );
  const read = (headers: Record<string, string> = {}) => ask("/pets/1", headers, {}, kept);

  test("has another tag once it is changed", async () => {
    const before = await read();
    expect((await read({ "if-none-match": before.tag! })).status).toBe(304);
    expect((await change("A", {})).status).toBe(200);
    const after = await read({ "if-none-match": before.tag! });
    expect([after.status, after.tag === before.tag]).toEqual([200, false]);
  });

  test("is changed only where it is still what the client saw", async () => {
    const { tag } = await read();
    expect((await change("B", { "if-match": '"old"' })).status).toBe(412);
    expect((await change("B", { "if-none-match": "*" })).status).toBe(412);
    const both = await Promise.all([change("C", { "if-match": tag! }), change("D", { "if-match": tag! })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await change("", { "if-match": tag! }, "DELETE")).status).toBe(412);
    expect((await change("", { "if-match": (await read()).tag! }, "DELETE")).status).toBe(204);
  });
});

describe("Accept with a weight of 0 (RFC 9110, section 12.4.2)", () => {
  test.each<[accept: string, status: number]>([
    ["*/*;q=0", 406],
    ["*/*; q=0.000", 406],
    ["application/json;q=0, */*", 406],
    ["application/*;q=0, text/html", 406],
    ["*/*;q=0, application/json", 200],
    ["text/html;q=0, */*", 200],
    ["text/html;q=0.001, */*;q=0.1", 200],
  ])("%s is %i", async (accept, status) => {
    expect((await ask("/pets", { accept })).status).toBe(status);
  });

  test("is named in a refusal as it was sent", async () => {
    for (const accept of ["*/*;q=0", "application/json;q=0, */*"])
      expect(JSON.parse((await ask("/pets", { accept })).body)).toMatchObject({
        title: "The server cannot produce a representation for your accept header",
        detail: `Unable to find content for ${accept}`,
      });
  });
});

describe("CORS with credentials (Fetch Standard, section 3.3.5)", () => {
  test("names what scripts may read, and that it varies by the origin", async () => {
    const { headers } = await ask("/pets", { origin: "http://app.test" });
    expect(headers.get("access-control-allow-origin")).toBe("http://app.test");
    expect(headers.get("access-control-expose-headers")).toBe("etag");
    expect(headers.get("access-control-allow-headers")).toBeNull();
    expect(headers.get("vary")).toBe("origin");
    const none = await ask("/pets");
    expect([none.headers.get("access-control-expose-headers"), none.headers.get("vary")]).toEqual(["*", null]);
  });

  test("a preflight names what it was asked for, and varies by all of it", async () => {
    const asked = { "access-control-request-method": "PUT", "access-control-request-headers": "x-a, if-match" };
    const { headers } = await ask("/pets", { origin: "http://app.test", ...asked }, { method: "OPTIONS" });
    expect(headers.get("access-control-allow-headers")).toBe("x-a, if-match");
    expect(headers.get("access-control-allow-methods")).toBe("PUT");
    expect(headers.get("vary")?.split(/, */).sort()).toEqual([
      ...["access-control-request-headers", "access-control-request-method", "origin"],
    ]);
  });
});
