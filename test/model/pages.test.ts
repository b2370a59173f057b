import { describe, expect, test } from "vitest";
import { analyze, defaultSettings, readSettings, type Settings } from "../../generator/entry.ts";
import type { Pages } from "../../generator/model/model.ts";
import type { PagesDescription } from "../../generator/runtime/core/description.ts";
import type { PagesSettings } from "../../generator/settings/settings.ts";
import { fetchPublishedDocuments } from "../corpus/documents.ts";
import { documentWithOperation } from "../emit/emitted.ts";

const integer = { type: "integer" };
const text = { type: "string" };
const list = { type: "array", items: { $ref: "#/components/schemas/Thing" } };
const object = (properties: object, more: object = {}) => ({ type: "object", properties, ...more });
const schemas = { Thing: object({ id: text }), Plain: object({ value: integer }) };

interface Described {
  /** Query parameters by name. */
  parameters: { [name: string]: object };
  body: object;
  headers?: object;
  method?: string;
  operation?: object;
}

async function modelOf(
  { parameters, body, headers, method = "get", operation = {} }: Described,
  settings: Partial<Settings> = {},
) {
  const described = {
    parameters: Object.entries(parameters).map(([name, schema]) => ({ name, in: "query", schema })),
    responses: {
      200: { description: "Good", headers: headers ?? {}, content: { "application/json": { schema: body } } },
      204: { description: "None" },
    },
    ...operation,
  };
  const document = JSON.stringify(documentWithOperation(described, { method, components: { schemas } }));
  const defaults = defaultSettings(["-"], undefined, import.meta.dirname);
  return analyze({ ...defaults, ...settings }, { standardInput: document });
}

async function pagesOf(described: Described): Promise<Pages | undefined> {
  const { model, diagnostics } = await modelOf(described);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return model!.operations[0]!.pages;
}

const sparse = true;
const from = { ...integer, default: 0 };
const limit = { ...integer, maximum: 100, default: 20 };
const paged = { limit: ["limit"], size: 20 };

