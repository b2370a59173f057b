import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { build, defaultSettings, type Generated, generate } from "../../generator/entry.ts";
import { bundled } from "../bundled.ts";
import { everyOutput } from "../emit/emitted.ts";
import { hostileDocument, payloads } from "./document.ts";
import { expectInert, terminalControls } from "./inert.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
let folder: string;

beforeAll(() => {
  // Below the repository, so that what is generated finds the packages it needs.
  mkdirSync(join(root, ".cache"), { recursive: true });
  folder = mkdtempSync(join(root, ".cache", "hostile-"));
  // A repository of its own, which ignores nothing: locks lie beside the documents.
  execFileSync("git", ["init", "--quiet", folder]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }), 60_000);

/** Writes documents into a folder of their own. */
function write(name: string, documents: { readonly [file: string]: string }): string {
  const place = join(folder, name);
  mkdirSync(place, { recursive: true });
  for (const [file, text] of Object.entries(documents)) writeFileSync(join(place, file), text);
  return place;
}

const packages = new Map<number, Promise<Generated>>();

/** The package that two documents with a payload in every place become, one in JSON and one in YAML. */
function packageOf(index: number): Promise<Generated> {
  const known = packages.get(index);
  if (known) return known;
  const document = hostileDocument(payloads[index]![1]);
  const place = write(`p${index}`, { "a.json": JSON.stringify(document), "b.yaml": stringify(document) });
  const output = `${place}-out`;
  const generating = generate({ ...defaultSettings([place], output, folder), outputs: everyOutput, output });
  packages.set(index, generating);
  return generating;
}

function errorsOf({
  diagnostics,
}: {
  diagnostics: readonly { severity: string; code: string; message: string }[];
}): string[] {
  return diagnostics.filter(({ severity }) => severity === "error").map(({ code, message }) => `${code}: ${message}`);
}

describe.each(payloads)("%s", (what, text) => {
  const index = payloads.findIndex(([each]) => each === what);
  const place = `p${index}`;

  test("is inert wherever a document has text, in JSON and YAML, registered twice", async () => {
    const generated = await packageOf(index);
    expect(errorsOf(generated)).toEqual([]);
    expectInert(generated);
    expect(generated.model!.operations).toHaveLength(4);
    expect(readdirSync(join(folder, `${place}-out`)).sort()).toEqual([
      "README.md",
      "esm",
      "package.json",
      "twinspec.manifest.json",
    ]);
    expect(readdirSync(join(folder, place))).toContain("twinspec.lock.yaml");
    const { name } = JSON.parse(readFileSync(join(folder, `${place}-out`, "package.json"), "utf8")) as { name: string };
    expect(name).toBe(`${place}-out`);
  });

  test("is inert in sources, of OpenAPI 3.0 too", async () => {
    const input = write(`${place}-30`, { "a.json": JSON.stringify(hostileDocument(text, "3.0.3")) });
    const generated = await build({
      ...defaultSettings([input], undefined, folder),
      outputs: everyOutput,
      target: "source",
    });
    expect(errorsOf(generated)).toEqual([]);
    expectInert(generated);
  });

  test("keeps its names at the second run", async () => {
    await packageOf(index);
    const settings = {
      ...defaultSettings([join(folder, place)], join(folder, `${place}-out`), folder),
      outputs: everyOutput,
    };
    const again = await build(settings, { frozen: true });
    expect(errorsOf(again)).toEqual([]);
    expect(again.lockText!.new).toBe(again.lockText!.old);
  });
});

