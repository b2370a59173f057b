import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Diagnostic, defaultSettings, type Generated, generate } from "../../generator/entry.ts";
import { startMock } from "../../mocks/index.ts";
import { answers, openApi } from "./read.ts";

const address = "https://specs.example.com/v1/common.json";
const fault = { $ref: `${address}#/components/schemas/Fault` };
const own = { get: answers({ type: "string" }) };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "twinspec-elsewhere-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, content: object): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), JSON.stringify(content));
}

/** Generates a client from the documents in `api`, over what was generated before. */
function generated(
  documents: Readonly<Record<string, object>>,
  options: { readonly strict?: boolean; readonly references?: Readonly<Record<string, string>> } = {},
): Promise<Generated> {
  const { references = {}, ...rest } = options;
  for (const [path, document] of Object.entries(documents)) write(path, document);
  const output = join(folder, "client");
  const settings = {
    ...defaultSettings(["api"], output, folder),
    root: join(folder, "api"),
    output,
    references: new Map(Object.entries(references)),
  };
  return generate(settings, { workingFolder: folder, ...rest });
}

function linesOf({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }): string[] {
  return diagnostics.map(({ severity, code, message }) => `${severity} ${code}: ${message}`);
}

function pathsOf({ model }: Generated): string[] | undefined {
  return model?.operations.map(({ path }) => path).sort();
}

