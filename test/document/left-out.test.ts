import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Diagnostic, defaultSettings, type Generated, generate } from "../../generator/entry.ts";
import { answered, answers, openApi, read } from "./read.ts";

const ok = { responses: { "200": { description: "ok" } } };
const nowhere = { $ref: "#/components/schemas/Nowhere" };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "twinspec-left-out-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Generates a client from a document, over what was generated before. */
function generated(document: object, options: { readonly strict?: boolean } = {}): Promise<Generated> {
  writeFileSync(join(folder, "api.json"), JSON.stringify(document));
  const output = join(folder, "client");
  return generate({ ...defaultSettings(["api.json"], output, folder), output }, { workingFolder: folder, ...options });
}

function linesOf({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }): string[] {
  return diagnostics.map(({ severity, code, message }) => `${severity} ${code}: ${message}`);
}

describe("what cannot be read is left out alone", () => {
  const pet = {
    type: "object",
    required: ["name"],
    properties: { name: "text", kind: nowhere, age: { type: "number" } },
  };
  const document = openApi(
    {
      "/pets": { get: answers({ $ref: "#/components/schemas/Pets" }) },
      "/toys": { get: answers({ type: "string" }, { parameters: [nowhere] }) },
      "/shops": { get: answers({ type: "string" }) },
    },
    { schemas: { Pets: { type: "array", items: { $ref: "#/components/schemas/Pet" } }, Pet: pet } },
  );

  test("with a warning for each, and one that counts them and the operations that lack them", async () => {
    const result = await generated(document);
    expect(result.files?.size).toBeGreaterThan(0);
    expect(result.model?.operations.map(({ path }) => path).sort()).toEqual(["/pets", "/shops", "/toys"]);
    expect(linesOf(result).at(-1)).toBe(
      "warning left-out: 3 parts that cannot be read are left out; 2 of 3 operations lack something: GET /pets, GET /toys",
    );
  });

  test.each<[string, string[], string[], string]>([
    [
      "one of many",
      ["/a"],
      ["/b", "/c"],
      "1 part that cannot be read is left out; 1 of 3 operations lacks something: GET /a",
    ],
    [
      "several",
      ["/a", "/b"],
      ["/c"],
      "2 parts that cannot be read are left out; 2 of 3 operations lack something: GET /a, GET /b",
    ],
    [
      "all",
      ["/a", "/b"],
      [],
      "2 parts that cannot be read are left out; all 2 operations lack something: GET /a, GET /b",
    ],
    ["the only one", ["/a"], [], "1 part that cannot be read is left out; the only operation lacks something: GET /a"],
    [
      "more than are named",
      ["/a", "/b", "/c", "/d", "/e"],
      [],
      "5 parts that cannot be read are left out; all 5 operations lack something: GET /a, GET /b, GET /c and 2 more",
    ],
  ])("counted in words, where they are %s", async (_, broken, whole, message) => {
    const item = (parameters: object[]) => ({ get: { ...ok, parameters } });
    const paths = [...broken.map((path) => [path, item([nowhere])]), ...whole.map((path) => [path, item([])])];
    expect(linesOf(await generated(openApi(Object.fromEntries(paths) as object))).at(-1)).toBe(
      `warning left-out: ${message}`,
    );
  });

  test("and what operations share is counted once", async () => {
    const shared = { Lost: { type: "object", properties: { a: nowhere } } };
    const answer = { get: answers({ $ref: "#/components/schemas/Lost" }) };
    const result = await generated(openApi({ "/a": answer, "/b": answer, "/c": { get: ok } }, { schemas: shared }));
    expect(linesOf(result).at(-1)).toBe(
      "warning left-out: 1 part that cannot be read is left out; 2 of 3 operations lack something: GET /a, GET /b",
    );
  });

  test("and a property of it may be anything", async () => {
    const { model } = await generated(document);
    expect(model?.schemas.find(({ name }) => name === "Pet")?.schema).toEqual({
      ...pet,
      properties: { name: {}, kind: {}, age: { type: "number" } },
    });
  });

  test("but under strict nothing is generated", async () => {
    const result = await generated(document, { strict: true });
    expect(result.diagnostics.every(({ severity }) => severity === "error")).toBe(true);
    expect(result.files).toBeUndefined();
  });
});

