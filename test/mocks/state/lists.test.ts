import { describe, expect, test } from "vitest";
import { documentOf } from "../document.ts";
import { petstore } from "./petstore.ts";
import { type Send, serveState } from "./serve-state.ts";

const item = {
  type: "object",
  required: ["id"],
  properties: {
    id: { type: "integer" },
    state: { type: "string" },
    score: { type: "number" },
    isOpen: { type: "boolean" },
  },
};

/** An API with one collection, whose list takes these parameters and has this schema; five records are created. */
async function serveItems(
  parameters: readonly Record<string, unknown>[],
  schema: unknown,
  rest: { readonly headers?: unknown; readonly responses?: Record<string, unknown> } = {},
): Promise<{ readonly send: Send; readonly url: string }> {
  const response = (of: unknown) => ({ description: "", content: { "application/json": { schema: of } } });
  const { send, mock } = await serveState(
    documentOf({
      "/items": {
        get: {
          parameters: parameters.map((parameter) => ({ in: "query", schema: { type: "integer" }, ...parameter })),
          responses: {
            "200": { ...response(schema), ...(rest.headers !== undefined && { headers: rest.headers }) },
            ...rest.responses,
          },
        },
        post: {
          requestBody: { content: { "application/json": { schema: item } } },
          responses: { "201": response(item) },
        },
      },
    }),
  );
  const scores = [3, 20, 1, 10, 2];
  for (const [index, score] of scores.entries()) {
    const record = { id: index + 1, state: index % 2 === 0 ? "even" : "odd", score, isOpen: index < 3 };
    expect((await send("POST", "/items", record)).status).toBe(201);
  }
  return { send, url: mock.url };
}

const list = { type: "array", items: item };

function idsIn(records: unknown): number[] {
  return (records as { id: number }[]).map(({ id }) => id);
}

