import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ApiError } from "../../generator/runtime/api-error.ts";
import type { OperationDescription, PagesDescription } from "../../generator/runtime/description.ts";
import { type Operation, operation } from "../../generator/runtime/operation.ts";
import { items, type Paged, type PagesOptions, pages } from "../../generator/runtime/pages.ts";
import { writeStyled } from "../../generator/runtime/styled.ts";
import { createTransport, type Transport } from "../../generator/runtime/transport.ts";
import { type PageAnswer, type PagesServer, startPagesServer } from "./pages-server.ts";

interface Thing {
  id: number;
}
type Arguments = { [name: string]: unknown };
type ListThings = Operation<[args?: Arguments], { data?: Thing[] } | undefined, unknown> & Paged<Thing>;

let server: PagesServer;
let transport: Transport;
beforeEach(async () => {
  server = await startPagesServer();
  transport = createTransport({ baseUrl: `${server.url}/v1`, auth: "secret" });
});
afterEach(() => server[Symbol.asyncDispose]());

const query = (...names: string[]) => names.map((name) => ({ name, in: "query" as const }));

function listing(described: PagesDescription, parameters: OperationDescription["parameters"] = []): ListThings {
  const all = [...query("from", "limit", "page", "cursor", "q"), ...parameters];
  return operation({ name: "listThings", method: "GET", path: "/things", parameters: all, pages: described });
}

const things = (from: number, count: number): Thing[] =>
  Array.from({ length: count }, (_, index) => ({ id: from + index }));

async function collect<Item>(iterable: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of iterable) collected.push(item);
  return collected;
}

const ids = async (list: ListThings, args?: Arguments, options?: PagesOptions) =>
  (await collect(items(list, transport, args, options))).map(({ id }) => id);
const numbers = (count: number, from = 0) => things(from, count).map(({ id }) => id);
const queries = () => server.targets.map((target) => target.replace("/v1/things", ""));

/** A server of `count` things that takes `from` and `limit`, and gives no more than `most` at once. */
function serveOffsets(count: number, { most = 50, body = {} }: { most?: number; body?: object } = {}): void {
  server.answer = (url) => {
    const from = Number(url.searchParams.get("from") ?? 0);
    const limit = Math.min(Number(url.searchParams.get("limit") ?? 10), most);
    const data = things(from, Math.max(0, Math.min(limit, count - from)));
    return data.length > 0 ? { body: { data, ...body } } : { status: 204 };
  };
}

const offset: PagesDescription = {
  style: "offset",
  items: ["data"],
  position: ["from"],
  limit: ["limit"],
  maximum: 50,
};

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
    server.answer = (url) => {
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
    server.answer = () => ({ body: { data: things(0, 5) } });
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
    server.answer = () => ({ body: { data: page(server.targets.length) } });
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
    server.answer = (url) => ({ body: { data: things((Number(url.searchParams.get("page") ?? 0) % 3) * 2, 2) } });
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
    server.answer = () => ({ body: { data: found[server.targets.length - 1] ?? [] } });
    expect(await collect(items(listing(offset), transport))).toEqual(found.flat());
  });

  test("refuse what is no number", async () => {
    expect(() => items(listing(offset), transport, { from: "soon" })).toThrow('listThings: "from" must be a number');
  });
});

test("pages by number count from the first", async () => {
  server.answer = (url) => {
    const page = Number(url.searchParams.get("page") ?? 1);
    return { body: { data: things(page * 10, page < 3 ? 2 : 0), total: 4 } };
  };
  const page: PagesDescription = { style: "page", items: ["data"], position: ["page"], first: 1 };
  expect(await ids(listing(page))).toEqual([10, 11, 20, 21]);
  expect(await ids(listing({ ...page, total: ["total"] }))).toEqual([10, 11, 20, 21]);
  expect(await ids(listing({ ...page, total: ["total"], limit: ["limit"] }), { page: 2, limit: 2 })).toEqual([20, 21]);
  expect(queries()).toEqual(["", "?page=2", "?page=3", "", "?page=2", "?limit=2&page=2"]);
});

