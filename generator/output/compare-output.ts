import { join } from "node:path";
import { byCodePoint } from "../document/order.ts";
import type { SettingsWithOutput } from "../settings/settings.ts";
import { manifestName, readIfThere, readManifest } from "./manifest.ts";
import { filesInOwnFolders } from "./own-files.ts";

/** How a file on disk differs from what would be written. */
export interface Difference {
  readonly kind: "changed" | "missing" | "unexpected";
  readonly path: string;
  /** What would be written, and what exists. */
  readonly wanted?: string;
  readonly found?: string;
}

/** How an output folder differs from the files that would be written to it. */
export function compareOutput(
  { output: folder, target }: SettingsWithOutput,
  wanted: ReadonlyMap<string, string>,
): Difference[] {
  const differences: Difference[] = [];
  if (!readManifest(folder)) {
    const isThere = readIfThere(join(folder, manifestName)) !== undefined;
    differences.push({ kind: isThere ? "changed" : "missing", path: manifestName });
  }
  for (const [path, text] of wanted) {
    // of the manifest only the list of files matters, which is compared file by file
    if (path === manifestName) continue;
    const found = readIfThere(join(folder, path));
    if (found === undefined) differences.push({ kind: "missing", path, wanted: text });
    else if (found !== text) differences.push({ kind: "changed", path, wanted: text, found });
  }
  for (const path of filesInOwnFolders(folder, target))
    if (!wanted.has(path)) differences.push({ kind: "unexpected", path });
  return differences.sort((a, b) => byCodePoint(a.path, b.path));
}
