import { resolve } from "node:path";
import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import { isObject, type JsonObject } from "../document/json.ts";
import type { Output } from "../emit/output.ts";
import { importModule, ModuleSyntaxError } from "../settings/modules/import-module.ts";
import type { OutputSetting, Settings } from "../settings/settings.ts";
import { outputs as builtIn } from "./outputs.ts";

/** An output that is to be emitted, with what the settings say to it. */
export interface ChosenOutput {
  readonly output: Output;
  readonly options: JsonObject;
  /** Where the settings list it. */
  readonly at?: Place | undefined;
}

/** The outputs that come without being listed. */
const standard = ["client", "readme", "scopes", "links"];

/** The outputs that the settings list, and others that a program gives; what is wrong with them is reported. */
export async function chooseOutputs(
  settings: Settings,
  given: readonly Output[],
): Promise<{ chosen: readonly ChosenOutput[]; diagnostics: readonly Diagnostic[] }> {
  const diagnostics: Diagnostic[] = [];
  const chosen: ChosenOutput[] = [];
  const report = (message: string, { at }: OutputSetting, help?: string): void =>
    void diagnostics.push(unusable(message, at, help));
  const listed: readonly OutputSetting[] = settings.outputs ?? standard.map((name) => ({ name, options: {} }));
  const requests = [
    ...listed.map((setting) => ({ setting, find: () => findOutput(setting.name, settings.folder) })),
    ...given.map((output) => ({ setting: { name: output.name, options: {} }, find: () => output })),
  ];
  const found: { readonly output: Output; readonly setting: OutputSetting }[] = [];
  for (const { setting, find } of requests) {
    try {
      const output = await find();
      if (found.some((other) => other.output.name === output.name))
        report(`two outputs are called "${output.name}"`, setting, "remove one of them");
      else found.push({ output, setting });
    } catch (error) {
      report(`the output "${setting.name}" cannot be loaded: ${messageOf(error)}`, setting);
    }
  }
  const names = new Set(found.map(({ output }) => output.name));
  for (const { output, setting } of found) {
    if (output.requires && !isListOfNames(output.requires)) {
      report(`the output "${output.name}" fails: requires must be an array of strings`, setting);
      continue;
    }
    const missing = (output.requires ?? []).filter((name) => !names.has(name));
    const wanted = missing.map((name) => `"${name}"`).join(" and ");
    if (missing.length > 0) report(`the output "${output.name}" requires ${wanted}`, setting, `list ${wanted}, too`);
    chosen.push({ output, options: setting.options, at: setting.at });
  }
  return { chosen, diagnostics };
}

/** Why an output cannot be used. */
export function unusable(message: string, at: Place | undefined, help?: string): Diagnostic {
  return {
    code: "output-unusable",
    severity: "error",
    message,
    ...(at && { at }),
    ...(help !== undefined && { help }),
  };
}

async function findOutput(name: string, folder: string): Promise<Output> {
  const known = builtIn.find((output) => output.name === name);
  if (known) return known;
  const module = await importModule(resolve(folder, name));
  const exported = [
    module["default"],
    ...Object.entries(module).flatMap(([key, each]) => (key === "default" ? [] : [each])),
  ];
  const found = exported.filter(isOutput);
  const [first] = isOutput(module["default"]) ? [module["default"]] : found;
  if (!first) throw new Error("it exports no output, which has a name and a function emit");
  if (found.length > 1 && first !== module["default"])
    throw new Error("it exports several outputs, and none as default");
  return first;
}

function isOutput(value: unknown): value is Output {
  return isObject(value) && typeof value["name"] === "string" && typeof value["emit"] === "function";
}

function isListOfNames(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}

/** What an error says, in one line. */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const place = error instanceof ModuleSyntaxError ? error.place : undefined;
  return `${message.split("\n", 1)[0]!}${place ? ` (line ${place.line}, column ${place.column})` : ""}`;
}
