import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { documentOf, json } from "../document.ts";
import { petstore } from "./petstore.ts";
import { type Send, serveState } from "./serve-state.ts";

const name = "Ada";

async function ids(send: Send, query = ""): Promise<unknown[]> {
  const { body } = await send("GET", `/pets${query}`);
  return (body as { id: unknown }[]).map(({ id }) => id);
}

describe("records", () => {
  test("have numbers and identifiers of their own where only the API gives them", async () => {
    const text = { type: "string", readOnly: true };
    const item = {
      type: "object",
      required: ["id", "title", "serial", "ticketNumber", "node_id", "layoutId", "phoneNumber"],
      properties: {
        ...{ id: text, title: { type: "string" }, serial: { ...text, format: "uuid" }, ticketNumber: text },
        ...{ node_id: text, layoutId: { type: "integer", readOnly: true }, phoneNumber: text },
      },
    };
    const example = {
      ...{ id: "1000", title: "First", serial: "b71c16b2-9a36-4a18-8d5f-6d5c2a9d6a52", ticketNumber: "101" },
      ...{ node_id: "MDU6TGFiZWwyMDgwNDU5NDY", layoutId: 7, phoneNumber: "1 888 900 9646" },
    };
    const response = { description: "", content: { "application/json": { schema: item, example } } };
    const { send } = await serveState(
      documentOf({
        "/tickets": {
          get: { responses: json({ type: "array", items: item }, [example]) },
          post: {
            requestBody: { content: { "application/json": { schema: { type: "object" } } } },
            responses: { "201": response },
          },
        },
        "/tickets/{ticketId}": {
          parameters: [{ name: "ticketId", in: "path", required: true, schema: { type: "string" } }],
          get: { responses: { "200": response } },
        },
      }),
      { seed: 1 },
    );
    const second = (await send("POST", "/tickets", { title: "Second" })).body as Record<string, unknown>;
    const third = (await send("POST", "/tickets", { title: "Third" })).body as Record<string, unknown>;
    expect(second).toMatchObject({ id: "1001", ticketNumber: "102", layoutId: 7, phoneNumber: "1 888 900 9646" });
    expect(third).toMatchObject({ id: "1002", ticketNumber: "103", layoutId: 7, phoneNumber: "1 888 900 9646" });
    for (const name of ["serial", "node_id"]) {
      expect(new Set([example, second, third].map((record) => (record as Record<string, unknown>)[name])).size).toBe(3);
    }
  });

  test("are those of the examples at first", async () => {
    const { send } = await serveState(petstore);
    expect((await send("GET", "/pets")).body).toEqual([
      { id: 1, name: "Rex", status: "sold", tags: ["dog", "old"] },
      { id: 2, name: "Tom", status: "available", tags: ["cat"] },
    ]);
    expect((await send("GET", "/pets/2")).body).toEqual({ id: 2, name: "Tom", status: "available", tags: ["cat"] });
  });

  test("are created with an identifier, the defaults, their times and an address, and are there then", async () => {
    const { mock, send } = await serveState(petstore, { seed: 1 });
    const created = await send("POST", "/pets", { name, secret: "x" });
    expect(created.status).toBe(201);
    expect(created.violations).toBeNull();
    expect(created.headers.get("location")).toBe(`${mock.url}/pets/3`);
    const times = { created_at: "2026-01-01T00:00:01.000Z", updated_at: "2026-01-01T00:00:01.000Z" };
    expect(created.body).toEqual({ id: 3, name, status: "available", ...times });
    expect((await send("GET", "/pets/3")).body).toEqual(created.body);
    expect(await ids(send)).toEqual([1, 2, 3]);
    expect((await send("HEAD", "/pets/3")).status).toBe(200);
    expect((await send("HEAD", "/pets/4")).status).toBe(404);
  });

  test("have the time of the clock without a seed", async () => {
    const { send } = await serveState(petstore);
    const before = Date.now();
    const { body } = await send("POST", "/pets", { name });
    expect(Date.parse((body as { created_at: string }).created_at)).toBeGreaterThanOrEqual(before);
  });

  test("are changed by PATCH, which leaves the rest, and by PUT, which does not", async () => {
    const { send } = await serveState(petstore, { seed: 1 });
    await send("POST", "/pets", { name, tags: ["bird"] });
    const patched = await send("PATCH", "/pets/3", { status: "sold", id: 99 });
    expect(patched.body).toEqual({
      ...{ id: 3, name, status: "sold", tags: ["bird"] },
      ...{ created_at: "2026-01-01T00:00:01.000Z", updated_at: "2026-01-01T00:00:02.000Z" },
    });
    const replaced = await send("PUT", "/pets/3", { name: "Eve" });
    expect(replaced.body).toEqual({
      ...{ id: 3, name: "Eve", status: "available" },
      ...{ created_at: "2026-01-01T00:00:01.000Z", updated_at: "2026-01-01T00:00:03.000Z" },
    });
    expect((await send("GET", "/pets/3")).body).toEqual(replaced.body);
    expect((await send("GET", "/pets/99")).status).toBe(404);
  });

  test("lose a member by null only where the body is a merge patch", async () => {
    const { send } = await serveState(petstore);
    const mergePatch = { "content-type": "application/merge-patch+json" };
    expect((await send("PATCH", "/pets/2", { tags: null }, mergePatch)).body).not.toHaveProperty("tags");
    expect((await send("PATCH", "/pets/1", { tags: null })).body).toHaveProperty("tags", null);
  });

  test("are deleted, and are missed then in the API's own words", async () => {
    const { send } = await serveState(petstore);
    expect((await send("DELETE", "/pets/1")).status).toBe(204);
    for (const method of ["GET", "DELETE"]) {
      const missing = await send(method, "/pets/1");
      expect([missing.status, missing.body]).toEqual([404, { reason: "no such pet" }]);
    }
    expect((await send("PATCH", "/pets/1", {})).status).toBe(404);
    expect((await send("PUT", "/pets/1", { name })).status).toBe(404);
    expect(await ids(send)).toEqual([2]);
  });

  test("have an identifier that nothing else had, also after the newest is gone", async () => {
    const { send } = await serveState(petstore);
    await send("POST", "/pets", { name });
    await send("DELETE", "/pets/3");
    expect((await send("POST", "/pets", { name })).body).toHaveProperty("id", 4);
  });

  test("are those of the examples after a reset that was followed by the end of the mock", async () => {
    const storage = await mkdtemp(join(tmpdir(), "twinspec-state-"));
    try {
      const { mock, send } = await serveState(petstore, { storage });
      await send("POST", "/pets", { name });
      mock.reset();
      await mock.close();
      expect(await ids((await serveState(petstore, { storage })).send)).toEqual([1, 2]);
    } finally {
      await rm(storage, { recursive: true, force: true });
    }
  });

  test("go back to the examples on reset, and so do the identifiers", async () => {
    const { mock, send } = await serveState(petstore);
    await send("POST", "/pets", { name });
    await send("DELETE", "/pets/1");
    mock.reset();
    expect(await ids(send)).toEqual([1, 2]);
    expect((await send("POST", "/pets", { name })).body).toHaveProperty("id", 3);
  });

  test("go back for every mock with the same storage", async () => {
    const folder = await mkdtemp(join(tmpdir(), "twinspec-state-"));
    const first = await serveState(petstore, { storage: folder });
    const second = await serveState(petstore, { storage: folder });
    await first.send("POST", "/pets", { name });
    expect(await ids(second.send)).toEqual([1, 2, 3]);
    second.mock.reset();
    expect(await ids(second.send)).toEqual([1, 2]);
    expect(await ids(first.send)).toEqual([1, 2]);
    await rm(folder, { recursive: true });
  });

  test("are not kept without stateful", async () => {
    const { send } = await serveState(petstore, { stateful: false });
    await send("POST", "/pets", { name });
    expect(await ids(send)).toEqual([1, 2]);
  });
});

