import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundledTogether } from "../bundled.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What the entries of the package are written in. */
const entries = {
  cli: "generator/cli.ts",
  index: "generator/entry.ts",
  mocks: "mocks/index.ts",
  vitest: "mocks/vitest.ts",
  reporter: "mocks/vitest-reporter.ts",
} as const;

/**
 * Puts packages into the `node_modules` of a project, as an installation does: twinspec as it is in this repository, with
 * its program, and others that the repository has.
 */
export async function linkPackages(project: string, others: readonly string[]): Promise<void> {
  const built = await bundledTogether(entries);
  const folder = join(project, "node_modules/twinspec");
  mkdirSync(folder, { recursive: true });
  for (const [name, source] of Object.entries(entries)) {
    const module = JSON.stringify(pathToFileURL(join(built, `${name}.js`)).href);
    const whole = `export * from ${module};\n${name === "reporter" ? `export { default } from ${module};\n` : ""}`;
    writeFileSync(join(folder, `${name}.js`), name === "cli" ? `#!/usr/bin/env node\nimport ${module};\n` : whole);
    writeFileSync(join(folder, `${name}.d.ts`), `export * from ${JSON.stringify(join(root, source))};\n`);
  }
  const at = (name: keyof typeof entries) => ({ types: `./${name}.d.ts`, default: `./${name}.js` });
  const exported = { ".": at("index"), "./mocks": at("mocks"), "./vitest": at("vitest") };
  const description = {
    name: "twinspec",
    type: "module",
    bin: "cli.js",
    exports: { ...exported, "./vitest/reporter": at("reporter") },
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify(description));
  chmodSync(join(folder, "cli.js"), 0o755);
  linkProgram(project, "twinspec", join(folder, "cli.js"));
  for (const name of others) {
    const place = join(project, "node_modules", name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(root, "node_modules", name), place, "junction");
    const program = join(root, "node_modules/.bin", name);
    if (existsSync(program)) linkProgram(project, name, program);
  }
}

function linkProgram(project: string, name: string, file: string): void {
  const programs = join(project, "node_modules/.bin");
  mkdirSync(programs, { recursive: true });
  symlinkSync(file, join(programs, name));
}
