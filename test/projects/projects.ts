import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { nodeBinary } from "../package/node-versions.ts";

/** A kind of project: its files, and what builds and runs it. */
export interface Project {
  readonly name: string;
  /** Where it is, if it has a folder of its own with packages. */
  readonly folder?: string;
  readonly files: Readonly<Record<string, string>>;
  /** What the source files that are generated into it import each other with. */
  readonly extension: ".js" | ".ts" | "";
  /** Whether the package is a copy, as one of a registry is; without it, it is a link, as `npm install ./client` makes. */
  readonly isCopied?: true;
  /** Programs with their arguments, one after the other. */
  steps(place: string): readonly (readonly string[])[];
}

const modules = fileURLToPath(new URL("node_modules", import.meta.url));
const node = process.execPath;
const script = (path: string, ...args: string[]) => [node, join(modules, path), ...args];
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** A program that calls an operation by the source files and by the package, and reaches every entry of both. */
function program(extension: string): string {
  const entries = ["auth", "links", "pages", "scopes", "streams", "tools"];
  const imports = entries.map(
    (entry) => `import * as ${entry}Source from "./api/${entry}${extension}";
import * as ${entry}Package from "pet-store-client/${entry}";`,
  );
  const uses = entries.map(
    (entry) => `Object.keys(${entry}Source).length > 0 && Object.keys(${entry}Package).length > 0`,
  );
  return `import { createClient } from "./api/index${extension}";
import type { Pet } from "./api/schemas/Pet${extension}";
${imports.join("\n")}
import { createClient as createPackaged } from "pet-store-client";

export async function main(baseUrl: string): Promise<string> {
  if (!(${uses.join(" &&\n    ")})) throw new Error("an entry is empty");
  const bySource = await createClient({ baseUrl, headers: { "X-From": "source" } }).getPet({ petId: BigInt(7) });
  const byPackage = await createPackaged({ baseUrl, headers: { "X-From": "package" } }).getPet({ petId: BigInt(7) });
  const pets: (Pet | undefined)[] = [bySource.data, byPackage.data];
  return pets.map((pet) => pet?.name).join(" ");
}
`;
}

/** Runs the program, and says what came of it. */
const start = (extension: string) => `import { main } from "./program${extension}";

main(process.env["PETS_URL"] ?? "").then(console.log, (error) => {
  console.error(error);
  process.exitCode = 1;
});
`;

const files = (extension: string) => ({
  "src/program.ts": program(extension),
  "src/main.ts": start(extension),
});

const strict = { strict: true, noEmit: true, types: ["node"], skipLibCheck: true } as const;
const packageJson = (type: "module" | "commonjs") => json({ name: "app", private: true, type });
const typeCheck = (compiler: "typescript" | "typescript-7") => script(`${compiler}/bin/tsc`, "--project", ".");

const nextFiles = {
  "app/layout.tsx": `import type { ReactNode } from "react";

export default function Layout({ children }: { children: ReactNode }) {
  return <html lang="en"><body>{children}</body></html>;
}
`,
  "app/page.tsx": `import { main } from "../src/program";
import { Names } from "./names";

export const dynamic = "force-static";

export default async function Page() {
  return <main>{await main(process.env.PETS_URL!)}<Names /></main>;
}
`,
  // in the browser's bundle, too
  "app/names.tsx": `"use client";
import { useState } from "react";
import { createClient } from "../src/api";
import { createClient as createPackaged } from "pet-store-client";

export function Names() {
  const [clients] = useState(() => [createClient({ server: "here" }), createPackaged({ server: "here" })]);
  return <p>{clients.map((client) => typeof client.getPet).join(" ")}</p>;
}
`,
  "src/program.ts": program(""),
  "next.config.mjs": `import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

export default { outputFileTracingRoot: root, turbopack: { root } };
`,
  // what create-next-app writes
  "tsconfig.json": json({
    compilerOptions: {
      target: "ES2017",
      lib: ["dom", "dom.iterable", "esnext"],
      allowJs: true,
      skipLibCheck: true,
      strict: true,
      noEmit: true,
      esModuleInterop: true,
      module: "esnext",
      moduleResolution: "bundler",
      resolveJsonModule: true,
      isolatedModules: true,
      jsx: "preserve",
      incremental: true,
      plugins: [{ name: "next" }],
    },
    include: ["next-env.d.ts", "**/*.ts", "**/*.tsx", ".next/types/**/*.ts"],
    exclude: ["node_modules"],
  }),
};