describe("pages by cursor", () => {
  const cursor: PagesDescription = {
    style: "cursor",
    items: ["data"],
    position: ["cursor"],
    next: ["meta", "next"],
    sparse: true,
  };
  const answers = (...pages: PageAnswer["body"][]) => {
    server.answer = () => ({ body: pages[server.targets.length - 1] });
  };

  test("go on while there is a cursor, past short and empty pages", async () => {
    answers(
      { data: things(0, 2), meta: { next: "a/b" } },
      { meta: { next: "c" } },
      { data: things(2, 1), meta: { next: "" } },
    );
    expect(await ids(listing(cursor), { limit: 2 })).toEqual(numbers(3));
    expect(queries()).toEqual(["?limit=2", "?limit=2&cursor=a%2Fb", "?limit=2&cursor=c"]);
  });

  test("give each page with its answer, without those that are empty", async () => {
    answers(
      { data: things(0, 2), meta: { next: "a" } },
      { data: [], meta: { next: "b" } },
      { data: things(2, 1), meta: {} },
    );
    const found = await collect(pages(listing(cursor), transport));
    expect(found.map((page) => page.items.length)).toEqual([2, 1]);
    expect(found[0]).toMatchObject({ data: { meta: { next: "a" } }, response: { status: 200 } });
  });

  test("go by the last item while the body says that there is more", async () => {
    answers({ data: things(0, 2), has_more: true }, { data: things(2, 2), has_more: false });
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
    answers({ data: things(0, 1), meta: { next: "a" } }, { data: things(1, 1), meta: { next } });
    expect(await ids(listing(cursor))).toEqual(numbers(2));
    expect(server.targets).toHaveLength(2);
  });

  test("go on at 0 where the body says that there is more, or where 0 is the last item's id", async () => {
    const more: PagesDescription = { ...cursor, more: ["more"] };
    answers({ data: things(0, 1), meta: { next: 0 }, more: true }, { data: things(1, 1), more: false });
    expect(await ids(listing(more))).toEqual(numbers(2));
    server.targets = [];
    answers({ data: things(0, 1) }, { data: [] });
    await ids(listing({ style: "cursor", items: ["data"], position: ["cursor"], last: ["id"] }));
    expect(queries()).toEqual(["", "?cursor=0"]);
    server.targets = [];
    answers({ data: things(0, 1), meta: { next: true } });
    await expect(ids(listing(cursor))).rejects.toThrow("what leads to the next page is no text");
  });

  test("may have the same items one after the other", async () => {
    answers(
      { data: things(0, 1), meta: { next: "a" } },
      { data: things(0, 1), meta: { next: "b" } },
      { data: things(0, 1), meta: {} },
    );
    expect(await ids(listing(cursor))).toEqual([0, 0, 0]);
  });

  test("refuse a cursor that comes again, and more of which nobody knows where", async () => {
    answers(
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
    answers({ data: [], meta: { next: "x" } });
    await expect(ids(listing(cursor), { cursor: "x" })).rejects.toThrow("the server gave one cursor twice");
    server.targets = [];
    answers({ data: things(0, 1), more: true });
    await expect(ids(listing({ ...cursor, more: ["more"] }))).rejects.toThrow("there is more, but not where");
  });
});

describe("pages by link", () => {
  const link: PagesDescription = { style: "link", items: ["data"] };
  const linking = (next: (page: number) => string | undefined) => {
    server.answer = (url) => {
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

  test("follow a URL of the body, relative to the answer's", async () => {
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
    await expect(ids(listing(link))).rejects.toThrow("is no URL");
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
    const { answer } = server;
    server.answer = (url) => ({ ...answer(url), body: { data: things(0, 1) } });
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
    server.answer = (url) => {
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
    server.answer = () => ({ body: { data: things(0, 1), more: true } });
    const cursor: PagesDescription = { style: "cursor", items: ["data"], position: ["cursor"], next: ["next"] };
    const found = pages(listing({ ...cursor, more: ["more"] }), transport, { q: "a" });
    expect((await found.next()).value).toMatchObject({ items: things(0, 1), next: { q: "a" } });
    await expect(found.next()).rejects.toThrow("there is more, but not where");
  });

  test("not for a URL, which may hold secrets", async () => {
    server.answer = () => ({ body: { data: things(0, 1) }, headers: { Link: "<?page=2&token=x>; rel=next" } });
    for await (const page of pages(listing({ style: "link", items: ["data"] }), transport)) {
      expect(page).toHaveProperty("next", undefined);
      break;
    }
  });
});

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
    server.answer = () => ({ hangs: true });
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
    const good = server.answer;
    server.answer = (url) => (url.searchParams.has("from") ? { status: 429, body: { message: "slow" } } : good(url));
    const seen: number[] = [];
    const iterate = async () => {
      for await (const { id } of items(listing(offset), transport)) seen.push(id);
    };
    await expect(iterate()).rejects.toThrow(ApiError);
    expect(seen).toEqual(numbers(10));
  });

  test.each<[string, PageAnswer, string?]>([
    ["204", { status: 204 }],
    [
      "a body that lacks the list",
      { body: { errorCode: "FORBIDDEN" } },
      'listThings: the answer has no list at "data"',
    ],
    ["null for the list", { body: { data: null } }],
    ["an empty body", {}],
    ["an object for the list", { body: { data: {} } }, 'listThings: the answer has no list at "data"'],
    ["text for the body", { body: "sorry" }, 'listThings: the answer has no list at "data"'],
  ])("of %s", async (_, answer, message) => {
    server.answer = () => answer;
    const found = ids(listing(offset));
    if (message === undefined) expect(await found).toEqual([]);
    else await expect(found).rejects.toThrow(message);
    expect(server.targets).toHaveLength(1);
  });

  test("of a body that may lack the list", async () => {
    server.answer = () => ({ body: {} });
    expect(await ids(listing({ ...offset, sparse: true }))).toEqual([]);
  });

  test("of a body that is the list itself", async () => {
    server.answer = (url) => ({ body: url.searchParams.has("from") ? [] : things(0, 3) });
    expect(await ids(listing({ ...offset, items: [] }))).toEqual(numbers(3));
  });

  test("works for an operation without arguments", async () => {
    const list = operation<Operation<[], Thing[], unknown> & Paged<Thing>>({
      name: "listAll",
      method: "GET",
      path: "/all",
      pages: { style: "link", items: [] },
    });
    server.answer = (url) => ({
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
