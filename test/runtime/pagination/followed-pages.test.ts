import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import type { PagesDescription } from "../../../generator/runtime/core/description.ts";
import type { PagesOptions } from "../../../generator/runtime/pagination/paged.ts";
import { items, pages } from "../../../generator/runtime/pagination/pages.ts";
import { collect, ids, listing, numbers, queries, servePages, server, things, transport } from "./pages-listing.ts";
import type { PageResponse } from "./pages-server.ts";

servePages();

describe("pages by cursor", () => {
  const cursor: PagesDescription = {
    style: "cursor",
    items: ["data"],
    position: ["cursor"],
    next: ["meta", "next"],
    sparse: true,
  };
  const respondWith = (...pages: PageResponse["body"][]) => {
    server.respond = () => ({ body: pages[server.targets.length - 1] });
  };

  test("go on while there is a cursor, past short and empty pages", async () => {
    respondWith(
      { data: things(0, 2), meta: { next: "a/b" } },
      { meta: { next: "c" } },
      { data: things(2, 1), meta: { next: "" } },
    );
    expect(await ids(listing(cursor), { limit: 2 })).toEqual(numbers(3));
    expect(queries()).toEqual(["?limit=2", "?limit=2&cursor=a%2Fb", "?limit=2&cursor=c"]);
  });

  test("give each page with its response, without those that are empty", async () => {
    respondWith(
      { data: things(0, 2), meta: { next: "a" } },
      { data: [], meta: { next: "b" } },
      { data: things(2, 1), meta: {} },
    );
    const found = await collect(pages(listing(cursor), transport));
    expect(found.map((page) => page.items.length)).toEqual([2, 1]);
    expect(found[0]).toMatchObject({ data: { meta: { next: "a" } }, response: { status: 200 } });
  });

  test("go by the last item while the body says that there is more", async () => {
    respondWith({ data: things(0, 2), has_more: true }, { data: things(2, 2), has_more: false });
    const stripe: PagesDescription = {
      style: "cursor",
      items: ["data"],
      position: ["cursor"],
      last: ["id"],
      more: ["has_more"],
    };
    expect(await ids(listing(stripe))).toEqual(numbers(4));
    expect(queries()).toEqual(["", "?cursor=1"]);
  });

  test.each([[0], ["0"], [false], [null], [""]])("end with the cursor %j", async (next) => {
    respondWith({ data: things(0, 1), meta: { next: "a" } }, { data: things(1, 1), meta: { next } });
    expect(await ids(listing(cursor))).toEqual(numbers(2));
    expect(server.targets).toHaveLength(2);
  });

  test("go on at 0 where the body says that there is more, or where 0 is the last item's id", async () => {
    const more: PagesDescription = { ...cursor, more: ["more"] };
    respondWith({ data: things(0, 1), meta: { next: 0 }, more: true }, { data: things(1, 1), more: false });
    expect(await ids(listing(more))).toEqual(numbers(2));
    server.targets = [];
    respondWith({ data: things(0, 1) }, { data: [] });
    await ids(listing({ style: "cursor", items: ["data"], position: ["cursor"], last: ["id"] }));
    expect(queries()).toEqual(["", "?cursor=0"]);
    server.targets = [];
    respondWith({ data: things(0, 1), meta: { next: true } });
    await expect(ids(listing(cursor))).rejects.toThrow("what leads to the next page is not a string");
  });

  test("may have the same items one after the other", async () => {
    respondWith(
      { data: things(0, 1), meta: { next: "a" } },
      { data: things(0, 1), meta: { next: "b" } },
      { data: things(0, 1), meta: {} },
    );
    expect(await ids(listing(cursor))).toEqual([0, 0, 0]);
  });

  test("refuse a cursor that comes again, and more of which nobody knows where", async () => {
    respondWith(
      { data: things(0, 1), meta: { next: "a" } },
      { data: things(1, 1), meta: { next: "b" } },
      { data: things(2, 1), meta: { next: "a" } },
    );
    const seen: number[] = [];
    const iterate = async () => {
      for await (const { id } of items(listing(cursor), transport)) seen.push(id);
    };
    await expect(iterate()).rejects.toThrow("the server gave one cursor twice");
    expect(seen).toEqual(numbers(3));
    server.targets = [];
    respondWith({ data: [], meta: { next: "x" } });
    await expect(ids(listing(cursor), { cursor: "x" })).rejects.toThrow("the server gave one cursor twice");
    server.targets = [];
    respondWith({ data: things(0, 1), more: true });
    await expect(ids(listing({ ...cursor, more: ["more"] }))).rejects.toThrow("there is more, but not where");
  });
});

