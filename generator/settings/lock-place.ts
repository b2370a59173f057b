import { accessSync, constants, existsSync, statSync } from "node:fs";
import { basename, dirname, extname, join, relative, resolve, sep } from "node:path";
import { isThere } from "./file-text.ts";
import { lockFileName } from "./find-settings.ts";
import { isIgnored } from "./git-files.ts";

/** What the place of a lock depends on where there are no settings. Inputs are relative to `folder`. */
interface Given {
  readonly inputs: readonly string[];
  readonly folder: string;
  readonly output?: string | undefined;
}

/**
 * Where the lock of documents without settings lies: beside them, and where they have no lasting place (a URL, standard
 * input, what git ignores or npm installs, a folder without permission), beside the package.json above the output.
 * Never in the output, which may be deleted. Undefined where nothing says it.
 */
export function lockPlace({ inputs, folder, output }: Given): string | undefined {
  const local = inputs.filter(isLocal);
  const beside = local.length === 0 ? undefined : besideDocuments({ inputs: local, folder, output });
  if (output === undefined || (beside !== undefined && isLasting(beside, output))) return beside;
  return inProject(output) ?? beside ?? besideOutput(dirname(output), output);
}

/** Where the lock of several documents was before, which outputs of one name outside of their folder shared. */
export function sharedPlace({ inputs, folder, output }: Given): string | undefined {
  const local = inputs.filter(isLocal);
  const place = local.length === 0 ? undefined : besideDocuments({ inputs: local, folder, output });
  if (place === undefined || output === undefined) return undefined;
  return place === besideOutput(dirname(place), output) ? lockBeside(place, basename(output)) : undefined;
}

function isLocal(input: string): boolean {
  return input !== "-" && !/^https?:\/\//.test(input);
}

function besideDocuments({ inputs, folder, output }: Given): string | undefined {
  const [path = "", ...others] = inputs.map((input) => resolve(folder, withoutPattern(input)));
  const isOne = others.length === 0 && withoutPattern(inputs[0]!) === inputs[0];
  if (isOne && isFolder(path)) return join(path, lockFileName);
  if (isOne) return lockBeside(path, nameOf(path));
  if (output === undefined) return undefined;
  const folders = [path, ...others].map((each) => (isFolder(each) ? each : dirname(each)));
  return besideOutput(commonFolder(folders), output);
}

/** The name of a document without its extension, if no other document beside it has the same. */
function nameOf(file: string): string {
  return namesakes(file).length > 0 ? basename(file) : stemOf(file);
}

/** The documents beside one that have its name with another extension. */
export function namesakes(file: string): string[] {
  return [".yaml", ".yml", ".json"]
    .filter((extension) => extension !== extname(file))
    .map((extension) => join(dirname(file), `${stemOf(file)}${extension}`))
    .filter(isThere);
}

/** The name of a file without its extension. */
export function stemOf(file: string): string {
  return basename(file, extname(file));
}

/** The lock of a document under a name. */
export function lockBeside(file: string, name: string): string {
  return join(dirname(file), lockNameFor(name));
}

/** The part of a glob that is a path, up to the folder before its first pattern. */
export function withoutPattern(input: string): string {
  const at = input.search(/[*?[\]{}()!]/);
  return at === -1 ? input : dirname(`${input.slice(0, at)}x`);
}

/** The lock of an output in a folder: two outputs of one name have one each. */
export function besideOutput(folder: string, output: string): string {
  const path = relative(folder, output).split(sep);
  return join(folder, lockNameFor(path.filter((part) => part !== "..").join("-")));
}

/** Beside the nearest package.json above an output that lasts, or else at the top of the repository. */
function inProject(output: string): string | undefined {
  for (let folder = dirname(output); ; folder = dirname(folder)) {
    const isTop = existsSync(join(folder, ".git"));
    if (isTop || isThere(join(folder, "package.json"))) {
      const place = besideOutput(folder, output);
      if (isLasting(place, output)) return place;
    }
    if (isTop || dirname(folder) === folder) return undefined;
  }
}

function isLasting(file: string, output: string): boolean {
  const folder = dirname(file);
  if (folder === output || folder.startsWith(`${output}${sep}`)) return false;
  if (folder.split(sep).includes("node_modules") || isIgnored(file)) return false;
  return isThere(file) || isWritable(folder);
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether a file may be a lock, by its name. */
export function isLockName(name: string): boolean {
  return /^twinspec\.(?:.+\.)?lock\.yaml$/.test(name);
}

/** The lock of one API of several in a folder: `openapi.*` is to find the document alone, so its name comes second. */
function lockNameFor(name: string): string {
  return lockFileName.replace(".", () => `.${name}.`);
}

function commonFolder(folders: readonly string[]): string {
  const [first = [], ...others] = folders.map((folder) => folder.split(sep));
  const end = first.findIndex((part, index) => others.some((other) => other[index] !== part));
  return (end === -1 ? first : first.slice(0, end)).join(sep) || sep;
}

/** Whether a path is that of a folder. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
