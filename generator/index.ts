import { resolve } from "node:path";
import { checks } from "./checks/checks.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { hasErrors } from "./diagnostics/diagnostics.ts";
import { tooDeep } from "./diagnostics/too-deep.ts";
import { inOrder, levelOf } from "./diff/finding.ts";
import type { Side } from "./diff/side.ts";
import { documentsOf, haveSameTexts } from "./document/find-documents.ts";
import { readApi, readDocuments } from "./document/read-api.ts";
import type { Amend } from "./document/text/amend.ts";
import { type ImportedNames, type ImportOptions, readNames } from "./import-names/import-names.ts";
import { takeNames } from "./import-names/take-names.ts";
import { buildModel } from "./model/build-model.ts";
import { readLock, takenOver } from "./names/find-lock.ts";
import { giveNames } from "./names/give-names.ts";
import { lockOfDocuments } from "./names/lock/lock-of-documents.ts";
import { nameApi } from "./names/name-api.ts";
import { compareOutput } from "./output/compare-output.ts";
import { knownIn } from "./output/known-texts.ts";
import { digestOfSettings, digests, readIfThere, withManifest } from "./output/manifest.ts";
import { postProcess } from "./output/post-process.ts";
import { readPackage } from "./output/read-package.ts";
import { settled } from "./output/settled.ts";
import { upToDateManifest } from "./output/up-to-date.ts";
import { writeAtOnce } from "./output/write-at-once.ts";
import { interruptedRun, recoverOutput, writeGenerated } from "./output/write-output.ts";
import type {
  Analysis,
  AnalyzeOptions,
  BuildOptions,
  Checked,
  Compared,
  Generated,
  NamedApi,
  Version,
} from "./results.ts";
import { diagnosticsOf, type Run, type RunOptions, reasonsOf, shownPath, startRun } from "./settings/run.ts";
import type { ChoiceSettings, Settings, SettingsWithOutput } from "./settings/settings.ts";
import type { Usage, UsageOptions } from "./usage/usage.ts";
import { type Vendored, type VendorOptions, vendorDocuments } from "./vendor/vendor.ts";

export type { Diagnostic, Place, Severity } from "./diagnostics/diagnostic.ts";
export { hasErrors } from "./diagnostics/diagnostics.ts";
export type { Finding, Level } from "./diff/finding.ts";
export { type Bump, bumpFor, nextVersion } from "./diff/next-version.ts";
export type { Emitted, Output } from "./emit/output.ts";
export type { Code } from "./emit/printing/code.ts";
export type { Declaration } from "./emit/printing/declarations.ts";
export type { Member, TypeCode } from "./emit/printing/types.ts";
export type { ModuleOptions, SourceFile } from "./emit/source-file.ts";
export type { CodeSymbol } from "./emit/symbols.ts";
export type { OutputSettings, Section, Toolkit } from "./emit/toolkit.ts";
export { ImportError, type Origin, origins } from "./import-names/found-name.ts";
export type { ImportedNames, ImportOptions } from "./import-names/import-names.ts";
export type { RefusedName, TakenName, TakenNames } from "./import-names/take-names.ts";
export type { Model } from "./model/model.ts";
export type { NamingEvent } from "./names/events/event.ts";
export type { Difference } from "./output/compare-output.ts";
export { isGeneratedPackage, readPackage } from "./output/read-package.ts";
export type { Analysis, AnalyzeOptions, BuildOptions, Checked, Compared, Generated, Version } from "./results.ts";
export { defaultSettings, readSettings } from "./settings/read-settings.ts";
export type { RunOptions } from "./settings/run.ts";
export type { Settings, SettingsWithOutput } from "./settings/settings.ts";
export { CodeError } from "./usage/code-error.ts";
export type { LeastSet } from "./usage/least-set.ts";
export type { GrantFit, Usage, UsageOptions, UsedOperation } from "./usage/usage.ts";
export type { CodePlace, UnknownUse } from "./usage/uses.ts";
export type { Vendored, VendoredDocument, VendorOptions } from "./vendor/vendor.ts";

/** Read, name, build, check: what the documents of an API mean, and what everything in them is called. */
export async function analyze(settings: Settings, options: AnalyzeOptions = {}): Promise<Analysis> {
  const run = startRun(settings, options);
  const { api, texts, root, absent } = await readAmended(run);
  const documents = digests(texts);
  const sources = {
    files: [...texts.keys()].map((path) => resolve(root, path)),
    inputs: [...settings.inputs.map((input) => resolve(settings.folder, input)), ...absent],
  };
  const own = await readLock(run);
  const hasNames = own.text !== undefined || own.isTakenOver === true || !own.isReadable;
  const lock = options.names && !hasNames ? takenOver(options.names(documents)) : own;
  if (!api) return { documents, sources, diagnostics: reasonsOf(run) };
  try {
    const { names: all, lockText, ...changes } = giveNames(api, lock, run);
    const given: NamedApi = { api, names: all, settings };
    const { names, isLeftOut, ...left } = settings.choice ? await chosenOf(given, settings.choice, run) : given;
    const model = buildModel(left.api, names, left.settings);
    for (const check of checks) run.diagnostics.add(check({ ...left, model }));
    const said = isLeftOut ? { ...run, diagnostics: run.diagnostics.without(isLeftOut) } : run;
    const diagnostics = lock.isReadable ? diagnosticsOf(said) : reasonsOf(said);
    return { documents, sources, names, model, lockText, ...changes, diagnostics };
  } catch (error) {
    run.diagnostics.add([tooDeep(error, shownFile(documents))]);
    return { documents, sources, diagnostics: reasonsOf(run) };
  }
}

