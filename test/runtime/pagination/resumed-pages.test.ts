import { describe, expect, test } from "vitest";
import type { PagesDescription } from "../../../generator/runtime/core/description.ts";
import type { PagesOptions } from "../../../generator/runtime/pagination/paged.ts";
import { pages } from "../../../generator/runtime/pagination/pages.ts";
import {
  type Arguments,
  collect,
  ids,
  listing,
  numbers,
  offset,
  serveOffsets,
  servePages,
  server,
  things,
  transport,
} from "./pages-listing.ts";

servePages();

describe("a page says where the list goes on:", () => {
  const nexts = async (described: PagesDescription, args?: Arguments, options?: PagesOptions) =>
    (await collect(pages(listing(described), transport, args, options))).map(({ next }) => next);

  test("the arguments of the next page, with which the pages can be asked for again", async () => {
    serveOffsets(25);
    const list = listing({ ...offset, size: 10 });
    const [first, ...others] = await collect(pages(list, transport, { q: "a" }));
    expect(first!.next).toEqual({ q: "a", from: 10, limit: 10 });
    expect(others.map(({ next }) => next)).toEqual([{ q: "a", from: 20, limit: 10 }, undefined]);
    const stored = JSON.parse(JSON.stringify(first!.next));
    expect(await ids(list, stored, { pageSize: 3 })).toEqual(numbers(15, 10));
  });

  test("by number and by cursor", async () => {
    server.respond = (url) => {
      const page = Number(url.searchParams.get("page") ?? url.searchParams.get("cursor") ?? 1);
      return { body: { data: things(page, page < 3 ? 1 : 0), next: page < 2 ? page + 1 : null } };
    };
    const page: PagesDescription = { style: "page", items: ["data"], position: ["page"], first: 1 };
    expect(await nexts(page)).toEqual([{ page: 2 }, { page: 3 }]);
    const cursor: PagesDescription = { style: "cursor", items: ["data"], position: ["cursor"], next: ["next"] };
    expect(await nexts(cursor, { q: "a" })).toEqual([{ q: "a", cursor: 2 }, undefined]);
  });

  test("what is left of a page that was cut, or else that page again", async () => {
    serveOffsets(30);
    expect(await nexts(offset, { from: 5 }, { maximum: 12 })).toEqual([{ from: 15 }, { from: 17 }]);
    expect(await nexts(offset, {}, { maximum: 10 })).toEqual([{ from: 10 }]);
    const cursor: PagesDescription = { style: "cursor", items: ["data"], position: ["cursor"], last: ["id"] };
    expect(await nexts(cursor, { q: "a" }, { maximum: 4 })).toEqual([{ q: "a" }]);
  });

  test("the page again where the server does not say how to go on, which then is an error", async () => {
    server.respond = () => ({ body: { data: things(0, 1), more: true } });
    const cursor: PagesDescription = { style: "cursor", items: ["data"], position: ["cursor"], next: ["next"] };
    const found = pages(listing({ ...cursor, more: ["more"] }), transport, { q: "a" });
    expect((await found.next()).value).toMatchObject({ items: things(0, 1), next: { q: "a" } });
    await expect(found.next()).rejects.toThrow("there is more, but not where");
  });

  test("not for a URL, which may hold secrets", async () => {
    server.respond = () => ({ body: { data: things(0, 1) }, headers: { Link: "<?page=2&token=x>; rel=next" } });
    for await (const page of pages(listing({ style: "link", items: ["data"] }), transport)) {
      expect(page).toHaveProperty("next", undefined);
      break;
    }
  });
});
