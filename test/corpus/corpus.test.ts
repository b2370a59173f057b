import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { build, defaultSettings, type Generated, generate, type SettingsWithOutput } from "../../generator/entry.ts";
import { everyOutput } from "../emit/emitted.ts";
import { everyFlag } from "../types/every-flag.ts";
import { digitalOceanMissing, fetchPublished, fetchPublishedDocuments, findDigitalOcean } from "./documents.ts";
import { typescript7 } from "./typescript-7.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const typescript5 = createRequire(import.meta.url).resolve("typescript/bin/tsc");

const digitalOcean = findDigitalOcean();
const apis = [
  {
    name: "GitHub",
    find: async () => (await fetchPublishedDocuments()).github,
    operations: 845,
    consumer: `import { reposGet } from "./esm/operations/reposGet.js";
import { createTransport } from "./esm/transport.js";
const { data } = await reposGet(createTransport(), { owner: "octocat", repo: "hello-world" });
export const stars: number | undefined = data?.stargazers_count;
// @ts-expect-error a repository has an owner
await reposGet(createTransport(), { repo: "hello-world" });
`,
  },
  {
    name: "Stripe",
    find: async () => (await fetchPublishedDocuments()).stripe,
    operations: 452,
    consumer: `import { getChargesCharge } from "./esm/operations/getChargesCharge.js";
import { createTransport } from "./esm/transport.js";
const { data, error } = await getChargesCharge(createTransport(), { charge: "ch_1", expand: ["customer"] });
export const amount: number | undefined = data?.amount;
export const message: string | undefined = error?.error.message;
`,
  },
  {
    name: "OpenAI",
    find: async () => (await fetchPublished(["api/openai.com.json"]))[0],
    operations: 28,
    consumer: `import { createImageEdit } from "./esm/operations/createImageEdit.js";
import { createTransport } from "./esm/transport.js";
const image = new Blob(["\\x89PNG"], { type: "image/png" });
const { data } = await createImageEdit(createTransport(), { body: { image, prompt: "a hat" } });
export const url: string | undefined = data?.data[0]?.url;
// @ts-expect-error an image is a file
await createImageEdit(createTransport(), { body: { image: "cat.png", prompt: "a hat" } });
`,
  },
  {
    name: "DigitalOcean",
    find: async () => digitalOcean,
    operations: 0,
    consumer: `import { accountGet } from "./esm/operations/accountGet.js";
import { createTransport } from "./esm/transport.js";
const { data } = await accountGet(createTransport());
export const account = data?.account;
`,
  },
] as const;

let folder: string;
beforeAll(() => {
  // Below the repository, so that what is generated finds the packages it needs.
  mkdirSync(join(root, ".cache"), { recursive: true });
  folder = mkdtempSync(join(root, ".cache", "corpus-"));
  // a repository of its own, which ignores nothing: locks lie beside the documents
  execFileSync("git", ["init", "--quiet", folder]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** How often a document registers an operation, counted by hand. */
function countRegistrations(file: string): number {
  const text = readFileSync(file, "utf8");
  const document = (file.endsWith(".json") ? JSON.parse(text) : parse(text)) as { paths: Record<string, object> };
  const isMethod = (key: string) => ["get", "put", "post", "delete", "options", "head", "patch", "trace"].includes(key);
  return Object.values(document.paths).reduce((count, item) => count + Object.keys(item).filter(isMethod).length, 0);
}

/** What a compiler says, strictly, to all declarations in a package and to the consumer beside them. */
async function compile(compiler: string, output: string, more: object = {}): Promise<string> {
  const compilerOptions = {
    target: "es2023",
    lib: ["es2023", "dom", "dom.iterable"],
    module: "nodenext",
    types: [],
    strict: true,
    noEmit: true,
    skipDefaultLibCheck: true,
    ...more,
  };
  const project = { compilerOptions, include: ["consumer.ts", "esm/**/*.d.ts"], exclude: [] };
  writeFileSync(join(output, "tsconfig.json"), JSON.stringify(project));
  return run(process.execPath, [compiler, "--project", output], { maxBuffer: 1e8 }).then(
    ({ stdout }) => stdout,
    (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
  );
}

describe.each(apis)("$name", ({ name, find, operations, consumer }) => {
  const missing = name === "DigitalOcean" && digitalOcean === undefined;
  let document: string;
  let output: string;
  let settings: SettingsWithOutput;
  let generated: Generated;

  beforeAll(async () => {
    if (missing) return;
    document = (await find())!;
    output = join(folder, name);
    // not beside a document that is not ours
    const lockFile = join(folder, `twinspec.${name}.lock.yaml`);
    settings = { ...defaultSettings([document], output, folder), outputs: everyOutput, output, lockFile };
    generated = await generate(settings);
    writeFileSync(join(output, "consumer.ts"), consumer);
  }, 300_000);

  test.skipIf(missing)(`every registration becomes an operation${missing ? ` (${digitalOceanMissing})` : ""}`, () => {
    const registered = countRegistrations(document);
    expect(registered).toBeGreaterThanOrEqual(operations);
    expect(generated.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(generated.model?.operations).toHaveLength(registered);
    expect(generated.model?.operations.flatMap(({ aliases }) => aliases)).toEqual([]);
  });

  test.skipIf(missing)(
    "all declarations type-check under TypeScript 5.9, and a consumer does",
    { timeout: 300_000 },
    async () => {
      expect(await compile(typescript5, output)).toBe("");
    },
  );

  test.skipIf(missing)("and under TypeScript 7", { timeout: 300_000 }, async () => {
    expect(await compile(await typescript7(), output)).toBe("");
  });

  test.skipIf(missing)("and without the DOM library, under every flag", { timeout: 300_000 }, async () => {
    const options = { ...everyFlag, lib: ["es2023"], types: ["node"] };
    expect(await compile(await typescript7(), output, options)).toBe("");
  });

  test.skipIf(missing)("a second run gives the same bytes", { timeout: 300_000 }, async () => {
    const again = await build(settings, { frozen: true });
    expect(again.files).toEqual(generated.files);
  });
});