describe("pages by link", () => {
  const link: PagesDescription = { style: "link", items: ["data"] };
  const linking = (next: (page: number) => string | undefined) => {
    server.respond = (url) => {
      const page = Number(url.searchParams.get("p") ?? 0);
      const target = next(page);
      return {
        body: { data: things(page, 1), next: target ?? null },
        headers:
          target === undefined
            ? {}
            : { Link: `<${server.url}/first>; rel=first, <${target}>; title="a, b"; rel="prev next"` },
      };
    };
  };

  test("follow the Link header to wherever it leads on the same origin, with the credentials", async () => {
    linking((page) => (page < 2 ? `${server.url}/other/7?p=${page + 1}&x=a%20b#part` : undefined));
    expect(await ids(listing(link), { q: "cat" })).toEqual(numbers(3));
    expect(server.targets).toEqual(["/v1/things?q=cat", "/other/7?p=1&x=a%20b", "/other/7?p=2&x=a%20b"]);
    expect(server.authorizations).toEqual(Array(3).fill("Bearer secret"));
  });

  test("follow a URL of the body, relative to the response's", async () => {
    linking((page) => (page < 2 ? `?p=${page + 1}` : undefined));
    expect(await ids(listing({ ...link, next: ["next"] }))).toEqual(numbers(3));
    expect(server.targets).toEqual(["/v1/things", "/v1/things?p=1", "/v1/things?p=2"]);
  });

  test.each([
    ["another host", (url: string) => url.replace("127.0.0.1", "localhost")],
    ["another scheme", (url: string) => url.replace("http", "https")],
    ["a URL without host", () => "data:application/json,[]"],
    ["a host after two slashes", () => "//evil.example/x"],
  ])("refuse %s, after the items that came", async (_, next) => {
    linking(() => next(server.url));
    const seen: number[] = [];
    const iterate = async () => {
      for await (const { id } of items(listing(link), transport)) seen.push(id);
    };
    await expect(iterate()).rejects.toThrow(/^listThings: the next page is on .*, where the credentials must not go$/);
    expect(seen).toEqual([0]);
    expect(server.targets).toHaveLength(1);
  });

  test("refuse what is no URL, and one that comes again, the first page's own included", async () => {
    linking(() => "http://");
    await expect(ids(listing(link))).rejects.toThrow("is not a URL");
    for (const [next, came, args] of [
      [() => "?p=1", [0, 1], {}],
      [(page: number) => (page < 2 ? `?p=${page + 1}` : "/v1/things"), [0, 1, 2], {}],
      [(page: number) => (page < 1 ? "?p=1" : `${server.url}/v1/things?q=a%20b#top`), [0, 1], { q: "a b" }],
    ] as const) {
      linking(next);
      const seen: number[] = [];
      const iterate = async () => {
        for await (const { id } of items(listing(link), transport, args)) seen.push(id);
      };
      await expect(iterate()).rejects.toThrow("the server leads back to a page that came");
      expect(seen).toEqual(came);
    }
  });

  test("refuse a URL with a password, which no error shows", async () => {
    linking(() => server.url.replace("//", "//user:pl4nted@"));
    const failure = await ids(listing(link)).catch((error: unknown) => error);
    expect(inspect(failure)).not.toMatch(/pl4nted|user:/);
    expect(failure).toMatchObject({ message: "listThings: the URL of the next page holds a user or a password" });
    expect(server.targets).toHaveLength(1);
  });

  test("may have the same items one after the other", async () => {
    linking((page) => (page < 2 ? `?p=${page + 1}` : undefined));
    const { respond } = server;
    server.respond = (url) => ({ ...respond(url), body: { data: things(0, 1) } });
    expect(await ids(listing(link))).toEqual([0, 0, 0]);
  });

  test("go through middleware, which sees where the request goes, and keep the options of the call", async () => {
    linking((page) => (page < 1 ? "?p=1" : undefined));
    const seen: [string, unknown][] = [];
    transport.use({ onRequest: ({ request }) => void seen.push([request.url, (request as { retry?: number }).retry]) });
    await ids(listing(link), {}, { retry: 3 } as PagesOptions);
    expect(seen).toEqual([
      [`${server.url}/v1/things`, 3],
      [`${server.url}/v1/things?p=1`, 3],
    ]);
  });
});
