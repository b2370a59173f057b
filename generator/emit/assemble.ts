import type { Model } from "../model/model.ts";
import { builtFolder } from "../model/package-settings.ts";
import type { Left, Reuse } from "../reuse.ts";
import type { Emitted } from "./output.ts";
import { packageJson } from "./package-json.ts";
import { buildMappedDeclaration, buildModule } from "./printing/build.ts";
import type { Form } from "./printing/declarations.ts";
import { header, isDeclared, printFile, runtimeModulesOf } from "./printing/print.ts";
import type { Runtime } from "./runtime.ts";
import type { SourceFile } from "./source-file.ts";
import type { OutputSettings } from "./toolkit.ts";

/** What import specifiers of files end with. */
const endings = { js: ".js", ts: ".ts", none: "" } as const;

/** What the parts of outputs are put together with. */
interface Assembly {
  readonly settings: OutputSettings;
  readonly runtime: Runtime;
  readonly reuse?: Reuse | undefined;
}

/** What modules became, in a package: of those that nobody changes any more, and of the runtime's by their texts. */
const leftPrinted: Left<WeakMap<SourceFile, Built>> = { what: "printed modules" };
const leftRuntime: Left<Map<string, Built>> = { what: "the built runtime" };

/** The files that a module becomes. */
type Built = readonly (readonly [path: string, text: string])[];

/**
 * The files that the parts of outputs become, by path: modules are printed, and built for a package, with as much of
 * the runtime as they reach.
 */
export function assemble(
  model: Model,
  parts: readonly Emitted[],
  { settings, runtime, reuse }: Assembly,
): Map<string, string> {
  const modules = parts.flatMap((part) => part.modules ?? []);
  const extension = settings.target === "source" ? endings[settings.importExtension] : endings.js;
  const copied = runtime.reach(runtimeModulesOf(modules, runtime), extension);
  const others = parts.flatMap((part) => [...(part.files ?? [])]);
  const files = new Map<string, string>();
  if (settings.target === "source") {
    for (const module of modules)
      files.set(`${module.path}.ts`, printFile(module, { form: "source", extension }, runtime));
    for (const [path, text] of copied.texts) files.set(`${path}.ts`, `${header}${text}`);
    return new Map([...files, ...others]);
  }
  const printed = reuse?.keep(leftPrinted, (last) => last ?? new WeakMap());
  for (const module of modules) {
    const built = printed?.get(module) ?? builtFiles(module, runtime);
    if (Object.isFrozen(module.statements)) printed?.set(module, built);
    for (const [path, text] of built) files.set(path, text);
  }
  const known = reuse?.keep(leftRuntime, (last) => last ?? new Map<string, Built>());
  for (const [path, text] of copied.texts) {
    const built = known?.get(`${path} ${text}`) ?? builtText(text, path);
    known?.set(`${path} ${text}`, built);
    for (const [name, of] of built) files.set(name, of);
  }
  if (settings.package.declarationMap) {
    const sources = modules.map(
      (module) => [module.path, printFile(module, { form: "source", extension }, runtime)] as const,
    );
    const runtimeSources = [...copied.texts].map(([path, text]) => [path, `${header}${text}`] as const);
    for (const [path, text] of [...sources, ...runtimeSources])
      for (const [mapped, of] of mappedDeclaration(text, path)) files.set(mapped, of);
  }
  const entries = parts.flatMap((part) => Object.entries(part.exports ?? {}));
  const described = packageJson(model, settings.package, {
    entries: new Map(
      entries.map(([entry, module]) => [entry, { module, isTypesOnly: holdsTypesOnly(module, modules) }] as const),
    ),
    packages: copied.packages,
    dependencies: Object.assign({}, ...parts.map((part) => part.dependencies ?? {})) as { [name: string]: string },
  });
  const examples = Object.entries(settings.package.examples ?? {});
  return new Map([...files, ["package.json", described], ...others, ...examples]);
}

/** What a module is in a package. One of types alone is a declaration. */
function builtFiles(file: SourceFile, runtime: Runtime): Built {
  const { path, isTypesOnly } = file;
  const printed = (form: Form): string => printFile(file, { form, extension: endings.js }, runtime);
  if (isTypesOnly) return [[`${builtFolder}/${path}.d.ts`, printed(isDeclared(file) ? "declaration" : "source")]];
  if (!isDeclared(file)) return builtText(printed("source").slice(header.length), path);
  return [
    [`${builtFolder}/${path}.js`, printed("module")],
    [`${builtFolder}/${path}.d.ts`, printed("declaration")],
  ];
}

function builtText(text: string, path: string): Built {
  const { code, declaration } = buildModule(text, path);
  return [
    [`${builtFolder}/${path}.js`, `${header}${code}`],
    [`${builtFolder}/${path}.d.ts`, `${header}${declaration}`],
  ];
}

/** The declarations of a module that lead to its source, which comes with them. */
function mappedDeclaration(text: string, path: string): [path: string, text: string][] {
  const places = { source: `${builtFolder}/src/${path}.ts`, declaration: `${builtFolder}/${path}.d.ts` };
  const { declaration, map } = buildMappedDeclaration(text, { ...places, header });
  return [
    [places.source, text],
    [places.declaration, declaration],
    [`${places.declaration}.map`, map],
  ];
}

/** Whether all modules at a path, where a `*` stands for any name, hold types alone. */
function holdsTypesOnly(path: string, modules: readonly SourceFile[]): boolean {
  const [start = "", end] = path.split("*");
  const found = modules.filter((each) =>
    end === undefined ? each.path === path : each.path.startsWith(start) && each.path.endsWith(end),
  );
  return found.length > 0 && found.every(({ isTypesOnly }) => isTypesOnly);
}
