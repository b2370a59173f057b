import { type Dirent, existsSync, lstatSync, readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { builtFolder, tagFolder } from "../model/package-settings.ts";
import { isThere } from "../settings/file-text.ts";
import { manifestName } from "../settings/find-settings.ts";
import { foldersOf } from "./journal.ts";
import { digest, type KnownTexts } from "./known-texts.ts";
import { type Manifest, readIfThere, readManifest } from "./manifest.ts";

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

/** The files that a folder is to have, and what is there. */
export interface Wanted {
  readonly folder: string;
  readonly files: ReadonlyMap<string, string>;
  readonly previous: Manifest | undefined;
  /** The text of a file below the folder; undefined where none is there. */
  readonly textOf: (path: string) => string | undefined;
}

/** What an output is to have, and what is there now: each file is read once. */
export function wantedIn(folder: string, files: ReadonlyMap<string, string>, known?: KnownTexts): Wanted {
  const texts = new Map<string, string | undefined>();
  const textOf = (path: string): string | undefined => {
    if (texts.has(path)) return texts.get(path);
    const [file, wanted] = [join(folder, path), files.get(path)];
    const there = known ? known.read(file, wanted) : readIfThere(file);
    texts.set(path, there === wanted ? wanted : there);
    return there;
  };
  return { folder, files, previous: readManifest(folder), textOf };
}

/** What stands where files are to be written and is no file of ours: it is never overwritten. */
export function obstacles({ folder, files, previous, textOf }: Wanted): Diagnostic[] {
  const found: Diagnostic[] = [];
  const inTheWay = (path: string, what: string) =>
    found.push(report(folder, "file-not-ours", [path, `is in the way: it is ${what}`]));
  if (isThere(folder) && !existsSync(folder)) inTheWay(".", "a link that leads nowhere");
  for (const above of new Set([...files.keys()].flatMap(foldersOf))) {
    if (!isThere(join(folder, above))) continue;
    const entry = lstatSync(join(folder, above));
    if (entry.isSymbolicLink()) inTheWay(above, "a link");
    else if (!entry.isDirectory() && !previous?.files.has(above)) inTheWay(above, "not a folder");
  }
  for (const path of files.keys()) {
    const file = join(folder, path);
    if (textOf(path) !== undefined || !isThere(file)) continue;
    const isFolder = lstatSync(file).isDirectory();
    // the folder goes with its files; a manifest that is a link is replaced where that is wanted
    const isOurs = isFolder
      ? filesBelow(folder, path).every((each) => previous?.files.has(each))
      : path === manifestName;
    if (!isOurs || (isFolder && readdirSync(file).length === 0)) inTheWay(path, "not a file");
  }
  return found;
}

/** Why files must not be overwritten or removed: one was changed by hand, or twinspec did not write it. */
export function edits({ folder, files, previous, textOf }: Wanted): Diagnostic[] {
  if (!previous && isThere(join(folder, manifestName))) {
    const isMerge = /^<{7}/m.test(textOf(manifestName) ?? "");
    const [message, help] = isMerge
      ? [
          `"${manifestName}" contains conflict markers of a merge`,
          "settle the conflicts in the documents, then pass --force: every generated file is written anew",
        ]
      : [
          `"${manifestName}" cannot be read, so it is not known what was changed by hand`,
          "restore it, or pass --force to regenerate everything",
        ];
    return [{ code: "manifest-broken", severity: "error", message, at: shown(folder, manifestName), help }];
  }
  const found: Diagnostic[] = [];
  for (const path of new Set([...files.keys(), ...(previous?.files.keys() ?? [])])) {
    const there = textOf(path);
    const written = previous?.files.get(path);
    if (path === manifestName || there === undefined || there === files.get(path)) continue;
    if (written === undefined)
      found.push(report(folder, "file-not-ours", [path, "is in the way: twinspec did not write it"]));
    else if (written !== digest(there)) {
      const what = files.has(path) ? "was changed by hand" : "was changed by hand, and would be removed";
      found.push(report(folder, "file-edited", [path, what]));
    }
  }
  return found;
}

function report(folder: string, code: keyof typeof remedies, [path, what]: readonly [string, string]): Diagnostic {
  return {
    code,
    severity: "error",
    message: `"${path}" ${what}`,
    at: shown(folder, path),
    help: remedies[code],
  };
}

function shown(folder: string, path: string): { readonly file: string } {
  return { file: relative(resolve(), join(folder, path)) };
}
