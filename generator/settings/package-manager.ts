import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What installs the packages of a project. */
export interface PackageManager {
  readonly name: "npm" | "pnpm" | "yarn" | "bun";
  /** The name of its lock file, if there is one. */
  readonly lockFile?: string;
  /** What `packageManager` in the package.json says: `pnpm@10.4.0`. */
  readonly stated?: string;
}

/** By the files that they keep; the one that nobody has to install last. */
const lockFiles = [
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["bun.lock", "bun"],
  ["bun.lockb", "bun"],
  ["package-lock.json", "npm"],
  ["npm-shrinkwrap.json", "npm"],
] as const;

/** The package manager of a folder, by `packageManager` or else by a lock file; undefined where neither says it. */
export function packageManagerIn(folder: string): PackageManager | undefined {
  const stated = statedIn(join(folder, "package.json"));
  const own = lockFiles.filter(([file]) => existsSync(join(folder, file)));
  const name = stated === undefined ? own[0]?.[1] : (stated.split("@", 1)[0] as PackageManager["name"]);
  if (name === undefined) return undefined;
  const lockFile = own.find(([, manager]) => manager === name)?.[0];
  return { name, ...(lockFile !== undefined && { lockFile }), ...(stated !== undefined && { stated }) };
}

function statedIn(file: string): string | undefined {
  try {
    const { packageManager } = JSON.parse(readFileSync(file, "utf8")) as { readonly packageManager?: unknown };
    return typeof packageManager === "string" && /^(?:npm|pnpm|yarn|bun)(?:@|$)/.test(packageManager)
      ? packageManager
      : undefined;
  } catch {
    return undefined;
  }
}