describe("what changes nothing", () => {
  test("a request that breaks the document", async () => {
    const { send } = await serveState(petstore);
    expect((await send("POST", "/pets", { name: 7 })).status).toBe(422);
    expect((await send("POST", "/pets", "{")).status).toBe(400);
    expect((await send("PUT", "/pets/1", { status: "lost" })).status).toBe(422);
    expect((await send("GET", "/pets")).body).toHaveLength(2);
  });

  test("a request without access", async () => {
    const { send } = await serveState(
      {
        ...petstore,
        components: {
          ...(petstore["components"] as object),
          securitySchemes: { key: { type: "apiKey", in: "header", name: "x-key" } },
        },
        security: [{ key: [] }],
      },
      { auth: "strict" },
    );
    expect((await send("DELETE", "/pets/1")).status).toBe(401);
    expect((await send("GET", "/pets/1", undefined, { "x-key": "any" })).status).toBe(200);
  });

  test("a request for a certain response of the document", async () => {
    const { send } = await serveState(petstore);
    expect((await send("DELETE", "/pets/1", undefined, { prefer: "code=404" })).status).toBe(404);
    expect((await send("DELETE", "/pets/1?__code=204")).status).toBe(204);
    expect((await send("POST", "/pets", { name }, { prefer: "dynamic=true" })).status).toBe(201);
    expect(await ids(send)).toEqual([1, 2]);
  });

  test("a request that a test or a fault responds to", async () => {
    const { mock, send } = await serveState(petstore);
    mock.respond("deletePet", { status: 204 });
    mock.fault("createPet", { kind: "status", status: 503 });
    expect((await send("DELETE", "/pets/1")).status).toBe(204);
    expect((await send("POST", "/pets", { name })).status).toBe(503);
    expect(await ids(send)).toEqual([1, 2]);
  });

  test("an operation on something else than a collection", async () => {
    const { send } = await serveState(petstore);
    expect((await send("POST", "/pets/77/sell")).body).toEqual({ sold: "by the document" });
    expect((await send("GET", "/pets/search")).body).toEqual([]);
  });
});

