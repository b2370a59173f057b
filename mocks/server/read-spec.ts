import { existsSync, readFileSync, statSync } from "node:fs";
import { relative, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Diagnostic, Place } from "../../generator/diagnostics/diagnostic.ts";
import { hasErrors } from "../../generator/diagnostics/diagnostics.ts";
import { placeOf } from "../../generator/diagnostics/places.ts";
import type { Api } from "../../generator/document/api.ts";
import type { JsonObject } from "../../generator/document/json.ts";
import { type ReadResult, readApi } from "../../generator/document/read-api.ts";
import { copiesFileName } from "../../generator/document/remote/copies.ts";
import type { Amend } from "../../generator/document/text/amend.ts";
import { toOpenApi } from "../../generator/document/to-openapi.ts";
import type { NamingEvent } from "../../generator/names/events/event.ts";
import { type LockOnDisk, readLockFile } from "../../generator/names/lock/read-lock.ts";
import { type CalledOperation, nameCalls } from "../../generator/names/name-calls.ts";
import { applySeverity, reasonsFor } from "../../generator/settings/apply-severity.ts";
import { isSettingsFile, lockFileName, settingsFilesIn } from "../../generator/settings/find-settings.ts";
import { defaultSettings, readSettings } from "../../generator/settings/read-settings.ts";
import { withChoice } from "../../generator/settings/resolve-settings.ts";
import type { AmendmentSettings, Settings } from "../../generator/settings/settings.ts";
import type { NamingNote } from "../control-api/mock-api.ts";
import { markedNumber } from "../document/exact-numbers.ts";
import type { OperationNames } from "../document/operations.ts";
import { type SentNames, sentKey } from "../document/sent-operations.ts";
import type { ApiOptions } from "../pipeline/api-options.ts";
import type { RuleOptions } from "./api.ts";
import { checkMockSettings } from "./check-mock-settings.ts";

/** The documents of an API and the settings beside them, as a mock needs them. */
export interface Spec {
  /** What the API is called, where the documents or the settings say it. */
  readonly title: string | undefined;
  /** One self-contained OpenAPI 3.x document. */
  readonly openapi: JsonObject;
  readonly names: OperationNames;
  readonly sentNames: SentNames;
  /** What the settings say of the mock. */
  readonly options: ApiOptions & RuleOptions;
  /** Seconds that requests in flight have when the mock is stopped. */
  readonly shutdownTimeout: number | undefined;
  /** What relative paths of the settings are relative to. */
  readonly folder: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
}

/** The files that make up an API. Paths are absolute. */
export interface Sources {
  /** The text of each file that was read: documents, settings, lock. */
  readonly texts: ReadonlyMap<string, string>;
  /**
   * What was requested, whether it is there or not: files, folders, and globs; a document that comes below a folder
   * belongs to the API.
   */
  readonly inputs: readonly string[];
}

/** Thrown when the documents or the settings of an API cannot be read; `diagnostics` says why and where. */
export class UnreadableSpecError extends Error {
  override readonly name = "UnreadableSpecError";
  readonly diagnostics: readonly Diagnostic[];
  readonly #sources: Sources;

  constructor(inputs: readonly string[], diagnostics: readonly Diagnostic[], sources: Sources) {
    const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error");
    super(`cannot read ${inputs.join(", ")}${errors.map((error) => `\n${describe(error)}`).join("")}`);
    this.diagnostics = diagnostics;
    this.#sources = sources;
  }

  /** What was read all the same, and where a fault may be mended. Not shown where the error is printed: whole texts. */
  get sources(): Sources {
    return this.#sources;
  }
}

/**
 * Reads the documents of one API: files, folders or globs, `-` for `standardInput`, or a folder with a `twinspec.yaml`,
 * or that file.
 *
 * @throws {UnreadableSpecError} when the settings or the documents cannot be read.
 */
export async function readSpec(inputs: readonly string[], reading: ReadingOptions = {}): Promise<Spec> {
  const { settings, all, sources, openapi, names, webhooks } = await readNamed(inputs, reading);
  const { folder, authPrefix, scopes, title } = settings;
  const { oauth, faults, faultHeader, responses, upstream, callbackHosts } = settings.mock;
  const { control, allowedHosts, journal, invalidRequest, unknownQuery, queryBrackets } = settings.mock;
  return {
    title,
    openapi,
    names,
    sentNames: new Map(webhooks.map(({ name, webhook }) => [name, sentKey(webhook)])),
    options: {
      scopes,
      faults,
      responses,
      ...(upstream && { upstream }),
      callbackHosts,
      faultHeader,
      control,
      allowedHosts,
      journal,
      ...(invalidRequest && { invalidRequest }),
      unknownQuery,
      queryBrackets,
      oauth: { prefixes: [authPrefix], ...(saysAccess(settings) && { mode: "strict" }), ...oauth },
    },
    shutdownTimeout: settings.mock.shutdownTimeout,
    folder,
    diagnostics: applySeverity(all, settings, false),
    sources,
  };
}

