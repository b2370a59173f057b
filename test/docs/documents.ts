import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Everything that is written for readers, by paths from the repository's root; changelog included. */
export const documents: readonly string[] = [
  ...["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "generator/README.md", "mocks/README.md", "test/bench/README.md"],
  ...documentsBelow("docs"),
];

export function documentsBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => posix.join(folder, name.replaceAll("\\", "/")))
    .filter((path) => path.endsWith(".md"))
    .sort();
}

export function textOf(path: string): string {
  return readFileSync(join(root, path), "utf8");
}
