import { join, resolve } from "node:path";
import type { Settings } from "../settings/settings.ts";
import { readIfThere } from "./compare-output.ts";
import { digest, type Manifest, manifestName } from "./manifest.ts";
import { filesInOwnFolders } from "./own-files.ts";

/**
 * Whether an output is known to be what its documents give, without generating it again: nothing that it was made from
 * and nothing that was written has changed since. `now` holds the digest of the settings, the root folder and the documents found.
 */
export function isUpToDate(
  settings: Settings,
  manifest: Manifest,
  now: { readonly settings: string; readonly root: string; readonly documents: readonly string[] },
): boolean {
  const { output } = settings;
  const { root } = now;
  if (output === undefined || manifest.settings !== now.settings) return false;
  const documents = new Set([...manifest.documents.keys()].map((path) => resolve(root, path)));
  if (!now.documents.every((file) => documents.has(file))) return false;
  if (!filesInOwnFolders(output, settings.target).every((path) => manifest.files.has(path))) return false;
  return isUnchanged(root, manifest.documents) && isUnchanged(output, manifest.files);
}

function isUnchanged(folder: string, written: ReadonlyMap<string, string>): boolean {
  for (const [path, wanted] of written) {
    if (path === manifestName) continue;
    const text = readIfThere(join(folder, path));
    if (text === undefined || digest(text) !== wanted) return false;
  }
  return true;
}