/** Reads the documents as the settings change them: there is no API where they cannot be changed. */
async function readAmended(run: Run): ReturnType<typeof readDocuments> {
  const { settings, options } = run;
  const amend = await amendFor(settings, options);
  if (!amend) return readDocuments(run);
  if (amend.hasFailed()) {
    run.diagnostics.add(amend.diagnostics);
    return { root: settings.folder, texts: amend.texts, absent: new Set(amend.absent) };
  }
  const { api, ...read } = await readDocuments({ ...run, options: { ...options, amend } });
  return { ...read, ...(api && !amend.hasFailed() && { api }) };
}

/** What changes the documents before they are read, where the settings say so. */
async function amendFor(settings: Settings, { workingFolder }: RunOptions): Promise<Amend | undefined> {
  const { amendments, folder } = settings;
  if (!amendments) return undefined;
  const { readAmendments } = await import("./amendments/amendments.ts");
  return readAmendments(amendments, { folder, shownFrom: workingFolder ?? resolve() });
}

/** What is left of an API by the choice of the settings; the lock has the names of everything. */
async function chosenOf({ api, names, settings }: NamedApi, choice: ChoiceSettings, run: Run): Promise<NamedApi> {
  const { choose, namesOfChosen } = await import("./choice/choose.ts");
  const chosen = choose(api, names, { settings, choice });
  run.diagnostics.add(chosen.diagnostics);
  return { ...chosen, names: namesOfChosen(names, chosen) };
}

function shownFile(documents: Analysis["documents"]): string {
  return [...documents.keys()][0] ?? "";
}

/** Analyze, emit: the files that an API becomes. Nothing is written. */
export async function build(given: Settings, options: BuildOptions = {}): Promise<Generated> {
  const { settings, settingsDiagnostics } = settled(given, options);
  const analysis = await analyze(settings, { ...options, settingsDiagnostics });
  const { model, lockText, documents, diagnostics } = analysis;
  if (!model || !lockText || hasErrors(diagnostics)) return analysis;
  const { emit } = await import("./outputs/emit.ts");
  const { files, diagnostics: faults } = await emit(model, settings, options).catch((error: unknown) => ({
    files: undefined,
    diagnostics: [tooDeep(error, shownFile(documents))],
  }));
  if (!files) return { ...analysis, diagnostics: [...diagnostics, ...faults] };
  const lockFrom = options.frozen ? lockText.file : undefined;
  const made = { settings, documents, lock: lockText.new, lockFrom, known: knownIn(options.reuse) };
  // the commands lay out the manifest too, which has its digests after them
  const emitted = withManifest(files, made);
  const processed = await postProcess(emitted, settings);
  if (!processed.files) return { ...analysis, diagnostics: [...diagnostics, ...processed.diagnostics] };
  return { ...analysis, files: processed.files === emitted ? emitted : withManifest(processed.files, made) };
}

/** Build, write: all files of an API and its lock, or none where there is an error. */
export async function generate(settings: SettingsWithOutput, options: BuildOptions = {}): Promise<Generated> {
  const faults = await recoverOutput(settings);
  if (faults.length > 0) return { documents: new Map(), diagnostics: faults };
  const generated = await build(settings, options);
  const { files, lockText: lock, diagnostics } = generated;
  if (!files || !lock) return generated;
  const { reasons, hasChanged, written } = await writeGenerated(settings, { files, lock }, options);
  return { ...generated, hasChanged, written, diagnostics: [...diagnostics, ...reasons] };
}

/** Build, compare: how the files on disk differ from what the documents give. Nothing is written. */
export async function check(given: SettingsWithOutput, options: BuildOptions = {}): Promise<Checked> {
  const { settings } = settled(given, options);
  const manifest = await upToDateManifest(settings, options, documentsOf);
  if (manifest) return { documents: manifest.documents, diagnostics: [], differences: [] };
  const generated = await build(given, { ...options, frozen: true, isCheck: true });
  const interrupted = interruptedRun(settings);
  if (interrupted.length > 0)
    return { ...generated, diagnostics: [...generated.diagnostics, ...interrupted], differences: [] };
  return { ...generated, differences: generated.files ? compareOutput(settings, generated.files) : [] };
}

/**
 * Analyze both, compare: what a new version of an API changes for whoever uses its client. The old version's lock names
 * the new one, unless that has a lock of its own.
 */
