import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { documentOf } from "../document.ts";
import { serve } from "../serve.ts";

const schema = { type: "object", properties: { name: { type: "string" } } };
const content = {
  "application/json": { schema },
  "application/octet-stream": {},
  "text/plain": { schema: { type: "string" } },
};
const openapi = documentOf({
  "/pets": {
    get: {
      parameters: [{ name: "n", in: "query", schema: { type: "integer" } }],
      responses: { 204: { description: "" } },
    },
    post: { requestBody: { content }, responses: { 204: { description: "" } } },
  },
});

const post = (url: string, type: string, body: string | Buffer<ArrayBuffer>) =>
  fetch(`${url}/pets`, { method: "POST", body, headers: { "content-type": type } });

describe("the journal", () => {
  test("keeps as many requests as it may, the latest ones, and counts the others", async () => {
    const mock = await serve(openapi, { journal: { requests: 3 } });
    const { requests } = mock;
    for (const n of [1, 2, 3, 4, 5]) await fetch(`${mock.url}/pets?n=${n}`);
    expect(requests.map(({ arguments: { n } }) => n)).toEqual([3, 4, 5]);
    expect(mock.droppedRequests).toBe(2);
    expect(mock.notes).toEqual(["2 earlier requests are no longer in the journal, which `mock.journal` bounds"]);
    mock.reset();
    expect([mock.requests, mock.droppedRequests, mock.notes]).toEqual([[], 0, []]);
  });

  test("keeps none where it may have none, and hands them to the log all the same", async () => {
    const logged: string[] = [];
    const mock = await serve(openapi, { journal: { requests: 0 }, log: ({ url }) => logged.push(url) });
    await fetch(`${mock.url}/pets?n=1`);
    expect([mock.requests, mock.droppedRequests, logged]).toEqual([[], 1, ["/pets?n=1"]]);
  });

  test("keeps within its bytes, of long addresses, headers and bodies alike", async () => {
    const limit = 200_000;
    const mock = await serve(openapi, { journal: { bytes: limit } });
    const long = "x".repeat(5_000);
    const sendings: Record<string, () => Promise<Response>> = {
      address: () => fetch(`${mock.url}/pets?${long}`),
      header: () => fetch(`${mock.url}/pets`, { headers: { "x-long": long } }),
      body: () => post(mock.url, "application/json", JSON.stringify({ name: long })),
      items: () => post(mock.url, "application/json", JSON.stringify({ list: Array(1_000).fill([1]) })),
    };
    for (const [name, send] of Object.entries(sendings)) {
      mock.reset();
      for (let count = 0; count < 50; count += 1) await send();
      expect(mock.requests.length, name).toBeGreaterThan(2);
      expect(mock.requests.length, name).toBeLessThanOrEqual(limit / 5_000);
      expect(mock.requests.length + mock.droppedRequests, name).toBe(50);
    }
  });

  test("keeps the beginning of a long body, with the length and digest of all of it", async () => {
    const mock = await serve(openapi, { journal: { bodyBytes: 10 } });
    const text = JSON.stringify({ name: "Rex, of no great length" });
    const bytes = Buffer.from(Array.from({ length: 300 }, (_, index) => index % 256));
    for (const [type, body, start] of [
      ["application/json", text, text.slice(0, 10)],
      ["text/plain", "é".repeat(9), "é".repeat(5)],
      ["application/octet-stream", bytes, bytes.subarray(0, 10)],
    ] as const) {
      mock.reset();
      await post(mock.url, type, body);
      const [entry] = mock.requests;
      expect(entry?.arguments, type).toEqual({ body: start });
      const sent = Buffer.from(body);
      expect(entry?.cutBody).toEqual({
        bytes: sent.length,
        sha256: createHash("sha256").update(sent).digest("hex"),
      });
      expect(entry?.violations).toEqual([]);
    }
  });

  test("leaves a body as it is that is no longer than it may be", async () => {
    const mock = await serve(openapi, { journal: { bodyBytes: 14 } });
    await post(mock.url, "application/json", `{"name":"Rexy"}`.replace("y", ""));
    expect(mock.requests[0]?.arguments).toEqual({ body: { name: "Rex" } });
    expect(mock.requests[0]).not.toHaveProperty("cutBody");
  });

  test("does not grow with large uploads, by default", { timeout: 60_000 }, async () => {
    const mock = await serve(openapi);
    const body = Buffer.alloc(9 * 2 ** 20);
    for (let count = 0; count < 5; count += 1) await post(mock.url, "application/octet-stream", body);
    expect(mock.requests.map(({ cutBody }) => cutBody?.bytes)).toEqual(Array(5).fill(body.length));
    const kept = mock.requests.map(({ arguments: { body: start } }) => (start as Buffer).buffer.byteLength);
    expect(kept).toEqual(Array(5).fill(65_536));
  });
});
