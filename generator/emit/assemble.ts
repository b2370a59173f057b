import type { Model } from "../model/model.ts";
import { buildModules } from "./build.ts";
import type { Emitted } from "./output.ts";
import { packageJson } from "./package-json.ts";
import { printFiles, runtimeModulesOf } from "./print.ts";
import type { Runtime } from "./runtime.ts";
import type { OutputSettings } from "./toolkit.ts";

/** What the parts of outputs come to. */
interface Assembly {
  readonly settings: OutputSettings;
  readonly runtime: Runtime;
}

/**
 * The files that the parts of outputs become, by path: modules are printed, and built for a package, with as much of the
 * runtime as they reach.
 */
export function assemble(
  model: Model,
  parts: readonly Emitted[],
  { settings, runtime }: Assembly,
): Map<string, string> {
  const modules = parts.flatMap((part) => part.modules ?? []);
  const copied = runtime.reach(runtimeModulesOf(modules, runtime));
  const texts = new Map([...printFiles(modules, runtime), ...copied.texts]);
  const others = parts.flatMap((part) => [...(part.files ?? [])]);
  if (settings.target === "source")
    return new Map([...[...texts].map(([path, text]) => [`${path}.ts`, text] as const), ...others]);
  const typesOnly = new Set(modules.filter(({ isTypesOnly }) => isTypesOnly).map(({ path }) => path));
  const entries = parts.flatMap((part) => Object.entries(part.exports ?? {}));
  const described = packageJson(model, settings.package, {
    entries: new Map(
      entries.map(([entry, module]) => [entry, { module, isTypesOnly: matching(typesOnly, module) }] as const),
    ),
    packages: copied.packages,
    dependencies: Object.assign({}, ...parts.map((part) => part.dependencies ?? {})) as { [name: string]: string },
  });
  return new Map([...buildModules(texts, typesOnly), ["package.json", described], ...others]);
}

/** Whether a path is among others, where a `*` stands for any name. */
function matching(paths: ReadonlySet<string>, path: string): boolean {
  const [start = "", end] = path.split("*");
  if (end === undefined) return paths.has(path);
  return [...paths].some((each) => each.startsWith(start) && each.endsWith(end));
}
