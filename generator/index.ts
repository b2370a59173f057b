import { resolve } from "node:path";
import { readAmended } from "./amended.ts";
import { checks } from "./checks/checks.ts";
import { hasErrors } from "./diagnostics/diagnostics.ts";
import { tooDeep } from "./diagnostics/too-deep.ts";
import { documentsOf } from "./document/find-documents.ts";
import { buildModel } from "./model/build-model.ts";
import { readLock, takenOver } from "./names/find-lock.ts";
import { giveNames } from "./names/give-names.ts";
import { compareOutput } from "./output/compare-output.ts";
import { knownIn } from "./output/known-texts.ts";
import { digests, withManifest } from "./output/manifest.ts";
import { postProcess } from "./output/post-process.ts";
import { settled } from "./output/settled.ts";
import { upToDateManifest } from "./output/up-to-date.ts";
import { interruptedRun, recoverOutput, writeGenerated } from "./output/write-output.ts";
import type { Analysis, AnalyzeOptions, BuildOptions, Checked, Generated, NamedApi } from "./results.ts";
import { diagnosticsOf, type Run, reasonsOf, startRun } from "./settings/run.ts";
import type { ChoiceSettings, Settings, SettingsWithOutput } from "./settings/settings.ts";

/** Read, name, build, check: what the documents of an API mean, and what everything in them is called. */
export async function analyze(settings: Settings, options: AnalyzeOptions = {}): Promise<Analysis> {
  const run = startRun(settings, options);
  const { api, texts, root, absent } = await readAmended(run);
  const documents = digests(texts);
  const sources = {
    files: [...[...texts.keys()].map((path) => resolve(root, path)), ...(settings.packageTexts ?? [])],
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
