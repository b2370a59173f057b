import { describe, expect, test } from "vitest";
import { MissingRequestsError } from "../../../mocks/control/journal-control.ts";
import { documentOf, json } from "../document.ts";
import { serve } from "../serve.ts";

const things = documentOf(
  {
    "/things": {
      get: {
        operationId: "listThings",
        parameters: [{ name: "limit", in: "query", schema: { type: "integer" } }],
        responses: { ...json({ type: "array", items: {} }, []), "4XX": { description: "" } },
      },
      post: { operationId: "addThing", responses: { "204": { description: "" } } },
    },
    "/things/{id}/parts": {
      get: {
        operationId: "listParts",
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        responses: json({ type: "array", items: {} }, []),
      },
    },
  },
  { openapi: "3.1.0", servers: [{ url: "https://api.example.com/v1" }] },
);

async function served() {
  const mock = await serve(things);
  return { mock, get: (path: string, method = "GET") => fetch(mock.url + path, { method }) };
}

describe("requests", () => {
  test("are found by operation, method, path, status, violations, and after another", async () => {
    const { mock, get } = await served();
    for (const path of ["/things", "/things?limit=x", "/nothing"]) await get(path);
    await get("/things", "POST");
    const found = (...filters: Parameters<typeof mock.findRequests>) =>
      mock.findRequests(...filters).map(({ id }) => id);
    expect(found()).toEqual([1, 2, 3, 4]);
    expect(found({ operation: "listThings" })).toEqual([1, 2]);
    expect(found({ method: "post" })).toEqual([4]);
    expect(found({ path: "/things" })).toEqual([1, 2, 4]);
    expect(found({ status: 200 })).toEqual([1]);
    expect(found({ status: "4xx" })).toEqual([2, 3]);
    expect(found({ hasViolations: true })).toEqual([2, 3]);
    expect(found({ hasViolations: false, after: 1 })).toEqual([4]);
    expect(() => mock.findRequests({ operation: "listThing" })).toThrow('did you mean "listThings"?');
  });

  test("have numbers that go on when they are forgotten, and times", async () => {
    const { mock, get } = await served();
    const before = Date.now();
    await get("/things");
    mock.clearRequests();
    expect(mock.requests).toEqual([]);
    await get("/things");
    expect(mock.requests.map(({ id }) => id)).toEqual([2]);
    expect(mock.requests[0]!.time).toBeGreaterThanOrEqual(before);
  });

  test("are waited for: those that were there, and those that come", async () => {
    const { mock, get } = await served();
    await get("/things");
    const waiting = mock.waitForRequests({ operation: "listThings", count: 3 });
    await get("/things", "POST");
    await get("/things?limit=1");
    await get("/things?limit=2");
    await get("/things?limit=3");
    expect((await waiting).map(({ url }) => url)).toEqual(["/things", "/things?limit=1", "/things?limit=2"]);
    expect(await mock.waitForRequests({ count: 2 })).toHaveLength(2);
  });

  test("are not waited for any longer than said, nor by whoever gave up", async () => {
    const { mock, get } = await served();
    await get("/things");
    await expect(mock.waitForRequests({ count: 2, timeout: 30 })).rejects.toThrow(
      new MissingRequestsError("1 of 2 requests came within 30 ms"),
    );
    const signal = AbortSignal.timeout(30);
    await expect(mock.waitForRequests({ count: 2, signal })).rejects.toThrow("aborted");
    await expect(mock.waitForRequests({ count: 2, signal: AbortSignal.abort("gone") })).rejects.toBe("gone");
  });

  test("are watched as they come, from one of them on, until the loop is left or the signal says so", async () => {
    const { mock, get } = await served();
    await get("/things");
    const fromNow = mock.watchRequests();
    const fromStart = mock.watchRequests({ after: 0, operation: "listThings" });
    await get("/things", "POST");
    await get("/things?limit=1");
    expect((await fromNow.next()).value?.id).toBe(2);
    expect((await fromNow.next()).value?.id).toBe(3);
    const seen: number[] = [];
    for await (const { id } of fromStart) {
      seen.push(id);
      if (seen.length === 2) break;
    }
    expect(seen).toEqual([1, 3]);
    const controller = new AbortController();
    const watching = mock.watchRequests({ signal: controller.signal });
    const next = watching.next();
    controller.abort();
    expect(await next).toEqual({ done: true, value: undefined });
    await get("/things");
    expect(await watching.next()).toEqual({ done: true, value: undefined });
  });
});

describe("near misses", () => {
  test.each([
    ["GET", "/thing", ["listThings"], ['"thing" is not "things"']],
    ["PUT", "/things", ["listThings", "addThing"], ["the method is PUT, not GET"]],
    ["GET", "/v1/things/7/part", ["listParts"], ['"part" is not "parts"']],
    ["GET", "/things/7", ["listThings"], ['"/7" is too much']],
    ["GET", "/things/parts", ["listThings", "listParts"], ['"/parts" is too much']],
  ])("%s %s nearly meant %j", async (method, path, names, differences) => {
    const { mock } = await served();
    const [first, ...others] = mock.nearMisses({ method, path });
    expect([first, ...others].slice(0, names.length).map((miss) => miss?.operation.operationId)).toEqual(names);
    expect(first?.differences).toEqual(differences);
  });

  test("what has nothing in common with any operation is near none", async () => {
    const { mock } = await served();
    expect(mock.nearMisses({ method: "POST", path: "/a/b/c/d/e/f" })).toEqual([]);
  });
});
