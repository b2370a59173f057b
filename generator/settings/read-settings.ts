import { readdirSync } from "node:fs";
import { basename, dirname, relative, resolve } from "node:path";
import { Diagnostics } from "../diagnostics/diagnostics.ts";
import { placeOf } from "../diagnostics/places.ts";
import type { Position, SourceDocument } from "../document/source-document.ts";
import { parseDocument } from "../document/text/parse-document.ts";
import { fileText, UnreadableFileError, unreadable } from "./file-text.ts";
import { settingsFilesIn } from "./find-settings.ts";
import { lockPlace } from "./lock-place.ts";
import { filesOfTexts, readPackageTexts } from "./package-texts.ts";
import { type Origin, packageNameOf, resolveSettings } from "./resolve-settings.ts";
import type { Settings } from "./settings.ts";
import { readValue } from "./table/read-value.ts";
import { settingsTable } from "./table/table.ts";
import type { WrittenSettings } from "./written-settings.ts";

/** Reads a settings file. Every fault is reported with its place; the settings are left out when there is one. */
export function readSettings(file: string, workingFolder: string): { settings?: Settings; diagnostics: Diagnostics } {
  const diagnostics = new Diagnostics();
  const shown = relative(workingFolder, file) || file;
  const beside = settingsFilesIn(dirname(file)).map((each) => basename(each));
  if (beside.length > 1) {
    const names = beside.map((each) => `"${each}"`);
    const message = `one folder has several settings files: ${names.join(" and ")}`;
    diagnostics.add([{ code: "settings", severity: "error", message, at: { file: shown }, help: "keep one of them" }]);
    return { diagnostics };
  }
  let text: string | undefined;
  try {
    text = fileText(file);
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    diagnostics.add([unreadable(error, "the settings file", shown)]);
    return { diagnostics };
  }
  if (text === undefined) {
    const message = `there is no settings file "${shown}"`;
    const [other] = beside;
    const help = other !== undefined && { help: `did you mean "${other}"?` };
    diagnostics.add([{ code: "file-not-found", severity: "error", message, ...help }]);
    return { diagnostics };
  }
  const format = file.endsWith(".json") ? "json" : "yaml";
  const { document, diagnostics: faults } = parseDocument({ file, path: basename(file), shown, text, format });
  diagnostics.add(faults);
  if (diagnostics.hasErrors) return { diagnostics };
  const settings = readTable(document, diagnostics);
  if (!diagnostics.hasErrors && settings.input === undefined) requireInput(document, diagnostics);
  if (diagnostics.hasErrors) return { diagnostics };
  const placeIn: NonNullable<Origin["file"]>["placeOf"] = (keys, part) => placeOf(positionOf(document, keys), part);
  const origin = { folder: dirname(file), file: { path: file, placeOf: placeIn } };
  const resolved = resolveSettings(settings, origin);
  const texts = readPackageTexts(settings.package, origin.folder, (key, message) =>
    diagnostics.report("error", "settings", positionOf(document, ["package", key]), message, { part: "value" }),
  );
  if (diagnostics.hasErrors) return { diagnostics };
  const packageTexts = filesOfTexts(settings.package, texts).map((path) => resolve(origin.folder, path));
  const own = packageTexts.length === 0 ? {} : { packageTexts };
  return { settings: { ...resolved, package: { ...resolved.package, ...texts }, ...own }, diagnostics };
}

/** Settings for documents that have no settings file. */
export function defaultSettings(
  inputs: readonly string[],
  output: string | undefined,
  workingFolder: string,
): Settings {
  const settings = resolveSettings(readValue(settingsTable, {}) as WrittenSettings, { folder: workingFolder });
  const folder = output === undefined ? undefined : resolve(workingFolder, output);
  const lockFile = lockPlace({ inputs, folder: workingFolder, output: folder });
  const placed = { ...settings, inputs, ...(lockFile !== undefined && { lockFile }) };
  if (folder === undefined) return placed;
  const described = { ...settings.package, name: packageNameOf(folder) };
  return { ...placed, output: folder, package: described };
}

/** Beside a package.json lies a whole project: what is below is more than the documents of one API. */
function requireInput({ file, shown }: SourceDocument, diagnostics: Diagnostics): void {
  const beside = readdirSync(dirname(file));
  if (!beside.includes("package.json")) return;
  const found = beside.filter((name) =>
    /^(?:openapi|swagger|api)\.(?:ya?ml|json)$|\.openapi\.(?:ya?ml|json)$/i.test(name),
  );
  const example = found[0] ?? "openapi.yaml";
  diagnostics.add([
    {
      code: "settings",
      severity: "error",
      message: "`input` is missing: which documents are those of the API? Beside a package.json they must be named",
      at: { file: shown },
      help: `add \`input: ${example}\`: a file, a folder, a glob, a URL, or a list of them`,
    },
  ]);
}

/** The settings that a document holds, with their defaults; what is wrong with them is reported. */
function readTable(document: SourceDocument, diagnostics: Diagnostics): WrittenSettings {
  const settings = readValue(settingsTable, document.value, ({ code, keys, part, message, help }) => {
    const severity = code === "settings" ? "error" : "warning";
    diagnostics.report(severity, code, positionOf(document, keys), message, { help, part });
  }) as WrittenSettings;
  for (const [map, entries] of document.repeated) {
    const above = keysTo(map, document.value) ?? [];
    for (const { key, offset } of entries) {
      const position = { ...positionOf(document, [...above, key]), offset };
      const remedy = { help: "remove one of them", part: "key" } as const;
      diagnostics.report("error", "settings", position, `the key "${key}" occurs twice`, remedy);
    }
  }
  return settings;
}

/** The keys that lead to a map; undefined where it is not in the value. */
function keysTo(map: object, value: unknown): string[] | undefined {
  if (value === map) return [];
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, each] of Object.entries(value)) {
    const rest = keysTo(map, each);
    if (rest) return [key, ...rest];
  }
  return undefined;
}

function positionOf(document: SourceDocument, keys: readonly string[]): Position {
  let position: Position = { document };
  for (const key of keys) position = { document, parent: position, key };
  return position;
}