describe("a collection below a record", () => {
  test("belongs to it: it is missed without it, and goes with it", async () => {
    const { send } = await serveState(petstore, { seed: "s" });
    expect((await send("GET", "/pets/77/visits")).body).toEqual({ reason: "no such pet" });
    expect((await send("POST", "/pets/77/visits", { petId: 77 })).status).toBe(404);
    const visit = await send("POST", "/pets/1/visits", { petId: 1, note: "teeth" });
    expect(visit.status).toBe(201);
    expect(visit.violations).toBeNull();
    const { id } = visit.body as { id: string };
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect((await send("GET", "/pets/1/visits")).body).toEqual({ visits: [visit.body], count: 1 });
    expect((await send("GET", "/pets/2/visits")).body).toEqual({ visits: [], count: 0 });
    expect((await send("GET", `/pets/1/visits/${id}`)).body).toEqual(visit.body);
    expect((await send("GET", `/pets/2/visits/${id}`)).status).toBe(404);
    await send("DELETE", "/pets/1");
    expect((await send("GET", `/pets/1/visits/${id}`)).status).toBe(404);
  });

  test("names its parent where the body does not", async () => {
    const document = structuredClone(petstore) as { components: { schemas: { Visit: { required: string[] } } } };
    document.components.schemas.Visit.required = ["id"];
    const { send } = await serveState(document);
    expect((await send("POST", "/pets/2/visits", {})).text).toMatch(/^\{"id":"[\da-f-]{36}","petId":2\}$/);
  });
});

describe("equal requests in equal order", () => {
  test("give equal bytes under one seed, and other identifiers under another", async () => {
    const story = async (seed: number): Promise<string[]> => {
      const { send } = await serveState(petstore, { seed });
      const responses = [
        await send("POST", "/pets", { name }),
        await send("POST", "/pets/3/visits", { petId: 3 }),
        await send("PATCH", "/pets/3", { status: "sold" }),
        await send("GET", "/pets/3/visits"),
        await send("GET", "/pets"),
      ];
      return responses.map(({ text }) => text);
    };
    const first = await story(7);
    expect(await story(7)).toEqual(first);
    expect((await story(8))[1]).not.toBe(first[1]);
  });
});

