import { beforeAll, describe, expect, test } from "vitest";
import { documentWith, emitted } from "../../emit/emitted.ts";
import { typeCheck } from "../../emit/type-check.ts";

const file = { type: "string", format: "binary" };
const object = (properties: object, ...required: string[]) => ({ type: "object", properties, required });
const json = { schema: object({ url: { type: "string" } }, "url") };
const form = (properties: object, ...required: string[]) => ({ schema: object(properties, ...required) });

const bodies = {
  lone: { "application/json": json },
  edit: { "application/json": json, "multipart/form-data": form({ image: file, n: { type: "integer" } }, "image") },
  list: { "application/json": json, "multipart/form-data": form({ images: { type: "array", items: file } }, "images") },
  note: { "application/json": json, "multipart/form-data": form({ image: file }) },
  login: { "application/x-www-form-urlencoded": form({ user: { type: "string" } }, "user"), "application/json": json },
  upload: { "application/json": json, "image/*": {}, "text/csv": {} },
  same: { "application/json": json, "text/json": json, "application/*+json": json, "application/xml": json },
  versions: {
    "application/json; charset=utf-8": json,
    "application/vnd.a+json": { schema: { type: "array", items: {} } },
  },
  search: { "application/json": json, "text/plain": {} },
  photo: { "image/*": {} },
  inherits: { "application/json": form({ constructor: { type: "string" }, toString: { type: "integer" }, a: {} }) },
};

let files: ReadonlyMap<string, string>;
beforeAll(async () => {
  const paths = Object.entries(bodies).map(([name, content]) => {
    const parameters = [{ name: "q", in: "query", schema: { type: "string" } }];
    const requestBody = { required: name !== "search", content };
    const responses = { 204: { description: "Done" } };
    return [`/${name}`, { post: { operationId: name, parameters, requestBody, responses } }] as const;
  });
  files = await emitted(documentWith({ paths: Object.fromEntries(paths) }));
});

/** The lines of which TypeScript says something. */
function wrong(...lines: string[]): string[] {
  const head = 'import { createClient, createTransport } from "./index.js";';
  const more = [
    'import { edit, type EditArguments } from "./operations/edit.js";',
    'const c = createClient({ baseUrl: "https://a.example" });',
    'const transport = createTransport({ baseUrl: "https://a.example" });',
    "declare const file: Blob, data: FormData, pairs: URLSearchParams, stream: ReadableStream;",
  ];
  const before = [head, ...more];
  const faults = typeCheck(files, { "consumer.ts": [...before, ...lines, "export {};"].join("\n") });
  const places = faults.map((fault) => Number(/^consumer\.ts:(\d+)/.exec(fault)?.[1] ?? 0));
  expect(places.filter((line) => line <= before.length)).toEqual([]);
  return lines.filter((_, index) => places.includes(index + 1 + before.length));
}

const timeout = 60_000;

describe("a body of several media types", () => {
  test("is that of the first one where the call does not choose, or what only another one takes", { timeout }, () => {
    expect(
      wrong(
        'c.edit({ body: { url: "u" } });',
        "c.edit({ body: { image: file, n: 1 } });",
        "c.edit({ body: data });",
        "c.list({ body: { images: [file] } });",
        'c.login({ body: { url: "u" } });',
        "c.login({ body: pairs });",
        "c.upload({ body: file });",
        "c.upload({ body: stream });",
        "c.search();",
        'c.search({ q: "q" });',
        'edit(transport, { body: { url: "u" } }, { signal: null });',
        'const args: EditArguments = { q: "q", body: { image: file } };',
      ),
    ).toEqual([]);
  });

  test("is that of the media type that the call chooses", { timeout }, () => {
    expect(
      wrong(
        'c.edit({ body: { url: "u" } }, { contentType: "application/json" });',
        'c.edit({ body: { image: file } }, { contentType: "multipart/form-data", timeout: 5 });',
        'c.note({ body: {} }, { contentType: "multipart/form-data" });',
        'c.login({ body: { url: "u" } }, { contentType: "application/json" });',
        'c.login({ body: { user: "u" } }, { contentType: "application/x-www-form-urlencoded" });',
        'c.upload({ body: file }, { contentType: "image/png" });',
        'c.upload({ body: "a,b" }, { contentType: "text/csv" });',
        'c.same({ body: { url: "u" } }, { contentType: "text/json" });',
        'c.same({ body: { url: "u" } }, { contentType: "application/vnd.a+json" });',
        'c.same({ body: "<a/>" }, { contentType: "application/xml" });',
        'c.versions({ body: { url: "u" } }, { contentType: "application/json; charset=utf-8" });',
        'c.versions({ body: [1] }, { contentType: "application/vnd.a+json" });',
        'c.search({ body: "text" }, { contentType: "text/plain" });',
        'edit(transport, { body: { image: file } }, { contentType: "multipart/form-data" });',
      ),
    ).toEqual([]);
  });

  test("does not compile under another one", { timeout }, () => {
    const lines = [
      "c.note({ body: { image: file } });",
      "c.edit({ body: { image: file, m: 1 } });",
      "c.edit({ body: file });",
      "c.edit({ body: pairs });",
      'c.edit({ body: { image: file } }, { contentType: "application/json" });',
      'c.edit({ body: { url: "u" } }, { contentType: "multipart/form-data" });',
      'c.edit({ body: { url: "u" } }, { contentType: "text/csv" });',
      'c.login({ body: { user: "u" } });',
      'c.upload({ body: { url: "u" } }, { contentType: "image/png" });',
      'c.upload({ body: file }, { contentType: "video/mp4" });',
      'c.same({ body: { url: "u" } }, { contentType: "application/xml" });',
      'c.same({ body: "<a/>" });',
      "c.versions({ body: [1] });",
      'c.edit({ q: "q" });',
      "edit(transport, { body: pairs });",
    ];
    expect(wrong(...lines)).toEqual(lines);
  });
});

test("one media type leaves no choice, a range does", { timeout }, () => {
  const right = ["c.photo({ body: file });", 'c.photo({ body: file }, { contentType: "image/png" });'];
  const others = [
    'c.lone({ body: { url: "u" } }, { contentType: "text/xml" });',
    'c.photo({ body: file }, { contentType: "video/mp4" });',
  ];
  expect(wrong(...right, ...others)).toEqual(others);
});

test("the types of an operation with one media type are what they were", () => {
  expect(files.get("operations/lone.ts")).toContain("export const lone: Operation<[args: LoneArguments], LoneData");
});

test("a member that is named as one of every object may be left out, and is of its type", { timeout: 60_000 }, () => {
  expect(
    wrong(
      "await c.inherits({ body: {} });",
      'await c.inherits({ body: { a: 1, constructor: "x", toString: 2 } });',
      "await c.inherits({ body: { constructor: 1 } });",
    ),
  ).toEqual(["await c.inherits({ body: { constructor: 1 } });"]);
});
