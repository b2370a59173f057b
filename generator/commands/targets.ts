import { existsSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { settingsFileNames } from "../settings/find-settings.ts";
import type { Settings, SettingsWithOutput } from "../settings/settings.ts";
import { type Arguments, UsageError } from "./command.ts";
import { findProjects, type Project } from "./projects.ts";

/** The APIs that a command line names, each with an output folder of its own; a usage error otherwise. */
export function findTargets(args: Arguments): Project[] {
  const projects = findProjects(args);
  const byFolder = new Map<string, Settings>();
  for (const { settings } of projects) {
    if (!settings) continue;
    const { output } = withOutput(settings);
    const folder = realPath(output);
    const other = byFolder.get(folder);
    if (other && other.file !== settings.file)
      throw new UsageError(
        `"${shown(other.file)}" and "${shown(settings.file)}" have the same output folder: "${shown(output)}"`,
        "give each API an `output` of its own",
      );
    byFolder.set(folder, settings);
  }
  return projects;
}

/**
 * The same, where each output folder can be replaced as a whole: a shell in it would stand in a deleted folder, and
 * other programs would miss documents and settings for a moment.
 */
export function findReplaceableTargets(args: Arguments): Project[] {
  const projects = findTargets(args);
  for (const { settings } of projects) {
    if (!settings) continue;
    const { output } = withOutput(settings);
    const held = heldBy(realPath(output), settings);
    if (held !== undefined)
      throw new UsageError(
        `the output folder "${shown(output)}" ${held}`,
        "name a folder for the client alone, such as `client`",
      );
  }
  return projects;
}

/** The settings with an output folder; a usage error where none was named. */
export function withOutput(settings: Settings): SettingsWithOutput {
  const { output } = settings;
  if (output !== undefined) return { ...settings, output };
  throw new UsageError(
    "no output folder was named",
    `pass --output <folder>, or set \`output\` in ${settingsFileNames[0]}`,
  );
}

function heldBy(output: string, { file, folder, inputs }: Settings): string | undefined {
  const here = realPath(resolve());
  if (output === here) return "is the working folder";
  if (here.startsWith(output.endsWith(sep) ? output : `${output}${sep}`)) return "contains the working folder";
  if (file !== undefined && output === realPath(dirname(file))) return "holds the settings";
  const documents = inputs.map((input) => resolve(folder, input)).filter((path) => existsSync(path));
  const folders = documents.map((path) => realPath(statSync(path).isDirectory() ? path : dirname(path)));
  return folders.includes(output) ? "holds the documents" : undefined;
}

/** The path with symbolic links resolved, as far as it exists. */
function realPath(path: string): string {
  if (existsSync(path) || dirname(path) === path) return realpathSync(path);
  return join(realPath(dirname(path)), basename(path));
}

function shown(path = ""): string {
  return relative(resolve(), path) || ".";
}