test("what is generated from hostile texts runs, and does nothing of theirs", { timeout: 120_000 }, async () => {
  for (const index of payloads.keys()) await packageOf(index);
  const entries = payloads.map((_, index) => pathToFileURL(join(folder, `p${index}-out`, "esm", "index.js")).href);
  const program = `
    const before = new Set(Object.getOwnPropertyNames(globalThis));
    const prototype = Reflect.ownKeys(Object.prototype).length;
    const sent = [];
    const answer = async (request) => (sent.push(request.url), new Response("{}", { headers: { "Content-Type": "application/json" } }));
    for (const href of ${JSON.stringify(entries)}) {
      const { createClient, ...exported } = await import(href);
      const operations = Object.fromEntries(Object.entries(exported).filter(([, each]) => each.description));
      const client = createClient({ baseUrl: "https://api.example.com", fetch: answer });
      for (const [name, { description }] of Object.entries(operations)) {
        const args = Object.fromEntries((description.parameters ?? []).filter((each) => each.in !== "header" && each.in !== "cookie").map((each) => [each.argument ?? each.name, "v"]));
        if (description.body) args[description.body.argument ?? "body"] = {};
        // What UTF-8 cannot carry, no request can.
        await client[name](args).catch((error) => { if (!(error instanceof URIError)) throw error; });
      }
    }
    const added = Object.getOwnPropertyNames(globalThis).filter((key) => !before.has(key));
    console.log(JSON.stringify({ added, grown: Reflect.ownKeys(Object.prototype).length - prototype, sent: sent.map((url) => new URL(url).origin) }));`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", program], { cwd: folder });
  const { added, grown, sent } = JSON.parse(stdout) as { added: string[]; grown: number; sent: string[] };
  expect(added).toEqual([]);
  expect(grown).toBe(0);
  expect(sent.length).toBeGreaterThanOrEqual(4 * (payloads.length - 1));
  expect(new Set(sent)).toEqual(new Set(["https://api.example.com"]));
});

describe("the command line", () => {
  const twinspec = async (...args: string[]) =>
    run(process.execPath, [await bundled("generator/cli.ts"), ...args], { cwd: folder, maxBuffer: 1e8 }).catch(
      (error: { stdout: string; stderr: string; code: number }) => error,
    );
  const texts = payloads.flatMap(([what, text]) =>
    ["terminal", "annotation", "end of a line comment"].includes(what) ? [text] : [],
  );

  /** An undeclared path variable and a dangling reference: errors, and their messages show the text. */
  const faulty = (text: string) => ({
    openapi: "3.1.0",
    info: { title: text, version: text },
    paths: {
      [`/x/{${text}}`]: { get: { operationId: text, responses: {} } },
      "/y": { get: { operationId: text, parameters: [{ $ref: `#/components/parameters/${text}` }] } },
    },
  });

  /** What nobody can mean, with the text in every message of it. */
  const contradictory = (text: string) => ({
    openapi: "3.1.0",
    swagger: text,
    jsonSchemaDialect: text,
    info: { title: "T", version: "1" },
    servers: [
      { url: `https://a.example/{${text}}`, variables: { [`${text} unused`]: { default: text, enum: ["a"] } } },
      { url: "https://b.example/", variables: { [text]: {} } },
      { url: `https://c.example/{${text}` },
    ],
    tags: [{ name: text }, { name: text }],
    paths: {
      [`/a/{${text}/{`]: { get: { responses: {} } },
      [`/b/{${text}}/{${text}}`]: { get: { responses: { "200": { $ref: `#/components/schemas/${text}` } } } },
      "/c": { get: { parameters: [{ name: text, in: "query" }], responses: {} } },
      "/d": {
        get: { responses: { "200": { $ref: `https://d.example/${text}` }, "201": { $ref: `../../${text}.json` } } },
      },
    },
    components: {
      schemas: {
        [text]: { $schema: text, [`${text} propertes`]: 1 },
        Named: {
          oneOf: [{ $ref: "#/components/schemas/Other" }],
          discriminator: { propertyName: "a", mapping: { [text]: `#/components/responses/${text}` } },
        },
        Other: { type: "object" },
      },
      responses: { [text]: { description: text } },
      parameters: { [text]: { name: text, in: text } },
      securitySchemes: { [text]: { type: text }, b: { type: "http", scheme: "bearerr" }, c: { type: "oauth2" } },
    },
  });
  const contradictorySwagger = (text: string) => ({
    swagger: "2.0",
    openapi: text,
    info: { title: "T", version: "1" },
    schemes: [text],
    paths: {
      "/a": {
        post: {
          schemes: [text],
          parameters: [
            { name: text, in: "body", schema: { $ref: text } },
            { name: text, in: "query", type: text, collectionFormat: text },
            { name: text, in: text },
          ],
          responses: {},
        },
      },
    },
    securityDefinitions: { [text]: { type: text }, b: { type: "oauth2", flow: text } },
  });

  test.each(texts.map((text, index) => [index, text] as const))(
    "has no line of its own for what is contradictory: text %i",
    async (index, text) => {
      const place = write(`cli-contradictory-${index}`, {
        "a.json": JSON.stringify(contradictory(text)),
        "b.yaml": stringify(contradictorySwagger(text)),
      });
      const { stdout, stderr } = await twinspec("inspect", place, "--format=github");
      for (const code of [
        "duplicate-tag",
        "fields-exclusive",
        "path-template",
        "ref-outside-root",
        "ref-remote",
        "server-template",
        "server-variable-undeclared",
        "server-variable-unused",
        "value-not-allowed",
        "wrong-type",
      ])
        expect(stdout).toContain(`title=${code}::`);
      for (const line of `${stdout}\n${stderr}`.split("\n")) {
        expect(line).not.toMatch(terminalControls);
        expect(line).not.toMatch(
          /^::(?!(?:error|warning|notice) (?:file=[^:]*,)?(?:line=\d+,)?(?:col=\d+,)?title=[a-z0-9-]+::)/,
        );
      }
    },
  );

  test.each([["generate", "--verbose"], ["generate", "--verbose", "--format=github"], ["inspect"], ["check"]])(
    "%s prints nothing that steers a terminal, and no workflow command of a text's making",
    async (command, ...flags) => {
      for (const [index, text] of texts.entries()) {
        const documents = {
          "a.json": JSON.stringify(hostileDocument(text)),
          ...(command === "generate" && { "b.json": JSON.stringify(faulty(text)) }),
        };
        const place = write(`cli-${command}-${index}`, documents);
        if (command === "check") {
          const output = `${place}-out`;
          await generate({ ...defaultSettings([place], output, folder), outputs: everyOutput, output });
          writeFileSync(join(output, "README.md"), text);
        }
        const { stdout, stderr } = await twinspec(
          command,
          ...flags,
          place,
          ...(command === "inspect" ? [] : ["--output", `${place}-out`]),
        );
        expect(`${stdout}${stderr}`).not.toBe("");
        for (const line of `${stdout}\n${stderr}`.split("\n")) {
          expect(line).not.toMatch(terminalControls);
          expect(line).not.toMatch(
            /^::(?!(?:error|warning|notice) (?:file=[^:]*,)?(?:line=\d+,)?(?:col=\d+,)?title=[a-z0-9-]+::)/,
          );
        }
      }
    },
  );
});

