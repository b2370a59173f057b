import { Buffer } from "node:buffer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ShopServer, startShop } from "./server/start-shop.ts";

let shop: ShopServer;
let token: string;
beforeAll(async () => {
  shop = await startShop();
  token = shop.issue({ tenant: "north" });
});
afterAll(() => shop.close());

async function send(line: string, init: RequestInit = {}): Promise<Response> {
  const [method = "GET", path = ""] = line.split(" ");
  const headers = { authorization: `Bearer ${token}`, "x-api-key": "north-key-1f2e", ...init.headers };
  return await fetch(`${shop.url}${path}`, { ...init, method, headers });
}

async function sendJson(line: string, body: unknown, type = "application/json"): Promise<Response> {
  return await send(line, { body: JSON.stringify(body), headers: { "content-type": type } });
}

const kettle = { name: "Kettle", price: 20.25, currency: "EUR" };

describe("the server that is right", () => {
  test.each([
    ["/health", 200],
    ["/me", 200],
    [
      "/products?limit=3&status=active,draft&category=books&category=games&tags=new%7Csale&price[min]=5&sort=-price",
      200,
    ],
    ["/products?limit=51", 400],
    ["/products?tags=new,sale", 400],
    ["/products?price[least]=5", 400],
    ["/products/9007199254740993", 200],
    ["/products/9007199254740993/image", 200],
    ["/products/1", 404],
    ["/products/one", 400],
    ["/stores/BER,OSL", 200],
    ["/stores/BER,NYC", 400],
    ["/rates/.EUR.NOK?on=2026-02-28", 200],
    ["/rates/.EUR?on=2026-02-30", 400],
    ["/stock/;store=BER;shelf=7", 200],
    ["/stock/;store=BER;shelf=100", 400],
    ["/customers?ids=9107199254740993%209107199254740998&kind=person", 200],
    ["/customers?createdAfter=yesterday", 400],
    ["/customers?cursor=nowhere", 400],
    ["/customers/9107199254740993/orders", 200],
    [`/orders?filter=${encodeURIComponent('{"status":"open","customerId":9107199254740993}')}`, 200],
    [`/orders?filter=${encodeURIComponent('{"status":"lost"}')}`, 400],
    ["/events?type=order.paid&after=3", 200],
    ["/reports/sales?from=2026-01-01&to=2026-03-31", 200],
    ["/reports/sales?from=2026-01-01", 400],
    ["/nowhere", 404],
  ])("%s gives %i", async (path, status) => {
    const response = await send(`GET ${path}`);
    expect([response.status, await response.text()]).toEqual([status, expect.any(String)]);
  });

  test("writes ids beyond 2^53 with all of their digits", async () => {
    expect(await (await send("GET /products/9007199254740993")).text()).toContain('"id":9007199254740993,');
  });

  test("creates, reads, changes and deletes", async () => {
    const created = await sendJson("POST /products", kettle);
    expect(created.status).toBe(201);
    const path = (created.headers.get("location") ?? "").replace("/v4", "");
    expect(await (await send(`GET ${path}`)).json()).toMatchObject({ ...kettle, status: "draft" });
    const patched = await sendJson(`PATCH ${path}`, { price: 1, description: null }, "application/merge-patch+json");
    expect(await patched.json()).toMatchObject({ name: "Kettle", price: 1 });
    const stale = { "content-type": "application/json", "if-match": created.headers.get("etag") ?? "" };
    expect((await send(`PUT ${path}`, { body: JSON.stringify(kettle), headers: stale })).status).toBe(412);
    expect((await send(`DELETE ${path}`)).status).toBe(204);
    expect((await send(`GET ${path}`)).status).toBe(404);
  });

  test("creates once for one key", async () => {
    const headers = { "content-type": "application/json", "idempotency-key": "once-and-no-more" };
    const body = JSON.stringify(kettle);
    const [first, second] = [
      await send("POST /products", { body, headers }),
      await send("POST /products", { body, headers }),
    ];
    expect(await second.text()).toBe(await first.text());
  });

  test.each([
    [{ ...kettle, price: 20.3 }, 422],
    [{ ...kettle, weight: 1 }, 422],
    [{ name: "Kettle", price: 1 }, 422],
    [{ ...kettle, id: 12 }, 201],
  ])("takes the product %j with %i", async (body, status) => {
    expect((await sendJson("POST /products", body)).status).toBe(status);
  });

  test("tells what it has from what it has not by entity tags, media types and methods", async () => {
    const path = "/products/9007199254740993";
    const etag = (await send(`GET ${path}`)).headers.get("etag") ?? "";
    expect((await send(`GET ${path}`, { headers: { "if-none-match": etag } })).status).toBe(304);
    expect((await send(`HEAD ${path}`)).headers.get("etag")).toBe(etag);
    expect(await (await send(`GET ${path}`, { headers: { accept: "text/csv" } })).text()).toMatch(/^id,name/);
    expect((await send(`GET ${path}`, { headers: { accept: "image/png" } })).status).toBe(406);
    expect((await send("DELETE /me")).headers.get("allow")).toBe("GET, HEAD");
    expect((await sendJson("POST /products", kettle, "text/plain")).status).toBe(415);
  });

  test("keeps files byte for byte", async () => {
    const bytes = new Uint8Array([0, 255, 13, 10, 45, 45, 128]);
    const form = new FormData();
    form.set("file", new Blob([bytes]), "a.bin");
    form.set("title", "Größe");
    form.set("details", '{"language":"de"}');
    const attached = await send("POST /orders/9207199254740993/attachments", { body: form });
    expect(attached.status).toBe(201);
    const { title, language } = (await attached.json()) as Record<string, string>;
    expect([title, language]).toEqual(["Größe", "de"]);
    const path = (attached.headers.get("location") ?? "").replace("/v4", "");
    expect(Buffer.from(await (await send(`GET ${path}`)).arrayBuffer())).toEqual(Buffer.from(bytes));
  });

  test("gives all customers by cursors, each once", async () => {
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const text = await (await send(`GET /customers?limit=10${cursor && `&cursor=${cursor}`}`)).text();
      seen.push(...[...text.matchAll(/"id":(\d+)/g)].map(([, id = ""]) => id));
      cursor = (JSON.parse(text) as { next: string | null }).next;
    }
    expect([seen.length, new Set(seen).size]).toEqual([33, 33]);
  });

  test("lets through who may, and nobody to another tenant's records", async () => {
    const path = "/products/9007199254740993";
    const statusFor = async (bearer: string) =>
      (await send(`GET ${path}`, { headers: { authorization: `Bearer ${bearer}` } })).status;
    const north = { tenant: "north" };
    expect(await statusFor("made-up")).toBe(401);
    expect(await statusFor(shop.issue({ ...north, expiresIn: 0 }))).toBe(401);
    expect(await statusFor(shop.issue({ ...north, scopes: ["orders:read"] }))).toBe(403);
    expect(await statusFor(shop.issue({ ...north, scopes: ["products:write"] }))).toBe(200);
    expect(await statusFor(shop.issue({ tenant: "south" }))).toBe(404);
  });

  test("gives tokens for client credentials, of the scopes that are asked for", async () => {
    const body = new URLSearchParams({
      ...{ grant_type: "client_credentials", client_id: "south-client", client_secret: "south-secret" },
      scope: "products:read files:read",
    });
    const response = await fetch(new URL("/oauth/token", shop.url), { method: "POST", body });
    const { access_token } = (await response.json()) as { access_token: string };
    const me = await send("GET /me", { headers: { authorization: `Bearer ${access_token}` } });
    expect(await me.json()).toMatchObject({ tenant: "south", scopes: ["products:read", "files:read"] });
  });
});
