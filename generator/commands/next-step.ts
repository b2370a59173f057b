import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { lacksUnionLine, unionLine } from "../settings/git-attributes.ts";
import { adding, packageManagerOf, workspacesOf } from "../settings/package-manager.ts";
import type { SettingsWithOutput } from "../settings/settings.ts";

/** What a package.json says of what is installed. */
interface Project {
  readonly folder: string;
  readonly dependencies: ReadonlySet<string>;
  readonly workspaces: readonly string[];
}

/**
 * What comes after `generate`: the line that installs the package, or what source files need, in the project that the
 * output lies in. Undefined where the project has it already.
 */
export function nextStep(
  { output, target, package: { name } }: SettingsWithOutput,
  { files, isFirst }: { readonly files: ReadonlyMap<string, string>; readonly isFirst: boolean },
): string | undefined {
  const project = projectAbove(dirname(output));
  // nobody knows whether it is installed somewhere else
  if (!project && !isFirst) return undefined;
  const folder = project?.folder ?? resolve();
  const where = folder === resolve() ? "" : ` in ${relative(resolve(), folder) || "."}`;
  if (target === "source") {
    const missing = packagesOf(files).filter((each) => project?.dependencies.has(each) !== true);
    return missing.length === 0 ? undefined : `next${where}: ${adding(folder, missing.join(" "))}`;
  }
  if (project?.dependencies.has(name)) return undefined;
  const path = relative(folder, output).split(sep).join("/");
  if (project?.workspaces.some((pattern) => matches(pattern, path)))
    return existsSync(join(folder, "node_modules", name))
      ? undefined
      : `next${where}: ${packageManagerOf(folder).name} install, as ${path} is a workspace`;
  const scheme = packageManagerOf(folder).name === "yarn" ? "file:" : "";
  const line = adding(folder, quoted(project ? `${scheme}./${path}` : output));
  return `next${project ? where : " in your project"}: ${line}, then import { createClient } from "${name}"`;
}

/** What has git merge a lock that is new line by line, where it is in a repository that does not say so yet. */
export function mergeStep({ lockFile }: SettingsWithOutput): string | undefined {
  if (lockFile === undefined || !lacksUnionLine(lockFile)) return undefined;
  return `for branches that meet: add the line \`${unionLine}\` to .gitattributes, or run \`twinspec init\``;
}

/** A path as a word of a command. */
function quoted(path: string): string {
  return /[\s"'$`\\]/.test(path) ? `"${path}"` : path;
}

/** The packages that source files import. */
function packagesOf(files: ReadonlyMap<string, string>): string[] {
  const names = new Set<string>();
  for (const [path, text] of files)
    if (path.endsWith(".ts"))
      for (const [, from = ""] of text.matchAll(/^(?:import|export|\}) .*?from "([^".][^"]*)";$/gm))
        if (!from.startsWith("node:")) names.add(from);
  return [...names].sort();
}

/** The project that a folder is in; what lies above a repository is another. */
function projectAbove(folder: string): Project | undefined {
  const file = join(folder, "package.json");
  const isTop = dirname(folder) === folder || existsSync(join(folder, ".git"));
  if (!existsSync(file)) return isTop ? undefined : projectAbove(dirname(folder));
  let read: { readonly [key: string]: unknown } = {};
  try {
    read = JSON.parse(readFileSync(file, "utf8")) as typeof read;
  } catch {
    // npm will say so
  }
  const kinds = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];
  return {
    folder,
    dependencies: new Set(kinds.flatMap((kind) => Object.keys(read[kind] ?? {}))),
    workspaces: workspacesOf(folder),
  };
}

/** Whether a path is one of a workspace pattern: `packages/*`, `apps/**`, `client`. */
function matches(pattern: string, path: string): boolean {
  const source = pattern
    .replace(/^\.\/|\/$/g, "")
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*\*|\*/g, (stars) => (stars === "**" ? ".*" : "[^/]*"));
  return new RegExp(`^${source}$`).test(path);
}