describe("any text", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "*/",
      "/*",
      "//",
      "`",
      "${",
      "}",
      '"',
      "'",
      "\\",
      "\n",
      "\r",
      "\u2028",
      "\u2029",
      "@deprecated",
      "{@link x}",
      "</script>",
      "<!--",
      "__proto__",
      "constructor",
      "../",
      "..\\",
      "\u0000",
      "\u001b[31m",
      "\u202e",
      "PWNED",
      "[x](y)",
      "|",
      "```",
      "~0",
      "~1",
      "%2F",
      "$&",
      "\ud83d",
      "é",
      "e\u0301",
      "ß",
      "ǅ",
      "İ",
    ),
    fc.string({ unit: "binary", maxLength: 4 }),
  );
  const text = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(""));

  test("is inert in any place", { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.boolean(), async (hostile, isPackage) => {
        const settings = {
          ...defaultSettings(["-"], undefined, folder),
          outputs: everyOutput,
          target: isPackage ? "package" : "source",
        } as const;
        const generated = await build(settings, { standardInput: JSON.stringify(hostileDocument(hostile)) });
        expect(errorsOf(generated)).toEqual([]);
        expectInert(generated);
      }),
      { numRuns: 60 },
    );
  });

  test("names that differ give names that differ", { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(text, { minLength: 1, maxLength: 8 }), async (texts) => {
        const response = { 204: { description: "Done" } };
        const document = {
          openapi: "3.1.0",
          info: { title: "T", version: "1" },
          paths: Object.fromEntries(
            texts.map((operationId, index) => [
              `/${index}`,
              {
                get: {
                  operationId,
                  tags: [operationId],
                  responses: response,
                  parameters: texts.map((name) => ({ name, in: "query", schema: { type: "string" } })),
                },
              },
            ]),
          ),
          components: { schemas: Object.fromEntries(texts.map((name) => [name, { type: "string", enum: [name] }])) },
        };
        const generated = await build(
          { ...defaultSettings(["-"], undefined, folder), outputs: everyOutput, target: "source" },
          { standardInput: JSON.stringify(document) },
        );
        expect(errorsOf(generated)).toEqual([]);
        expectInert(generated);
        expect(generated.model!.operations).toHaveLength(texts.length);
        for (const { parameters } of generated.model!.operations)
          expect(new Set(parameters.map(({ argument }) => argument)).size).toBe(parameters.length);
      }),
      { numRuns: 40 },
    );
  });
});
