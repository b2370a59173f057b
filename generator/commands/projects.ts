import { existsSync, readdirSync, readFileSync, type Stats, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { didYouMean } from "../diagnostics/suggestion.ts";
import { isSettingsFile, settingsFileNames, settingsFilesIn } from "../settings/find-settings.ts";
import { isLockName } from "../settings/lock-place.ts";
import { defaultSettings, readSettings } from "../settings/read-settings.ts";
import { withChoice } from "../settings/resolve-settings.ts";
import type { Settings } from "../settings/settings.ts";
import { workspaceFolders } from "../settings/workspace-folders.ts";
import { type Arguments, type Option, UsageError } from "./command.ts";

/** Options of commands that choose among the operations of APIs. */
export const choiceOptions = {
  include: {
    type: "string",
    value: "operations",
    isRepeatable: true,
    help: "only these: tag:orders, GET /pets/**, DELETE, deprecated, a name, get*; !… for all but these; repeatable",
  },
  exclude: { type: "string", value: "operations", isRepeatable: true, help: "without these; repeatable" },
} as const satisfies Record<string, Option>;

/** One API that a command is about. */
export interface Project {
  /** How it is called in messages. */
  readonly name: string;
  /** The settings file, where there is one. */
  readonly file?: string;
  readonly settings?: Settings;
  readonly diagnostics: readonly Diagnostic[];
}

/** What says which APIs are meant, and what of them. */
type Asked = Pick<Arguments, "positionals" | "text"> & Partial<Pick<Arguments, "texts">>;

/**
 * The APIs that a command line names: documents, or settings files, or folders with one. Without a name: the settings
 * in the working folder, or those of every API below its `spec/`, and the same of each package of its workspace.
 */
export function findProjects({ positionals: named, text, texts = () => [] }: Asked): Project[] {
  const streams = named.filter(isStream);
  if (streams.length > 1)
    throw new UsageError(
      `only one document can come through a pipe, not ${streams.map((each) => `"${each}"`).join(", ")}`,
    );
  const given = named.map((path) => (isStream(path) ? "-" : path));
  // a shell that expands `*.yaml` names the lock, too
  const documents = given.filter((path) => !isLockName(basename(path)));
  const positionals = documents.length > 0 ? documents : given;
  const output = text("output");
  if (output === "") throw new UsageError('"--output" must be a folder, not ""');
  const root = rootOf(text("root"));
  const [unusable] = positionals.filter((path) => path === "" || /^(?!https?:)[a-z][a-z\d+.-]*:\/\//i.test(path));
  if (unusable !== undefined)
    throw new UsageError(
      `"${unusable}" is not a file, a folder, a glob, or an http or https URL`,
      ...(unusable === "" ? [] : ["download the document, and name its file"]),
    );
  const overrides = { output, root, include: texts("include"), exclude: texts("exclude") };
  if (positionals.length === 0) {
    const files = [".", ...workspaceFolders(resolve())].flatMap(settingsOf);
    if (files.length === 0)
      throw new UsageError(`there is no ${settingsFileNames[0]} here, nor below spec/, and no document was named`);
    return projectsOf(files, overrides);
  }
  const settingsFiles = positionals.map(settingsFileOf);
  if (settingsFiles.every((file) => file !== undefined)) return projectsOf(settingsFiles, overrides);
  const absent = positionals.find((path, index) => settingsFiles[index] === undefined && isAbsent(path));
  if (absent !== undefined && (output === undefined || settingsFiles.some((file) => file !== undefined)))
    throw new UsageError(`"${absent}" does not exist`, nearOf(absent));
  if (settingsFiles.some((file) => file !== undefined))
    throw new UsageError("documents and settings files cannot be mixed");
  const settings = { ...defaultSettings(positionals, output, resolve()), ...(root !== undefined && { root }) };
  return [{ name: positionals.join(", "), settings: withChoice(settings, overrides), diagnostics: [] }];
}

/** What standard input holds, or the pipe that a shell names, when the command line asks for it. */
export function standardInputFor({ positionals }: Pick<Arguments, "positionals">): { standardInput?: string } {
  const stream = positionals.find(isStream);
  if (stream === undefined) return {};
  return { standardInput: readFileSync(stream === "-" || stream === "/dev/stdin" ? 0 : stream, "utf8") };
}

/**
 * Whether a path is that of standard input, or of a pipe, as a shell has it for `<(command)`: it can be read once.
 *
 * @throws {UsageError} where it is a device, which has no end, or a pipe that another program did not hand on.
 */
function isStream(path: string): boolean {
  if (path === "-" || path === "/dev/stdin") return true;
  const stats = statsOf(path);
  const isHandedOn = /^(?:\/dev|\/proc\/self)\/fd\/\d+$/.test(path);
  if (isHandedOn && !stats)
    throw new UsageError(
      `"${path}" does not reach twinspec`,
      "pass the document through standard input: `twinspec … - < file`",
    );
  if (stats?.isCharacterDevice() || stats?.isBlockDevice() || stats?.isSocket())
    throw new UsageError(`"${path}" is a device or a socket, not a file`);
  return isHandedOn || stats?.isFIFO() === true;
}

/** What is at a path; undefined for nothing, and for what is no path at all, such as a long address. */
function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function settingsFileOf(path: string): string | undefined {
  const absolute = resolve(path);
  return isSettingsFile(absolute) ? absolute : settingsFilesIn(absolute)[0];
}

/** The settings of a folder, or those of every API below its `spec/`. */
function settingsOf(folder: string): string[] {
  const own = settingsFileOf(folder);
  if (own !== undefined) return [own];
  const spec = resolve(folder, "spec");
  if (!existsSync(spec)) return [];
  return readdirSync(spec)
    .flatMap((name) => settingsFilesIn(join(spec, name)).slice(0, 1))
    .sort();
}

/** The folder of `--root`. */
function rootOf(root: string | undefined): string | undefined {
  if (root === undefined) return undefined;
  if (root !== "" && statSync(root, { throwIfNoEntry: false })?.isDirectory()) return resolve(root);
  throw new UsageError(`"--root" must be a folder, not "${root}"`, root === "" ? undefined : nearOf(root));
}

/** What a command line says instead of the settings. */
interface Overrides {
  readonly output: string | undefined;
  readonly root: string | undefined;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

function projectsOf(files: readonly string[], { output, root, ...choice }: Overrides): Project[] {
  if (output !== undefined && files.length > 1) throw new UsageError("--output needs exactly one API");
  return files.map((file) => {
    const { settings, diagnostics } = readSettings(file, resolve());
    const name = relative(resolve(), dirname(file)) || basename(dirname(file));
    if (!settings) return { name, file, diagnostics: diagnostics.all };
    return {
      name,
      file,
      settings: {
        ...withChoice(settings, choice),
        ...(output !== undefined && { output: resolve(output) }),
        ...(root !== undefined && { root }),
      },
      diagnostics: diagnostics.all,
    };
  });
}

/** Whether nothing has this path; a pattern, an address and standard input are none. */
function isAbsent(path: string): boolean {
  return path !== "-" && !/^https?:\/\/|[*?[\]{}()!]/.test(path) && !existsSync(path);
}

/** The path in the same folder whose name is nearly that of one that does not exist. */
function nearOf(path: string): string | undefined {
  const folder = dirname(path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  return didYouMean(basename(path), readdirSync(folder), (name) => `"${folder === "." ? name : join(folder, name)}"`);
}
