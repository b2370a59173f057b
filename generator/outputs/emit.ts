import { basename, join, relative, resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { assemble } from "../emit/assemble.ts";
import { type Output, OutputOptionError } from "../emit/output.ts";
import { runtimeModulesOf } from "../emit/printing/print.ts";
import { Runtime } from "../emit/runtime.ts";
import { createToolkit, type OutputSettings, type Section, type Toolkit } from "../emit/toolkit.ts";
import type { Model } from "../model/model.ts";
import type { Left, Reuse } from "../reuse.ts";
import { packageRoot } from "../settings/package-root.ts";
import type { Settings } from "../settings/settings.ts";
import { checkedEmitted, checkedSections, faultsOf, type Part } from "./check-parts.ts";
import { type ChosenOutput, chooseOutputs, messageOf, unusable } from "./choose-outputs.ts";
import { outputs as builtIn } from "./outputs.ts";

/** What comes of emitting. */
interface Emission {
  /** The files by path; left out where there is an error. */
  readonly files?: Map<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The files that the chosen outputs make of a model: the same bytes for the same model on every machine. `outputs` are
 * those beside what the settings list; `reuse` is what the last time has left.
 */
export async function emit(
  model: Model,
  settings: Settings,
  { outputs = [], reuse }: { readonly outputs?: readonly Output[]; readonly reuse?: Reuse } = {},
): Promise<Emission> {
  const { chosen: listed, diagnostics } = await chooseOutputs(settings, outputs);
  if (diagnostics.length > 0) return { diagnostics };
  const faults: Diagnostic[] = [];
  const attempt = <Result>({ output, at }: ChosenOutput, act: () => Result): Result | undefined => {
    try {
      return act();
    } catch (error) {
      if (builtIn.includes(output) && !(error instanceof OutputOptionError)) throw error;
      faults.push(unusable(`the output "${output.name}" fails: ${messageOf(error)}`, at));
      return undefined;
    }
  };
  const chosen = listed.filter((each) => attempt(each, () => each.output.appliesTo?.(model) ?? true));
  let described: readonly Section[] | undefined;
  const describe = (): readonly Section[] =>
    chosen.flatMap(
      (each) => attempt(each, () => checkedSections(each.output.describe?.(model, toolkitFor(each)) ?? [])) ?? [],
    );
  const toolkitFor = ({ options }: ChosenOutput): Toolkit =>
    createToolkit({
      settings: outputSettings(settings),
      options,
      outputs: chosen.map(({ output }) => output.name),
      sections: () => (described ??= describe()),
      reuse,
    });
  const runtime = reuse?.keep(leftRuntime, (last) => last ?? loadRuntime()) ?? loadRuntime();
  const parts = chosen.flatMap((each): Part[] => {
    const emitted = attempt(each, () => checkedEmitted(each.output.emit(model, toolkitFor(each))));
    attempt(each, () => runtimeModulesOf(emitted?.modules ?? [], runtime));
    return emitted ? [{ chosen: each, emitted }] : [];
  });
  faults.push(...faultsOf(parts, model));
  if (faults.length > 0) return { diagnostics: faults };
  const together = (of: readonly Part[], runtime = loadRuntime()): Map<string, string> => {
    const emitted = of.map((part) => part.emitted);
    return assemble(model, emitted, { settings: outputSettings(settings), runtime, reuse });
  };
  try {
    return { files: together(parts, runtime), diagnostics: [] };
  } catch (error) {
    for (const part of parts) attempt(part.chosen, () => together(withOursAlone(part, parts)));
    if (faults.length === 0) throw error;
    return { diagnostics: faults };
  }
}

/** A part with those that come with the generator: where these fail together, it is the part's fault. */
function withOursAlone(part: Part, parts: readonly Part[]): readonly Part[] {
  return parts.filter((each) => each === part || builtIn.includes(each.chosen.output));
}

const leftRuntime: Left<Runtime> = { what: "the runtime" };

/** The hand-written runtime, as the package has it. */
export function loadRuntime(): Runtime {
  return new Runtime(join(packageRoot(), "generator", "runtime"));
}

/** What the settings say of everything that is emitted. */
export function outputSettings(settings: Settings): OutputSettings {
  const { target, importExtension = "js", package: described, authPrefix, client } = settings;
  const folder = basename(settings.output ?? described.name);
  const { values, retry, concurrency } = client;
  const documents = documentsOf(settings);
  return { target, importExtension, folder, documents, package: described, values, authPrefix, retry, concurrency };
}

/** What a program in the output reads the API from: its settings, which name the documents, or the documents. */
function documentsOf({ file, inputs, folder, output }: Settings): readonly string[] {
  const from = resolve(folder, output ?? ".");
  return (file === undefined ? inputs : [file]).map((input) =>
    /^https?:\/\//i.test(input) || input === "-"
      ? input
      : relative(from, resolve(folder, input)).replaceAll("\\", "/") || ".",
  );
}
