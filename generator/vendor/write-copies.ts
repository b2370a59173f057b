import { existsSync, readFileSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Copy, copiesFileName, copiesFolderName, digestOf, formatCopies } from "../document/remote/copies.ts";
import { writeAtOnce } from "../output/write-at-once.ts";

/** What is written: the copies that there were, those that there are to be, and the bytes of the new ones. */
interface Copies {
  readonly before: ReadonlyMap<string, Copy>;
  readonly after: ReadonlyMap<string, Copy>;
  readonly fetched: ReadonlyMap<string, { readonly copy: Copy; readonly bytes: Uint8Array }>;
}

/** The digests are of bytes, which git must not change to other line ends. */
const attributes = "* -text\n";

/**
 * Writes copies and the list of them below the folder of the settings, and removes copies that nothing refers to.
 * Each file is written beside its place and moved there, the list last: what a crash leaves behind has another digest
 * than the list, and is fetched again. Gives whether anything was another before.
 */
export function writeCopies(folder: string, { before, after, fetched }: Copies): boolean {
  let hasChanged = false;
  const write = (path: string, content: Uint8Array): void => {
    const file = join(folder, path);
    if (existsSync(file) && digestOf(readFileSync(file)) === digestOf(content)) return;
    hasChanged = true;
    writeAtOnce(file, content);
  };
  for (const [address, { copy, bytes }] of fetched) if (after.has(address)) write(copy.file, bytes);
  if (after.size > 0) write(`${copiesFolderName}/.gitattributes`, Buffer.from(attributes));
  if (after.size > 0 || before.size > 0) write(copiesFileName, Buffer.from(formatCopies(after)));
  const kept = new Set([...after.values()].map(({ file }) => file));
  for (const { file } of before.values()) {
    if (kept.has(file)) continue;
    hasChanged = true;
    rmSync(join(folder, file), { force: true });
    removeEmpty(join(folder, dirname(file)), join(folder, copiesFolderName));
  }
  return hasChanged;
}

/** Removes a folder and those above it, as long as they are empty and below another one. */
function removeEmpty(folder: string, top: string): void {
  if (!folder.startsWith(`${top}/`) && !folder.startsWith(`${top}\\`)) return;
  try {
    rmdirSync(folder);
  } catch {
    return; // there is something else in it
  }
  removeEmpty(dirname(folder), top);
}
