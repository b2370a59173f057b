import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type MockServer, startMock } from "../../mocks/index.ts";
import { documentWith, emitted } from "../emit/emitted.ts";
import { typeCheck } from "../emit/type-check.ts";

const text = { type: "string" };
const noContentId = { schema: false };
const location = { required: true, content: { "text/plain": { schema: { ...text, default: "https://a.example/" } } } };
const headers = { "Content-ID": noContentId, "Content-Location": location };
const photo = { type: "object", required: ["author"], properties: { author: text, size: { type: "integer" } } };
const named = (name: string) => ({
  headers: { "Content-Disposition": { schema: { const: `form-data; name="${name}"` } } },
});

/** By operation: the examples of the specification (3.2.0, section 4.15.6), and what stands between them. */
const bodies = {
  photo: {
    "multipart/mixed": {
      schema: { type: "array", prefixItems: [photo, {}], minItems: 2 },
      prefixEncoding: [{}, { contentType: "image/*" }],
    },
  },
  page: {
    "multipart/related; type=text/html": {
      schema: { prefixItems: [text], items: { anyOf: [text, {}] } },
      prefixEncoding: [{ contentType: "text/html", headers }],
      itemEncoding: { contentType: "text/css,text/javascript,image/*", headers },
    },
  },
  stream: { "multipart/mixed": { itemSchema: {}, itemEncoding: { contentType: "image/jpg" } } },
  nested: {
    "multipart/mixed": {
      schema: {
        type: "array",
        prefixItems: [
          { type: "array", items: { type: "integer" } },
          { type: "array", prefixItems: [{ type: "object", xml: { name: "a" } }, text, {}] },
        ],
      },
      prefixEncoding: [
        {},
        {
          contentType: "multipart/mixed",
          prefixEncoding: [{ contentType: "application/xml" }, {}, { contentType: "image/png" }],
        },
      ],
    },
  },
  album: {
    "multipart/form-data": {
      schema: {
        type: "object",
        required: ["photos", "title"],
        properties: {
          title: text,
          photos: { type: "array", items: { type: "string", format: "binary" } },
          owner: { type: "object", properties: { id: { type: "integer" }, tags: { type: "array", items: text } } },
        },
      },
      encoding: {
        photos: { contentType: "multipart/mixed", itemEncoding: { contentType: "image/png" } },
        owner: { contentType: "multipart/form-data", encoding: { id: { contentType: "application/json" } } },
      },
    },
  },
  ordered: {
    "multipart/form-data": {
      schema: { type: "array", prefixItems: [{ type: "integer" }, { type: "string", format: "binary" }] },
      prefixEncoding: [named("size"), named("file")],
    },
  },
  plain: { "multipart/mixed": { schema: { type: "array", items: photo } } },
};

const document = documentWith({
  openapi: "3.2.0",
  paths: Object.fromEntries(
    Object.entries(bodies).map(([operationId, content]) => {
      const requestBody = { required: true, content };
      const responses = { 200: { description: "Good", content } };
      return [`/${operationId}`, { post: { operationId, requestBody, responses } }];
    }),
  ),
});

type Call = (args: { body: unknown }) => Promise<{ data?: Blob; error?: unknown; response: Response }>;

let folder: string;
let files: ReadonlyMap<string, string>;
let mock: MockServer;
let client: Record<keyof typeof bodies, Call>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "twinspec-parts-"));
  await writeFile(join(folder, "api.json"), JSON.stringify(document));
  files = await emitted(document);
  mock = await startMock({ spec: join(folder, "api.json") });
  const { outputFiles } = await build({
    stdin: { contents: 'export { createClient } from "./index.js";', resolveDir: "/generated", loader: "ts" },
    bundle: true,
    format: "esm",
    write: false,
    plugins: [
      {
        name: "generated",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^\./ }, ({ path, resolveDir }) => ({
            path: join(resolveDir, path).replace(/\.js$/, ".ts"),
            namespace: "generated",
          }));
          onLoad({ filter: /.*/, namespace: "generated" }, ({ path }) => ({
            contents: files.get(path.slice("/generated/".length))!,
            resolveDir: path.slice(0, path.lastIndexOf("/")),
            loader: "ts",
          }));
          onResolve({ filter: /^[^./]/ }, ({ path }) => ({ path: new URL(import.meta.resolve(path)).pathname }));
        },
      },
    ],
  });
  const program = join(folder, "client.mjs");
  await writeFile(program, outputFiles[0]!.contents);
  const { createClient } = (await import(program)) as {
    createClient(options: { baseUrl: string }): typeof client;
  };
  client = createClient({ baseUrl: mock.url });
});
afterAll(async () => {
  await mock?.close();
  await rm(folder, { recursive: true, force: true });
});

