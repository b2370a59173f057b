import { join, resolve } from "node:path";
import type { SettingsWithOutput } from "../settings/settings.ts";
import { digest, digestOfSettings, type Manifest, manifestName, readIfThere, readManifest } from "./manifest.ts";
import { filesInOwnFolders } from "./own-files.ts";

/** The documents that the inputs of the settings stand for now. Paths are absolute. */
export interface DocumentsNow {
  /** What the paths of documents in the manifest are relative to. */
  readonly root: string;
  readonly files: readonly string[];
}

/**
 * The manifest of an output that is known to be what its documents give, without generating it again: nothing that it
 * was made from and nothing that was written has changed since.
 */
export function upToDateManifest(settings: SettingsWithOutput, now: DocumentsNow): Manifest | undefined {
  const { output, lockFile, target } = settings;
  const manifest = readManifest(output);
  const lock = readIfThere(lockFile);
  if (!manifest || lock === undefined || manifest.settings !== digestOfSettings(settings, lock)) return undefined;
  const documents = new Set([...manifest.documents.keys()].map((path) => resolve(now.root, path)));
  const isSame =
    now.files.every((file) => documents.has(file)) &&
    filesInOwnFolders(output, target).every((path) => manifest.files.has(path)) &&
    isUnchanged(now.root, manifest.documents) &&
    isUnchanged(output, manifest.files);
  return isSame ? manifest : undefined;
}

function isUnchanged(folder: string, written: ReadonlyMap<string, string>): boolean {
  for (const [path, wanted] of written) {
    if (path === manifestName) continue;
    const text = readIfThere(join(folder, path));
    if (text === undefined || digest(text) !== wanted) return false;
  }
  return true;
}
