import { readFileSync, statSync } from "node:fs";
import { relative, sep } from "node:path";
import { isObject } from "../document/json.ts";
import { byCodePoint } from "../document/order.ts";
import { manifestName } from "../settings/find-settings.ts";
import { manifestIn } from "../settings/former-locks.ts";
import { twinspecVersion } from "../settings/package-root.ts";
import type { Settings } from "../settings/settings.ts";
import { digest, type KnownTexts } from "./known-texts.ts";

/** What was written into an output folder, and what it was made from. Digests are of texts. */
export interface Manifest {
  /** The digest of what the output depends on beside the documents: the generator's version, settings and lock. */
  readonly settings: string;
  /** How source files import each other, as it was decided. */
  readonly importExtension?: string | undefined;
  /** Where the lock is, as a path from the output folder; left out where it is beside settings. */
  readonly lock?: string | undefined;
  /** The lock, line by line: what was generated keeps its names where the lock is lost, or changed by hand. */
  readonly names?: readonly string[];
  /** The digest of each document, by its path below the API's root folder. */
  readonly documents: ReadonlyMap<string, string>;
  /** The digest of each file, by its path below the output folder. */
  readonly files: ReadonlyMap<string, string>;
}

/** The text of a file; undefined if it does not exist, or is something else: to read a pipe may never end. */
export function readIfThere(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    return statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file, "utf8") : undefined;
  } catch {
    return undefined;
  }
}

/** The digests of texts by path, sorted by path. */
export function digests(texts: ReadonlyMap<string, string>, known?: KnownTexts): Map<string, string> {
  const digestOf = (path: string, text: string) => known?.digestOf(path, text) ?? digest(text);
  return new Map(
    [...texts].map(([path, text]) => [path, digestOf(path, text)] as const).sort(([a], [b]) => byCodePoint(a, b)),
  );
}

/** The manifest of an output folder; undefined if there is none, or it cannot be read. */
export function readManifest(folder: string): Manifest | undefined {
  const value = manifestIn(folder);
  return (
    value && {
      settings: String(value["settings"]),
      ...(typeof value["importExtension"] === "string" && { importExtension: value["importExtension"] }),
      documents: digestsIn(value["documents"]),
      files: digestsIn(value["files"]),
    }
  );
}

function digestsIn(value: unknown): Map<string, string> {
  if (!isObject(value)) return new Map();
  return new Map(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

/**
 * The files and the manifest that lists them and what they were made from, laid out as one that is among them.
 * `documents` are digests; `lockFrom` is where a frozen lock stays, wherever it belongs.
 */
export function withManifest(
  files: ReadonlyMap<string, string>,
  made: {
    readonly settings: Settings;
    readonly lock: string;
    readonly lockFrom?: string | undefined;
    readonly documents: ReadonlyMap<string, string>;
    readonly known?: KnownTexts | undefined;
  },
): Map<string, string> {
  const settings = digestOfSettings(made.settings, made.lock);
  const { importExtension, file, lockFile, output } = made.settings;
  const { lockFrom = lockFile } = made;
  const isTold = (file === undefined || lockFrom !== lockFile) && lockFrom !== undefined && output !== undefined;
  const lock = isTold ? relative(output, lockFrom).split(sep).join("/") : undefined;
  const listed = new Map([...files].filter(([path]) => path !== manifestName));
  const manifest = formatManifest({
    settings,
    importExtension,
    lock,
    names: made.lock.split("\n"),
    documents: made.documents,
    files: digests(listed, made.known),
  });
  return listed.set(manifestName, inLayoutOf(files.get(manifestName) ?? "", manifest));
}

/** A JSON text in the layout of another one with as many strings; as it is where that cannot be. */
function inLayoutOf(laidOut: string, text: string): string {
  const strings = text.match(/"(?:[^"\\]|\\.)*"/g) ?? [];
  let index = 0;
  const result = laidOut.replace(/"(?:[^"\\]|\\.)*"/g, (string) => strings[index++] ?? string);
  try {
    return JSON.stringify(JSON.parse(result)) === JSON.stringify(JSON.parse(text)) ? result : text;
  } catch {
    return text;
  }
}

/** The digest of what an output depends on beside the documents: the generator's version, the settings and the lock. */
export function digestOfSettings(settings: Settings, lockText: string): string {
  // all but where things are, what messages are worth, and what the mock does
  const { file, folder, root, output, lockFile, inputPlaces, packageTexts, ...others } = settings;
  const { severity, mock, vendorHeaders, ...decisive } = others;
  const made = { version: twinspecVersion(), ...decisive };
  return digest(`${JSON.stringify(made, withoutPlaces)}\n${lockText}`);
}

/** Serializes maps as arrays of their entries, and leaves out the places of settings (`at`). */
function withoutPlaces(key: string, value: unknown): unknown {
  if (key === "at" && typeof value === "object") return undefined;
  return value instanceof Map ? [...value] : value;
}

/** The text of a manifest. */
export function formatManifest({ settings, importExtension, lock, names, documents, files }: Manifest): string {
  const manifest = {
    settings,
    importExtension,
    lock,
    names,
    documents: Object.fromEntries(documents),
    files: Object.fromEntries(files),
  };
  return `${JSON.stringify(manifest, null, 1)}\n`;
}