describe("identifiers", () => {
  const itemsWith = (id: unknown, examples: unknown[], post: unknown = { type: "object" }) => {
    const item = {
      type: "object",
      required: ["id"],
      properties: { id, url: { type: "string" }, name: { type: "string" } },
    };
    const response = (schema: unknown, example?: unknown) => ({
      description: "",
      content: { "application/json": { schema, ...(example !== undefined && { example }) } },
    });
    return documentOf({
      "/items": {
        get: { responses: { "200": response({ type: "array", items: item }, examples) } },
        post: {
          requestBody: { content: { "application/json": { schema: post } } },
          responses: { "201": response(item, examples[0]) },
        },
      },
      "/items/{id}": {
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        get: { responses: { "200": response(item) } },
        delete: { responses: { "204": { description: "" } } },
      },
    });
  };

  test.each([
    ["integers beyond 2^53", { type: "integer", format: "int64" }, "9007199254740993", '{"id":9007199254740994}'],
    ["texts of digits", { type: "string" }, "1892000000975382", '{"id":"1892000000975383"}'],
    ["either", { type: ["string", "integer"] }, "1892000000975382", '{"id":"1892000000975383"}'],
    ["numbers with a prefix", { type: "string" }, "TICKET-099", '{"id":"TICKET-100"}'],
  ])("count up: %s", async (_, schema, example, created) => {
    const { send } = await serveState(itemsWith(schema, [{ id: example }]));
    const response = await send("POST", "/items", {});
    expect(response.text).toBe(created);
    expect(response.violations).toBeNull();
    const [, text = ""] = /"id":"?([^"}]+)/.exec(created) ?? [];
    expect((await send("GET", `/items/${text}`)).text).toBe(created);
    expect((await send("GET", "/items")).text).toContain(created);
  });

  test.each([
    ["UUIDs", { type: "string" }, "5f0e7a3c-98e1-4c1b-8a63-2f6f0a1f7f10", /^[\da-f-]{36}$/],
    ["hexadecimal digits", { type: "string" }, "507f1f77bcf86cd799439011", /^[\da-f]{24}$/],
    ["a code behind a prefix", { type: "string" }, "cus_NffrFeUfNV2Hib", /^cus_[\dA-Za-z]{14}$/],
    ["UUIDs by their format", { type: "string", format: "uuid" }, undefined, /^[\da-f-]{36}$/],
    ["what a pattern takes", { type: "string", pattern: "^[0-9]+$" }, undefined, /^[1-5]$/],
  ])("look like the examples', or as the schema says: %s", async (_, schema, example, pattern) => {
    const { send } = await serveState(itemsWith(schema, example === undefined ? [] : [{ id: example }]), { seed: 1 });
    const responses = await Promise.all(Array.from({ length: 5 }, () => send("POST", "/items", {})));
    const given = responses.map(({ body }) => (body as { id: string }).id);
    for (const id of given) expect(id).toMatch(pattern);
    expect(new Set(given).size).toBe(5);
  });

  test("are taken from the body, digit for digit; one that is there already is replaced", async () => {
    const { send } = await serveState(itemsWith({ type: "integer", format: "int64" }, []));
    expect((await send("POST", "/items", '{"id":9007199254740993,"name":"a"}')).text).toBe(
      '{"id":9007199254740993,"name":"a"}',
    );
    await send("POST", "/items", '{"id":9007199254740993,"name":"b"}');
    expect((await send("GET", "/items")).text).toBe('[{"id":9007199254740993,"name":"b"}]');
  });

  test("of hostile names are ordinary", async () => {
    const { send } = await serveState(itemsWith({ type: "string" }, []));
    for (const id of ["__proto__", "constructor", "../..", "a/b", "é", "A", "a", "x".repeat(300)]) {
      expect((await send("GET", `/items/${encodeURIComponent(id)}`)).status).toBe(404);
      expect((await send("POST", "/items", JSON.stringify({ id, name: id }))).body).toEqual({ id, name: id });
      expect((await send("GET", `/items/${encodeURIComponent(id)}`)).body).toEqual({ id, name: id });
    }
    expect((await send("POST", "/items", '{"id":"h","__proto__":{"name":"x"}}')).body).toEqual({ id: "h" });
    expect((await send("GET", "/items")).body).toHaveLength(9);
  });

  test("stand in the addresses of a new record", async () => {
    const example = { id: "42", url: "https://example.com/items/42?of=142" };
    const document = itemsWith({ type: "string", readOnly: true }, [example]) as {
      paths: {
        "/items": {
          post: { responses: { "201": { content: { "application/json": { schema: { required: string[] } } } } } };
        };
      };
    };
    document.paths["/items"].post.responses["201"].content["application/json"].schema.required = ["id", "url"];
    const { send } = await serveState(document as unknown as Record<string, unknown>);
    expect((await send("POST", "/items", { name: "42" })).body).toEqual({
      id: "43",
      url: "https://example.com/items/43?of=142",
      name: "42",
    });
  });
});
