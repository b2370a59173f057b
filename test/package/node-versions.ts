import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const cache = fileURLToPath(new URL("../../.cache", import.meta.url));

/**
 * The binary of the latest release of a major version of Node.js, as the npm package `node` brings it. The first call for a
 * version on a machine installs it into `.cache/`; rejects with what npm said when that fails.
 */
export async function nodeBinary(major: number): Promise<string> {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const folder = join(cache, `node-${major}`);
  const binary = join(folder, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
  if (existsSync(binary)) return binary;
  await mkdir(cache, { recursive: true });
  const staging = await mkdtemp(join(cache, "install-"));
  try {
    await run("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--prefix", staging, `node@${major}`], {
      cwd: staging,
      shell: process.platform === "win32",
    });
    await rename(staging, folder).catch((error: unknown) => {
      // Another process may have been faster; what it put there is as good.
      if (!existsSync(binary)) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return binary;
}