describe("a document says how to page", () => {
  test.each<[string, Described, PagesDescription]>([
    [
      "by from and limit",
      { parameters: { from, limit, departmentId: text }, body: object({ data: list }, { required: ["data"] }) },
      { style: "offset", position: ["from"], items: ["data"], ...paged },
    ],
    [
      "by offset, which counts from 0 unless it is said",
      { parameters: { offset: integer, limit: integer }, body: list },
      { style: "offset", position: ["offset"], items: [], limit: ["limit"] },
    ],
    [
      "by start and count, from 1",
      { parameters: { start: { ...integer, minimum: 1 }, count: integer }, body: object({ things: list }) },
      { style: "offset", position: ["start"], first: 1, items: ["things"], sparse, limit: ["count"] },
    ],
    [
      "by members of an object",
      { parameters: { p: object({ from, limit, channel: text }) }, body: object({ data: list, total: integer }) },
      {
        style: "offset",
        position: ["p", "from"],
        total: ["total"],
        items: ["data"],
        sparse,
        ...paged,
        limit: ["p", "limit"],
      },
    ],
    [
      "beside objects with bounds of a price, a time and a size",
      {
        parameters: {
          ...{ price: object({ min: integer, max: integer }), created: object({ after: text, before: text }) },
          ...{ stock: object({ from: integer, to: integer }), box: object({ size: integer, count: integer }) },
          ...{ cursor: text, limit },
        },
        body: object({ data: list, next_cursor: text }),
      },
      { style: "cursor", position: ["cursor"], next: ["next_cursor"], items: ["data"], sparse, limit: ["limit"] },
    ],
    [
      "beside a bound where nothing limits a page",
      {
        parameters: { price: object({ max: { ...integer, default: 9 } }), page: { ...integer, default: 1 } },
        body: object({ data: list }),
      },
      { style: "page", position: ["page"], first: 1, items: ["data"], sparse },
    ],
    [
      "by members of an object of pages, and by one whose joined name tells it",
      {
        parameters: { page: object({ after: text, size: integer }), max: object({ results: text }) },
        body: object({ data: list, meta: object({ nextCursor: text }) }),
      },
      {
        ...{ style: "cursor", position: ["page", "after"], next: ["meta", "nextCursor"] },
        ...{ items: ["data"], sparse, limit: ["page", "size"] },
      },
    ],
    ...["cursor", "next"].map((next): [string, Described, PagesDescription] => [
      `by a cursor, and ${next} of the response`,
      { parameters: { cursor: text, limit: integer }, body: object({ items: list, [next]: text }) },
      { style: "cursor", position: ["cursor"], next: [next], items: ["items"], sparse, limit: ["limit"] },
    ]),
    [
      "by a cursor, and next beside the cursor of this page",
      { parameters: { cursor: text }, body: object({ items: list, meta: object({ cursor: text, next: text }) }) },
      { style: "cursor", position: ["cursor"], next: ["meta", "next"], items: ["items"], sparse },
    ],
    [
      "by an offset before a cursor of a plain name",
      { parameters: { cursor: text, from, limit }, body: object({ data: list, next: text }) },
      { style: "offset", position: ["from"], items: ["data"], sparse, ...paged },
    ],
    [
      "by page and per_page, with a total beside the list",
      {
        parameters: { page: { ...integer, default: 1 }, per_page: limit },
        body: { allOf: [object({ droplets: list, links: object({}) }), object({ meta: object({ total: integer }) })] },
      },
      {
        style: "page",
        position: ["page"],
        first: 1,
        total: ["meta", "total"],
        items: ["droplets"],
        sparse,
        ...paged,
        limit: ["per_page"],
      },
    ],
    [
      "by page and pageSize from 0, in an envelope",
      {
        parameters: { page: { ...integer, minimum: 0 }, pageSize: integer },
        body: object({ result: object({ rows: list, hasNext: { type: "boolean" }, columns: list }) }),
      },
      {
        style: "page",
        position: ["page"],
        more: ["result", "hasNext"],
        items: ["result", "rows"],
        sparse,
        limit: ["pageSize"],
      },
    ],
    [
      "by the pages of JSON:API",
      {
        parameters: { "page[number]": { ...integer, default: 1 }, "page[size]": integer },
        body: object({ data: list, included: list }, { required: ["data"] }),
      },
      { style: "page", position: ["pageNumber"], first: 1, items: ["data"], limit: ["pageSize"] },
    ],
    [
      "by a cursor and next_cursor",
      {
        parameters: { cursor: text, limit: integer },
        body: object({ members: list, response_metadata: object({ next_cursor: { type: ["string", "null"] } }) }),
      },
      {
        style: "cursor",
        position: ["cursor"],
        next: ["response_metadata", "next_cursor"],
        items: ["members"],
        sparse,
        limit: ["limit"],
      },
    ],
    [
      "by pageToken and nextPageToken",
      { parameters: { pageToken: text, pageSize: integer }, body: object({ files: list, nextPageToken: text }) },
      {
        style: "cursor",
        position: ["pageToken"],
        next: ["nextPageToken"],
        items: ["files"],
        sparse,
        limit: ["pageSize"],
      },
    ],
    [
      "by a cursor before an offset",
      { parameters: { cursor: text, from, limit }, body: object({ data: list, nextCursor: text }) },
      { style: "cursor", position: ["cursor"], next: ["nextCursor"], items: ["data"], sparse, limit: ["limit"] },
    ],
    [
      "by after and paging.next.after",
      {
        parameters: { after: text },
        body: object({ results: list, paging: object({ next: object({ after: text, link: text }) }) }),
      },
      { style: "cursor", position: ["after"], next: ["paging", "next", "after"], items: ["results"], sparse },
    ],
    [
      "by the last item's id and has_more",
      {
        parameters: { starting_after: text, limit: integer },
        body: object({ data: list, has_more: { type: "boolean" } }),
      },
      {
        style: "cursor",
        position: ["starting_after"],
        last: ["id"],
        more: ["has_more"],
        items: ["data"],
        sparse,
        limit: ["limit"],
      },
    ],
    [
      "by last_id and has_more",
      { parameters: { after: text }, body: object({ data: list, last_id: text, has_more: { type: "boolean" } }) },
      { style: "cursor", position: ["after"], next: ["last_id"], more: ["has_more"], items: ["data"], sparse },
    ],
    [
      "by a Link header, whatever else there is",
      {
        parameters: { page: { ...integer, default: 1 }, per_page: limit },
        body: list,
        headers: { link: { schema: text } },
      },
      { style: "link", items: [], limit: ["per_page"] },
    ],
    [
      "by a URL in the body",
      { parameters: {}, body: object({ value: list, "@odata.nextLink": text }) },
      { style: "link", next: ["@odata.nextLink"], items: ["value"], sparse },
    ],
    [
      "by a link of HAL",
      {
        parameters: {},
        body: object({ _embedded: object({ things: list }), _links: object({ next: object({ href: text }) }) }),
      },
      { style: "link", next: ["_links", "next", "href"], items: ["_embedded", "things"], sparse },
    ],
  ])("%s", async (_, described, want) => {
    const pages = await pagesOf(described);
    expect(pages?.description).toEqual(want);
    expect(pages?.item).toEqual({ $ref: "#/components/schemas/Thing" });
  });
});