describe("a page", () => {
  test.each([
    [
      "from and limit, from 0",
      [{ name: "from", schema: { type: "integer", minimum: 0 } }, { name: "limit" }],
      "from=2&limit=2",
    ],
    [
      "from and limit, from 1",
      [{ name: "from", schema: { type: "integer", default: 1 } }, { name: "limit" }],
      "from=3&limit=2",
    ],
    ["offset and limit", [{ name: "offset" }, { name: "limit" }], "offset=2&limit=2"],
    ["skip and take", [{ name: "$skip" }, { name: "$take" }], "%24skip=2&%24take=2"],
    ["page and per_page", [{ name: "page" }, { name: "per_page" }], "page=2&per_page=2"],
    [
      "page and pageSize, from 0",
      [{ name: "page", schema: { type: "integer", default: 0 } }, { name: "pageSize" }],
      "page=1&pageSize=2",
    ],
    ["page[number] and page[size]", [{ name: "page[number]" }, { name: "page[size]" }], "page[number]=2&page[size]=2"],
  ])("is asked for by %s", async (_, parameters, query) => {
    const { send } = await serveItems(parameters, list);
    expect(idsIn((await send("GET", `/items?${query}`)).body)).toEqual([3, 4]);
    expect(idsIn((await send("GET", "/items")).body)).toEqual([1, 2, 3, 4, 5]);
  });

  test("has as many as the document says where the request does not, and is empty behind the end", async () => {
    const limit = { name: "limit", schema: { type: "integer", default: 2 } };
    const { send } = await serveItems([limit, { name: "offset" }], list);
    expect(idsIn((await send("GET", "/items")).body)).toEqual([1, 2]);
    expect((await send("GET", "/items?offset=5")).body).toEqual([]);
    expect((await send("GET", "/items?offset=4000000000")).body).toEqual([]);
  });

  test("that is empty has no body where the document has a status for that", async () => {
    const { send } = await serveItems([{ name: "offset" }], list, { responses: { "204": { description: "" } } });
    const empty = await send("GET", "/items?offset=9");
    expect([empty.status, empty.text, empty.violations]).toEqual([204, "", null]);
  });

  test("names its neighbours in a Link header that is described, as GitHub's does", async () => {
    const headers = { Link: { schema: { type: "string" }, example: "<https://example.com>; rel=next" } };
    const perPage = { name: "per_page", schema: { type: "integer", default: 30 } };
    const { send, url } = await serveItems(
      [{ name: "page" }, perPage, { name: "state", schema: { type: "string" } }],
      list,
      {
        headers,
      },
    );
    const address = (page: number, rest = ""): string => `<${url}/items?per_page=2${rest}&page=${page}>`;
    expect((await send("GET", "/items?per_page=2")).headers.get("link")).toBe(
      `${address(2)}; rel="next", ${address(3)}; rel="last", ${address(1)}; rel="first"`,
    );
    expect((await send("GET", "/items?per_page=2&page=3")).headers.get("link")).toBe(
      `${address(2)}; rel="prev", ${address(3)}; rel="last", ${address(1)}; rel="first"`,
    );
    expect((await send("GET", "/items?per_page=2&state=odd")).headers.get("link")).toBeNull();
    expect((await send("GET", "/items")).headers.get("link")).toBeNull();
  });

  test("gives how many records there are in a header that is described for it", async () => {
    const headers = { "X-Total-Count": { schema: { type: "integer" } }, "X-Totality": { schema: { type: "integer" } } };
    const perPage = { name: "per_page", schema: { type: "integer", default: 30 } };
    const state = { name: "state", schema: { type: "string" } };
    const { send } = await serveItems([{ name: "page" }, perPage, state], list, { headers });
    const all = await send("GET", "/items?per_page=2&page=2");
    expect([all.headers.get("x-total-count"), all.headers.get("x-total")]).toEqual(["5", null]);
    expect(all.headers.get("x-totality")).not.toBe("5");
    const odd = await send("GET", "/items?state=odd&per_page=2");
    const count = (await send("GET", "/items?state=odd")).body;
    expect(odd.headers.get("x-total-count")).toBe(String((count as unknown[]).length));
  });

  test("leads to the next one by a cursor, until there is none", async () => {
    const schema = {
      type: "object",
      required: ["items"],
      properties: { items: list, next: { type: "string", nullable: true }, hasMore: { type: "boolean" } },
    };
    const cursor = { name: "cursor", schema: { type: "string" } };
    const { send } = await serveItems([cursor, { name: "limit" }], schema);
    type Page = { items: unknown; next: string | null; hasMore: boolean };
    const first = (await send("GET", "/items?limit=2")).body as Page;
    expect([idsIn(first.items), first.hasMore]).toEqual([[1, 2], true]);
    const second = (await send("GET", `/items?limit=2&cursor=${first.next}`)).body as Page;
    expect([idsIn(second.items), second.hasMore]).toEqual([[3, 4], true]);
    const third = (await send("GET", `/items?limit=2&cursor=${second.next}`)).body as Page;
    expect([idsIn(third.items), third.hasMore, third.next]).toEqual([[5], false, null]);
    expect((await send("GET", "/items?cursor=made-up")).status).toBe(400);
  });

  test("begins behind a record that the client names, as Stripe's does", async () => {
    const schema = {
      type: "object",
      properties: {
        object: { type: "string", enum: ["list"] },
        data: list,
        has_more: { type: "boolean" },
        url: { type: "string", pattern: "^/items" },
      },
    };
    const { send } = await serveItems(
      [{ name: "starting_after", schema: { type: "string" } }, { name: "limit" }],
      schema,
    );
    const { body, violations } = await send("GET", "/items?starting_after=3&limit=1");
    expect(body).toEqual({ object: "list", data: [expect.objectContaining({ id: 4 })], has_more: true, url: "/items" });
    expect(violations).toBeNull();
  });
});

