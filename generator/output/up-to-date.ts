import { join, resolve } from "node:path";
import { manifestName } from "../settings/find-settings.ts";
import type { Settings, SettingsWithOutput } from "../settings/settings.ts";
import { digest } from "./known-texts.ts";
import { digestOfSettings, type Manifest, readIfThere, readManifest } from "./manifest.ts";
import { filesInOwnFolders } from "./own-files.ts";

/** The documents that the inputs of the settings resolve to now. Paths are absolute. */
export interface DocumentsNow {
  /** The folder that the paths of documents in the manifest are relative to. */
  readonly root: string;
  readonly files: readonly string[];
}

/** What has to be known to see from a manifest that nothing changed. */
interface CheckOptions {
  readonly strict?: boolean;
  readonly full?: boolean;
  readonly outputs?: readonly unknown[];
}

/**
 * Whether this is a released generator, identified by its version; one that runs from source may have changed.
 */
const isBuilt = !import.meta.url.endsWith(".ts");

/**
 * The manifest of an output that is known to be up to date without generating it again: nothing that it was made from,
 * and nothing that was written, has changed since. Undefined if that is not known.
 */
export async function upToDateManifest(
  settings: SettingsWithOutput,
  options: CheckOptions,
  documentsOf: (settings: Settings) => Promise<DocumentsNow>,
): Promise<Manifest | undefined> {
  if (!isBuilt || options.strict || options.full || hasOwnOutputs(settings, options)) return undefined;
  const { output, lockFile, target } = settings;
  const manifest = readManifest(output);
  const lock = readIfThere(lockFile);
  if (!manifest || lock === undefined || manifest.settings !== digestOfSettings(settings, lock)) return undefined;
  const now = await documentsOf(settings);
  const documents = new Set([...manifest.documents.keys()].map((path) => resolve(now.root, path)));
  const isSame =
    now.files.every((file) => documents.has(file)) &&
    filesInOwnFolders(output, target).every((path) => manifest.files.has(path)) &&
    isUnchanged(now.root, manifest.documents) &&
    isUnchanged(output, manifest.files);
  return isSame ? manifest : undefined;
}

/** Whether the output depends on modules that are not in a manifest. */
function hasOwnOutputs({ outputs: listed = [], amendments }: Settings, { outputs = [] }: CheckOptions): boolean {
  return outputs.length > 0 || amendments?.transform !== undefined || listed.some(({ name }) => name.startsWith("."));
}

function isUnchanged(folder: string, written: ReadonlyMap<string, string>): boolean {
  for (const [path, wanted] of written) {
    if (path === manifestName) continue;
    const text = readIfThere(join(folder, path));
    if (text === undefined || digest(text) !== wanted) return false;
  }
  return true;
}
