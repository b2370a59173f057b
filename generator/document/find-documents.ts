import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { byCodePoint } from "./order.ts";
import { isWithin } from "./remote/addresses.ts";
import { copiesFileName, copiesFolderName } from "./remote/copies.ts";

/** What lies beside documents and is none: the settings, the lock, and the copies of what documents refer to. */
const ownFiles = [
  "**/twinspec.{yaml,yml,json}",
  "**/twinspec.{,*.}lock.yaml",
  `**/${copiesFileName}`,
  `**/${copiesFolderName}/**`,
];

/** What settings say of the documents. */
export interface Inputs {
  /** Files, folders and globs; relative ones are relative to `folder`. */
  readonly inputs: readonly string[];
  readonly folder: string;
  /** The folder outside of which nothing is read; left out: it is found (see `limitOf`). */
  readonly root?: string;
  /** The settings file, if there is one. */
  readonly file?: string;
}

/** One input as the user wrote it, with the files it resolves to. */
export interface FoundInput {
  readonly input: string;
  /** Whether the user named the file itself, so that it must be a document. */
  readonly isExplicit: boolean;
  /** Absolute paths, sorted. */
  readonly files: readonly string[];
}

/**
 * The files that files, folders and globs resolve to. Of folders and globs, only those that look like OpenAPI
 * documents.
 */
export async function findDocuments(inputs: readonly string[], workingFolder: string): Promise<FoundInput[]> {
  return Promise.all(
    inputs.map(async (input): Promise<FoundInput> => {
      const path = resolve(workingFolder, input);
      const isFolder = existsSync(path) && statSync(path).isDirectory();
      if (!isFolder && existsSync(path)) return { input, isExplicit: true, files: [path] };
      const { glob, isDynamicPattern } = await import("tinyglobby");
      if (!isFolder && !isDynamicPattern(input)) return { input, isExplicit: true, files: [path] };
      const patterns = isFolder ? ["**/*.{yaml,yml,json}"] : [input.split(sep).join("/")];
      const cwd = isFolder ? path : workingFolder;
      const files = await glob(patterns, {
        cwd,
        absolute: true,
        ignore: ["**/node_modules/**", ...ownFiles],
        expandDirectories: false,
      });
      return { input, isExplicit: false, files: files.filter(looksLikeDocument).sort(byCodePoint) };
    }),
  );
}

/** The documents that the inputs of settings resolve to, and the folder that their paths are relative to. */
export async function documentsOf(settings: Inputs): Promise<{ root: string; files: string[] }> {
  const found = await findDocuments(settings.inputs, settings.folder);
  return { root: rootFor(settings, found), files: found.flatMap(({ files }) => files) };
}

/** The folder that the paths of documents are relative to: that of the settings, or the one that holds all inputs. */
export function rootFor({ root, file, folder }: Inputs, found: readonly FoundInput[]): string {
  return root ?? (file === undefined ? rootOf(found, folder) : folder);
}

/**
 * The folder outside of which nothing is read where nobody named one: the repository that the documents are in, or else
 * the working folder, if they are below it.
 */
export function limitOf(root: string, workingFolder: string): string {
  for (let folder = root; dirname(folder) !== folder; folder = dirname(folder))
    if (existsSync(join(folder, ".git"))) return folder;
  const isBelow = isWithin(root, workingFolder) && dirname(workingFolder) !== workingFolder;
  return isBelow ? workingFolder : root;
}

/** Whether a file seems to have `openapi` or `swagger` at its root; its text is not parsed for that. */
function looksLikeDocument(file: string): boolean {
  const text = readText(file);
  return /(?:^|[{,])\s*["']?(?:openapi|swagger)["']?\s*:/m.test(text);
}

/** The text of a file in UTF-8, or in UTF-16 with its mark, as shells of Windows write it. */
export function readText(file: string): string {
  return textOf(readFileSync(file));
}

/** The text of bytes, likewise. */
export function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  return Buffer.from(bytes).toString("utf8");
}

/** The folder that contains all inputs. */
function rootOf(found: readonly FoundInput[], workingFolder: string): string {
  const files = found.flatMap(({ input, files, isExplicit }) =>
    isExplicit ? files : [resolve(workingFolder, input, "_"), ...files],
  );
  return files.length > 0 ? commonFolder(files) : workingFolder;
}

/** The deepest folder that contains all the files. */
export function commonFolder(files: readonly string[]): string {
  const folders = files.map((file) => dirname(file).split(sep));
  const [first = [], ...others] = folders;
  let length = first.length;
  for (const folder of others) {
    let same = 0;
    while (same < length && folder[same] === first[same]) same += 1;
    length = same;
  }
  return first.slice(0, length).join(sep) || sep;
}

/** A reference that leads out of the document that it stands in. */
const outward = /["']?\$(?:ref|dynamicRef|recursiveRef)["']?\s*:\s*["']?[^"'#\s]/;

/**
 * Whether the documents of two versions are the same, text by text, and lead to no others: then nothing has to be read
 * to know that nothing differs. Remote inputs are never known to be the same.
 */
export async function haveSameTexts(one: Inputs, other: Inputs): Promise<boolean> {
  const isLocal = (input: string) => input !== "-" && !/^https?:\/\//.test(input);
  if (![...one.inputs, ...other.inputs].every(isLocal)) return false;
  const [found, others] = await Promise.all([one, other].map(textsOf));
  if (!found || !others || found.length !== others.length || found.length === 0) return false;
  return found.every(
    ({ path, text }, index) =>
      text === others[index]!.text && (found.length === 1 || path === others[index]!.path) && !outward.test(text),
  );
}

async function textsOf(inputs: Inputs): Promise<{ path: string; text: string }[] | undefined> {
  const { root, files } = await documentsOf(inputs);
  try {
    return files.map((file) => ({ path: relative(root, file), text: readText(file) }));
  } catch {
    // what cannot be read is told where it is read
    return undefined;
  }
}
