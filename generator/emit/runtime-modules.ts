import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The hand-written runtime, as it is copied into every package: its modules by path. */
export function runtimeModules(folder: string): Map<string, string> {
  const modules = new Map<string, string>();
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => file.replaceAll("\\", "/"));
  for (const file of files.filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts")).sort()) {
    const text = readFileSync(join(folder, file), "utf8").replace(/(from "\.{1,2}\/[\w/-]+)\.ts"/g, '$1.js"');
    modules.set(`runtime/${file.slice(0, -".ts".length)}`, text);
  }
  return modules;
}
