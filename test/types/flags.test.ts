import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Runtime } from "../../generator/emit/runtime.ts";
import { build, readSettings } from "../../generator/entry.ts";
import { installedPackages } from "../package/installed-packages.ts";
import { compilers } from "./compilers.ts";
import { everyFlag } from "./every-flag.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));

/** Where the platform's types come from: libraries of TypeScript, or a version of `@types/node` alone. */
const platforms = {
  "the DOM library": { lib: ["es2022", "dom"] },
  "the DOM library with iterators": { lib: ["es2022", "dom", "dom.iterable", "dom.asynciterable"] },
  "the options of create-next-app": {
    lib: ["dom", "dom.iterable", "esnext"],
    options: { target: "es2017", module: "esnext", moduleResolution: "bundler" },
  },
  "the library of workers": { lib: ["es2022", "webworker"] },
  "@types/node 20": { node: "20.19.43" },
  "@types/node 22": { node: "22.20.7" },
  "@types/node 24": { node: "24.19.4" },
} as const;

let folder: string;

beforeAll(async () => {
  // below the repository, so that what is generated finds the packages it needs
  mkdirSync(join(root, ".cache"), { recursive: true });
  folder = mkdtempSync(join(root, ".cache", "flags-"));
  const { settings } = readSettings(join(root, "test/projects/api/twinspec.yaml"), root);
  for (const target of ["package", "source"] as const) {
    const { files } = await build({ ...settings!, target, importExtension: "js", output: join(folder, target) });
    const rooms = [...files!.keys()].flatMap((path) => /(?:^|\/)(runtime\/.*?)(?:\.d)?\.ts$/.exec(path)?.[1] ?? []);
    const all = new Set([...new Runtime(join(root, "generator/runtime")).names.values()].map(({ module }) => module));
    // what is checked here is all that there is
    expect(new Set(rooms)).toEqual(all);
    for (const [path, text] of files!) {
      mkdirSync(dirname(join(folder, target, path)), { recursive: true });
      writeFileSync(join(folder, target, path), text);
    }
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(compilers)("$name, under every flag", ({ name, find }) => {
  // older compilers are slow
  const few = {
    "TypeScript 5.9": ["the DOM library", "the options of create-next-app", "@types/node 20"],
    "TypeScript 6": ["@types/node 24"],
  };
  const tried = Object.entries(platforms).filter(
    ([platform]) => few[name as keyof typeof few]?.includes(platform) ?? true,
  );

  test.each(tried)(
    "finds nothing in source files and declarations with %s",
    { timeout: 180_000 },
    async (what, from) => {
      const node = "node" in from ? from.node : undefined;
      const types = node && (await installedPackages(nodeTypes(node)));
      const project = join(folder, `${name}-${what}.json`.replace(/[^\w.]+/g, "-"));
      const compilerOptions = {
        ...everyFlag,
        ...("lib" in from ? { lib: from.lib, types: [] } : { lib: ["es2022"], types: ["node"] }),
        ...(types !== undefined && { typeRoots: [join(types, "@types")] }),
        target: "es2022",
        module: "nodenext",
        isolatedDeclarations: true,
        declaration: true,
        noEmit: true,
        ...("options" in from && from.options),
      };
      writeFileSync(project, JSON.stringify({ compilerOptions, include: ["source/**/*.ts", "package/**/*.d.ts"] }));
      const said = await run(process.execPath, [await find(), "--project", project], { maxBuffer: 1e8 }).then(
        ({ stdout }) => stdout,
        (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
      );
      expect(said).toBe("");
    },
  );
});

function nodeTypes(version: string): Parameters<typeof installedPackages>[0] {
  return { folder: `types-node-${version}`, packages: [`@types/node@${version}`], scripts: false };
}
