import { readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { byCodePoint } from "../document/order.ts";
import type { Position } from "../document/source-document.ts";
import { parseDocument } from "../document/text/parse-document.ts";
import { fileText, UnreadableFileError } from "../settings/file-text.ts";
import { ImportError } from "./found-name.ts";

/** Reads a YAML or JSON file whose parts have places. */
export function readDocument(file: string, workingFolder: string): Position {
  const shown = relative(workingFolder, file);
  let text: string | undefined;
  try {
    text = fileText(file);
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    throw new ImportError(`cannot read "${shown}": ${error.reason}`);
  }
  if (text === undefined) throw new ImportError(`"${shown}" does not exist`);
  const format = /^\s*[{[]/.test(text) ? "json" : "yaml";
  const { document, diagnostics } = parseDocument({ file, path: shown, shown, text, format });
  const fault = diagnostics.find(({ severity }) => severity === "error");
  if (fault) throw new ImportError(`${placeIn(shown, fault)} cannot be read: ${fault.message}`);
  return { document };
}

function placeIn(shown: string, { at }: Diagnostic): string {
  return at?.line === undefined ? `"${shown}"` : `${shown}:${at.line}:${at.column ?? 1}`;
}

/** The files of a path: itself, or what is below it and has one of the endings. Sorted. */
export function filesAt(path: string, ending: RegExp): string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !relative(path, file).split(/[\\/]/).includes("node_modules"))
    .sort(byCodePoint);
}
