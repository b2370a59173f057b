import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Program } from "./measure.ts";
import { root } from "./work-folder.ts";

const require = createRequire(import.meta.url);

/** TypeScript's own command line. */
export const tsc = join(dirname(require.resolve("typescript/package.json")), "bin/tsc");

/** openapi-typescript's own command line. */
export const openapiTypescript = join(dirname(require.resolve("openapi-typescript")), "../bin/cli.js");

/** Prism's own command line. */
export const prism = join(dirname(require.resolve("@stoplight/prism-cli/package.json")), "dist/index.js");

/** autocannon's own command line, which puts load on a server. */
export const autocannon = require.resolve("autocannon");

const built = join(root, ".cache/bench");

/** The command line of the built twinspec. */
export const builtTwinspec = join(built, "generator/cli.js");

/** `twinspec/mocks` of the built twinspec. */
export const builtMocks = join(built, "mocks/index.js");

/** Bundles twinspec as `npm run build` does, beside `dist`. */
export function buildTwinspec(): void {
  const { status, stderr } = spawnSync("npm", ["run", "--silent", "bundle", "--", `--outdir=${built}`], {
    cwd: root,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error(`twinspec does not build:\n${stderr}`);
}

/** The built twinspec with arguments. */
export function twinspec(...args: string[]): Program {
  return { script: builtTwinspec, args };
}
