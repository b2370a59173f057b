import { basename, join } from "node:path";
import { isThere } from "./file-text.ts";

/** The files that can hold the settings of an API. */
export const settingsFileNames: readonly string[] = ["twinspec.yaml", "twinspec.yml", "twinspec.json"];

/** The file that holds the public names of an API. */
export const lockFileName = "twinspec.lock.yaml";

/** The file of an output that lists what was written, so that nothing else is ever removed. */
export const manifestName = "twinspec.manifest.json";

/** Whether a path is that of a settings file, by its name. */
export function isSettingsFile(path: string): boolean {
  return settingsFileNames.includes(basename(path));
}

/** The settings files in a folder: one, none, or several, of which nobody can say which one holds. */
export function settingsFilesIn(folder: string): string[] {
  return settingsFileNames.map((name) => join(folder, name)).filter(isThere);
}
