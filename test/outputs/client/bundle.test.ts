import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultSettings } from "../../../generator/entry.ts";
import { documentWith, emitted, inOneLine } from "../../emit/emitted.ts";
import { minified } from "../../minified.ts";

const petstore = new URL("../../bench/petstore.yaml", import.meta.url);
const whole =
  'import { createClient } from "./esm/index.js"; console.log(createClient({ baseUrl: "https://a.example" }));';
const throwing = whole
  .replace("{ createClient }", "{ ApiError, createClient }")
  .replace('.example" }', '.example", throwOnError: ApiError }');

let folder: string;
beforeAll(async () => {
  const parent = join(import.meta.dirname, "../../../.cache");
  await mkdir(parent, { recursive: true });
  folder = await mkdtemp(join(parent, "bundle-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** What esbuild makes of a program that imports the package of a document. */
async function bundled(
  name: string,
  document: object | string,
  program: string = whole,
): Promise<{ text: string; gzipped: number }> {
  const files = await emitted(document, { target: "package" });
  for (const [path, text] of files) {
    const place = join(folder, name, path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, text);
  }
  return minified(program, join(folder, name));
}

test.each([
  ["", whole, 9000],
  [" that throws", throwing, 10_100],
])("the whole client of the petstore%s is small", async (_, program, limit) => {
  const { text, gzipped } = await bundled("petstore", await readFile(petstore, "utf8"), program);
  expect(text).toContain("/pets/{petId}");
  expect(text).toContain("NetworkError");
  expect(text).toContain("Retry-After");
  expect(text.includes("errorCode")).toBe(program === throwing);
  expect(gzipped).toBeLessThanOrEqual(limit);
});

test("a client holds what makes pages only where an operation has some", async () => {
  const listing = (responses: object) =>
    documentWith({ paths: { "/things": { get: { operationId: "listThings", responses } } } });
  const content = { "application/json": { schema: { type: "array", items: { type: "string" } } } };
  const headers = { Link: { schema: { type: "string" } } };
  const marks = /does not give its items page by page/;
  expect((await bundled("whole", listing({ 200: { description: "Good", content } }))).text).not.toMatch(marks);
  expect((await bundled("paged", listing({ 200: { description: "Good", headers, content } }))).text).toMatch(marks);
});

test("a client holds limits of requests at one time, and what reads bodies on, only where it needs them", async () => {
  const client = { ...defaultSettings(["-"], "client", ".").client, concurrency: 7 };
  const limited = await emitted(await readFile(petstore, "utf8"), { client });
  const text = inOneLine(limited.get("client.ts")!);
  expect(text).toContain("createSend(options, {}, { admit: createSlots(7) })");
  const codes = { ...client, concurrency: undefined, retry: { codeField: "code", stop: ["A"] } };
  const stopping = inOneLine((await emitted(documentWith({}), { client: codes })).get("client.ts")!);
  expect(stopping).toContain('{ retry: { codeField: "code", stop: ["A"] } }, { isFinal: hasStopCode }');
  const file = { 200: { description: "Good", content: { "image/png": {} } } };
  const paths = { "/x": { get: { operationId: "getX", responses: file } } };
  const downloading = inOneLine((await emitted(documentWith({ paths }))).get("client.ts")!);
  expect(downloading).toContain("createSend(options, {}, { limit: 2 ** 20, open: openResponse })");
});
