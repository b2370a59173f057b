import { expect, test } from "vitest";
import { type Answer, type Asked, documentOf, empty, json, runAgainst } from "./thing-server.ts";

const text = { type: "string", minLength: 1, maxLength: 40, pattern: "^[a-z]+$" };
const author = { type: "object", required: ["name"], properties: { name: text, town: text } };
const status = { type: "string", enum: ["new", "worn", "lost"] };
const book = {
  type: "object",
  required: ["id", "shelf", "author", "status"],
  properties: { id: { type: "string" }, shelf: text, author, status },
};
const list = {
  type: "object",
  required: ["object", "url", "data"],
  properties: {
    object: { type: "string", enum: ["list"] },
    url: { type: "string", pattern: "^/books" },
    data: { type: "array", items: book },
  },
};
const query = (name: string, schema: object, further: object = {}) => ({ name, in: "query", schema, ...further });
const form = {
  schema: { type: "object", required: ["shelf", "author"], properties: { shelf: text, author } },
  encoding: { author: { style: "deepObject", explode: true } },
};
const id = { name: "bookId", in: "path", required: true, schema: { type: "string" } };
const document = documentOf({
  "GET /books": {
    parameters: [
      query("shelf", text, { required: true }),
      query("status", status, { description: "Only return books of this status." }),
      query("object", { type: "string" }),
      query("url", { type: "string" }),
    ],
    responses: { "200": json(list), "400": empty },
  },
  "POST /books": {
    requestBody: { required: true, content: { "application/x-www-form-urlencoded": form } },
    responses: { "201": json(book), "400": empty, "415": empty },
  },
  "GET /books/{bookId}": { parameters: [id], responses: { "200": json(book), "404": empty } },
  "DELETE /books/{bookId}": { parameters: [id], responses: { "204": empty, "404": empty } },
});

interface Book {
  readonly id: string;
  readonly shelf: string;
  readonly status: string;
  readonly author: Record<string, string>;
}

/** Lists books in an envelope, of one shelf at a time, and reads forms whose members have brackets. */
function library(isListed: (book: Book) => boolean = () => true, isKept: (key: string) => boolean = () => true) {
  const all = new Map<string, Book>();
  let count = 0;
  const isText = (value: unknown) => /^[a-z]{1,40}$/.test(String(value));
  function respond({ method, path, query: given, body, headers }: Asked): Answer {
    const own = path.split("/")[2];
    if (method === "POST") {
      if (headers["content-type"] !== "application/x-www-form-urlencoded") return { status: 415 };
      const fields = [...new URLSearchParams(body)];
      const members = fields.flatMap(([key, value]) => {
        const name = /^author\[(\w+)\]$/.exec(key)?.[1];
        return name === undefined ? [] : [[name, value] as const];
      });
      const shelf = new URLSearchParams(body).getAll("shelf");
      const named = new Set(fields.map(([key]) => key));
      const isNested = [...named].some((key) => /^author\[\w+\]\[/.test(key));
      const isValid = shelf.length === 1 && isText(shelf[0]) && named.has("author[name]") && !isNested;
      if (!isValid || named.size < fields.length || !members.every(([, value]) => isText(value)))
        return { status: 400 };
      count += 1;
      const kept = Object.fromEntries(members.filter(([name]) => isKept(name)));
      const made = { id: `b${count}`, shelf: shelf[0]!, status: "new", author: kept };
      all.set(made.id, made);
      return { status: 201, body: made };
    }
    if (own !== undefined) {
      const found = all.get(own);
      if (found === undefined) return { status: 404 };
      return method === "DELETE" ? { status: all.delete(own) ? 204 : 404 } : { body: found };
    }
    const wanted = given.get("status");
    const shelf = given.get("shelf");
    if (given.getAll("shelf").length !== 1 || !isText(shelf)) return { status: 400 };
    if (wanted !== null && !status.enum.includes(wanted)) return { status: 400 };
    const data = [...all.values()].filter((one) => one.shelf === shelf && (wanted === null || wanted === one.status));
    return { body: { object: "list", url: "/books", data: data.filter(isListed) } };
  }
  return respond;
}

test("a list in an envelope, which must be told of what it is, has no findings, nor has a form with brackets", async () => {
  const { findings, asked } = await runAgainst(document, library(), { allowWrites: true });
  expect(findings.map(({ rule, operation, message }) => `${rule} ${operation.path}: ${message}`)).toEqual([]);
  expect(asked.some(({ body }) => /author%5Bname%5D=|author\[name\]=/.test(body))).toBe(true);
});

test("what is created and not in the list that it says it is of is found", async () => {
  const run = await runAgainst(
    document,
    library(() => false),
    { allowWrites: true },
  );
  expect(run.findings.map(({ rule }) => rule)).toEqual(["not-listed"]);
});

test("a member of a form with brackets that is lost is found", async () => {
  const run = await runAgainst(
    document,
    library(undefined, (name) => name !== "town"),
    { allowWrites: true },
  );
  expect(run.findings.map(({ rule }) => rule)).toContain("not-created");
});
