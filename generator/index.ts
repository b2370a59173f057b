import { join, relative, resolve } from "node:path";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { Diagnostics } from "./diagnostics/diagnostics.ts";
import { findDocuments, rootOf } from "./document/find-documents.ts";
import { readApi } from "./document/read-api.ts";
import { buildModel } from "./model/build-model.ts";
import { checkClientParameters } from "./model/client-parameters.ts";
import { checkLinks } from "./model/links.ts";
import { checkPages } from "./model/operation-pages.ts";
import { emptyLock, formatLock } from "./names/lock/lock.ts";
import { parseLock } from "./names/lock/parse-lock.ts";
import { nameApi } from "./names/name-api.ts";
import { compareOutput, readIfThere } from "./output/compare-output.ts";
import { digests, formatManifest, manifestName, readManifest } from "./output/manifest.ts";
import { conflicts, filesInOwnFolders } from "./output/own-files.ts";
import { digestOfSettings } from "./output/settings-digest.ts";
import { isUpToDate } from "./output/up-to-date.ts";
import { writeLock, writeOutput } from "./output/write-output.ts";
import type { Checked, Generated, RunOptions, SettingsWithOutput, Understood } from "./run.ts";
import { checkScopes } from "./scopes/check-scopes.ts";
import { applySeverity } from "./settings/apply-severity.ts";
import { packageRoot } from "./settings/package-root.ts";
import type { Settings } from "./settings/settings.ts";

export type { Diagnostic, Place, Severity } from "./diagnostics/diagnostic.ts";
export type { Model } from "./model/model.ts";
export type { NamingEvent } from "./names/events/event.ts";
export type { Difference } from "./output/compare-output.ts";
export type { Checked, Generated, RunOptions, SettingsWithOutput, Understood } from "./run.ts";
export { defaultSettings, readSettings } from "./settings/read-settings.ts";
export type { Settings } from "./settings/settings.ts";

/** Whether this is a released generator, whose version stands for what it does; from source, anything may have changed. */
const isBuilt = !import.meta.url.endsWith(".ts");

const staleLock: Diagnostic = {
  code: "lock-stale",
  severity: "error",
  message: "the lock does not hold the names of this API, and must not be changed now",
  help: "run `twinspec generate`, without --frozen, and commit the lock",
};

/** Documents in, meaning and names out. */
export async function understand(settings: Settings, options: RunOptions = {}): Promise<Understood> {
  const shown = (file: string) => relative(options.workingFolder ?? resolve(), file);
  const {
    api,
    diagnostics: reading,
    texts,
  } = await readApi(settings.inputs, {
    workingFolder: settings.folder,
    shownFrom: options.workingFolder ?? resolve(),
    root: settings.root,
    inputPlaces: settings.inputPlaces,
    standardInput: options.standardInput,
  });
  const diagnostics = new Diagnostics(reading);
  const oldLock = readIfThere(settings.lockFile);
  const locked =
    oldLock === undefined ? { lock: emptyLock, diagnostics: [] } : parseLock(oldLock, shown(settings.lockFile!));
  diagnostics.add(locked.diagnostics);
  const documents = digests(texts);
  const judged = () => applySeverity(diagnostics.all, settings, options.strict ?? false);
  if (!api) return { diagnostics: judged(), documents };

  checkScopes(api, settings.scopes, diagnostics);
  const names = nameApi(api, { lock: locked.lock, overrides: settings.names, prune: options.prune ?? false });
  diagnostics.add(names.diagnostics);
  const lockText = { old: oldLock, new: formatLock(names.lock) };
  const isLockRead = !hasErrors(locked.diagnostics);
  if (options.frozen && isLockRead && lockText.old !== lockText.new)
    diagnostics.add([{ ...staleLock, ...(settings.lockFile && { at: { file: shown(settings.lockFile) } }) }]);
  const model = buildModel(api, names, settings);
  checkClientParameters(settings.client.parameters, model, diagnostics);
  checkLinks(model, settings.client.links, diagnostics);
  diagnostics.add(checkPages(model, settings.client.pages));
  return { diagnostics: judged(), names, model, lockText, documents };
}

/** Documents in, files out; nothing is written. */
export async function build(settings: Settings, options: RunOptions = {}): Promise<Generated> {
  const understood = await understand(settings, options);
  const { model, lockText, documents } = understood;
  if (!model || !lockText || hasErrors(understood.diagnostics)) return understood;
  const { emit } = await import("./outputs/emit.ts");
  const files = emit(model, {
    target: settings.target === "package" ? { kind: "package", package: settings.package } : { kind: "source" },
    transport: { authPrefix: settings.authPrefix },
    values: settings.client.values,
    fetch: { retry: settings.client.retry, concurrency: settings.client.concurrency },
    runtimeFolder: join(packageRoot(), "generator", "runtime"),
  });
  files.set(
    manifestName,
    formatManifest({ settings: digestOfSettings(settings, lockText.new), documents, files: digests(files) }),
  );
  return { ...understood, files };
}

/** Writes the files that an API becomes, and its lock: all of them, or none where there is an error. */
export async function generate(settings: SettingsWithOutput, options: RunOptions = {}): Promise<Generated> {
  const generated = await build(settings, options);
  const { files, lockText } = generated;
  if (!files || !lockText) return generated;
  const previous = readManifest(settings.output);
  const faults = options.force ? [] : conflicts(settings.output, files, previous);
  if (faults.length > 0) return { ...generated, diagnostics: [...generated.diagnostics, ...faults] };
  writeOutput(settings.output, files, previous);
  if (settings.lockFile !== undefined && lockText.old !== lockText.new) writeLock(settings.lockFile, lockText.new);
  return generated;
}

/** How the files on disk differ from what the documents give; nothing is written. */
export async function check(settings: SettingsWithOutput, options: RunOptions = {}): Promise<Checked> {
  const { lockFile, output, target } = settings;
  const manifest = readManifest(output);
  const lock = readIfThere(lockFile);
  if (manifest && lock !== undefined && !options.strict && !options.full && isBuilt) {
    const found = await findDocuments(settings.inputs, settings.folder);
    const root = settings.root ?? rootOf(found, settings.folder);
    const now = { settings: digestOfSettings(settings, lock), root, documents: found.flatMap(({ files }) => files) };
    if (isUpToDate(settings, manifest, now)) return { diagnostics: [], documents: manifest.documents, differences: [] };
  }
  const generated = await build(settings, { ...options, frozen: true });
  const differences = generated.files ? compareOutput(output, generated.files, filesInOwnFolders(output, target)) : [];
  return { ...generated, differences };
}

/** Whether one of the diagnostics is an error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
