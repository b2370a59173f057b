import { beforeAll, expect, test } from "vitest";
import { answers, documentWith, emitted, inOneLine } from "../../emit/emitted.ts";
import { typeCheck } from "../../emit/type-check.ts";

const file = { schema: { type: "string", format: "binary" } };
const good = (content: object | undefined) => ({ description: "Good", ...(content && { content }) });
const bad = { description: "Bad", content: { "application/json": { schema: { type: "object" } } } };

const responses: { readonly [name: string]: object } = {
  getPdf: { 200: good({ "application/pdf": file }), 404: bad },
  getCsv: { 200: good({ "text/csv": {} }) },
  getEither: { 200: good({ "application/json": {}, "application/zip": file }) },
  getPerhaps: { 200: good({ "application/octet-stream": {} }), 204: good(undefined) },
  getForm: { 200: good({ "multipart/form-data": { schema: { type: "object" } } }), 204: good(undefined), 404: bad },
  getFormOrJson: { 200: good({ "multipart/form-data": {}, "application/json": {} }) },
  getAny: { default: good({ "*/*": {} }) },
  getJson: answers({ type: "object" }),
  getNothing: { 204: good(undefined) },
  getEvents: answers({ type: "string" }, "text/event-stream"),
  headPdf: { 200: good({ "application/pdf": file }) },
};
const arguments_ = [{ name: "id", in: "query", required: true, schema: { type: "string" } }];
const optional = [{ name: "page", in: "query", schema: { type: "string" } }];

let files: ReadonlyMap<string, string>;
beforeAll(async () => {
  const paths = Object.entries(responses).map(([operationId, each]) => {
    const method = operationId.startsWith("head") ? "head" : "get";
    const parameters = operationId === "getPdf" ? arguments_ : operationId === "getCsv" ? optional : [];
    return [`/${operationId}`, { [method]: { operationId, parameters, responses: each } }] as const;
  });
  files = await emitted(documentWith({ paths: Object.fromEntries(paths) }));
});

const streaming = ["getPdf", "getCsv", "getEither", "getPerhaps", "getForm", "getFormOrJson", "getAny"];

test.each(Object.keys(responses))("%s holds what a stream needs only where it has files or text", (name) => {
  const text = files.get(`operations/${name}.ts`)!;
  expect(/streamed/i.test(text)).toBe(streaming.includes(name));
});

test("a response of files or text may be a stream, typed as one", { timeout: 60_000 }, () => {
  const lines = [
    'import { ApiError, createClient, createTransport } from "./index.js";',
    'import { getPdf } from "./operations/getPdf.js";',
    'import { getCsv } from "./operations/getCsv.js";',
    'const c = createClient({ baseUrl: "https://a.example" });',
    'const s = createClient({ baseUrl: "https://a.example", throwOnError: ApiError });',
    'const transport = createTransport({ baseUrl: "https://a.example" });',
    'const parseAs = "stream" as const;',
    "type Bytes = ReadableStream<Uint8Array<ArrayBuffer>>;",
    'export const a: Bytes | undefined = (await c.getPdf({ id: "1" }, { parseAs: "stream", timeout: 5 })).data;',
    'export const b: Bytes = (await s.getPdf({ id: "1" }, { parseAs })).data;',
    'export const c1: Blob = (await s.getPdf({ id: "1" })).data;',
    "export const form: FormData | undefined = (await s.getForm()).data;",
    "export const formOrJson: unknown = (await s.getFormOrJson()).data;",
    'export const d: string = (await s.getCsv({ page: "2" }, { signal: null })).data;',
    'export const e: Bytes = (await s.getCsv({ page: "2" }, { parseAs })).data;',
    "export const f: Bytes = (await s.getCsv(undefined, { parseAs })).data;",
    "export const g: Bytes = (await s.getEither({ parseAs })).data;",
    "export const h: Bytes | undefined = (await s.getPerhaps({ parseAs })).data;",
    'const own = await getPdf(transport, { id: "1" }, { parseAs: "stream" });',
    "export const i: Bytes | undefined = own.data;",
    "export const j: {} | undefined = own.error;",
    "export const k: Bytes | undefined = (await getCsv(transport, {}, { parseAs })).data;",
    'export const wrong1: Blob = (await s.getPdf({ id: "1" }, { parseAs })).data;',
    "export const wrong2: Bytes = (await s.getPerhaps({ parseAs })).data;",
    "export const wrong3: Bytes = (await s.getCsv()).data;",
    'c.getPdf({ id: "1" }, { parseAs: "strem" });',
    'c.getPdf({}, { parseAs: "stream" });',
    'c.getJson({ parseAs: "stream" });',
    'c.getEvents({ parseAs: "stream" });',
  ];
  const faults = typeCheck(files, { "consumer.ts": `${lines.join("\n")}\n` });
  const places = faults.map((fault) => Number(/^consumer\.ts:(\d+)/.exec(fault)?.[1]));
  const wrong = [...new Set(places)].map((line) => lines[line - 1]);
  expect(wrong).toEqual(lines.slice(-7));
});

test("the value is the operation, which a stream changes before all else", () => {
  expect(inOneLine(files.get("operations/getPdf.ts")!)).toContain(
    "export const getPdf: Streamed<[args: GetPdfArguments], never, GetPdfError> & Operation<[args: GetPdfArguments], GetPdfData, GetPdfError> = /* @__PURE__ */ streamed(/* @__PURE__ */ operation({",
  );
});

test("a response of forms alone is read as such; among others it is read by its own type", () => {
  expect(files.get("operations/getForm.ts")).toContain("read: readForm");
  expect(inOneLine(files.get("operations/getForm.ts")!)).toContain("GetFormData = FormData | undefined");
  expect(files.get("operations/getFormOrJson.ts")).toContain("read: readBody");
});
