import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { isGeneratedPackage, type Version } from "../../entry.ts";
import { settingsFilesIn } from "../../settings/find-settings.ts";
import type { Settings } from "../../settings/settings.ts";
import { type Arguments, UsageError } from "../command.ts";
import { findProjects, type Project, standardInputFor } from "../projects.ts";
import { Revision } from "./revision.ts";

/** Two versions of one API: by their documents, or as the folders of two generated clients. */
export type Versions = { readonly name: string } & (
  | {
      /** Left out where it is new. */
      readonly old?: Version;
      readonly new: Version;
      readonly settings: Settings;
    }
  | { readonly packages: { readonly old: string; readonly new: string } }
);

/** The versions that a command line names, and what is wrong with their settings. */
export interface FoundVersions {
  readonly versions: readonly Versions[];
  readonly faults: readonly Diagnostic[];
  /** Removes what was made to read them. */
  close(): void;
}

/**
 * The versions that a command line names: documents, folders or settings, or what a git revision has at a path
 * (`main:spec/desk`). Without names, the working tree against HEAD: of each API; with one, of
 * that.
 */
export function findVersions(args: Arguments): FoundVersions {
  const revisions = new Map<string, Revision>();
  const faults: Diagnostic[] = [];
  const revision = (name: string): Revision => {
    const found = revisions.get(name) ?? new Revision(name);
    revisions.set(name, found);
    return found;
  };
  const close = () => {
    for (const each of revisions.values()) each.remove();
  };
  try {
    return { versions: versionsOf(args, { revision, faults }), faults, close };
  } catch (error) {
    close();
    throw error;
  }
}

interface Finding {
  readonly revision: (name: string) => Revision;
  readonly faults: Diagnostic[];
}

function versionsOf(args: Arguments, { revision, faults }: Finding): Versions[] {
  const { positionals } = args;
  if (positionals.length > 2) throw new UsageError(`two versions are compared, not ${positionals.length}: OLD and NEW`);
  const strict = { strict: args.is("strict") };
  const [first, second] = positionals;
  const asked = (option: string) => args.texts(option);
  const here = (path: string): Version | undefined => {
    const named = revisionIn(path);
    if (named) return at(revision(named.revision), (from) => from.named(named.path));
    const [project] = findProjects({ positionals: [path], text: rootAlone(args), texts: asked });
    return project && versionOf(project, { ...strict, ...standardInputFor({ positionals: [path] }) });
  };
  const at = (from: Revision, placeIn: (from: Revision) => string): Version | undefined => {
    const place = placeIn(from);
    if (!existsSync(place)) return undefined;
    const [project] = findProjects({ positionals: [place], text: () => undefined, texts: asked });
    const version = project && versionOf(placed(project, from), { ...strict, workingFolder: from.folder });
    return version && { ...version, shown: (file) => `${from.name}:${file}` };
  };
  const versionOf = ({ settings, diagnostics }: Project, options: Version["options"]): Version | undefined => {
    if (!settings) {
      faults.push(...diagnostics);
      return undefined;
    }
    return { settings, options: { ...options, settingsDiagnostics: diagnostics }, shown: (file) => file };
  };
  if (first !== undefined && second !== undefined) {
    const folders = [first, second].map((path) => {
      const named = revisionIn(path);
      const folder = named ? revision(named.revision).named(named.path) : path;
      return isGeneratedPackage(folder) && settingsFilesIn(folder).length === 0 ? folder : undefined;
    });
    const [oldFolder, newFolder] = folders;
    const isChosen = [...asked("include"), ...asked("exclude")].length > 0;
    if (isChosen && (oldFolder !== undefined || newFolder !== undefined))
      throw new UsageError(
        '"--include" and "--exclude" choose among operations of documents, not of generated clients',
      );
    if (oldFolder !== undefined && newFolder !== undefined)
      return [{ name: second, packages: { old: oldFolder, new: newFolder } }];
    if (oldFolder !== undefined || newFolder !== undefined)
      throw new UsageError(
        "a generated client can only be compared with another one",
        "name the documents that both versions are generated from",
      );
    const [old, now] = [here(first), here(second)];
    for (const [path, version] of [
      [first, old],
      [second, now],
    ] as const)
      if (!version && faults.length === 0) throw new UsageError(`there is nothing at "${path}"`, helpFor(path));
    if (!old || !now) return [];
    return [{ name: nameOf(second, now), ...withOneChoice({ old, new: now }), settings: now.settings }];
  }
  const base = revision(args.text("base") ?? "HEAD");
  const named = first === undefined ? [] : [first];
  const projects = findProjects({ positionals: named, text: rootAlone(args), texts: asked });
  return projects.flatMap((project): Versions[] => {
    const now = versionOf(project, strict);
    if (!now) return [];
    const { file, inputs } = now.settings;
    const old = at(base, (from) => from.at(file ?? inputs[0] ?? "."));
    return [{ name: project.name, new: now, settings: now.settings, ...(old && { old }) }];
  });
}

/** Two versions of which one is documents alone: the settings of the other choose its operations, too. */
function withOneChoice({ old, new: now }: { readonly old: Version; readonly new: Version }) {
  const isBare = ({ settings }: Version) => settings.file === undefined && settings.choice === undefined;
  const chosenAs = (version: Version, { settings: { choice } }: Version): Version =>
    isBare(version) && choice ? { ...version, settings: { ...version.settings, choice } } : version;
  return { old: chosenAs(old, now), new: chosenAs(now, old) };
}

/** A project of a revision whose faults are told by their places in the revision. */
function placed(project: Project, { name, folder }: Revision): Project {
  const diagnostics = project.diagnostics.map(({ at, ...rest }): Diagnostic => {
    if (!at) return rest;
    const { line, column } = at;
    const file = `${name}:${relative(folder, resolve(at.file))}`;
    return { ...rest, at: { file, ...(line !== undefined && { line }), ...(column !== undefined && { column }) } };
  });
  return { ...project, diagnostics };
}

/**
 * A revision and a path in it, as git writes them; undefined for what is there under this very name, an address, a
 * drive (`C:\\x`), and what begins as a path does.
 */
function revisionIn(text: string): { readonly revision: string; readonly path: string } | undefined {
  const isPlace = /^(?:[a-z][a-z\d+.-]*:\/\/|[A-Za-z]:[\\/]|\.{0,2}[\\/])/;
  if (existsSync(text) || isPlace.test(text)) return undefined;
  const [, revision, path] = /^([^:]+):(.*)$/s.exec(text) ?? [];
  if (revision === undefined || path === undefined) return undefined;
  return { revision, path: path === "" ? "." : path };
}

function helpFor(path: string): string | undefined {
  const { revision } = revisionIn(path) ?? {};
  return revision && `\`git ls-tree -r --name-only ${revision}\` lists what there is`;
}

function nameOf(path: string, { settings: { file } }: Version): string {
  return file === undefined || revisionIn(path) ? path : relative(resolve(), path) || path;
}

function rootAlone(args: Arguments): Arguments["text"] {
  return (option) => (option === "root" ? args.text("root") : undefined);
}
