import { type Dirent, existsSync, readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Diagnostic } from "../document/diagnostic.ts";
import { readIfThere } from "./compare-output.ts";
import { digest, type Manifest, manifestName } from "./manifest.ts";

/** The folders of an output that hold nothing but generated files. */
const ownFolders = { package: ["dist"], source: ["operations", "runtime", "schemas", "tags"] };

/** The files in the folders that are wholly ours, by path below the output folder. */
export function filesInOwnFolders(folder: string, target: "package" | "source"): string[] {
  return ownFolders[target].flatMap((own) => filesBelow(folder, own));
}

function filesBelow(folder: string, below: string): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(join(folder, below), { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry) =>
    entry.isDirectory() ? filesBelow(folder, `${below}/${entry.name}`) : [`${below}/${entry.name}`],
  );
}

/** Why files must not be written: what is there was changed by hand, or is not ours. */
export function conflicts(
  folder: string,
  files: ReadonlyMap<string, string>,
  previous: Manifest | undefined,
): Diagnostic[] {
  if (!existsSync(folder)) return [];
  const found: Diagnostic[] = [];
  const report = (code: "file-edited" | "file-not-ours", path: string, message: string, help: string) =>
    found.push({ code, severity: "error", message, at: { file: relative(resolve(), join(folder, path)) }, help });
  for (const [path, text] of files) {
    const there = readIfThere(join(folder, path));
    if (path === manifestName || there === undefined || there === text || previous?.files.get(path) === digest(there))
      continue;
    if (previous?.files.has(path))
      report("file-edited", path, `"${path}" was changed by hand`, "undo the change, or pass --force to lose it");
    else
      report(
        "file-not-ours",
        path,
        `"${path}" is in the way: twinspec did not write it`,
        "name another output folder, or move the file",
      );
  }
  return found;
}
