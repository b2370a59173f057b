import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { documentsOf } from "../../generator/document/find-documents.ts";
import { isSettingsFile, settingsFilesIn } from "../../generator/settings/find-settings.ts";
import { readSettings } from "../../generator/settings/read-settings.ts";
import type { Settings } from "../../generator/settings/settings.ts";
import { UnreadableSpecError } from "./read-spec.ts";

/**
 * The settings that take in documents which were named by themselves: they lie beside them, or in the working folder.
 * Undefined where there are none, or the documents were named by their settings.
 *
 * @throws {UnreadableSpecError} when they cannot be read.
 */
export async function settingsBeside(inputs: readonly string[]): Promise<Settings | undefined> {
  const files = inputs.map((input) => resolve(input));
  const [first] = files;
  if (first === undefined || !files.every((file) => isDocument(file))) return undefined;
  const found = [...new Set([dirname(first), resolve()])].flatMap(settingsFilesIn);
  for (const file of found) {
    const { settings, diagnostics } = readSettings(resolve(file), resolve());
    if (settings === undefined)
      throw new UnreadableSpecError(inputs, diagnostics.all, { texts: new Map(), inputs: [resolve(file)] });
    const taken = await documentsOf(settings);
    if (files.every((each) => taken.files.includes(each))) return settings;
  }
  return undefined;
}

function isDocument(file: string): boolean {
  return !isSettingsFile(file) && statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}