describe("a document does not say how to page", () => {
  const data = object({ data: list });
  test.each<[string, Described]>([
    ["without a list", { parameters: { from, limit }, body: object({ name: text }) }],
    ["with two lists of no usual name", { parameters: { from, limit }, body: object({ commits: list, files: list }) }],
    ["with alternatives", { parameters: { from, limit }, body: { oneOf: [data, object({ error: text })] } }],
    ["in a POST", { parameters: { from, limit }, body: data, method: "post" }],
    ["by an offset without a limit", { parameters: { from }, body: data }],
    ["by dates", { parameters: { from: { ...text, format: "date" }, limit }, body: data }],
    ["by a range", { parameters: { from: integer, to: integer, limit }, body: data }],
    ["by a page that may begin at 0 or 1", { parameters: { page: integer, size: integer }, body: data }],
    ["by a start that may begin at 0 or 1", { parameters: { start: integer, limit }, body: data }],
    ["by a page that begins at 5", { parameters: { page: { ...integer, default: 5 } }, body: data }],
    [
      "by an offset and a page",
      { parameters: { offset: integer, page: { ...integer, default: 1 }, limit }, body: data },
    ],
    ["by two cursors", { parameters: { cursor: text, after: text }, body: object({ data: list, next_cursor: text }) }],
    ["by a cursor that nothing tells", { parameters: { cursor: text }, body: data }],
    [
      "by two next cursors",
      {
        parameters: { cursor: text },
        body: object({ data: list, next_cursor: text, meta: object({ nextCursor: text }) }),
      },
    ],
    [
      "by has_more where items have no id",
      {
        parameters: { after: text },
        body: object({
          data: { type: "array", items: { $ref: "#/components/schemas/Plain" } },
          has_more: { type: "boolean" },
        }),
      },
    ],
    ["by next beside a page token", { parameters: { pageToken: text }, body: object({ data: list, next: text }) }],
    [
      "by a bound of a price as limit",
      { parameters: { price: object({ max: integer }), offset: integer }, body: data },
    ],
    ["by something called next that is no URL", { parameters: {}, body: object({ data: list, next: text }) }],
  ])("%s", async (_, described) => {
    expect(await pagesOf(described)).toBeUndefined();
  });
});