describe("a response, a media type or a property that cannot be read keeps its name", () => {
  test.each<[string, object]>([
    ["null", { "200": { description: "ok" }, "204": null }],
    ["a string", { "200": { description: "ok" }, "204": "gone" }],
    [
      "a reference that leads nowhere",
      { "200": { description: "ok" }, "204": { $ref: "#/components/responses/None" } },
    ],
  ])("%s", async (_, responses) => {
    const { api } = await read({ "api.json": openApi({ "/x": { get: { responses } } }) });
    expect(api.operations[0]!.operation["responses"]).toEqual({ "200": { description: "ok" }, "204": {} });
  });

  test("without a schema of its own", async () => {
    const { api } = await read({ "api.json": openApi({ "/x": { get: answers({ properties: { a: null, b: [] } }) } }) });
    expect(answered(api)).toEqual({ properties: { a: {}, b: {} } });
  });
});

describe("what only a lost part of a schema allows is allowed", () => {
  const known = { type: "object", properties: { kind: { const: "known" } } };
  const closed = { unevaluatedProperties: false, unevaluatedItems: false };
  test.each<[string, object, object]>([
    ["an alternative", { oneOf: [nowhere, known] }, {}],
    [
      "one of any",
      { description: "Of a kind.", anyOf: [known, { type: "null" }, nowhere] },
      { description: "Of a kind." },
    ],
    [
      "one that a member tells",
      { oneOf: [known, nowhere], discriminator: { propertyName: "kind", mapping: { lost: nowhere.$ref } } },
      {},
    ],
    ["what another part names", { allOf: [nowhere, known], ...closed }, { allOf: [known] }],
    ["what another alternative names", { type: "object", oneOf: [known, nowhere], ...closed }, { type: "object" }],
    [
      "an item of a tuple",
      { type: "array", prefixItems: [nowhere, { type: "string" }] },
      { type: "array", prefixItems: [{}, { type: "string" }] },
    ],
    ["but nothing where a line was begun", { oneOf: [null, known] }, { oneOf: [known] }],
    ["and nothing else", { allOf: [known], ...closed }, { allOf: [known], ...closed }],
  ])("%s", async (_, given, want) => {
    const { api } = await read({ "api.json": openApi({ "/x": { get: answers(given) } }) });
    expect(answered(api)).toEqual(want);
  });
});

