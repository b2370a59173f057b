import { describe, expect, test } from "vitest";
import type { PagesDescription } from "../../../generator/runtime/core/description.ts";
import { items, pages } from "../../../generator/runtime/pagination/pages.ts";
import { writeStyled } from "../../../generator/runtime/request/parameters.ts";
import {
  collect,
  ids,
  listing,
  numbers,
  offset,
  queries,
  serveOffsets,
  servePages,
  server,
  things,
  transport,
} from "./pages-listing.ts";

servePages();

describe("pages by offset", () => {
  test("come until one is short, with the other arguments as they are", async () => {
    serveOffsets(25);
    expect(await ids(listing(offset), { limit: 10, q: "a b" })).toEqual(numbers(25));
    expect(queries()).toEqual(["?limit=10&q=a%20b", "?from=10&limit=10&q=a%20b", "?from=20&limit=10&q=a%20b"]);
  });

  test("come until there is none, where the limit is not known or the last page is full", async () => {
    serveOffsets(20);
    expect(await ids(listing(offset))).toEqual(numbers(20));
    expect(await ids(listing(offset), { limit: 20 })).toEqual(numbers(20));
    expect(queries()).toEqual(["", "?from=10", "?from=20", "?limit=20", "?from=20&limit=20"]);
  });

  test("begin where the arguments say, a number as text included", async () => {
    serveOffsets(25);
    expect(await ids(listing(offset), { from: "20", limit: 3 })).toEqual(numbers(5, 20));
    expect(queries()).toEqual(["?from=20&limit=3", "?from=23&limit=3"]);
  });

  test("lose nothing where the server gives less than it was asked for", async () => {
    serveOffsets(70, { most: 30 });
    const undocumented: PagesDescription = { style: "offset", items: ["data"], position: ["from"], limit: ["limit"] };
    expect(await ids(listing(undocumented), { limit: 100 })).toEqual(numbers(70));
    expect(queries()).toEqual(["?limit=100", "?from=30&limit=100", "?from=60&limit=100"]);
    server.targets = [];
    expect(await ids(listing({ ...offset, maximum: 30 }), { limit: 100 })).toEqual(numbers(70));
    expect(server.targets).toHaveLength(3);
    server.targets = [];
    expect(await ids(listing({ ...undocumented, size: 10 }), {}, { pageSize: 50 })).toEqual(numbers(70));
    expect(server.targets).toHaveLength(3);
  });

  test("cost one request more where the first page is short, but not shorter than the documented size", async () => {
    const { maximum: _, ...unknown } = { ...offset, size: 10 };
    const requestsFor = async (count: number, described: PagesDescription) => {
      serveOffsets(count);
      server.targets = [];
      expect(await ids(listing(described), {}, { pageSize: 50 })).toEqual(numbers(count));
      return server.targets.length;
    };
    expect(await requestsFor(9, unknown)).toBe(1);
    expect(await requestsFor(10, unknown)).toBe(2);
    expect(await requestsFor(10, { ...unknown, maximum: 50 })).toBe(1);
  });

  test("are asked for with the documented size, where nobody gives another", async () => {
    serveOffsets(12);
    const list = listing({ ...offset, size: 10 });
    expect(await ids(list)).toEqual(numbers(12));
    expect(await ids(list, {}, { pageSize: 20 })).toEqual(numbers(12));
    expect(await ids(list, { limit: 15 })).toEqual(numbers(12));
    expect(queries()).toEqual(["?limit=10", "?from=10&limit=10", "?limit=20", "?limit=15"]);
  });

  test("end where the body says how many there are, or that there is no more", async () => {
    serveOffsets(20, { body: { meta: { total: 20 } } });
    expect(await ids(listing({ ...offset, total: ["meta", "total"] }), { limit: 10 })).toEqual(numbers(20));
    expect(server.targets).toHaveLength(2);
    serveOffsets(20, { body: { more: false } });
    expect(await ids(listing({ ...offset, more: ["more"] }))).toEqual(numbers(10));
  });

  test("go on after a short page where the body says that there is more", async () => {
    serveOffsets(9, { most: 4, body: { more: true } });
    expect(await ids(listing({ ...offset, more: ["more"] }), { limit: 5 })).toEqual(numbers(9));
    expect(server.targets.at(-1)).toBe("/v1/things?from=9&limit=5");
  });

  test("may begin at 1", async () => {
    serveOffsets(1000);
    const first = (await collect(pages(listing({ ...offset, first: 1 }), transport, {}, { maximum: 20 }))).length;
    expect(first).toBe(2);
    expect(queries()).toEqual(["", "?from=11"]);
  });

  test("take and set members of an argument", async () => {
    const p = { name: "p", in: "query", style: "deepObject", explode: true, write: writeStyled } as const;
    server.respond = (url) => {
      const from = Number(url.searchParams.get("p[from]") ?? 0);
      return { body: { data: things(from, from === 0 ? 2 : 1) } };
    };
    const list = listing({ ...offset, position: ["p", "from"], limit: ["p", "limit"] }, [p]);
    expect(await ids(list, { p: { channel: "WHATSAPP" } }, { pageSize: 2 })).toEqual([0, 1, 2]);
    expect(server.targets.map(decodeURIComponent)).toEqual([
      "/v1/things?p[channel]=WHATSAPP&p[limit]=2",
      "/v1/things?p[channel]=WHATSAPP&p[limit]=2&p[from]=2",
    ]);
  });

  test("never change the caller's arguments, and may have hostile names", async () => {
    serveOffsets(3);
    const path = ["__proto__", "constructor"];
    const args = Object.freeze({ limit: 2 });
    const list = listing({ ...offset, position: path }, [{ name: "__proto__", in: "query", write: writeStyled }]);
    await expect(ids(list, args)).rejects.toThrow("the same page came twice");
    expect(args).toEqual({ limit: 2 });
    expect(({} as { constructor: unknown }).constructor).toBe(Object);
    expect(queries()).toEqual(["?limit=2", "?limit=2&constructor=2"]);
  });

  test("refuse a server that ignores the offset, before an item comes twice", async () => {
    server.respond = () => ({ body: { data: things(0, 5) } });
    const seen: number[] = [];
    const iterate = async () => {
      for await (const { id } of items(listing(offset), transport)) seen.push(id);
    };
    await expect(iterate()).rejects.toThrow('listThings: the same page came twice; the server ignores "from"');
    expect(seen).toEqual(numbers(5));
    expect(server.targets).toHaveLength(2);
  });

  test.each<[string, (request: number) => readonly object[]]>([
    ["a field that changes", (request) => [{ id: 1, seen: request }, { id: 2 }]],
    [
      "another order",
      (request) =>
        request % 2
          ? [{ _id: { $oid: "a" } }, { _id: { $oid: "b" } }]
          : [{ _id: { $oid: "b" } }, { _id: { $oid: "a" } }],
    ],
    ["text or numbers", (request) => [{ uuid: request % 2 ? "1" : 1 }, { uuid: 2 }]],
  ])("refuse a server that gives the same ids with %s", async (_, page) => {
    server.respond = () => ({ body: { data: page(server.targets.length) } });
    for (const [described, args] of [
      [offset, {}],
      [offset, { limit: 2 }],
      [{ ...offset, style: "page", position: ["page"] }, {}],
    ] as const) {
      server.targets = [];
      await expect(ids(listing(described), args, { maximum: 20 })).rejects.toThrow("the same page came twice");
      expect(server.targets).toHaveLength(2);
    }
  });

  test("refuse a server that begins again after its last page", async () => {
    server.respond = (url) => ({ body: { data: things((Number(url.searchParams.get("page") ?? 0) % 3) * 2, 2) } });
    const seen: number[] = [];
    const iterate = async () => {
      const page: PagesDescription = { style: "page", items: ["data"], position: ["page"] };
      for await (const { id } of items(listing(page), transport, {}, { maximum: 20 })) seen.push(id);
    };
    await expect(iterate()).rejects.toThrow('the same page came twice; the server ignores "page"');
    expect(seen).toEqual(numbers(6));
  });

  test.each<[string, object[][]]>([
    [
      "whose ids stand on several items",
      [
        [
          { id: 7, hour: 1 },
          { id: 7, hour: 2 },
        ],
        [
          { id: 7, hour: 3 },
          { id: 7, hour: 4 },
        ],
      ],
    ],
    [
      "that have no id, or not all of them",
      [
        [{ agentId: 7 }, { id: 1 }],
        [{ agentId: 8 }, { id: 1 }],
      ],
    ],
    ["that came before, of a list that grows at its beginning", [[{ id: 3 }, { id: 2 }], [{ id: 2 }]]],
  ])("take items %s", async (_, found) => {
    server.respond = () => ({ body: { data: found[server.targets.length - 1] ?? [] } });
    expect(await collect(items(listing(offset), transport))).toEqual(found.flat());
  });

  test("refuse what is no number", async () => {
    expect(() => items(listing(offset), transport, { from: "soon" })).toThrow('listThings: "from" must be a number');
  });
});

test("pages by number count from the first", async () => {
  server.respond = (url) => {
    const page = Number(url.searchParams.get("page") ?? 1);
    return { body: { data: things(page * 10, page < 3 ? 2 : 0), total: 4 } };
  };
  const page: PagesDescription = { style: "page", items: ["data"], position: ["page"], first: 1 };
  expect(await ids(listing(page))).toEqual([10, 11, 20, 21]);
  expect(await ids(listing({ ...page, total: ["total"] }))).toEqual([10, 11, 20, 21]);
  expect(await ids(listing({ ...page, total: ["total"], limit: ["limit"] }), { page: 2, limit: 2 })).toEqual([20, 21]);
  expect(queries()).toEqual(["", "?page=2", "?page=3", "", "?page=2", "?limit=2&page=2"]);
});
