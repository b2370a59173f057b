import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const cache = fileURLToPath(new URL("../../.cache", import.meta.url));

/** What is installed into a folder of the cache. */
export interface InstalledPackages {
  /** The name of the folder below `.cache`: it must say which versions are in it. */
  readonly folder: string;
  /** As npm takes them: `typescript@6.0.3`. */
  readonly packages: readonly string[];
  /** Whether the packages' own install scripts run. */
  readonly scripts: boolean;
}

/**
 * The absolute path of a `node_modules` folder with packages of the npm registry that are no dependencies of this one. The
 * first call on a machine installs them into `.cache/`; rejects with what npm said when that fails.
 */
export async function installedPackages({ folder, packages, scripts }: InstalledPackages): Promise<string> {
  const place = join(cache, folder);
  const modules = join(place, "node_modules");
  if (existsSync(modules)) return modules;
  await mkdir(cache, { recursive: true });
  const staging = await mkdtemp(join(cache, "install-"));
  try {
    const flags = ["--no-save", "--no-audit", "--no-fund", ...(scripts ? [] : ["--ignore-scripts"])];
    await run("npm", ["install", ...flags, "--prefix", staging, ...packages], {
      cwd: staging,
      shell: process.platform === "win32",
    });
    await rename(staging, place).catch((error: unknown) => {
      // Another process may have been faster; what it put there is as good.
      if (!existsSync(modules)) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return modules;
}
