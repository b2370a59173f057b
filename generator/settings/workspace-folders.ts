import { createRequire } from "node:module";
import { join } from "node:path";
import { byCodePoint } from "../document/order.ts";
import { workspacesOf } from "./package-manager.ts";

const require = createRequire(import.meta.url);

/** The folders of the packages whose workspace a folder is the top of, without itself. Absolute, sorted. */
export function workspaceFolders(top: string): string[] {
  const patterns = workspacesOf(top);
  if (patterns.length === 0) return [];
  // most projects have no workspaces, and need no patterns
  const { globSync } = require("tinyglobby") as typeof import("tinyglobby");
  const manifests = globSync(
    patterns.map((pattern) => `${pattern.replace(/\/$/, "")}/package.json`),
    { cwd: top, ignore: ["**/node_modules/**"], expandDirectories: false },
  );
  const folders = manifests.map((manifest) => join(top, manifest, ".."));
  return [...new Set(folders)].filter((folder) => folder !== join(top)).sort(byCodePoint);
}
