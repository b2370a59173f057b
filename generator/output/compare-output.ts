import { join } from "node:path";
import { byCodePoint } from "../document/order.ts";
import { isThere } from "../settings/file-text.ts";
import { manifestName } from "../settings/find-settings.ts";
import type { SettingsWithOutput } from "../settings/settings.ts";
import { digest } from "./known-texts.ts";
import { readIfThere, readManifest } from "./manifest.ts";
import { filesInOwnFolders } from "./own-files.ts";

/** How a file on disk differs from what would be written. */
export interface Difference {
  readonly kind: "changed" | "missing" | "unexpected";
  readonly path: string;
  /**
   * What brings the file in line: `generate` alone, with `--force` as it was changed by hand, or its removal by hand as
   * twinspec did not write it.
   */
  readonly remedy: "generate" | "force" | "remove";
  /** What would be written, and what exists. */
  readonly wanted?: string;
  readonly found?: string;
}

const missing = { kind: "missing", remedy: "generate" } as const;

/** How an output folder differs from the files that would be written to it. */
export function compareOutput(
  { output: folder, target }: SettingsWithOutput,
  wanted: ReadonlyMap<string, string>,
): Difference[] {
  const differences: Difference[] = [];
  const previous = readManifest(folder);
  if (!previous) {
    const found = isThere(join(folder, manifestName)) ? ({ kind: "changed", remedy: "force" } as const) : missing;
    differences.push({ ...found, path: manifestName });
  }
  const isAsWritten = (path: string, text: string | undefined): boolean =>
    text !== undefined && previous?.files.get(path) === digest(text);
  for (const [path, text] of wanted) {
    // of the manifest only the list of files matters, which is compared file by file
    if (path === manifestName) continue;
    const found = readIfThere(join(folder, path));
    if (found === undefined && isThere(join(folder, path)))
      differences.push({ kind: "changed", remedy: "remove", path });
    else if (found === undefined) differences.push({ ...missing, path, wanted: text });
    else if (found !== text) {
      const remedy = isAsWritten(path, found) ? "generate" : "force";
      differences.push({ kind: "changed", path, remedy, wanted: text, found });
    }
  }
  // a version before may have written elsewhere
  for (const path of new Set([...filesInOwnFolders(folder, target), ...(previous?.files.keys() ?? [])])) {
    if (wanted.has(path)) continue;
    const found = readIfThere(join(folder, path));
    if (found === undefined && previous?.files.has(path)) continue;
    const isOurs = isAsWritten(path, found);
    const remedy = isOurs ? "generate" : previous?.files.has(path) ? "force" : "remove";
    differences.push({ kind: "unexpected", path, remedy });
  }
  return differences.sort((a, b) => byCodePoint(a.path, b.path));
}