/** How documents are read beside their settings. */
export interface ReadingOptions {
  /** What the document `-` stands for. */
  readonly standardInput?: string;
  /** No file outside of this folder is read. */
  readonly root?: string;
  /** What is chosen in place of what the settings choose. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** Whether operations that the settings leave out are there all the same. */
  readonly isWhole?: boolean;
}

/** What is said of an operation beside what it is. */
export interface OperationNotes {
  readonly place: Place;
  /** What naming did: twins, clashes, names that the lock keeps. */
  readonly naming?: readonly NamingNote[];
}

/**
 * Where the operations of an API stand, and how they came to their names, by method and path:
 * `GET /tickets/{ticketId}`. Their positions hold whole documents, so they are not kept with the API.
 *
 * @throws {UnreadableSpecError} when the settings or the documents cannot be read any more.
 */
export async function readNotes(
  inputs: readonly string[],
  reading: ReadingOptions = {},
): Promise<ReadonlyMap<string, OperationNotes>> {
  const { named, events } = await readNamed(inputs, reading);
  const notesOf = (key: string): Pick<OperationNotes, "naming"> => {
    const lockKeys = new Set(named.flatMap((each) => (each.key === key ? [each.lockKey] : [])));
    const naming = events.filter(({ keys }) => keys.some((each) => lockKeys.has(each))).map(noteOf);
    return naming.length === 0 ? {} : { naming };
  };
  return new Map(
    named
      .filter(({ isCanonicalTwin }) => isCanonicalTwin)
      .map(({ key, operation: { method, path, position } }) => [
        `${method} ${path}`,
        { place: { ...placeOf(position, "key") }, ...notesOf(key) },
      ]),
  );
}

function noteOf({ kind, names, places, detail }: NamingEvent): NamingNote {
  const shown = places.map(({ file, line, column, pointer }) => ({
    file,
    ...(pointer !== undefined && { pointer }),
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
  }));
  return { kind, names, places: shown, ...(detail !== undefined && { detail }) };
}

/**
 * Documents, their names and the settings beside them.
 *
 * @throws {UnreadableSpecError} when the settings or the documents cannot be read.
 */
export async function readNamed(inputs: readonly string[], reading: ReadingOptions) {
  const { standardInput, root } = reading;
  const { settings: found, diagnostics: settingsDiagnostics } = settingsOf(inputs);
  const settings = withChoice(found, reading);
  const { folder } = settings;
  const rooted = root === undefined ? settings : { ...settings, root: resolve(root) };
  const places = { ...rooted, remote: settings, workingFolder: folder, shownFrom: resolve(), standardInput };
  const amend = settings.amendments && (await amendmentsOf(settings.amendments, folder));
  const read = await readApi(settings.inputs, { ...places, amend, readLongInteger: markedNumber });
  // The validators say it themselves, with all else that they cannot check.
  const relevant = read.diagnostics.filter(({ code }) => code !== "pattern-invalid");
  const lock = lockOf(settings);
  const all = [...settingsDiagnostics, ...relevant, ...lock.diagnostics];
  const sources = sourcesOf(settings, read, lock.file);
  const { api } = read;
  // Without its lock an API would have other names than its client, and without its overlays it would be another.
  const isMeant = !hasErrors(lock.diagnostics) && !amend?.hasFailed();
  if (api === undefined || !isMeant) throw new UnreadableSpecError(inputs, reasonsFor(all, settings, false), sources);

  const calls = nameCalls(api, { lock: lock.names, overrides: settings.names });
  const { events, operations } = calls.operations;
  const { webhooks } = calls.webhooks;
  const whole = { api, named: operations, ...asOpenApi(api, operations) };
  const faulty = checkMockSettings(settings, whole.openapi, whole.names);
  const { choice } = reading.isWhole ? {} : settings;
  if (choice === undefined || faulty.length > 0) {
    if (faulty.length > 0)
      throw new UnreadableSpecError(inputs, reasonsFor([...all, ...faulty], settings, false), sources);
    return { settings, all, sources, ...whole, events, webhooks };
  }
  const { choose } = await import("../../generator/choice/choose.ts");
  const chosen = choose(api, { operations, webhooks }, { settings, choice });
  const said = [...all.filter((each) => !chosen.isLeftOut(each)), ...chosen.diagnostics];
  if (hasErrors(chosen.diagnostics)) throw new UnreadableSpecError(inputs, reasonsFor(said, settings, false), sources);
  const left = { api: chosen.api, named: chosen.operations, ...asOpenApi(chosen.api, chosen.operations) };
  return { settings: chosen.settings, all: said, sources, ...left, events, webhooks: chosen.webhooks };
}

