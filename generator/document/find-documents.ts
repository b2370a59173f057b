import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import { byCodePoint } from "./order.ts";

/** Files beside documents that are not documents: the settings and the lock. */
const ownFiles = ["**/twinspec.{yaml,yml,json}", "**/twinspec.lock.yaml"];

/** What settings say of the documents. */
export interface Inputs {
  /** Files, folders and globs; relative ones are relative to `folder`. */
  readonly inputs: readonly string[];
  readonly folder: string;
  /** The folder outside of which nothing is read. */
  readonly root?: string;
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

/** The documents that the inputs of settings resolve to, and the folder outside of which nothing is read. */
export async function documentsOf({ inputs, folder, root }: Inputs): Promise<{ root: string; files: string[] }> {
  const found = await findDocuments(inputs, folder);
  return { root: root ?? rootOf(found, folder), files: found.flatMap(({ files }) => files) };
}

/** Whether a file seems to have `openapi` or `swagger` at its root; its text is not parsed for that. */
function looksLikeDocument(file: string): boolean {
  const text = readText(file);
  return /(?:^|[{,])\s*["']?(?:openapi|swagger)["']?\s*:/m.test(text);
}

/** The text of a file in UTF-8, or in UTF-16 with its mark, as shells of Windows write it. */
export function readText(file: string): string {
  const bytes = readFileSync(file);
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  return bytes.toString("utf8");
}

/** The folder that contains all inputs: no file outside of it is read. */
export function rootOf(found: readonly FoundInput[], workingFolder: string): string {
  const files = found.flatMap(({ input, files, isExplicit }) =>
    isExplicit ? files : [resolve(workingFolder, input, "_"), ...files],
  );
  return files.length > 0 ? commonFolder(files) : workingFolder;
}

/** The deepest folder that contains all the files. */
function commonFolder(files: readonly string[]): string {
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
