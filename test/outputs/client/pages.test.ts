import { expect, test } from "vitest";
import { answers, documentWith, emitted } from "../../emit/emitted.ts";
import { typeCheck } from "../../emit/type-check.ts";

const parameter = (name: string, schema: object, more: object = {}) => ({ name, in: "query", schema, ...more });
const list = { type: "array", items: { $ref: "#/components/schemas/Thing" } };
const document = documentWith({
  schemas: { Thing: { type: "object", required: ["id"], properties: { id: { type: "string" } } } },
  paths: {
    "/things/{kind}": {
      get: {
        operationId: "listThings",
        parameters: [
          { name: "kind", in: "path", required: true, schema: { type: "string" } },
          parameter("from", { type: "integer" }),
          parameter("limit", { type: "integer" }),
        ],
        responses: { ...answers({ type: "object", properties: { data: list } }), 204: { description: "None" } },
      },
    },
    "/lines": {
      get: {
        operationId: "listLines",
        parameters: [parameter("cursor", { type: "string" })],
        responses: answers({
          type: "object",
          properties: {
            lines: { type: "array", items: { type: "object", properties: { text: { type: "string" } } } },
            next_cursor: { type: "string" },
          },
        }),
      },
    },
    "/one": { get: { operationId: "getOne", responses: answers({ $ref: "#/components/schemas/Thing" }) } },
  },
});

const consumer = `
import { createClient } from "./client.js";
import { getOne } from "./operations/getOne.js";
import { listThings } from "./operations/listThings.js";
import { items, type Page, pages } from "./pages.js";
import { createTransport } from "./transport.js";
const api = createClient({ baseUrl: "https://api.example" });
for await (const { id } of api.listThings.items({ kind: "a" }, { maximum: 10, pageSize: 5, signal: null })) id satisfies string;
for await (const page of api.listThings.pages({ kind: "a", limit: 5 })) {
  page.items satisfies readonly { id: string }[];
  page.data.data satisfies { id: string }[] | undefined;
  page.response.status satisfies number;
  page.next satisfies { kind: string; limit?: number | undefined } | undefined;
  if (page.next) api.listThings.pages(page.next, { pageSize: 5 });
}
// A stand-in for the pages need not say where they go on.
const standIn: AsyncGenerator<Page<object, { id: string }>> = api.listThings.pages({ kind: "a" });
({ items: [], data: {}, response: new Response() }) satisfies Page<object, never, never>;
void standIn;
for await (const { text } of api.listLines.items()) text satisfies string | undefined;
for await (const { id } of items(listThings, createTransport(), { kind: "a" })) id satisfies string;
for await (const page of pages(listThings, api, { kind: "a" })) page.data.data satisfies { id: string }[] | undefined;
// @ts-expect-error the kind is required
api.listThings.items({});
// @ts-expect-error and so it is for the function
items(listThings, createTransport());
// @ts-expect-error a single thing has no pages
api.getOne.items();
// @ts-expect-error neither for the function
items(getOne, createTransport());
// @ts-expect-error the next page has the arguments of the operation
for await (const page of api.listThings.pages({ kind: "a" })) page.next?.cursor;
// @ts-expect-error items are things
for await (const { name } of api.listThings.items({ kind: "a" })) name;
`;

test("operations that page have pages and items, typed, and others do not", async () => {
  for (const target of ["source", "package"] as const) {
    const files = await emitted(document, { target });
    const folder = target === "package" ? "esm/" : "";
    const types = new Map([...files].filter(([path]) => path.endsWith(target === "package" ? ".d.ts" : ".ts")));
    expect(typeCheck(types, { [`${folder}consumer.ts`]: consumer })).toEqual([]);
  }
});

test("an operation that does not page says nothing of pages, and loads none of it", async () => {
  const files = await emitted(document);
  expect(files.get("operations/getOne.ts")).not.toMatch(/page/i);
  expect(files.get("operations/listThings.ts")).toContain('pages: { style: "offset", position: ["from"]');
  expect(files.get("operations/listThings.ts")).toMatch(
    /import type \{ Paged \} from "..\/runtime\/pagination\/paged.js"/,
  );
});

test("a package has the modules of streams and, where the API has such, of pages, and no tag takes them", async () => {
  const items = { schema: { type: "array", items: { type: "string" } } };
  const linked = {
    description: "Good",
    headers: { Link: { schema: { type: "string" } } },
    content: { "application/json": items },
  };
  const exportsOf = async (responses: object) => {
    const tagged = documentWith({ paths: { "/a": { get: { tags: ["Pages", "streams"], responses } } } });
    const files = await emitted(tagged, { target: "package" });
    expect([...files.keys()].filter((path) => /^esm\/by-tag\/.*\.js$/.test(path))).toEqual([
      "esm/by-tag/pages_.js",
      "esm/by-tag/streams_.js",
    ]);
    return (JSON.parse(files.get("package.json")!) as { exports: object }).exports;
  };
  const exported = await exportsOf({ 200: linked });
  expect(exported).toHaveProperty(["./pages", "default"], "./esm/pages.js");
  expect(exported).toHaveProperty(["./streams", "default"], "./esm/streams.js");
  expect(await exportsOf({ 204: { description: "Done" } })).not.toHaveProperty(["./pages"]);
});