/** Next.js, where it was installed: each version by each of its bundlers. */
const next = [
  ["15", "webpack", []],
  ["15", "Turbopack", ["--turbopack"]],
  ["16", "webpack", ["--webpack"]],
  ["16", "Turbopack", ["--turbopack"]],
].map(
  ([version, bundler, flags]): Project => ({
    name: `Next.js ${version} with ${bundler}`,
    folder: `next-${version}`,
    extension: "",
    files: nextFiles,
    steps: (place) => {
      const own = join(place, "node_modules/next/dist/bin/next");
      return [[node, existsSync(own) ? own : join(modules, "next/dist/bin/next"), "build", ...flags!]];
    },
  }),
);

/** Binaries that npm has for this system alone. */
const bun = join(modules, "@oven/bun-linux-x64/bin/bun");
const deno = join(modules, "@deno/linux-x64-glibc/deno");
const stripping = await nodeBinary(24);

/** Every kind of project that is tried. */
export const projects: readonly Project[] = [
  ...next,
  {
    name: "Vite",
    extension: ".ts",
    files: {
      ...files(".ts"),
      "package.json": packageJson("module"),
      // as its templates have it
      "tsconfig.json": json({
        files: [],
        references: [{ path: "./tsconfig.node.json" }, { path: "./tsconfig.app.json" }],
      }),
      "tsconfig.node.json": json({
        compilerOptions: { module: "nodenext", noEmit: true },
        include: ["vite.config.ts"],
      }),
      "tsconfig.app.json": json({
        compilerOptions: {
          ...strict,
          target: "es2023",
          lib: ["es2023", "dom"],
          module: "esnext",
          moduleResolution: "bundler",
          allowImportingTsExtensions: true,
          verbatimModuleSyntax: true,
          moduleDetection: "force",
          noUnusedLocals: true,
          noUnusedParameters: true,
          erasableSyntaxOnly: true,
        },
        include: ["src"],
      }),
      "vite.config.ts": `export default { build: { ssr: "src/main.ts", outDir: "out" }, ssr: { noExternal: true } };\n`,
      "index.html": `<script type="module" src="/src/main.ts"></script>\n`,
    },
    steps: () => [
      script("typescript-7/bin/tsc", "--project", "tsconfig.app.json"),
      script("vite/bin/vite.js", "build", "--logLevel", "warn"),
      [node, "out/main.js"],
    ],
  },
  {
    name: "ts-jest",
    extension: "",
    files: {
      "src/program.ts": program(""),
      "src/program.test.ts": `import { main } from "./program";

test("both clients call", async () => {
  expect(await main(process.env["PETS_URL"]!)).toBe("Rex Rex");
});
`,
      "package.json": packageJson("commonjs"),
      "tsconfig.json": json({
        compilerOptions: {
          ...strict,
          types: ["node", "jest"],
          target: "es2022",
          module: "commonjs",
          moduleResolution: "bundler",
          esModuleInterop: true,
          allowJs: true,
        },
        include: ["src"],
      }),
      // packages of ECMAScript modules alone become CommonJS, as in every project with Jest
      "jest.config.js": `module.exports = {
  transform: { "^.+\\\\.[jt]sx?$": ["ts-jest", { isolatedModules: true }] },
  transformIgnorePatterns: ["/node_modules/(?!(?:pet-store-client|oauth4webapi)/)"],
};
`,
    },
    steps: () => [script("jest/bin/jest.js", "--ci")],
  },
  {
    name: "Node's type stripping",
    extension: ".ts",
    files: {
      ...files(".ts"),
      "package.json": packageJson("module"),
      // as the documentation of Node.js has it
      "tsconfig.json": json({
        compilerOptions: {
          ...strict,
          target: "esnext",
          module: "nodenext",
          rewriteRelativeImportExtensions: true,
          erasableSyntaxOnly: true,
          verbatimModuleSyntax: true,
        },
        include: ["src"],
      }),
    },
    steps: () => [typeCheck("typescript-7"), [stripping, "src/main.ts"]],
  },
  {
    name: "tsc for Node, without the DOM library",
    extension: ".js",
    files: {
      ...files(".js"),
      "package.json": packageJson("module"),
      "tsconfig.json": json({
        extends: "@tsconfig/node20/tsconfig.json",
        compilerOptions: { outDir: "out", rootDir: "src" },
        include: ["src"],
      }),
    },
    steps: () => [typeCheck("typescript"), [node, "out/main.js"]],
  },
  {
    name: "CommonJS, which requires the package",
    extension: "",
    files: {
      ...files(""),
      "package.json": packageJson("commonjs"),
      "tsconfig.json": json({
        compilerOptions: {
          strict: true,
          types: ["node"],
          target: "es2022",
          module: "nodenext",
          outDir: "out",
          rootDir: "src",
        },
        include: ["src"],
      }),
    },
    steps: () => [typeCheck("typescript-7"), typeCheck("typescript"), [node, "out/main.js"]],
  },
  {
    name: "esbuild",
    extension: "",
    files: {
      ...files(""),
      "package.json": packageJson("module"),
      "tsconfig.json": json({ compilerOptions: { ...strict, module: "preserve", target: "es2022" }, include: ["src"] }),
    },
    steps: () => [
      typeCheck("typescript-7"),
      script(
        "esbuild/bin/esbuild",
        "src/main.ts",
        "--bundle",
        "--platform=node",
        "--format=esm",
        "--outfile=out/main.mjs",
      ),
      [node, "out/main.mjs"],
    ],
  },
  ...(existsSync(bun)
    ? [
        {
          name: "Bun",
          extension: ".ts",
          files: {
            ...files(".ts"),
            "package.json": packageJson("module"),
            // what bun init writes
            "tsconfig.json": json({
              compilerOptions: {
                ...strict,
                lib: ["esnext"],
                target: "esnext",
                module: "preserve",
                moduleResolution: "bundler",
                allowImportingTsExtensions: true,
                verbatimModuleSyntax: true,
                noFallthroughCasesInSwitch: true,
                noUncheckedIndexedAccess: true,
                noImplicitOverride: true,
              },
              include: ["src"],
            }),
          },
          steps: () => [typeCheck("typescript-7"), [bun, "src/main.ts"]],
        } satisfies Project,
      ]
    : []),
  ...(existsSync(deno)
    ? [
        {
          name: "Deno",
          // it takes what lies outside of node_modules for modules of its own, which have no declarations beside them
          isCopied: true,
          extension: ".ts",
          files: {
            "src/program.ts": program(".ts"),
            "src/main.ts": `import process from "node:process";\n${start(".ts")}`,
            // without what Deno would look for in the registry
            "package.json": json({ type: "module", dependencies: { "@types/node": "*" } }),
            "deno.json": json({ nodeModulesDir: "manual" }),
          },
          steps: () => [
            [
              deno,
              "run",
              "--check",
              "--no-remote",
              "--no-lock",
              "--allow-env",
              "--allow-read",
              "--allow-net=127.0.0.1",
              "src/main.ts",
            ],
          ],
        } satisfies Project,
      ]
    : []),
];
