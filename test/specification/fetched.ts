import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));

/** A bare clone of a repository in `.cache/`, the commits alone; rejects with what git said when it cannot be fetched. */
export async function fetched(address: string, commits: readonly string[]): Promise<string> {
  const cache = join(root, ".cache", basename(address, ".git"));
  if (existsSync(cache)) return cache;
  await mkdir(dirname(cache), { recursive: true });
  const staging = await mkdtemp(join(dirname(cache), "download-"));
  try {
    const git = (...args: string[]) => run("git", ["-C", staging, ...args]);
    await git("init", "--bare", "--quiet");
    await git("fetch", "--depth", "1", "--filter=blob:none", address, ...commits);
    await git("config", "remote.origin.url", address);
    await git("config", "remote.origin.promisor", "true");
    await rename(staging, cache).catch((error: unknown) => {
      // Another process may have been faster; what it put there is as good.
      if (!existsSync(cache)) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return cache;
}