export async function diff(old: Version, now: Version): Promise<Compared> {
  if (await isSame(old.settings, now.settings))
    return { diagnostics: { old: [], new: [] }, findings: [], level: "none" };
  const before = await analyze(old.settings, old.options);
  const { names: given, documents } = before;
  const names = given && { names: (to: Analysis["documents"]) => lockOfDocuments(given.lock, documents, to) };
  const after = await analyze(now.settings, { ...now.options, ...names });
  const diagnostics = choiceOfEither({ old: before.diagnostics, new: after.diagnostics });
  if (hasErrors(diagnostics.old) || hasErrors(diagnostics.new)) return { diagnostics };
  const { declarationsOf } = await import("./outputs/surface.ts");
  const { compareSides } = await import("./diff/diff.ts");
  const side = ({ model, names: named }: Analysis, { settings, shown }: Version): Side | undefined =>
    model &&
    named && { model, names: named, values: settings.client.values, shown, ...declarationsOf(model, settings) };
  const [oldSide, newSide] = [side(before, old), side(after, now)];
  if (!oldSide || !newSide) return { diagnostics };
  const findings = compareSides({ old: oldSide, new: newSide });
  return { diagnostics, findings, level: levelOf(findings) };
}

/** What is wrong with a choice is wrong in both versions: what it means in one alone came, or went. It is told once. */
function choiceOfEither({ old, new: now }: Compared["diagnostics"]): Compared["diagnostics"] {
  const isOfChoice = ({ code }: Diagnostic) => code === "choice-empty" || code === "choice-unmatched";
  const isOfOld = ({ code, message }: Diagnostic) => old.some((each) => each.code === code && each.message === message);
  return {
    old: old.filter((each) => !isOfChoice(each)),
    new: now.filter((each) => !isOfChoice(each) || isOfOld(each)),
  };
}

/** The same of two generated clients, by their files: what no type shows, and where documents say it, is not known. */
export async function diffPackages(old: string, now: string): Promise<Compared> {
  const { clientTypesOf } = await import("./outputs/surface.ts");
  const { comparePackages } = await import("./diff/packages.ts");
  const [before, after] = [old, now].map((folder) => ({ ...readPackage(folder), typesOf: clientTypesOf }));
  const findings = inOrder(comparePackages(before!, after!));
  return { diagnostics: { old: [], new: [] }, findings, level: levelOf(findings) };
}

/** Whether two versions have the same texts, settings and names, so that nothing has to be read. */
async function isSame(old: Settings, now: Settings): Promise<boolean> {
  if (old.amendments || now.amendments) return false;
  const [lock = "", newLock = lock] = [old, now].map(({ lockFile }) => readIfThere(lockFile));
  const [made, newMade] = [old, now].map((settings) => digestOfSettings({ ...settings, inputs: [] }, ""));
  return lock === newLock && made === newMade && (await haveSameTexts(old, now));
}

/** Read, fetch, read again: copies of the remote documents that documents refer to. Nothing else fetches any. */
export async function vendor(settings: Settings, options: RunOptions & VendorOptions): Promise<Vendored> {
  const amend = await amendFor(settings, options);
  if (amend && hasErrors(amend.diagnostics))
    return { documents: [], diagnostics: amend.diagnostics, hasChanged: false };
  return vendorDocuments(settings, options, async (fetched) => {
    const { workingFolder: shownFrom, standardInput } = options;
    const places = { workingFolder: settings.folder, shownFrom, standardInput };
    return readApi(settings.inputs, { ...settings, ...places, amend, remote: { ...settings, fetched } });
  });
}

/**
 * What the code of a tsconfig file does with each generated client in it, and the least scopes that it needs.
 *
 * @throws {CodeError} where the code cannot be read.
 */
export async function usage(tsconfig: string, options: UsageOptions = {}): Promise<Usage[]> {
  const { usageOf } = await import("./usage/usage.ts");
  return usageOf(tsconfig, options);
}

/**
 * Read, find, name: the lock names operations as another client does. Nothing else is written.
 *
 * @throws {ImportError} where there is nothing to take names from.
 */
export async function importNames(settings: Settings, options: RunOptions & ImportOptions): Promise<ImportedNames> {
  const run = startRun(settings, options);
  const { api } = await readAmended(run);
  const lock = await readLock(run);
  const { lockFile = lock.file } = settings;
  if (!api || !lock.isReadable || lockFile === undefined || run.diagnostics.hasErrors)
    return { diagnostics: reasonsOf(run) };
  const found = await readNames(options, api, options.workingFolder);
  const hasNamedServers = settings.client.servers.size > 0;
  const naming = { lock: lock.names, prune: false, hasNamedServers };
  const { result, lock: text } = takeNames(found, settings.names, (overrides) =>
    nameApi(api, { ...naming, overrides }),
  );
  const file = lock.file ?? lockFile;
  const hasChanged = text !== lock.text;
  const { refused, unmatched, unread } = result;
  const isRefused = options.strict === true && refused.length + unmatched.length + unread.length > 0;
  if (hasChanged && !options.isDryRun && !isRefused) writeAtOnce(file, text);
  return { diagnostics: diagnosticsOf(run), names: result, lock: { file: shownPath(file, options), hasChanged } };
}
