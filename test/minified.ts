import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** What esbuild makes of a program for browsers that imports from a folder, and its length when it is compressed. */
export async function minified(program: string, folder: string): Promise<{ text: string; gzipped: number }> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: folder, loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
    logLevel: "silent",
  });
  const text = outputFiles[0]?.text ?? "";
  return { text, gzipped: gzipSync(text, { level: 9 }).length };
}