const png = new Blob([new Uint8Array([0, 255, 13, 10, 45, 45])], { type: "image/png" });

test("the mock responds with messages in messages, of the media types that the document says", async () => {
  const nested = await client.nested({ body: [[1], ["<a/>", "b", png]] });
  const message = await nested.data!.text();
  expect(nested.response.headers.get("content-type")).toMatch(/^multipart\/mixed; boundary=/);
  expect([...message.matchAll(/^Content-Type: ([^;\r]*)/gm)].map(([, type]) => type)).toEqual([
    ...["application/json", "multipart/mixed", "application/xml", "text/plain", "image/png"],
  ]);
  const album = await client.album({ body: { title: "t", photos: [png] } });
  expect(String((album.data as unknown as FormData).get("photos"))).toMatch(/^--\S+\r\nContent-Type: image\/png\r\n/);
});

describe("what a client sends as the parts of a multipart message, the mock reads", () => {
  test.each<[keyof typeof bodies, unknown]>([
    ["photo", [{ author: "a", size: 1 }, png]],
    ["page", ["<p>", "p {}", png]],
    ["stream", [new Blob(["a"], { type: "image/jpg" }), new Blob(["b"])]],
    ["stream", []],
    [
      "nested",
      [
        [1, 2],
        ["<a/>", "b", png],
      ],
    ],
    ["album", { title: "t", photos: [png, png], owner: { id: 1, tags: ["a", "b"] } }],
    ["ordered", [7, new File(["x"], "a.png", { type: "image/png" })]],
    ["plain", [{ author: "a" }, { author: "b" }]],
  ])("%s: %j", async (name, body) => {
    const { error, response } = await client[name]({ body });
    expect([error, response.status]).toEqual([undefined, 200]);
    expect(mock.unexpectedViolations).toEqual([]);
  });

  test.each<[keyof typeof bodies, unknown, string]>([
    ["photo", [{ size: 1 }, png], "author"],
    ["photo", [{ author: "a" }, "text"], "image/*"],
    ["photo", [{ author: "a" }], "2 items"],
    ["nested", [[1], ["<a/>", "b", new Blob(["c"], { type: "image/gif" })]], "image/png"],
    ["nested", [["one"], []], "integer"],
    ["plain", [{ author: "a" }, {}], "author"],
  ])("%s: %j is refused", async (name, body, message) => {
    const { error, response } = await client[name]({ body });
    expect(response.status).toBe(422);
    expect(JSON.stringify(error)).toContain(message);
  });
});

test("the types are those of the items", { timeout: 60_000 }, () => {
  const program = [
    'import { createClient } from "./index.js";',
    'const c = createClient({ baseUrl: "https://a.example" });',
    "declare const file: Blob;",
    'c.photo({ body: [{ author: "a" }, file] });',
    'c.album({ body: { title: "t", photos: [file] } });',
    "c.ordered({ body: [1, file] });",
    "c.stream({ body: [file] });",
    "c.photo({ body: [{ size: 1 }, file] });",
    "c.ordered({ body: [file, file] });",
    "c.plain({ body: file });",
    "export {};",
  ];
  const faults = typeCheck(files, { "consumer.ts": program.join("\n") });
  expect(faults.map((fault) => /^consumer\.ts:(\d+)/.exec(fault)?.[1])).toEqual(["8", "9", "10"]);
});
