import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { loadYaml } from "../document/text/parsers.ts";

/** What installs the packages of a project. */
export interface PackageManager {
  readonly name: "npm" | "pnpm" | "yarn" | "bun";
  /** The name of its lock file, if there is one. */
  readonly lockFile?: string;
  /** What `packageManager` in the package.json says: `pnpm@10.4.0`. */
  readonly stated?: string;
  /** Yarn from version 2 on, whose options are others. */
  readonly isModernYarn?: true;
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
  const kept = own[0]?.[1] ?? (existsSync(join(folder, "pnpm-workspace.yaml")) ? "pnpm" : undefined);
  const name = stated === undefined ? kept : (stated.split("@", 1)[0] as PackageManager["name"]);
  if (name === undefined) return undefined;
  const lockFile = own.find(([, manager]) => manager === name)?.[0];
  return {
    name,
    ...(lockFile !== undefined && { lockFile }),
    ...(stated !== undefined && { stated }),
    ...(name === "yarn" && isModernYarn(folder, stated) && { isModernYarn: true }),
  };
}

function isModernYarn(folder: string, stated = ""): boolean {
  const [, version] = /^yarn@(\d+)/.exec(stated) ?? [];
  if (version !== undefined) return version !== "1";
  const lock = join(folder, "yarn.lock");
  return (
    existsSync(join(folder, ".yarnrc.yml")) || (existsSync(lock) && /^__metadata:/m.test(readFileSync(lock, "utf8")))
  );
}

/** The package manager of a project: its own, or that of the nearest folder above it in its repository. */
export function packageManagerOf(project: string): PackageManager {
  for (let folder = project; ; folder = dirname(folder)) {
    const found = packageManagerIn(folder);
    if (found) return found;
    if (existsSync(join(folder, ".git")) || dirname(folder) === folder) return { name: "npm" };
  }
}

/** The command that adds packages to a project. At the top of a workspace, pnpm and Yarn 1 want to be told so. */
export function adding(project: string, what: string, { isForDevelopment = false } = {}): string {
  const { name, isModernYarn } = packageManagerOf(project);
  const isTop = workspacesOf(project).length > 0;
  const top = { npm: "", pnpm: " -w", yarn: isModernYarn ? "" : " -W", bun: "" }[name];
  const command = `${name} ${name === "npm" ? "install" : "add"}${isTop ? top : ""}`;
  return `${command}${isForDevelopment ? " -D" : ""} ${what}`;
}

/** The patterns of the workspaces that a folder is the top of. */
export function workspacesOf(folder: string): string[] {
  const { workspaces = [] } = readObject(() => JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
  const listed = Array.isArray(workspaces) ? workspaces : Object(workspaces)["packages"];
  const { packages } = readObject(() => loadYaml().parse(readFileSync(join(folder, "pnpm-workspace.yaml"), "utf8")));
  return [listed, packages].flatMap((each: unknown) => (Array.isArray(each) ? each.map(String) : []));
}

/** An object, empty where it cannot be read: who installs packages says so. */
function readObject(read: () => unknown): { readonly [field: string]: unknown } {
  try {
    return Object(read()) as { readonly [field: string]: unknown };
  } catch {
    return {};
  }
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
