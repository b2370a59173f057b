import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { documentsOf } from "../document/find-documents.ts";
import { isObject, type JsonObject } from "../document/json.ts";
import { fileText, isThere } from "./file-text.ts";
import { lockFileName, manifestName } from "./find-settings.ts";
import {
  besideOutput,
  isFolder,
  isLockName,
  lockBeside,
  namesakes,
  sharedPlace,
  stemOf,
  withoutPattern,
} from "./lock-place.ts";
import type { Settings } from "./settings.ts";

/** What an output says of the lock that it was made with. */
export interface LockInOutput {
  /** The place of the lock, where that is not beside settings. */
  readonly place?: string;
  /** Its text; left out by versions that did not record it. */
  readonly text?: string;
}

/** The manifest that was parsed last: a run asks several times for the same one. */
let lastManifest: { readonly text: string; readonly value: unknown } | undefined;

/** The manifest of an output; undefined where there is none, or it is no JSON. */
export function manifestIn(output: string): JsonObject | undefined {
  try {
    const text = fileText(join(output, manifestName)) ?? "";
    if (lastManifest?.text !== text) lastManifest = { text, value: JSON.parse(text) };
    return isObject(lastManifest.value) ? lastManifest.value : undefined;
  } catch {
    // what is wrong with the manifest is told where the output is written
    return undefined;
  }
}

/** What the manifest of an output says of the lock; undefined where there is no output, or its manifest is broken. */
export function lockInOutput(output: string): LockInOutput | undefined {
  const manifest = manifestIn(output);
  if (!manifest) return undefined;
  const { lock: path, names: lines } = manifest;
  return {
    ...(typeof path === "string" && isLockName(basename(path)) && { place: resolve(output, path) }),
    ...(Array.isArray(lines) && { text: lines.map(String).join("\n") }),
  };
}

/** What the former places of a lock depend on. */
type Given = Pick<Settings, "inputs" | "folder" | "output" | "lockFile">;

/**
 * Where the lock of an output may lie from before: where its manifest says, in the output itself, where locks once
 * were, and wherever a lock is named after the output, or after its only document and no other.
 */
export function formerLockPlaces({ inputs, folder, output, lockFile }: Given): string[] {
  if (output === undefined) return [];
  const told = lockInOutput(output)?.place;
  const document = onlyDocument({ inputs, folder });
  const places = [
    ...(told === undefined ? [] : [told]),
    join(output, lockFileName),
    ...foldersAbove(output).map((each) => besideOutput(each, output)),
    ...(document === undefined || lockFile !== lockBeside(document, stemOf(document))
      ? []
      : [lockBeside(document, basename(document))]),
  ];
  const shared = sharedPlace({ inputs, folder, output });
  return [...new Set(places)].filter((file) => file !== lockFile && file !== shared && isFolder(dirname(file)));
}

/** The lock that several outputs of one name may have shared, for one that has none of its own yet. */
export function lockOfName({ lockFile, ...given }: Given): string | undefined {
  const shared = sharedPlace(given);
  return shared !== undefined && shared !== lockFile && isThere(shared) ? shared : undefined;
}

/** A lock that is named after a document, or a folder of them. */
export interface LockOfDocument {
  readonly file: string;
  readonly document: string;
  /** Documents beside it that have its name with another extension, which the lock may be that of. */
  readonly others: readonly string[];
}

/** The lock that a document had before another one of its name came: whose it is, what it says must tell. */
export function sharedLock({ inputs, folder, lockFile }: Given): LockOfDocument | undefined {
  const document = onlyDocument({ inputs, folder });
  if (document === undefined || lockFile !== lockBeside(document, basename(document))) return undefined;
  return locksOf(document).find(({ others }) => others.length > 0);
}

/**
 * The locks of some of the documents of an API alone: other outputs may be made from them too, so that they stay where
 * they are.
 */
export async function locksOfDocuments(settings: Given & Pick<Settings, "root">): Promise<LockOfDocument[]> {
  const { inputs, folder, lockFile } = settings;
  const local = localInputs(inputs);
  const { files } = await documentsOf({ ...settings, inputs: local });
  const folders = local.map((input) => resolve(folder, withoutPattern(input))).filter(isFolder);
  const wholes = folders.map((path) => ({ file: join(path, lockFileName), document: path, others: [] }));
  const found = [...wholes.filter(({ file }) => isThere(file)), ...files.flatMap(locksOf)];
  return [...new Map(found.map((each) => [each.file, each])).values()].filter(({ file }) => file !== lockFile);
}

/** The locks that are named after a document. */
function locksOf(document: string): LockOfDocument[] {
  const plain = { file: lockBeside(document, stemOf(document)), document, others: namesakes(document) };
  const whole = { file: lockBeside(document, basename(document)), document, others: [] };
  return [plain, whole].filter(({ file }) => isThere(file));
}

function onlyDocument({ inputs, folder }: Pick<Given, "inputs" | "folder">): string | undefined {
  const [input = "-", ...others] = inputs;
  const [local] = localInputs([input]);
  if (others.length > 0 || local === undefined || withoutPattern(local) !== local) return undefined;
  const path = resolve(folder, local);
  return isFolder(path) ? undefined : path;
}

function localInputs(inputs: readonly string[]): string[] {
  return inputs.filter((input) => input !== "-" && !/^https?:\/\//.test(input));
}

/** The folders that an output is in, as far as its repository. */
function foldersAbove(output: string): string[] {
  const folder = dirname(output);
  const isTop = folder === output || existsSync(join(folder, ".git"));
  return isTop ? [folder] : [folder, ...foldersAbove(folder)];
}
