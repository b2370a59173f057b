import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { build, defaultSettings, type Generated, generate } from "../../generator/index.ts";
import { digitalOceanMissing, fetchPublishedDocuments, findDigitalOcean } from "./documents.ts";
import { typescript7 } from "./typescript-7.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
let folder: string;

beforeAll(async () => {
  // Below the repository, so that what is generated finds the packages it needs.
  mkdirSync(join(root, ".cache"), { recursive: true });
  folder = mkdtempSync(join(root, ".cache", "corpus-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a compiler says, strictly, to everything that was generated and to a consumer of one operation. */
async function typeCheck(compiler: string, output: string, consumer: string): Promise<string> {
  writeFileSync(join(output, "consumer.ts"), consumer);
  const compilerOptions = { target: "es2023", lib: ["es2023", "dom", "dom.iterable"], module: "nodenext", types: [], strict: true, noEmit: true, skipDefaultLibCheck: true };
  writeFileSync(join(output, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["consumer.ts", "dist/**/*.d.ts"] }));
  try {
    const { stdout } = await run(process.execPath, ["--max-old-space-size=4096", compiler, "--project", output], { maxBuffer: 1e8 });
    return stdout;
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

/** How often a document registers an operation, counted without any reading of ours. */
function countRegistrations(file: string): number {
  const { paths } = parse(readFileSync(file, "utf8"), { maxAliasCount: -1 }) as { paths: Record<string, Record<string, unknown>> };
  return Object.values(paths).reduce((count, item) => count + Object.keys(item).filter((key) => methods.includes(key)).length, 0);
}

const apis: readonly { name: string; find: () => Promise<string | undefined>; count: number; consumer: string }[] = [
  {
    name: "github",
    find: async () => (await fetchPublishedDocuments()).github,
    count: 845,
    consumer: `import { reposGet } from "./dist/operations/reposGet.js";
import { createTransport } from "./dist/transport.js";
const { data } = await reposGet(createTransport(), { owner: "octocat", repo: "hello-world" });
export const stars: number | undefined = data?.stargazers_count;
// @ts-expect-error a repository has an owner
reposGet(createTransport(), { repo: "hello-world" });\n`,
  },
];
