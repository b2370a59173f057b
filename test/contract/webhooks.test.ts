import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, onTestFinished, test } from "vitest";
import { startMock } from "../../mocks/server/start-mock.ts";
import { documentWith, emitted } from "../emit/emitted.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

type Parse = (webhook: unknown, request: unknown) => Promise<unknown>;

/** The client's modules of webhooks, as a program loads them. */
async function clientOf(document: object): Promise<Readonly<Record<string, unknown>> & { parseWebhook: Parse }> {
  const files = await emitted(document, { target: "package" });
  const { outputFiles } = await build({
    stdin: { contents: 'export * from "./webhooks.js";' },
    ...{ bundle: true, format: "esm", write: false },
    plugins: [
      {
        name: "emitted",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^\./ }, ({ path, importer }) => ({
            path: posix.join(posix.dirname(importer), path),
            namespace: "emitted",
          }));
          onLoad({ filter: /./ }, ({ path }) => ({ contents: files.get(`esm/${path}`)!, resolveDir: root }));
        },
      },
    ],
  });
  const url = `data:text/javascript;base64,${Buffer.from(outputFiles[0]!.contents).toString("base64")}`;
  return (await import(url)) as Awaited<ReturnType<typeof clientOf>>;
}

/** What the client reads of a webhook that the mock sends. */
async function roundTrip(operation: object, given: object = {}): Promise<unknown> {
  const responses = { 200: { description: "" } };
  const document = documentWith({ webhooks: { newPet: { post: { responses, ...operation } } } });
  const { parseWebhook, newPet } = await clientOf(document);
  const parsed: Promise<unknown>[] = [];
  const server = createServer((request, response) => {
    parsed.push(parseWebhook(newPet, request).finally(() => response.end()));
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => void server.close());
  await using mock = await startMock({ spec: "-", standardInput: JSON.stringify(document) });
  const { port } = server.address() as AddressInfo;
  const { violations } = await mock.sendWebhook("newPet", { url: `http://127.0.0.1:${port}/`, ...given });
  expect(violations).toEqual([]);
  return parsed[0];
}

const object = (properties: object) => ({ type: "object", required: Object.keys(properties), properties });
const payload = (schema: object, type = "application/json") => ({ requestBody: { content: { [type]: { schema } } } });
const int64 = { type: "integer", format: "int64" };
const texts = { type: "array", items: { type: "string" } };

test("the client reads the integers, parameters and lists that the mock is given", async () => {
  const parameters = [
    { name: "X-Try", in: "header", required: true, schema: { type: "integer" } },
    { name: "X-Tags", in: "header", schema: texts },
    { name: "tags", in: "query", schema: texts },
    { name: "codes", in: "query", explode: false, schema: texts },
    { name: "is live", in: "query", required: true, schema: { type: "boolean" } },
  ];
  const query = { tags: ["a b", "c&d", "é"], codes: ["x", "y"], "is live": true };
  const headers = { "x-try": "2", "x-tags": "a,b" };
  const body = { id: "9007199254740993", at: "2026-11-29T00:00:00Z" };
  const schema = object({ id: int64, at: { type: "string", format: "date-time" } });
  expect(await roundTrip({ parameters, ...payload(schema) }, { query, headers, body })).toEqual({
    name: "newPet",
    payload: body,
    headers: { "X-Try": 2, "X-Tags": ["a", "b"] },
    query,
  });
});

test("the client reads what the mock makes up, and the examples that it takes", async () => {
  const parameters = [
    { name: "X-Try", in: "header", required: true, schema: { type: "integer" } },
    { name: "page", in: "query", required: true, schema: { type: "integer" }, example: 7 },
    { name: "tags", in: "query", required: true, schema: { ...texts, minItems: 2, uniqueItems: true } },
  ];
  const schema = object({ id: int64, tags: { ...texts, minItems: 1 } });
  expect(await roundTrip({ parameters, ...payload(schema) })).toEqual({
    name: "newPet",
    payload: { id: expect.any(String) as unknown, tags: [expect.any(String)] },
    headers: { "X-Try": expect.any(Number) as unknown },
    query: { page: 7, tags: [expect.any(String), expect.any(String)] },
  });
});

const pet = object({ name: { type: "string" }, tags: texts });
const rex = { name: "Rex & Co", tags: ["a", "b"] };

test.each<[string, object, unknown, (payload: unknown) => unknown, unknown]>([
  ["a form", payload(pet, "application/x-www-form-urlencoded"), rex, String, "name=Rex+%26+Co&tags=a&tags=b"],
  [
    "a form with files",
    payload(pet, "multipart/form-data"),
    rex,
    (form) => [...(form as FormData)],
    Object.entries({ name: "Rex & Co" }).concat([
      ["tags", "a"],
      ["tags", "b"],
    ]),
  ],
  ["a text", payload({ type: "string" }, "text/plain"), "Grüße", String, "Grüße"],
  ["a JSON text", payload({ type: "string" }), "Rex", String, "Rex"],
  ["no body", {}, undefined, (none) => none, undefined],
])("the client reads %s", async (_, operation, body, read, wanted) => {
  const { payload: found } = (await roundTrip(operation, { body })) as { readonly payload: unknown };
  expect(read(found)).toEqual(wanted);
});

test("the client reads XML as the text that it is, and bytes as a Blob", async () => {
  const xml = (await roundTrip(payload({ ...pet, xml: { name: "pet" } }, "application/xml"), {
    body: { name: "Rex", tags: ["a"] },
  })) as { readonly payload: string };
  expect(xml.payload).toContain("<pet><name>Rex</name><tags>a</tags></pet>");
  const picture = payload({ type: "string", format: "binary" }, "image/png");
  const { payload: blob } = (await roundTrip(picture, { body: Buffer.from([1, 2]) })) as { readonly payload: Blob };
  expect([...new Uint8Array(await blob.arrayBuffer())]).toEqual([1, 2]);
});