describe("the settings", () => {
  const described: Described = {
    parameters: { begin: { ...integer, minimum: 1 }, p: object({ max: limit }), "a.b": text },
    body: object({ lines: list, others: list, info: object({ more: { type: "boolean" } }), next: text }),
    operation: { operationId: "listThings" },
  };
  const decide = async (pages: PagesSettings, name = "listThings", document = described) => {
    const { client } = defaultSettings(["-"], undefined, import.meta.dirname);
    const { model, diagnostics } = await modelOf(document, { client: { ...client, pages: new Map([[name, pages]]) } });
    return {
      pages: model!.operations[0]!.pages,
      said: diagnostics.map(({ code, message, help }) => [code, message, help]),
    };
  };

  test("decide, by name or key, and take the rest from the document", async () => {
    const arguments_ = { offset: "begin", limit: "p.max", maximum: 50 };
    const settings = { style: "offset", ...arguments_, items: "lines", more: "info.more" } as const;
    for (const name of ["listThings", "GET /things"]) {
      const { pages, said } = await decide(settings, name);
      expect(said).toEqual([]);
      expect(pages).toEqual({
        description: {
          style: "offset",
          position: ["begin"],
          first: 1,
          limit: ["p", "max"],
          size: 20,
          maximum: 50,
          items: ["lines"],
          sparse: true,
          more: ["info", "more"],
        },
        item: { $ref: "#/components/schemas/Thing" },
      });
    }
  });

  test("name arguments as on the wire, and lists that are not described", async () => {
    const { pages, said } = await decide({ style: "cursor", cursor: "a.b", next: "next", items: "deep.list" });
    expect(said).toEqual([]);
    expect(pages).toEqual({
      description: { style: "cursor", position: ["aB"], next: ["next"], items: ["deep", "list"], sparse: true },
      item: true,
    });
  });

  test("see a list in one of several alternatives", async () => {
    const body = { oneOf: [object({ data: list }, { required: ["data"] }), object({ errorCode: text })] };
    const { pages } = await decide({ style: "offset", offset: "from", limit: "limit", items: "data" }, "listThings", {
      ...described,
      parameters: { from, limit },
      body,
    });
    expect(pages?.description).toEqual({ style: "offset", position: ["from"], items: ["data"], ...paged });
    expect(pages?.item).toEqual({ $ref: "#/components/schemas/Thing" });
  });

  test("can say that there are no pages", async () => {
    const document = { ...described, parameters: { from, limit }, body: list };
    expect((await decide({ style: "found" }, "listThings", document)).pages).toBeDefined();
    expect((await decide({ style: "none" }, "listThings", document)).pages).toBeUndefined();
  });

  test.each<[string, PagesSettings, [message: string, help: string | undefined], string?]>([
    [
      "an argument that does not exist",
      { style: "offset", offset: "begim", items: "lines" },
      ['client.pages.listThings.offset: there is no argument "begim"', 'did you mean "begin"?'],
    ],
    [
      "no argument",
      { style: "page", items: "lines" },
      ["client.pages.listThings.page: no argument is named", "known: begin, p, aB"],
    ],
    [
      "no list where there are several",
      { style: "link", next: "next" },
      [
        "client.pages.listThings.items: it is not known which array of the response holds the items",
        "known: lines, others",
      ],
    ],
    [
      "no next cursor",
      { style: "cursor", cursor: "a.b", items: "lines" },
      ["client.pages.listThings.next: name the member that has the next cursor here, or set lastItem", undefined],
    ],
    [
      "an operation that does not exist",
      { style: "none" },
      ['there is no operation "listThing" for client.pages', 'did you mean "listThings"?'],
      "listThing",
    ],
  ])("are wrong with %s", async (_, settings, [message, help], name) => {
    const { said, pages } = await decide(settings, name);
    expect(said).toEqual([["settings", message, help]]);
    expect(pages).toBeUndefined();
  });
});

describe("published documents", () => {
  const modelOfFile = async (file: string) => {
    const settings = file.endsWith(".yaml")
      ? readSettings(file, ".").settings!
      : defaultSettings([file], undefined, ".");
    const { model } = await analyze(settings);
    return new Map(model!.operations.map((operation) => [operation.name, operation.pages?.description]));
  };

  test("GitHub pages by Link header, or by number where it does not say so", { timeout: 60_000 }, async () => {
    const pages = await modelOfFile((await fetchPublishedDocuments()).github);
    expect(pages.get("issuesListForRepo")).toEqual({ style: "link", items: [], limit: ["per_page"] });
    expect(pages.get("searchRepos")).toMatchObject({
      style: "page",
      first: 1,
      items: ["items"],
      total: ["total_count"],
    });
    expect(pages.get("reposCompareCommits")).toBeUndefined();
    const styles = [...pages.values()].map((each) => each?.style);
    expect(styles.filter((style) => style === "link").length).toBe(160);
    expect(styles.filter((style) => style === "page").length).toBe(45);
    expect(new Set(styles)).toEqual(new Set([undefined, "link", "page"]));
  });

  test("Stripe pages by cursor", { timeout: 60_000 }, async () => {
    const pages = await modelOfFile((await fetchPublishedDocuments()).stripe);
    expect(pages.get("getCharges")).toEqual({
      style: "cursor",
      position: ["starting_after"],
      last: ["id"],
      more: ["has_more"],
      items: ["data"],
      limit: ["limit"],
    });
    expect(pages.get("getChargesSearch")).toMatchObject({ position: ["page"], next: ["next_page"] });
    expect([...pages.values()].filter((each) => each).length).toBe(104);
  });

  test("Zoho Desk pages by offset, session analytics inside its filter", async () => {
    const pages = await modelOfFile("spec/zoho-desk/twinspec.yaml");
    expect(pages.get("getSessionAnalytics")).toEqual({
      style: "offset",
      position: ["p", "from"],
      limit: ["p", "limit"],
      size: 50,
      items: ["data"],
    });
    expect(pages.get("getTickets")).toMatchObject({ style: "offset", position: ["from"], limit: ["limit"] });
    expect(pages.get("getAccountFollowers")).toMatchObject({ style: "offset", items: ["data"] });
    expect(pages.get("createTicket")).toBeUndefined();
  });
});
