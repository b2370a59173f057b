import { join } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { assemble } from "../emit/assemble.ts";
import type { Emitted, Output } from "../emit/output.ts";
import { runtimeModulesOf } from "../emit/print.ts";
import { Runtime } from "../emit/runtime.ts";
import type { OutputSettings } from "../emit/toolkit.ts";
import { createToolkit, type Toolkit } from "../emit/toolkit.ts";
import type { Model } from "../model/model.ts";
import { packageRoot } from "../settings/package-root.ts";
import type { Settings } from "../settings/settings.ts";
import { type ChosenOutput, chooseOutputs, messageOf, unusable } from "./choose-outputs.ts";
import { outputs as builtIn } from "./outputs.ts";

/** What comes of emitting. */
interface Emission {
  /** The files by path; left out where there is an error. */
  readonly files?: Map<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** What one output makes. */
interface Part {
  readonly chosen: ChosenOutput;
  readonly emitted: Emitted;
}

/**
 * The files that the chosen outputs make of a model: the same bytes for the same model on every machine. `given` are
 * outputs beside those that the settings list.
 */
export async function emit(model: Model, settings: Settings, given: readonly Output[] = []): Promise<Emission> {
  const { chosen: listed, diagnostics } = await chooseOutputs(settings, given);
  if (diagnostics.length > 0) return { diagnostics };
  const chosen = listed.filter(({ output }) => output.appliesTo?.(model) ?? true);
  const runtime = new Runtime(join(packageRoot(), "generator", "runtime"));
  const of = outputSettings(settings);
  const toolkitFor = ({ options }: ChosenOutput): Toolkit =>
    createToolkit({
      settings: of,
      options,
      outputs: chosen.map(({ output }) => output.name),
      sections: () => chosen.flatMap((each) => each.output.describe?.(model, toolkitFor(each)) ?? []),
    });
  const faults: Diagnostic[] = [];
  const parts: Part[] = [];
  for (const each of chosen) {
    try {
      const emitted = each.output.emit(model, toolkitFor(each));
      runtimeModulesOf(emitted.modules ?? [], runtime);
      parts.push({ chosen: each, emitted });
    } catch (error) {
      if (builtIn.includes(each.output)) throw error;
      faults.push(unusable(`the output "${each.output.name}" fails: ${messageOf(error)}`, each.at));
    }
  }
  faults.push(...clashes(parts, model));
  if (faults.length > 0) return { diagnostics: faults };
  const emitted = parts.map((part) => part.emitted);
  return { files: assemble(model, emitted, { settings: of, runtime }), diagnostics: [] };
}

function outputSettings({ target, package: described, authPrefix, client }: Settings): OutputSettings {
  const { values, retry, concurrency } = client;
  return { target, package: described, values, authPrefix, retry, concurrency };
}

/** Files and entries of the package that two outputs make, or that take the place of a tag's. */
function clashes(parts: readonly Part[], { tags }: Model): Diagnostic[] {
  const makers = new Map<string, string>();
  return parts.flatMap(({ chosen: { output, at }, emitted: { modules = [], files = new Map(), exports = {} } }) => {
    const entries = Object.keys(exports);
    const made = [
      ...modules.map(({ path }) => `${path}.ts`),
      ...files.keys(),
      ...entries.map((entry) => `entry ${entry}`),
    ];
    const twice = made.flatMap((name) => {
      const maker = makers.get(name);
      makers.set(name, output.name);
      return maker === undefined ? [] : [`the outputs "${maker}" and "${output.name}" both make "${name}"`];
    });
    const shadowed = tags.flatMap(({ name }) =>
      entries.includes(`./${name}`)
        ? [`the output "${output.name}" has an entry "./${name}", as a tag of the API`]
        : [],
    );
    return [...twice, ...shadowed].map((message) => unusable(message, at, "give one of them another name"));
  });
}
