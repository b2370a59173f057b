import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const cache = join(root, ".cache", "programs");

/**
 * The absolute path of a program of this repository as JavaScript that Node.js starts without a loader: for tests that start
 * many processes. Packages stay outside of it.
 */
export async function bundled(program: string): Promise<string> {
  return join(await bundledTogether({ program }), "program.js");
}

/** The absolute path of a folder with several programs, which have modules in common, by the names that they get. */
export async function bundledTogether(programs: Readonly<Record<string, string>>): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: { ...programs },
    outdir: cache,
    bundle: true,
    splitting: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    write: false,
  });
  const digest = createHash("sha256");
  for (const { path, hash } of outputFiles) digest.update(`${path}\n${hash}\n`);
  const folder = join(cache, digest.digest("hex").slice(0, 16));
  if (existsSync(folder)) return folder;

  await mkdir(cache, { recursive: true });
  const staging = await mkdtemp(join(cache, "staging-"));
  for (const { path, contents } of outputFiles) {
    const place = join(staging, relative(cache, path));
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, contents);
  }
  await rename(staging, folder).catch(async (error: unknown) => {
    // Another process may have been faster; what it put there is the same.
    await rm(staging, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  });
  return folder;
}
