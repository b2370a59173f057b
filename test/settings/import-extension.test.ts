import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { pets, Workspace } from "../commands/workspace.ts";

const opened: Workspace[] = [];
const settings = "input: pets.yaml\noutput: src/api\ntarget: source\n";

afterEach(() => {
  for (const made of opened.splice(0)) made.dispose();
});

function workspace(files: Readonly<Record<string, string | object>>): Workspace {
  const texts = Object.entries(files).map(([path, file]) => [
    path,
    typeof file === "string" ? file : JSON.stringify(file),
  ]);
  const made = new Workspace({ "pets.yaml": pets, "twinspec.yaml": settings, ...Object.fromEntries(texts) });
  opened.push(made);
  return made;
}

/** What the relative imports of all source files end with. */
function endingsIn(here: Workspace): string[] {
  const folder = join(here.folder, "src/api");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const texts = files.map((file) => readFileSync(join(folder, file), "utf8"));
  const found = texts.flatMap((text) => [...text.matchAll(/from "\.{1,2}\/([^"]+)"/g)]);
  expect(found.length).toBeGreaterThan(10);
  return [...new Set(found.map(([, path = ""]) => /\.\w+$/.exec(path)?.[0] ?? "none"))];
}

/** What they end with once they are generated; check agrees, from the manifest and from the documents. */
async function generated(files: Readonly<Record<string, string | object>>): Promise<string[]> {
  const here = workspace(files);
  expect(await here.run("generate")).toMatchObject({ code: 0 });
  for (const full of [[], ["--full"]]) expect(await here.run("check", ...full)).toMatchObject({ code: 0 });
  return endingsIn(here);
}

const module = { "package.json": { type: "module" } };
const commonJs = { "package.json": { name: "app" } };
const compiled = (compilerOptions: object) => ({ "tsconfig.json": { compilerOptions } });

describe("files import each other", () => {
  test.each<[what: string, files: Readonly<Record<string, string | object>>, ending: string]>([
    ["with .js where there is no tsconfig.json", {}, ".js"],
    ["with .ts below a deno.json", { "deno.json": "{}" }, ".ts"],
    ["as the nearest of both has it", { ...compiled({ module: "nodenext" }), "src/deno.json": "{}" }, ".ts"],
    ["with .js for Node", compiled({ module: "NodeNext" }), ".js"],
    ["with .js in an ECMAScript module", { ...module, ...compiled({ module: "node20" }) }, ".js"],
    ["with nothing in a CommonJS module, as in Jest", { ...commonJs, ...compiled({ module: "node16" }) }, "none"],
    ["with nothing where CommonJS is emitted", compiled({ module: "commonjs" }), "none"],
    [
      "with nothing for bundlers, as in Next.js",
      { ...module, ...compiled({ module: "esnext", moduleResolution: "bundler", noEmit: true }) },
      "none",
    ],
    ["with nothing for preserved modules", compiled({ module: "preserve" }), "none"],
    ["with nothing where no module is named", compiled({ strict: true }), "none"],
    [
      "with .js where tsc emits ECMAScript modules for Node in the old way",
      { ...module, ...compiled({ module: "es2022", moduleResolution: "node" }) },
      ".js",
    ],
    ["with .ts where it is allowed", compiled({ module: "nodenext", allowImportingTsExtensions: true }), ".ts"],
    ["with .ts where tsc rewrites it", compiled({ module: "nodenext", rewriteRelativeImportExtensions: true }), ".ts"],
    [
      "as a tsconfig.json with comments has it",
      { "tsconfig.json": '{\n  // for Node\n  "compilerOptions": { "module": "nodenext", },\n}' },
      ".js",
    ],
    [
      "as what it extends has it, from a file or a package",
      {
        "tsconfig.json": { extends: "./base.json" },
        "base.json": { extends: "@tsconfig/some/tsconfig.json" },
        "node_modules/@tsconfig/some/tsconfig.json": { compilerOptions: { module: "nodenext" } },
      },
      ".js",
    ],
    [
      "as the last of several has it",
      {
        "tsconfig.json": { extends: ["./a.json", "./b.json"] },
        "a.json": { compilerOptions: { module: "nodenext" } },
        "b.json": { compilerOptions: { module: "preserve" } },
      },
      "none",
    ],
    [
      "as the referenced project has it that holds them, as in Vite's template",
      {
        "tsconfig.json": { files: [], references: [{ path: "./tsconfig.node.json" }, { path: "./tsconfig.app.json" }] },
        "tsconfig.node.json": { include: ["vite.config.ts"], compilerOptions: { module: "nodenext" } },
        "tsconfig.app.json": { include: ["src"], compilerOptions: { module: "esnext", moduleResolution: "bundler" } },
      },
      "none",
    ],
    [
      "as the settings say, whatever the tsconfig.json has",
      { ...compiled({ module: "nodenext" }), "twinspec.yaml": `${settings}importExtension: ts\n` },
      ".ts",
    ],
  ])("%s", async (_, files, ending) => {
    expect(await generated(files)).toEqual([ending]);
  });

  test("with .js inside of a package, which has its own modules", async () => {
    const here = workspace({
      ...compiled({ module: "preserve" }),
      "twinspec.yaml": "input: pets.yaml\noutput: client\n",
    });
    expect(await here.run("generate")).toMatchObject({ code: 0 });
    expect(here.read("client/esm/index.js")).toMatch(/from "\.\/client\.js"/);
    expect(here.read("client/twinspec.manifest.json")).not.toContain("importExtension");
  });
});

test("a tsconfig.json that says otherwise since makes the files stale", async () => {
  const here = workspace(compiled({ module: "nodenext" }));
  await here.run("generate");
  here.write("tsconfig.json", '{ "compilerOptions": { "module": "preserve" } }');
  expect(await here.run("check")).toMatchObject({ code: 1 });
  expect(await here.run("generate")).toMatchObject({ code: 0 });
  expect(endingsIn(here)).toEqual(["none"]);
});

test("a tsconfig.json that cannot be read is told, and what was decided before holds", async () => {
  const base = "node_modules/@tsconfig/some/tsconfig.json";
  const here = workspace({
    "tsconfig.json": { extends: "@tsconfig/some/tsconfig.json" },
    [base]: { compilerOptions: { module: "preserve" } },
  });
  await here.run("generate");
  here.write("tsconfig.json", '{ "extends": "@tsconfig/gone/tsconfig.json" }');
  const { code, err } = await here.run("generate");
  expect(code).toBe(0);
  expect(err).toMatch(/^tsconfig\.json warning tsconfig-unreadable: /m);
  expect(err).toMatch(/^help: set `importExtension` in the settings: js, ts or none; it is none for now$/m);
  expect(endingsIn(here)).toEqual(["none"]);
  expect(await here.run("check", "--full")).toMatchObject({ code: 0 });
  expect(await here.run("generate", "--strict")).toMatchObject({ code: 1 });
});
