import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isObject } from "../document/json.ts";
import { workspacesOf } from "./package-manager.ts";

/** What a package.json says of what is installed. */
export interface Project {
  readonly folder: string;
  /** The version or the place of each, by name. */
  readonly dependencies: ReadonlyMap<string, string>;
  readonly workspaces: readonly string[];
}

/** The project that a folder is in; what lies above a repository is another. */
export function projectAbove(folder: string): Project | undefined {
  const file = join(folder, "package.json");
  const isTop = dirname(folder) === folder || existsSync(join(folder, ".git"));
  if (!existsSync(file)) return isTop ? undefined : projectAbove(dirname(folder));
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // npm will say so
  }
  const kinds = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];
  const all = kinds.flatMap((kind) => {
    const listed = isObject(read) ? read[kind] : undefined;
    return isObject(listed) ? Object.entries(listed) : [];
  });
  return {
    folder,
    dependencies: new Map(all.map(([name, range]) => [name, String(range)])),
    workspaces: workspacesOf(folder),
  };
}
