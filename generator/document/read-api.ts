import { join, relative, resolve } from "node:path";
import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import { Diagnostics } from "../diagnostics/diagnostics.ts";
import { placeOf as placeIn } from "../diagnostics/places.ts";
import { didYouMean } from "../diagnostics/suggestion.ts";
import type { Api } from "./api.ts";
import type { KeptDocuments } from "./copies/kept-documents.ts";
import { commonFolder, type FoundInput, findDocuments, type Inputs, limitOf, rootFor } from "./find-documents.ts";
import { isObject, type JsonObject } from "./json.ts";
import { Library, realPath } from "./library.ts";
import { addressOf } from "./remote/addresses.ts";
import type { Asked, RemoteSettings } from "./remote/remote-documents.ts";
import { resolveApi } from "./resolve-api.ts";
import { below, type SourceDocument } from "./source-document.ts";
import type { Amend } from "./text/amend.ts";
import type { ReadLongInteger } from "./text/example-integers.ts";

/** How the documents of an API are found. */
export interface ReadOptions {
  /** Relative inputs are relative to this folder. Default: the current one. */
  readonly workingFolder?: string | undefined;
  /** Messages show paths relative to this folder. Default: the working folder. */
  readonly shownFrom?: string | undefined;
  /**
   * No file outside of this folder is read. Default: what paths are relative to is the folder of the settings file, or
   * else the one that contains all inputs, and files outside of it are read below the repository or the working folder.
   */
  readonly root?: string | undefined;
  /** The settings file, if there is one. */
  readonly file?: string | undefined;
  /** Where documents are that have an address on the web. */
  readonly remote?: RemoteSettings | undefined;
  /** What changes documents once they are parsed. */
  readonly amend?: Amend | undefined;
  /** What the documents held the last time. */
  readonly kept?: KeptDocuments | undefined;
  /** Where the inputs are named, if in a file. */
  readonly inputPlaces?: ReadonlyMap<string, Place> | undefined;
  /** The text that `-` reads. */
  readonly standardInput?: string | undefined;
  /**
   * Reads integers that exceed JavaScript numbers in examples and defaults. Default: they become the nearest number, as
   * everywhere else.
   */
  readonly readLongInteger?: ReadLongInteger | undefined;
  /** Whether `nullable` beside a `$ref` of OpenAPI 3.0 allows null. Default: it does. */
  readonly nullableReferences?: boolean | undefined;
}

/** The result of reading an API. `api` is absent where there is nothing to work with. */
export interface ReadResult {
  readonly api?: Api;
  readonly diagnostics: readonly Diagnostic[];
  /** The folder that paths are relative to, with symbolic links resolved. */
  readonly root: string;
  /** The text of every file that was read, by its path. */
  readonly texts: ReadonlyMap<string, string>;
  /** The addresses on the web that were asked for and that may be fetched, whether they have copies or not. */
  readonly asked: ReadonlyMap<string, Asked>;
  /** The requested files that do not exist, by their absolute paths. */
  readonly absent: ReadonlySet<string>;
}

/** What a run knows of the documents that it is to read. */
interface Reading {
  readonly settings: Inputs &
    Pick<ReadOptions, "inputPlaces" | "nullableReferences"> &
    Pick<RemoteSettings, "references" | "vendor">;
  readonly options: Pick<ReadOptions, "amend" | "kept" | "standardInput"> & { readonly workingFolder?: string };
  readonly diagnostics: Diagnostics;
}

/** Reads the documents that the settings name, and reports what is wrong with them. */
export async function readDocuments({
  settings,
  options,
  diagnostics,
}: Reading): Promise<Pick<ReadResult, "absent" | "api" | "root" | "texts">> {
  const { inputs, folder } = settings;
  const { workingFolder, standardInput, amend, kept } = options;
  const shownFrom = workingFolder ?? resolve();
  const read = await readApi(inputs, {
    ...settings,
    remote: settings,
    workingFolder: folder,
    shownFrom,
    standardInput,
    amend,
    kept,
    readLongInteger: (digits) => digits,
  });
  diagnostics.add(read.diagnostics);
  return read;
}