describe("what stands beside a list", () => {
  test("is filled in by name and type, in a map of its own too", async () => {
    const number = { type: "integer" };
    const address = { type: "string", format: "uri", nullable: true };
    const schema = {
      type: "object",
      required: ["results", "meta", "links"],
      properties: {
        results: list,
        meta: {
          type: "object",
          required: ["total", "count", "page", "perPage", "totalPages"],
          properties: { total: number, count: number, page: number, perPage: number, totalPages: number },
        },
        links: {
          type: "object",
          required: ["next", "prev"],
          properties: { next: address, prev: address, last: address },
        },
      },
    };
    const { send, url } = await serveItems([{ name: "page" }, { name: "perPage" }], schema);
    const { body, violations } = await send("GET", "/items?page=2&perPage=2");
    expect(violations).toBeNull();
    expect(body).toEqual({
      results: [expect.objectContaining({ id: 3 }), expect.objectContaining({ id: 4 })],
      meta: { total: 5, count: 2, page: 2, perPage: 2, totalPages: 3 },
      links: {
        next: `${url}/items?perPage=2&page=3`,
        prev: `${url}/items?perPage=2&page=1`,
        last: `${url}/items?perPage=2&page=3`,
      },
    });
  });

  test("counts everything where there is one number alone", async () => {
    const schema = { type: "object", properties: { count: { type: "integer" }, value: list } };
    const { send } = await serveItems([{ name: "limit" }], schema);
    expect((await send("GET", "/items?limit=1")).body).toEqual({
      count: 5,
      value: [expect.objectContaining({ id: 1 })],
    });
  });
});

describe("a list", () => {
  test("has the records whose property a parameter of its name asks for", async () => {
    const parameters = [
      { name: "state", schema: { type: "string" } },
      { name: "is_open", schema: { type: "boolean" } },
      { name: "limit" },
    ];
    const { send } = await serveItems(parameters, list);
    expect(idsIn((await send("GET", "/items?state=odd")).body)).toEqual([2, 4]);
    expect(idsIn((await send("GET", "/items?state=even&is_open=true")).body)).toEqual([1, 3]);
    expect((await send("GET", "/items?state=lost")).body).toEqual([]);
  });

  test("takes several values for one of them, and looks into lists", async () => {
    const { send } = await serveState(petstore);
    expect(idsIn((await send("GET", "/pets?status=sold&status=lost")).body)).toEqual([1]);
    expect(idsIn((await send("GET", "/pets?status=sold&status=available")).body)).toEqual([1, 2]);
    expect(idsIn((await send("GET", "/pets?tags=cat")).body)).toEqual([2]);
  });

  test.each([
    ["sort=score", [3, 5, 1, 4, 2]],
    ["sort=-score", [2, 4, 1, 5, 3]],
    ["sort=score:desc", [2, 4, 1, 5, 3]],
    ["sort=score&direction=desc", [2, 4, 1, 5, 3]],
    ["sort=state,-score", [1, 5, 3, 2, 4]],
    ["sort=nothing", [1, 2, 3, 4, 5]],
  ])("is in the order of %s", async (query, ids) => {
    const parameters = [
      { name: "sort", schema: { type: "string" } },
      { name: "direction", schema: { type: "string", enum: ["asc", "desc"] } },
    ];
    const { send } = await serveItems(parameters, list);
    expect(idsIn((await send("GET", `/items?${query}`)).body)).toEqual(ids);
  });

  test("has of each record what its own schema lists, and nothing that is only written", async () => {
    const summary = {
      type: "object",
      additionalProperties: false,
      required: ["id"],
      properties: { id: { type: "integer" } },
    };
    const { send } = await serveItems([], { type: "array", items: summary });
    const { body, violations } = await send("GET", "/items");
    expect(body).toEqual([1, 2, 3, 4, 5].map((id) => ({ id })));
    expect(violations).toBeNull();
  });
});
