import { join, resolve } from "node:path";
import { build } from "vite";

/** Builds the page into a folder of its own below `.cache/`, and gives that. */
export async function buildPage(name: string): Promise<string> {
  const outDir = join(resolve(".cache"), `inspector-${name}`);
  await build({ configFile: resolve("vite.config.ts"), build: { outDir }, logLevel: "error" });
  return outDir;
}