describe("what the client had before is not left out", () => {
  const query = { name: "q", in: "query", schema: { type: "string" } };
  const operation = (more: object = {}) => ({ ...answers({ $ref: "#/components/schemas/Pet" }), ...more });
  const whole = openApi(
    { "/pets/{id}": { get: operation({ parameters: [query] }) }, "/toys": { get: ok } },
    { schemas: { Pet: { type: "object" } } },
  ) as { paths: Record<string, Record<string, object>>; components: object };
  const withPath = (item: unknown) => ({ ...whole, paths: { ...whole.paths, "/pets/{id}": item } });

  test.each<[string, object, string]>([
    [
      "an operation that is a string",
      withPath({ get: "text" }),
      "the operation getPetsById (GET /pets/{}) was in the client",
    ],
    ["a path that is a string", withPath("text"), "the operation getPetsById (GET /pets/{}) was in the client"],
    [
      "a path that leads nowhere",
      withPath({ $ref: "#/x" }),
      "the operation getPetsById (GET /pets/{}) was in the client",
    ],
    [
      "a misspelt method",
      withPath({ gett: operation() }),
      "the operation getPetsById (GET /pets/{}) was in the client",
    ],
    ["paths that are an array", { ...whole, paths: [] }, "the operation getPetsById (GET /pets/{}) was in the client"],
    [
      "a schema that is not there any more",
      { ...whole, components: {} },
      "the schema Pet (api.json#/components/schemas/Pet) was in the client",
    ],
    [
      "schemas that are an array",
      { ...whole, components: { schemas: [] } },
      "the schema Pet (api.json#/components/schemas/Pet)",
    ],
    [
      "a parameter",
      withPath({ get: operation({ parameters: ["q"] }) }),
      "the argument q of getPetsById (GET /pets/{})",
    ],
  ])("%s", async (_, broken, message) => {
    expect(linesOf(await generated(whole)).filter((line) => line.startsWith("error"))).toEqual([]);
    const result = await generated(broken);
    expect(linesOf(result)).toContainEqual(expect.stringContaining(`error locked-left-out: ${message}`));
    expect(result.diagnostics.every(({ at }) => at?.line !== undefined)).toBe(true);
    expect(result.diagnostics.filter(({ code }) => code === "name-removed")).toEqual([]);
    expect(result.files).toBeUndefined();
  });

  test.each(["parts.json", "./parts.json", "../x/parts.json"])(
    "the schema of a file that is gone, %s",
    async (file) => {
      writeFileSync(join(folder, "parts.json"), JSON.stringify({ Part: { type: "object" } }));
      const document = openApi({
        "/parts": { get: answers({ $ref: `${file.replace("x", basename(folder))}#/Part` }) },
      });
      expect(linesOf(await generated(document)).filter((line) => line.startsWith("error"))).toEqual([]);
      rmSync(join(folder, "parts.json"));
      const result = await generated(document);
      const message =
        "the schema Part (parts.json#/Part) was in the client before and is left out, as it cannot be read";
      expect(linesOf(result)).toContainEqual(`error locked-left-out: ${message}`);
      expect(result.files).toBeUndefined();
    },
  );

  test("and what a reference led to that is not read is not told as removed", async () => {
    await generated(whole);
    const result = await generated(withPath({ $ref: "https://a.test/pets.json" }));
    expect(linesOf(result)).toContainEqual(expect.stringContaining("error locked-left-out"));
    expect(linesOf(result)).not.toContainEqual(expect.stringContaining("name-removed"));
  });

  test("and what its document no longer has is only gone", async () => {
    await generated(whole);
    const result = await generated({ ...whole, paths: { "/toys": { get: { ...ok, parameters: ["q"] } } } });
    expect(linesOf(result).filter((line) => line.startsWith("error"))).toEqual([]);
    expect(linesOf(result)).toContainEqual(expect.stringContaining("warning name-removed: GET /pets/{} was removed"));
  });
});

test.each<[string, object]>([
  ["without paths", { openapi: "3.1.0" }],
  ["with paths that are empty", openApi({})],
  ["of Swagger 2.0", { swagger: "2.0", info: { title: "T", version: "1" } }],
  ["with paths that cannot be read", { openapi: "3.0.0", paths: [] }],
])("a document %s has no operations, which is said", async (_, document) => {
  const result = await generated(document);
  expect(linesOf(result)).toContain("warning no-operations: the documents describe no operations");
  expect(result.diagnostics.every(({ at }) => at?.line === 1)).toBe(true);
});

test("a document of webhooks alone is no matter", async () => {
  const result = await generated({ openapi: "3.1.0", webhooks: { added: { post: ok } } });
  expect(linesOf(result)).toEqual([]);
});

test("what is left out of a list does not move the places of what comes after it", async () => {
  const { said } = await read({
    "api.yaml": [
      "openapi: 3.1.0",
      "paths:",
      "  /a:",
      "    get:",
      "      parameters:",
      "        - 5",
      "        - { name: q, in: query, schema: {} }",
      "        - $ref: '#/nowhere'",
      "        - $ref: '#/components/parameters/q'",
      "        - { name: q, in: query, schema: {} }",
      "      security:",
      "        - 5",
      "        - { some: [] }",
      "components:",
      "  parameters: { q: { name: q, in: query, schema: {} } }",
      "security:",
      "  - 5",
      "  - { other: [] }",
    ].join("\n"),
  });
  expect(said.filter((line) => /duplicate|undefined/.test(line))).toEqual([
    'api.yaml:9:11 warning duplicate-parameter: the query parameter "q" is declared twice',
    'api.yaml:10:11 warning duplicate-parameter: the query parameter "q" is declared twice',
    'api.yaml:13:13 warning security-scheme-undefined: the security scheme "some" is not defined',
  ]);
});