async function amendmentsOf(amendments: AmendmentSettings, folder: string): Promise<Amend> {
  const { readAmendments } = await import("../../generator/amendments/amendments.ts");
  return readAmendments(amendments, { folder, shownFrom: resolve() });
}

/** An API as one document, which has each operation once, and the names of its operations. */
function asOpenApi(api: Api, named: readonly CalledOperation[]) {
  const canonical = new Set(named.flatMap(({ isCanonicalTwin, operation }) => (isCanonicalTwin ? [operation] : [])));
  const openapi = toOpenApi(api, (twins) => twins.find((twin) => canonical.has(twin)) ?? twins[0]!);
  return { openapi, names: namesByTemplate(named) };
}

/** Whether the settings say anything of who has access: scopes, or what the mock does as an authorization server. */
function saysAccess({ scopes, mock }: Settings): boolean {
  const unsaid = defaultSettings([], undefined, resolve());
  return !isDeepStrictEqual([scopes, mock.oauth], [unsaid.scopes, unsaid.mock.oauth]);
}

function sourcesOf(settings: Settings, read: ReadResult, lock: string | undefined): Sources {
  const { folder, inputs, file, lockFile, vendor } = settings;
  const copies = vendor.length > 0 ? [resolve(folder, copiesFileName)] : [];
  const own = [file, lock, ...copies.filter((path) => existsSync(path))].filter((path) => path !== undefined);
  const paths = inputs.filter((input) => !isText(input));
  return {
    texts: new Map([
      ...[...read.texts].flatMap(([path, text]) => (isText(path) ? [] : [[resolve(read.root, path), text] as const])),
      ...own.map((path) => [path, readFileSync(path, "utf8")] as const),
    ]),
    inputs: [
      ...paths.map((input) => resolve(folder, input)),
      ...read.absent,
      ...(lockFile === undefined ? [] : [lockFile]),
      ...copies,
    ],
  };
}

/** Whether an input, or a document by its name, is in no file: standard input and URLs. */
function isText(name: string): boolean {
  return name === "-" || name === "<stdin>" || /^https?:\/\//.test(name);
}

/** The settings, and what is out of date in them. */
function settingsOf(inputs: readonly string[]): { settings: Settings; diagnostics: readonly Diagnostic[] } {
  const [input = "", ...others] = inputs;
  const [file] = isSettingsFile(input) && existsSync(input) ? [input] : settingsFilesIn(input);
  if (file === undefined || others.length > 0)
    return { settings: defaultSettings(inputs, undefined, resolve()), diagnostics: [] };
  const { settings, diagnostics } = readSettings(resolve(file), resolve());
  if (settings === undefined)
    throw new UnreadableSpecError(inputs, diagnostics.all, { texts: new Map(), inputs: [resolve(file)] });
  return { settings, diagnostics: diagnostics.all };
}

/**
 * The names by which a served operation goes: its own, its aliases, and those of twins that it stands for although they
 * differ.
 */
function namesByTemplate(operations: readonly CalledOperation[]): OperationNames {
  const ofKey = new Map<string, string[]>();
  for (const { key, name, aliases, isCanonicalTwin } of operations) {
    const others = ofKey.get(key) ?? [];
    ofKey.set(key, isCanonicalTwin ? [name, ...aliases, ...others] : [...others, name, ...aliases]);
  }
  return new Map(
    operations
      .filter(({ isCanonicalTwin }) => isCanonicalTwin)
      .map(({ key, arguments: named, operation: { method, path } }) => [
        `${method} ${path}`,
        { functions: ofKey.get(key) ?? [], arguments: named },
      ]),
  );
}

/** The public names that lie beside the documents; without a lock, names are those of a first generation. */
function lockOf({ lockFile, inputs, folder }: Settings): LockOnDisk {
  const folders = inputs.map((input) => resolve(folder, input)).filter(isFolder);
  const files = folders.map((each) => resolve(each, lockFileName));
  return readLockFile([...(lockFile === undefined ? [] : [lockFile]), ...files], (file) => relative(resolve(), file));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function describe({ at, code, message }: Diagnostic): string {
  const place =
    at === undefined ? "" : `${[at.file, at.line, at.column].filter((part) => part !== undefined).join(":")} `;
  return `${place}${code}: ${message}`;
}