/**
 * Reads the documents of one API: files, folders, globs, `-` for standard input, or http(s) URLs. Faults do not stop
 * it; all of them are reported.
 */
export async function readApi(inputs: readonly string[], options: ReadOptions = {}): Promise<ReadResult> {
  const workingFolder = options.workingFolder ?? resolve();
  const diagnostics = new Diagnostics();
  const found = await findDocuments(
    inputs.filter((input) => !isText(input)),
    workingFolder,
  );
  const library = libraryFor(found, { ...options, workingFolder });
  const hasCopy = (input: string) => library.remote.knows(addressOf(input) ?? "about:blank");
  const fetchable = inputs.filter((input) => isText(input) && !hasCopy(input));
  const texts = await fetchTexts(fetchable, options, diagnostics);
  found.push(...inputs.filter(hasCopy).map((input) => ({ input, files: [input], isExplicit: true })));
  const placeOf = (input: string): Place => options.inputPlaces?.get(input) ?? { file: input };

  const documents = new Set<SourceDocument>();
  for (const [name, text] of texts) documents.add(library.add(name, text));
  for (const { input, files, isExplicit } of found) {
    let isEmpty = true;
    for (const file of files) {
      const opened = isText(file) ? library.refer(file, { file: workingFolder }) : library.open(file, true);
      // a file that the user did not name may mention OpenAPI and be something else
      if ("text" in opened && !isExplicit && isObject(opened.value) && versionOf(opened.value) === undefined) continue;
      isEmpty = false;
      if ("text" in opened) documents.add(opened);
      else {
        const { code, message, help } = opened;
        diagnostics.add([
          { severity: "error", code, message, at: placeOf(input), ...(help !== undefined && { help }) },
        ]);
      }
    }
    if (isEmpty) noDocuments(input, placeOf(input), diagnostics);
  }
  const usable = [...documents].filter((document) => isOpenApi(document, diagnostics));
  const api = usable.length === 0 ? undefined : resolveApi(usable, library, diagnostics);
  diagnostics.add(library.diagnostics);
  diagnostics.add(options.amend?.diagnostics ?? []);
  diagnostics.add(options.amend?.unmatched() ?? []);
  tellRoot(library, options.shownFrom ?? workingFolder, diagnostics);
  const { root, texts: read, absent } = library;
  const places = new Map(inputs.map((input) => [addressOf(input), placeOf(input)]));
  const asked = askedOf(library, places, documents);
  return { ...(api && { api }), diagnostics: diagnostics.all, root, texts: read, absent, asked };
}

/** The addresses that were asked for: by the places of inputs, or by references. */
function askedOf(
  library: Library,
  inputs: ReadonlyMap<string | undefined, Place>,
  documents: ReadonlySet<SourceDocument>,
): Map<string, Asked> {
  return new Map(
    [...library.remote.asked].map(([address, by]) => {
      const at = inputs.get(address) ?? (by && placeIn(by));
      const document = library.remoteDocument(address);
      const fault = document && faultOf(document, documents.has(document), library.diagnostics);
      const copy = document && { file: document.shown, ...(fault !== undefined && { fault }) };
      return [address, { ...(at && { at }), ...copy }];
    }),
  );
}

/** Why a document cannot be what it is asked for as: an API, or what a reference leads into. */
function faultOf(
  { value, shown }: SourceDocument,
  isInput: boolean,
  diagnostics: readonly Diagnostic[],
): string | undefined {
  if (value === undefined) {
    const syntax = diagnostics.find(({ code, at }) => code === "syntax" && at?.file === shown);
    const where = syntax?.at?.line === undefined ? "" : ` (line ${syntax.at.line}, column ${syntax.at.column})`;
    return `it is neither JSON nor YAML${syntax ? `: ${syntax.message}` : ""}${where}`;
  }
  if (isInput) return whyNotOpenApi(value)?.why;
  return typeof value === "object" && value !== null ? undefined : "its root is not an object";
}

