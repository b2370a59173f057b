import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import type { TsConfigResult } from "get-tsconfig";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { fileText, isThere } from "./file-text.ts";
import type { Settings } from "./settings.ts";

/** How a source file names another one that it imports: `./a.js`, `./a.ts` or `./a`. */
export type ImportExtension = NonNullable<Settings["importExtension"]>;

const require = createRequire(import.meta.url);

/** What reads tsconfig.json files, loaded on first use: a mock needs none. */
const tsconfigs = (): typeof import("get-tsconfig") => require("get-tsconfig") as typeof import("get-tsconfig");

type CompilerOptions = NonNullable<TsConfigResult["config"]["compilerOptions"]>;

/**
 * The settings with the extension of imports decided where nothing is said of it: by the tsconfig.json, or the
 * deno.json, that is nearest to the output. Packages have their own modules and take none.
 */
export function withImportExtension<Given extends Settings>(
  settings: Given,
  {
    written,
    workingFolder = resolve(),
  }: { readonly written?: string | undefined; readonly workingFolder?: string } = {},
): { readonly settings: Given; readonly diagnostics: readonly Diagnostic[] } {
  const { target, importExtension, output } = settings;
  if (target !== "source" || importExtension !== undefined || output === undefined)
    return { settings, diagnostics: [] };
  const file = nearest(output, ["tsconfig.json", "deno.json", "deno.jsonc"]);
  const decided = (extension: ImportExtension) => ({ ...settings, importExtension: extension });
  if (file === undefined) return { settings: decided("js"), diagnostics: [] };
  if (!file.endsWith("tsconfig.json")) return { settings: decided("ts"), diagnostics: [] };
  try {
    const options = optionsFor(join(output, "index.ts"), { path: file, config: tsconfigs().parseTsconfig(file) });
    return { settings: decided(extensionFor(options, output)), diagnostics: [] };
  } catch (error) {
    // such as a package that it extends and that is not installed; what was decided before holds on
    const extension = isImportExtension(written) ? written : "js";
    const reason = error instanceof Error ? error.message : String(error);
    const diagnostic: Diagnostic = {
      code: "tsconfig-unreadable",
      severity: "warning",
      message: `the tsconfig.json that says how files import each other cannot be read: ${reason}`,
      at: { file: relative(workingFolder, file) },
      help: `set \`importExtension\` in the settings: js, ts or none; it is ${extension} for now`,
    };
    return { settings: decided(extension), diagnostics: [diagnostic] };
  }
}

function isImportExtension(text: string | undefined): text is ImportExtension {
  return text === "js" || text === "ts" || text === "none";
}

/** The first of the files in a folder or above it, in the nearest one. */
function nearest(folder: string, names: readonly string[]): string | undefined {
  const found = names.map((name) => join(folder, name)).find(isThere);
  return found ?? (dirname(folder) === folder ? undefined : nearest(dirname(folder), names));
}

/** The options that hold for a file: of one that has no files itself, those of the reference that has this one. */
function optionsFor(file: string, { path, config }: TsConfigResult): CompilerOptions {
  const references = (config.references ?? []).map((reference) => {
    const below = resolve(dirname(path), reference.path);
    return below.endsWith(".json") ? below : join(below, "tsconfig.json");
  });
  const hasNone = config.files?.length === 0 && (config.include ?? []).length === 0;
  if (!hasNone || references.length === 0) return config.compilerOptions ?? {};
  const projects = references
    .filter((reference) => existsSync(reference))
    .map((reference) => ({ path: reference, config: tsconfigs().parseTsconfig(reference) }));
  const own = projects.find((project) => tsconfigs().createFilesMatcher(project)(file) !== undefined) ?? projects[0];
  return (own?.config ?? config).compilerOptions ?? {};
}

/** What the options allow that the most programs understand. */
function extensionFor(options: CompilerOptions, output: string): ImportExtension {
  if (options.allowImportingTsExtensions || options.rewriteRelativeImportExtensions) return "ts";
  const [module = "", resolution = ""] = [options.module, options.moduleResolution].map((each) => each?.toLowerCase());
  const isNode = /^node(?:1\d|2\d|next)$/;
  // a CommonJS module may leave the extension out, which its tests, bundlers and loaders understand best
  if (isNode.test(module) || isNode.test(resolution)) return isCommonJs(output) ? "none" : "js";
  // built by tsc for Node as ECMAScript modules, with the resolution from before there were any
  const isBuiltForNode = /^es(?:20|6|next)/.test(module) && /^(?:node(?:10)?|classic)?$/.test(resolution);
  return isBuiltForNode && !options.noEmit && typeOf(output) === "module" ? "js" : "none";
}

function isCommonJs(folder: string): boolean {
  const type = typeOf(folder);
  return type !== undefined && type !== "module";
}

/** The `type` of the nearest package.json: `commonjs` where it has none, undefined where there is no package.json. */
function typeOf(folder: string): string | undefined {
  const file = nearest(folder, ["package.json"]);
  const text = file === undefined ? undefined : fileText(file);
  if (text === undefined) return undefined;
  try {
    return String((JSON.parse(text) as { type?: unknown }).type ?? "commonjs");
  } catch {
    return undefined;
  }
}
