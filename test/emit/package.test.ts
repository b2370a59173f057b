import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { build, readSettings } from "../../generator/index.ts";
import { documentWith, documentWithOperation, emitted } from "./emitted.ts";
import { typeCheck } from "./type-check.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const flagship = join(root, "spec", "zoho-desk");

/** The blocks of TypeScript in Markdown. */
function codeBlocks(markdown: string): string[] {
  return [...markdown.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code]) => code!);
}

/** One module of all blocks: the first as it is, for the others build on it, each other in a block of its own. */
function moduleOf([first = "", ...others]: readonly string[]): string {
  const isImport = (line: string) => line.startsWith("import ");
  const lines = others.map((code) => code.split("\n"));
  const imports = lines.flat().filter(isImport);
  const bodies = lines.map((each) => `{\n${each.filter((line) => !isImport(line)).join("\n")}}`);
  return `${imports.join("\n")}\n${first}\n${bodies.join("\n")}\nexport {};\n`;
}

describe("README", () => {
  test("its examples compile against the package", { timeout: 120_000 }, async () => {
    const { settings } = readSettings(join(flagship, "twinspec.yaml"), root);
    const { files, model } = await build(settings!);
    const blocks = codeBlocks(files!.get("README.md")!);
    expect(blocks.length).toBe(3 + model!.tags.length);
    expect(
      typeCheck(new Map([...files!].filter(([path]) => !path.endsWith(".ts") || path.endsWith(".d.ts"))), {
        "readme.ts": moduleOf(blocks),
      }),
    ).toEqual([]);
  });

  test("its examples have what an operation requires, though the document has no examples", {
    timeout: 60_000,
  }, async () => {
    const object = {
      type: "object",
      required: ["kind", "size"],
      properties: { kind: { type: "string", enum: ["a", "b"] }, size: { type: "integer" }, note: { type: "string" } },
    };
    const document = documentWithOperation(
      {
        parameters: [
          { name: "order", in: "query", required: true, schema: { type: "string", enum: ["up", "down"] } },
          { name: "ids", in: "query", required: true, schema: { type: "array", items: { type: "integer" } } },
        ],
        requestBody: {
          required: true,
          content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } },
        },
      },
      {
        method: "post",
        schemas: {
          Thing: { allOf: [{ $ref: "#/components/schemas/Part" }, object] },
          Part: { type: "object", required: ["next"], properties: { next: { type: "boolean" } } },
        },
      },
    );
    const files = await emitted(document, { target: "package" });
    const blocks = codeBlocks(files.get("README.md")!);
    expect(blocks.at(-2)).toContain(
      'client.doThing({ order: "up", ids: [1], body: { next: true, kind: "a", size: 1 } })',
    );
    expect(
      typeCheck(new Map([...files].filter(([path]) => !path.endsWith(".ts") || path.endsWith(".d.ts"))), {
        "readme.ts": moduleOf(blocks),
      }),
    ).toEqual([]);
  });

  test("it says so when there is nothing to import", async () => {
    const readme = (await emitted(documentWith({}), { target: "package" })).get("README.md")!;
    expect(readme).toContain("0 operations");
    expect(codeBlocks(readme)).toHaveLength(2);
  });
});

describe("package.json", () => {
  let folder: string;
  let tarball: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "twinspec-pack-"));
    const { stdout } = await run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
      cwd: join(root, "generated", "zoho-desk"),
    });
    tarball = join(folder, (JSON.parse(stdout) as { filename: string }[])[0]!.filename);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("publint finds nothing", { timeout: 60_000 }, async () => {
    const { stdout } = await run(process.execPath, [
      join(root, "node_modules/publint/src/cli.js"),
      tarball,
      "--strict",
    ]);
    expect(stdout).toContain("All good!");
  });

  test("its types are found however they are resolved", { timeout: 120_000 }, async () => {
    const attw = join(root, "node_modules/@arethetypeswrong/cli/dist/index.js");
    const entrypoints = [".", "client", "transport", "session-analytics", "operations/getSessionAnalytics"];
    const { stdout } = await run(process.execPath, [
      attw,
      tarball,
      "--profile",
      "esm-only",
      "--format",
      "json",
      "--entrypoints",
      ...entrypoints,
    ]);
    const { analysis } = JSON.parse(stdout) as {
      analysis: { entrypoints: object; problems: { resolutionKind?: string }[] };
    };
    expect(Object.keys(analysis.entrypoints)).toHaveLength(entrypoints.length);
    // The package is for ES modules: how the CommonJS resolutions fare is not its concern.
    const isForModules = ({ resolutionKind }: { resolutionKind?: string }) =>
      resolutionKind !== "node10" && resolutionKind !== "node16-cjs";
    expect(analysis.problems.filter(isForModules)).toEqual([]);
  });
});
