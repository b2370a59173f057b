import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { placePattern } from "../choice/text-pattern.ts";
import { lacksUnionLine, unionLine } from "../settings/git-attributes.ts";
import { adding, packageManagerOf } from "../settings/package-manager.ts";
import { projectAbove } from "../settings/project.ts";
import type { SettingsWithOutput } from "../settings/settings.ts";

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
  if (project?.workspaces.some((pattern) => placePattern(pattern).test(path)))
    return existsSync(join(folder, "node_modules", name))
      ? undefined
      : `next${where}: ${packageManagerOf(folder).name} install, as ${path} is a workspace`;
  const line = adding(folder, quoted(project ? folderDependency(folder, { name, path: `./${path}` }) : output));
  return `next${project ? where : " in your project"}: ${line}, then import { createClient } from "${name}"`;
}

/** What becomes of a lock that is new: without it, the next generation somewhere else is the first again. */
export function lockStep({ lockFile }: SettingsWithOutput): string | undefined {
  if (lockFile === undefined) return undefined;
  return `names are kept in ${relative(resolve(), lockFile).split(sep).join("/")} from now on: commit it`;
}

/** What has git merge a lock that is new line by line, where it is in a repository that does not say so yet. */
export function mergeStep({ lockFile }: SettingsWithOutput): string | undefined {
  if (lockFile === undefined || !lacksUnionLine(lockFile)) return undefined;
  return `for branches that meet: add the line \`${unionLine}\` to .gitattributes, or run \`twinspec init\``;
}

/**
 * A folder as a dependency, with what it depends on itself: a link of pnpm has nothing of that, nor has one of Yarn 1.
 * Yarn of today wants the name, too.
 */
function folderDependency(folder: string, { name, path }: { readonly name: string; readonly path: string }): string {
  const { name: manager, isModernYarn } = packageManagerOf(folder);
  if (isModernYarn) return `${name}@portal:${path}`;
  return manager === "pnpm" || manager === "yarn" ? `file:${path}` : path;
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
