import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { findDocuments, readText } from "../document/find-documents.ts";
import { manifestName, settingsFilesIn } from "../settings/find-settings.ts";
import { type PackageManager, packageManagerIn, workspacesOf } from "../settings/package-manager.ts";
import { type TaskRunner, taskRunnerIn } from "./task-runner.ts";
import { type TestRunner, testRunnerOf } from "./test-runner.ts";

/** What is there before anything is written. Paths are absolute unless it says otherwise. */
export interface Survey {
  /** The folder that gets the settings. */
  readonly folder: string;
  /** The settings that it has already, or those of an API below `spec/`, which settings beside them would hide. */
  readonly settingsFile?: string;
  /** A client that was generated before there were settings. */
  readonly generated?: Generated;
  /** The documents below it, relative to it, with forward slashes. */
  readonly documents: readonly string[];
  /** The folder of the nearest package.json, as far up as the repository. */
  readonly project?: string;
  /** The package.json says that twinspec is a dependency. */
  readonly hasTwinspec: boolean;
  /** Where packages are installed: the folder of the lock file, which several projects of a workspace share. */
  readonly installedAt: string;
  readonly manager: PackageManager;
  /** The workspace that the project is in, or is the top of. */
  readonly workspace?: Workspace;
  readonly tests?: TestRunner;
  /** Where tests are, or would be, relative to the project. */
  readonly testFolder: string;
  /** Whether the project is written in TypeScript. */
  readonly isTyped: boolean;
  readonly repository?: Repository;
}

/** Several packages that are installed together. */
export interface Workspace {
  readonly root: string;
  /** The paths of its packages, as they are written there: `packages/*`. */
  readonly patterns: readonly string[];
  readonly taskRunner?: TaskRunner;
}

/** A client that is there. */
export interface Generated {
  /** Its folder, relative to that of the settings. */
  readonly output: string;
  readonly target: "package" | "source";
  /** The name of the package, if it is one. */
  readonly name?: string;
}

/** A git repository. */
export interface Repository {
  readonly root: string;
  /** The branch that others are merged into, where git knows it. */
  readonly branch?: string;
  /** Whether it is on GitHub, or nothing says where it is. */
  readonly isOnGitHub: boolean;
}

/** Looks at a folder and what is around it. */
export async function surveyOf(folder: string): Promise<Survey> {
  const repository = repositoryAt(folder);
  const above = foldersUpTo(folder, repository?.root);
  const project = above.find((each) => existsSync(join(each, "package.json")));
  const from = project === undefined ? [folder] : above.slice(above.indexOf(project));
  const workspace = project === undefined ? undefined : workspaceAt(from);
  const installedAt = from.find((each) => packageManagerIn(each) !== undefined) ?? workspace?.root ?? project ?? folder;
  const around = [...new Set([project, workspace?.root].filter((each) => each !== undefined))];
  const tests = testRunnerOf(around, packageIn);
  const [settingsFile] = [folder, ...foldersIn(join(folder, "spec"))].flatMap(settingsFilesIn);
  const [generated, ...others] = foldersIn(folder).flatMap(generatedIn);
  return {
    folder,
    ...(settingsFile !== undefined && { settingsFile }),
    ...(generated &&
      others.length === 0 && { generated: { ...generated, output: relative(folder, generated.output) } }),
    documents: settingsFile === undefined ? await documentsBelow(folder) : [],
    ...(project !== undefined && { project }),
    hasTwinspec: [project, installedAt].some((each) => each !== undefined && dependsOnTwinspec(each)),
    installedAt,
    manager: packageManagerIn(installedAt) ?? { name: "npm" },
    ...(workspace && { workspace }),
    ...(tests && { tests }),
    testFolder: ["test", "tests"].find((each) => existsSync(join(project ?? folder, each))) ?? "test",
    isTyped: around.some((each) => existsSync(join(each, "tsconfig.json"))),
    ...(repository && { repository }),
  };
}

/** The first of some folders that has workspaces. */
function workspaceAt(folders: readonly string[]): Workspace | undefined {
  const root = folders.find((each) => workspacesOf(each).length > 0);
  if (root === undefined) return undefined;
  const taskRunner = taskRunnerIn(root);
  return { root, patterns: workspacesOf(root), ...(taskRunner && { taskRunner }) };
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
    .map(({ name }) => join(folder, name))
    .sort();
}

/** The client in a folder, by its manifest. */
function generatedIn(output: string): Generated[] {
  if (!existsSync(join(output, manifestName))) return [];
  const { name } = packageIn(output) ?? {};
  return [{ output, target: name === undefined ? "source" : "package", ...(typeof name === "string" && { name }) }];
}

/** A folder and those above it, the nearest first: up to the top of the repository, or alone where there is none. */
function foldersUpTo(folder: string, top: string | undefined): string[] {
  const folders = [folder];
  for (let at = folder; top !== undefined && at !== top && dirname(at) !== at; ) {
    at = dirname(at);
    folders.push(at);
  }
  return folders;
}

/** The OpenAPI documents below a folder, but what was built, installed or is ignored by git. */
async function documentsBelow(folder: string): Promise<string[]> {
  const [found] = await findDocuments(["."], folder);
  const files = (found?.files ?? [])
    .map((file) => relative(folder, file).split(sep).join("/"))
    .filter((file) => !/(?:^|\/)(?:dist|build|coverage|vendor|target)\//.test(file))
    .filter((file) => isDocument(join(folder, file)));
  const ignored = new Set(linesOf(git(folder, ["check-ignore", "--stdin", "-z"], files.join("\0")), "\0"));
  return files.filter((file) => !ignored.has(file));
}

/** Whether a file says of which version of OpenAPI or Swagger it is. Throws where it cannot be read. */
export function isDocument(file: string): boolean {
  return /(?:^|[{,])\s*["']?(?:openapi|swagger)["']?\s*:\s*["']?[23]\b/m.test(readText(file));
}

function dependsOnTwinspec(folder: string): boolean {
  const read = packageIn(folder) ?? {};
  return ["dependencies", "devDependencies"].some((kind) => Object.hasOwn(read[kind] ?? {}, "twinspec"));
}

/** What a package.json says; undefined where there is none that can be read. */
function packageIn(folder: string): { readonly [field: string]: unknown } | undefined {
  try {
    return Object(JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))) as { [field: string]: unknown };
  } catch {
    return undefined;
  }
}

function repositoryAt(folder: string): Repository | undefined {
  const [top] = linesOf(git(folder, ["rev-parse", "--show-toplevel"]));
  if (top === undefined) return undefined;
  const root = resolve(top);
  const [head] = linesOf(git(root, ["symbolic-ref", "--short", "refs/remotes/origin/HEAD"]));
  const [current] = linesOf(git(root, ["symbolic-ref", "--short", "HEAD"]));
  const branch = head?.replace(/^origin\//, "") ?? current;
  const remotes = linesOf(git(root, ["remote", "-v"]));
  const isOnGitHub =
    existsSync(join(root, ".github")) || remotes.length === 0 || remotes.some((line) => /\bgithub\b/i.test(line));
  return { root, ...(branch !== undefined && { branch }), isOnGitHub };
}

/** What git prints; an empty text where it fails, or is not there. */
function git(cwd: string, args: readonly string[], input = ""): string {
  try {
    return execFileSync("git", args, { cwd, input, encoding: "utf8", stdio: ["pipe", "pipe", "ignore"] });
  } catch {
    return "";
  }
}

function linesOf(text: string, end = "\n"): string[] {
  return text.split(end).filter((line) => line !== "");
}
