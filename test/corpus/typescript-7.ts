import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const cache = fileURLToPath(new URL("../../.cache", import.meta.url));
const version = "7.0.2";

/**
 * The command line of TypeScript 7, a program for Node.js. The first call on a machine installs it into `.cache/`; rejects
 * with what npm said when that fails.
 */
export async function typescript7(): Promise<string> {
  const folder = join(cache, `typescript-${version}`);
  const compiler = join(folder, "node_modules", "typescript", "bin", "tsc");
  if (existsSync(compiler)) return compiler;
  await mkdir(cache, { recursive: true });
  const staging = await mkdtemp(join(cache, "install-"));
  try {
    const flags = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", staging];
    await run("npm", ["install", ...flags, `typescript@${version}`], {
      cwd: staging,
      shell: process.platform === "win32",
    });
    await rename(staging, folder).catch((error: unknown) => {
      // Another process may have been faster; what it put there is as good.
      if (!existsSync(compiler)) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return compiler;
}