describe("a reference to what is not read costs its part alone", () => {
  const mend =
    "for documents on the web, name their files in `references` of the settings, or list their hosts in `vendor` " +
    "and run `twinspec vendor`";

  test("with one warning a document, and one that counts, names the operations and says how to mend it", async () => {
    const result = await generated({
      "api/api.json": openApi({
        "/a": { get: answers(fault) },
        "/b": { get: answers({ properties: { fault, name: { type: "string" } } }) },
        "/c": own,
        "/d": { $ref: `${address}#/paths/~1d` },
      }),
    });
    expect(linesOf(result)).toEqual([
      `warning ref-remote: "${address}" is a remote reference, which is not fetched`,
      "warning left-out: 3 parts that cannot be read are left out, operations of /d among them; " +
        "2 of 3 operations lack something: GET /a, GET /b",
    ]);
    expect(result.diagnostics.at(-1)?.help).toBe(mend);
    expect(pathsOf(result)).toEqual(["/a", "/b", "/c"]);
    expect(result.files?.size).toBeGreaterThan(0);
  });

  test.each(["../secret.json", "/etc/passwd", "file:///etc/passwd"])("outside of the root, %s", async ($ref) => {
    write("secret.json", { const: "SECRET" });
    const result = await generated({ "api/api.json": openApi({ "/a": { get: answers({ $ref }) }, "/b": own }) });
    expect(linesOf(result)).toEqual([
      expect.stringMatching(/^warning ref-outside-root: ".+" is outside the API's root folder "api"$/),
      "warning left-out: 1 part that cannot be read is left out; 1 of 2 operations lacks something: GET /a",
    ]);
    expect(result.diagnostics.at(-1)?.help).toBe(
      "for files outside of the root, pass `--root`, or set `root` in the settings",
    );
    expect(pathsOf(result)).toEqual(["/a", "/b"]);
    expect([...(result.files ?? [])].join()).not.toMatch(/SECRET|root:x/);
  });

  test("both kinds are told apart in what mends them", async () => {
    const paths = { "/a": { get: answers(fault) }, "/b": { get: answers({ $ref: "../b.json" }) } };
    const { diagnostics } = await generated({ "api/api.json": openApi(paths) });
    expect(diagnostics.at(-1)?.help).toBe(
      `${mend}; for files outside of the root, pass \`--root\`, or set \`root\` in the settings`,
    );
  });

  test.each<[string, object]>([
    ["an example", answers({ type: "string" }, { parameters: [withExample({ $ref: `${address}#/a` })] })],
    ["a description", { ...answers({ type: "string" }), description: { $ref: `${address}#/a` } }],
  ])("%s that is one costs its operation nothing else", async (_, operation) => {
    const result = await generated({ "api/api.json": openApi({ "/a": { get: operation } }) });
    expect(linesOf(result)[0]).toMatch(/^warning ref-remote/);
    expect(linesOf(result).filter((line) => line.startsWith("error"))).toEqual([]);
    expect(pathsOf(result)).toEqual(["/a"]);
  });

  test("but under strict nothing is generated", async () => {
    const paths = { "/a": { get: answers(fault) }, "/b": own };
    const result = await generated({ "api/api.json": openApi(paths) }, { strict: true });
    expect(result.diagnostics.map(({ severity, code }) => [severity, code])).toEqual([
      ["error", "ref-remote"],
      ["error", "left-out"],
    ]);
    expect(result.files).toBeUndefined();
  });

  test("the mock serves what is kept", async () => {
    write("api.json", openApi({ "/a": { get: answers(fault) }, "/b": own, "/c": { $ref: `${address}#/c` } }));
    await using mock = await startMock({ spec: join(folder, "api.json") });
    const statuses = await Promise.all(["/a", "/b", "/c"].map(async (path) => (await fetch(mock.url + path)).status));
    expect(statuses).toEqual([200, 200, 404]);
  });

  test("the mock takes what an alternative that is not read may allow", async () => {
    const known = { type: "object", properties: { kind: { const: "known" } }, required: ["kind"] };
    const content = { "application/json": { schema: { oneOf: [known, fault] } } };
    write(
      "api.json",
      openApi({ "/a": { post: { requestBody: { content }, responses: { "204": { description: "ok" } } } } }),
    );
    await using mock = await startMock({ spec: join(folder, "api.json") });
    const headers = { "content-type": "application/json" };
    const sent = { method: "POST", headers, body: JSON.stringify({ kind: "fault" }) };
    const response = await fetch(`${mock.url}/a`, sent);
    expect([response.status, await response.text()]).toEqual([204, ""]);
  });
});

describe("what the client had before is not left out for it", () => {
  const remote = openApi({ "/a": { get: answers(fault) }, "/b": own });

  test.each([["common.json"], ["parts/ours.json"]])("a schema of %s, once settings name it no longer", async (file) => {
    write(`api/${file}`, { components: { schemas: { Fault: { type: "object" } } } });
    const before = await generated({ "api/api.json": remote }, { references: { [address]: `api/${file}` } });
    expect(linesOf(before).filter((line) => line.startsWith("error"))).toEqual([]);
    const result = await generated({ "api/api.json": remote });
    expect(linesOf(result)).toContainEqual(
      expect.stringMatching(/^error locked-left-out: the schema Fault \(.*#\/components\/schemas\/Fault\) was in/),
    );
    expect(result.files).toBeUndefined();
  });

  test("a schema of a file that is outside of the root now", async () => {
    write("parts/Pet.json", { type: "object" });
    const document = openApi({ "/a": { get: answers({ $ref: "../parts/Pet.json" }) }, "/b": own });
    write("api/api.json", document);
    const settings = { ...defaultSettings(["api"], join(folder, "client"), folder), output: join(folder, "client") };
    await generate(settings, { workingFolder: folder });
    const result = await generated({ "api/api.json": document });
    expect(linesOf(result)).toContainEqual(
      expect.stringMatching(/^error locked-left-out: the schema Pet \(.*Pet\.json#\) was in the client before/),
    );
  });

  test("an operation whose path leads there now", async () => {
    await generated({ "api/api.json": openApi({ "/a": own, "/b": own }) });
    const result = await generated({ "api/api.json": openApi({ "/a": { $ref: `${address}#/a` }, "/b": own }) });
    expect(linesOf(result)).toContainEqual(
      expect.stringContaining("error locked-left-out: the operation getA (GET /a) was in the client before"),
    );
    expect(result.files).toBeUndefined();
  });

  test("a schema whose name another one of the same content keeps", async () => {
    const pet = { type: "object", properties: { name: { type: "string" } } };
    write("api/common.json", { components: { schemas: { Pet: pet } } });
    const document = openApi(
      { "/a": { get: answers({ $ref: `${address}#/components/schemas/Pet` }) } },
      { schemas: { Pet: pet } },
    );
    const before = await generated({ "api/api.json": document }, { references: { [address]: "api/common.json" } });
    expect(before.model?.schemas.map(({ name }) => name)).toEqual(["Pet"]);
    const result = await generated({ "api/api.json": document });
    expect(linesOf(result)).toContainEqual(expect.stringMatching(/^error locked-left-out: the schema Pet \(.*common/));
  });

  test.each<[string, object, object, string]>([
    ["a webhook", { webhooks: { added: { post: own.get } } }, { webhooks: { added: fault } }, "added (added POST)"],
    [
      "all webhooks",
      { webhooks: { added: { post: own.get } } },
      { webhooks: { $ref: `${address}#/webhooks` } },
      "added (added POST)",
    ],
    [
      "a callback",
      { paths: { "/b": { get: { ...own.get, callbacks: { sold: { "{$url}": { post: own.get } } } } } } },
      { paths: { "/b": { get: { ...own.get, callbacks: { sold: fault } } } } },
      "sold (GET /b sold {$url} POST)",
    ],
  ])("%s that is there now", async (_, before, now, name) => {
    const base = openApi({ "/b": own });
    const first = await generated({ "api/api.json": { ...base, ...before } });
    expect(linesOf(first).filter((line) => line.startsWith("error"))).toEqual([]);
    const result = await generated({ "api/api.json": { ...base, ...now } });
    expect(linesOf(result)).toContainEqual(
      `error locked-left-out: the webhook ${name} was in the client before and is left out, as it cannot be read`,
    );
    expect(result.files).toBeUndefined();
  });

  test("but what is removed from a document that is read is only gone", async () => {
    const schemas = { Toy: { type: "object" } };
    await generated({ "api/api.json": openApi({ "/b": own }, { schemas }) });
    const result = await generated({ "api/api.json": openApi({ "/a": { get: answers(fault) }, "/b": own }) });
    expect(linesOf(result).filter((line) => line.startsWith("error"))).toEqual([]);
  });
});

describe("a document of which nothing can be kept is an error", () => {
  const lost = openApi({ "/a": { $ref: `${address}#/a` }, "/b": { $ref: "../b.json" } });
  const message = 'error left-out: no operation of "api/lost.json" can be kept: its references are not read';

  test("alone", async () => {
    const result = await generated({ "api/lost.json": lost });
    expect(linesOf(result)).toContain(message);
    expect(result.diagnostics.every(({ at }) => at?.line !== undefined)).toBe(true);
    expect(result.files).toBeUndefined();
  });

  test("among others", async () => {
    const result = await generated({ "api/lost.json": lost, "api/kept.json": openApi({ "/c": own }) });
    expect(linesOf(result)).toContain(message);
    expect(result.files).toBeUndefined();
  });

  test("but not one of parts alone", async () => {
    const parts = openApi({}, { schemas: { Fault: fault } });
    const result = await generated({ "api/parts.json": parts, "api/kept.json": openApi({ "/c": own }) });
    expect(linesOf(result).filter((line) => line.startsWith("error"))).toEqual([]);
  });
});

function withExample(example: object): object {
  return { name: "q", in: "query", schema: { type: "string" }, examples: { one: example } };
}
