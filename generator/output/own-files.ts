import { type Dirent, existsSync, readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { builtFolder, tagFolder } from "../model/package-settings.ts";
import { digest, type Manifest, manifestName, readIfThere } from "./manifest.ts";

/** The folders of an output that contain only generated files. */
const ownFolders = { package: [builtFolder], source: ["operations", "runtime", "schemas", tagFolder] };

/** The files in those folders, by path below the output folder. */
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

const remedies = {
  "file-edited": "undo the change, or pass --force to discard it",
  "file-not-ours": "choose another output folder, or move it",
};

/** Why files must not be written: an existing file was changed by hand, or twinspec did not write it. */
export function conflicts(
  folder: string,
  files: ReadonlyMap<string, string>,
  previous: Manifest | undefined,
): Diagnostic[] {
  if (!existsSync(folder)) return [];
  const shown = (path: string) => ({ file: relative(resolve(), join(folder, path)) });
  if (!previous && existsSync(join(folder, manifestName))) {
    const message = `"${manifestName}" cannot be read, so it is not known what was changed by hand`;
    const help = "restore it, or pass --force to regenerate everything";
    return [{ code: "manifest-broken", severity: "error", message, at: shown(manifestName), help }];
  }
  const found: Diagnostic[] = [];
  const report = (code: keyof typeof remedies, path: string, what: string) =>
    found.push({ code, severity: "error", message: `"${path}" ${what}`, at: shown(path), help: remedies[code] });
  for (const path of new Set([...files.keys(), ...(previous?.files.keys() ?? [])])) {
    const there = readIfThere(join(folder, path));
    const written = previous?.files.get(path);
    if (path === manifestName || (there !== undefined && there === files.get(path))) continue;
    if (there === undefined) {
      if (files.has(path) && existsSync(join(folder, path)))
        report("file-not-ours", path, "is in the way: it is not a file");
    } else if (written === undefined) report("file-not-ours", path, "is in the way: twinspec did not write it");
    else if (written !== digest(there)) {
      const what = files.has(path) ? "was changed by hand" : "was changed by hand, and would be removed";
      report("file-edited", path, what);
    }
  }
  return found;
}