function libraryFor(found: readonly FoundInput[], options: ReadOptions & { readonly workingFolder: string }): Library {
  const { workingFolder, shownFrom = workingFolder, file, remote, amend, kept, readLongInteger } = options;
  const named = options.root === undefined ? undefined : resolve(workingFolder, options.root);
  const places = { inputs: [], folder: workingFolder, ...(named !== undefined && { root: named }) };
  const root = rootFor({ ...places, ...(file !== undefined && { file }) }, found);
  const limit = named ?? limitOf(realPath(root), realPath(shownFrom));
  const from = remote && { ...remote, folder: resolve(workingFolder, remote.folder) };
  const library = new Library({ root, limit, shownFrom, remote: from, amend, kept }, readLongInteger);
  library.nullableReferences = options.nullableReferences ?? true;
  return library;
}

/** Says which folder holds everything that is referred to, where that is more than the documents are in. */
function tellRoot({ root, outside }: Library, shownFrom: string, diagnostics: Diagnostics): void {
  if (outside.size === 0) return;
  const folder = relative(shownFrom, commonFolder([join(root, "_"), ...outside])) || ".";
  const files = outside.size === 1 ? "a file" : `${outside.size} files`;
  const from = relative(shownFrom, root) || ".";
  const message = `documents refer to ${files} outside of "${from}": the root folder is "${folder}"`;
  const help = "pass `--root`, or set `root` in the settings, to choose another one";
  diagnostics.add([{ severity: "info", code: "root-widened", message, help }]);
}

function isText(input: string): boolean {
  return input === "-" || /^https?:\/\//.test(input);
}

async function fetchTexts(
  inputs: readonly string[],
  options: ReadOptions,
  diagnostics: Diagnostics,
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const input of inputs.filter(isText)) {
    if (input === "-") {
      texts.set("<stdin>", options.standardInput ?? "");
      continue;
    }
    try {
      const response = await fetch(input, { redirect: "follow", signal: AbortSignal.timeout(30_000) });
      if (!response.ok) throw new Error(`the server responded with ${response.status}`);
      texts.set(input, await response.text());
    } catch (error) {
      const reason =
        error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error);
      diagnostics.add([{ severity: "error", code: "fetch-failed", message: `cannot fetch "${input}": ${reason}` }]);
    }
  }
  return texts;
}

function noDocuments(input: string, at: Place, diagnostics: Diagnostics): void {
  const message = `no OpenAPI document was found in "${input}"`;
  const help = "a document is a .yaml, .yml or .json file with `openapi` or `swagger` at its root";
  diagnostics.add([{ severity: "error", code: "no-documents", message, at, help }]);
}

function versionOf(root: JsonObject): unknown {
  return root["openapi"] ?? root["swagger"];
}

function isOpenApi(document: SourceDocument, diagnostics: Diagnostics): boolean {
  const { value, shown } = document;
  if (value === undefined) return false; // a syntax error, already reported
  const not = whyNotOpenApi(value);
  if (!not) return true;
  const { why, key, help, isVersion } = not;
  const position = key === undefined ? { document } : below({ document }, key);
  if (isVersion) diagnostics.report("error", "not-openapi", position, why, { help });
  else {
    const message = `"${shown}" is not an OpenAPI document: ${why}`;
    diagnostics.report("error", "not-openapi", position, message, { help, part: "key" });
  }
  return false;
}

/** Why a value is no OpenAPI document that can be read. */
interface NotOpenApi {
  readonly why: string;
  /** The key that shows it. */
  readonly key?: string;
  readonly help?: string | undefined;
  /** Whether it is one of another version. */
  readonly isVersion?: true;
}

function whyNotOpenApi(value: unknown): NotOpenApi | undefined {
  if (!isObject(value)) return { why: value === null ? "it is empty" : "its root is not an object" };
  const version = versionOf(value);
  if (version === undefined) {
    const key = Object.keys(value).find((each) => didYouMean(each, ["openapi", "swagger"]) !== undefined);
    const why = "it has neither `openapi` nor `swagger`";
    return key === undefined ? { why } : { why, key, help: didYouMean(key, ["openapi", "swagger"]) };
  }
  if (/^3\.[012](?:\.|$)/.test(String(version))) return undefined;
  return {
    why: `"${String(version)}" is not a version of OpenAPI that can be read`,
    key: Object.hasOwn(value, "openapi") ? "openapi" : "swagger",
    help: "Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 can be",
    isVersion: true,
  };
}
