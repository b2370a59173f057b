import { describe, expect, test } from "vitest";
import { createTransport } from "../../../generator/runtime/core/transport.ts";
import type { Paged } from "../../../generator/runtime/pagination/paged.ts";
import { items, pages } from "../../../generator/runtime/pagination/pages.ts";
import { type Operation, operation } from "../../../generator/runtime/request/operation.ts";
import { ApiError } from "../../../generator/runtime/response/api-error.ts";
import {
  collect,
  ids,
  type ListThings,
  listing,
  numbers,
  offset,
  queries,
  serveOffsets,
  servePages,
  server,
  type Thing,
  things,
  transport,
} from "./pages-listing.ts";
import type { PageResponse } from "./pages-server.ts";

servePages();

describe("an iteration", () => {
  test("sends nothing before it is asked, and one request at a time", async () => {
    serveOffsets(30);
    const found = pages(listing(offset), transport);
    expect(server.targets).toEqual([]);
    await found.next();
    await new Promise(setImmediate);
    expect(server.targets).toHaveLength(1);
  });

  test("ends when its loop is left", async () => {
    serveOffsets(30);
    for await (const { id } of items(listing(offset), transport)) if (id === 12) break;
    expect(server.targets).toHaveLength(2);
    expect(server.cancelled).toBe(0);
  });

  test.each(["items", "pages"] as const)("cancels the request under way when it is left: %s", async (kind) => {
    server.respond = () => ({ hangs: true });
    const found = kind === "items" ? items(listing(offset), transport) : pages(listing(offset), transport);
    const arrived = server.waitForRequest();
    const cancelled = server.waitForCancellation();
    const pending = found.next();
    await arrived;
    expect(await found.return()).toEqual({ done: true, value: undefined });
    expect(await pending).toEqual({ done: true, value: undefined });
    await cancelled;
    expect(await found.next()).toEqual({ done: true, value: undefined });
  });

  test("hands the signal of the call on, and that of the transport", async () => {
    serveOffsets(30);
    const reason = new Error("enough");
    await expect(ids(listing(offset), {}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const signal = AbortSignal.abort(reason);
    const aborted = createTransport({ baseUrl: server.url, ...({ signal } as object) });
    await expect(collect(items(listing(offset), aborted))).rejects.toBe(reason);
    expect(server.targets).toEqual([]);
  });

  test("gives as many items as wanted, and asks for no more than it must", async () => {
    serveOffsets(30);
    expect(await ids(listing(offset), {}, { maximum: 12, pageSize: 5 })).toEqual(numbers(12));
    expect(queries()).toEqual(["?limit=5", "?from=5&limit=5", "?from=10&limit=5"]);
    expect(await ids(listing(offset), {}, { maximum: 0 })).toEqual([]);
    expect(server.targets).toHaveLength(3);
    expect(await ids(listing(offset), { limit: 2 }, { maximum: 2, pageSize: 5 })).toEqual(numbers(2));
    expect(queries().at(-1)).toBe("?limit=2");
  });

  test("refuses options that make no sense, before any request", () => {
    expect(() => pages(listing(offset), transport, {}, { pageSize: 0 })).toThrow('"pageSize" must be a whole number');
    expect(() => pages(listing(offset), transport, {}, { maximum: Number.NaN })).toThrow('"maximum" must be a number');
    const { limit: _, ...unlimited } = offset;
    expect(() => pages(listing(unlimited), transport, {}, { pageSize: 5 })).toThrow("takes no size of a page");
  });

  test("throws an ApiError for a page that fails, after the items that came", async () => {
    serveOffsets(30);
    const good = server.respond;
    server.respond = (url) => (url.searchParams.has("from") ? { status: 429, body: { message: "slow" } } : good(url));
    const seen: number[] = [];
    const iterate = async () => {
      for await (const { id } of items(listing(offset), transport)) seen.push(id);
    };
    await expect(iterate()).rejects.toThrow(ApiError);
    expect(seen).toEqual(numbers(10));
  });

  test.each<[string, PageResponse, string?]>([
    ["204", { status: 204 }],
    [
      "a body that lacks the list",
      { body: { errorCode: "FORBIDDEN" } },
      'listThings: the response has no list at "data"',
    ],
    ["null for the list", { body: { data: null } }],
    ["an empty body", {}],
    ["an object for the list", { body: { data: {} } }, 'listThings: the response has no list at "data"'],
    ["text for the body", { body: "sorry" }, 'listThings: the response has no list at "data"'],
  ])("of %s", async (_, response, message) => {
    server.respond = () => response;
    const found = ids(listing(offset));
    if (message === undefined) expect(await found).toEqual([]);
    else await expect(found).rejects.toThrow(message);
    expect(server.targets).toHaveLength(1);
  });

  test("of a body that may lack the list", async () => {
    server.respond = () => ({ body: {} });
    expect(await ids(listing({ ...offset, sparse: true }))).toEqual([]);
  });

  test("of a body that is the list itself", async () => {
    server.respond = (url) => ({ body: url.searchParams.has("from") ? [] : things(0, 3) });
    expect(await ids(listing({ ...offset, items: [] }))).toEqual(numbers(3));
  });

  test("works for an operation without arguments", async () => {
    const list = operation<Operation<[], Thing[], unknown> & Paged<Thing>>({
      name: "listAll",
      method: "GET",
      path: "/all",
      pages: { style: "link", items: [] },
    });
    server.respond = (url) => ({
      body: things(url.search ? 1 : 0, 1),
      headers: url.search ? {} : { Link: "</v1/all?2>; rel=next" },
    });
    expect(await collect(items(list, transport, { headers: { "X-A": "1" } }))).toEqual(things(0, 2));
  });

  test("is refused for an operation that does not page", () => {
    const single = operation<ListThings>({ name: "getThing", method: "GET", path: "/thing" });
    expect(() => items(single, transport)).toThrow("getThing does not give its items page by page");
  });
});
