import { existsSync } from "node:fs";
import { basename, dirname } from "node:path";
import { type Arguments, UsageError } from "../command.ts";
import { findProjects, type Project, standardInputFor } from "../projects.ts";

/** An API as the command line names it. */
export interface ServedProject {
  readonly project: Project;
  readonly standardInput?: string;
}

const help = "name each with its prefix: twinspec mock /desk=spec/zoho-desk /crm=crm.yaml";

/**
 * The APIs that a command line names, by prefix: `/desk=spec/zoho-desk`, with several documents under one prefix where
 * it is said again; without prefixes one API at the root, or several folders with a `twinspec.yaml` under their names.
 * Without a name: the settings in the working folder, or those of every API below `spec/`.
 */
export function servedApis({ positionals, text }: Pick<Arguments, "positionals" | "text">): Map<string, ServedProject> {
  const projectsOf = (paths: readonly string[]): Project[] =>
    findProjects({ positionals: paths, text: (option) => (option === "root" ? text(option) : undefined) });
  const named = positionals.map(splitPrefix);
  const inputs = new Map<string, string[]>();
  for (const { prefix, input } of named) {
    if (prefix === undefined) continue;
    inputs.set(prefix, [...(inputs.get(prefix) ?? []), input]);
  }
  if (inputs.size === 0) return byFolderName(projectsOf(positionals), standardInputFor({ positionals }));
  const unprefixed = named.find(({ prefix }) => prefix === undefined);
  if (unprefixed !== undefined)
    throw new UsageError(`"${unprefixed.input}" has no prefix, but others have`, "the root is /=openapi.yaml");
  return new Map(
    [...inputs].map(([prefix, paths]) => {
      const [project, ...others] = projectsOf(paths);
      if (project === undefined || others.length > 0)
        throw new UsageError(`"${prefix}" cannot be several APIs, each with its own settings`, help);
      return [prefix, { project, ...standardInputFor({ positionals: paths }) }];
    }),
  );
}

/** A file whose name has an equals sign is a file. */
function splitPrefix(positional: string): { readonly prefix?: string; readonly input: string } {
  const [, path, input] = /^\/([^=]*)=(.*)$/s.exec(positional) ?? [];
  if (path === undefined || input === undefined || existsSync(positional)) return { input: positional };
  if (input === "") throw new UsageError(`"${positional}" names no document`, help);
  return { prefix: path === "" ? "" : `/${path}`, input };
}

function byFolderName(
  projects: readonly Project[],
  standardInput: { readonly standardInput?: string },
): Map<string, ServedProject> {
  const [only, ...others] = projects;
  if (only !== undefined && others.length === 0) return new Map([["", { project: only, ...standardInput }]]);
  const byPrefix = new Map<string, ServedProject>();
  for (const project of projects) {
    const folder = basename(project.settings?.folder ?? dirname(project.name));
    const prefix = `/${folder.replace(/^\W+/, "").replace(/[^\w.-]+/g, "-")}`;
    const other = byPrefix.get(prefix)?.project.name;
    if (other !== undefined) throw new UsageError(`"${other}" and "${project.name}" would both be at ${prefix}`, help);
    byPrefix.set(prefix, { project });
  }
  return byPrefix;
}
