import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { isObject } from "../document/json.ts";
import type { Emitted } from "../emit/output.ts";
import { SourceFile } from "../emit/source-file.ts";
import type { Section } from "../emit/toolkit.ts";
import type { Model } from "../model/model.ts";
import { builtFolder } from "../model/package-settings.ts";
import { type ChosenOutput, unusable } from "./choose-outputs.ts";

/** What one output makes. */
export interface Part {
  readonly chosen: ChosenOutput;
  readonly emitted: Emitted;
}

const inBuiltFolder = new RegExp(`^${builtFolder}/`, "i");
const members = ["modules", "files", "exports", "dependencies"];

/**
 * What an output gave, if it is what outputs give; JavaScript may give anything. Throws an error that says what it is.
 */
export function checkedEmitted(given: unknown): Emitted {
  if (given instanceof Promise) {
    given.catch(() => undefined);
    throw new Error("emit must not be asynchronous");
  }
  if (!isObject(given)) throw new Error(`emit must give an object of ${members.join(", ")}`);
  const unknown = Object.keys(given).find((key) => !members.includes(key));
  if (unknown !== undefined) throw new Error(`emit gives "${unknown}", which is not one of ${members.join(", ")}`);
  const { modules, files } = given;
  if (modules !== undefined && !(Array.isArray(modules) && modules.every((module) => module instanceof SourceFile)))
    throw new Error("modules must be an array of what the toolkit's module() makes");
  if (files !== undefined && !(files instanceof Map && [...files].flat().every(isString)))
    throw new Error("files must be a Map of strings");
  for (const key of ["exports", "dependencies"]) {
    const texts = given[key];
    if (texts !== undefined && !(isObject(texts) && Object.values(texts).every(isString)))
      throw new Error(`${key} must be an object of strings`);
  }
  return given as Emitted;
}

/** The sections that an output gave, if they are some. Throws otherwise. */
export function checkedSections(given: unknown): readonly Section[] {
  const isSection = (each: unknown): boolean =>
    isObject(each) &&
    isString(each["title"]) &&
    Array.isArray(each["paragraphs"]) &&
    each["paragraphs"].every(isString);
  if (!Array.isArray(given) || !given.every(isSection)) throw new Error("describe must give an array of sections");
  return given as readonly Section[];
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}

/**
 * Files and entries of the package that cannot be: outside the package, or what twinspec itself, another output or a
 * tag makes.
 */
export function faultsOf(parts: readonly Part[], { tags }: Model): Diagnostic[] {
  const makers = new Map<string, string>();
  const paths = parts.flatMap(({ emitted: { modules = [] } }) => modules.map(({ path }) => path));
  return parts.flatMap(({ chosen: { output, at }, emitted: { modules = [], files = new Map(), exports = {} } }) => {
    const quoted = `the output "${output.name}"`;
    const report = (message: string, help?: string): Diagnostic => unusable(message, at, help);
    const made = [...modules.map(({ path }) => `${path}.ts`), ...files.keys()];
    const unmakeable = made.flatMap((path) => {
      if (!isInside(path)) return [report(`${quoted} makes "${path}", which is not a path in the package`)];
      return isOurs(path) ? [report(`${quoted} makes "${path}", which twinspec makes itself`)] : [];
    });
    const entries = Object.entries(exports);
    const twice = [...made, ...entries.map(([entry]) => `entry ${entry}`)].flatMap((name) => {
      const key = fileOf(name);
      const maker = makers.get(key);
      makers.set(key, output.name);
      return maker === undefined
        ? []
        : [report(`the outputs "${maker}" and "${output.name}" both make "${name}"`, "give one of them another name")];
    });
    const wrongEntries = entries.flatMap(([entry, module]) => {
      const has = `${quoted} has an entry "${entry}"`;
      if (tags.some(({ name }) => entry === `./${name}`))
        return [report(`${has}, as a tag of the API`, "give one of them another name")];
      if (entry !== "." && !entry.startsWith("./")) return [report(`${has}, which must begin with "./"`)];
      const isMade = module.includes("*") || paths.includes(module);
      return isMade ? [] : [report(`${has} of the module "${module}", which no output makes`)];
    });
    return [...unmakeable, ...twice, ...wrongEntries];
  });
}

/** Whether a path leads to a file in the folder that it is relative to, on every operating system. */
function isInside(path: string): boolean {
  const steps = path.split("/");
  return !/[\\:\0]/.test(path) && !steps.some((step) => step === "" || step === "." || step === "..");
}

/** Whether a file is the package's own, or one that twinspec keeps its books in. */
function isOurs(path: string): boolean {
  return /^(?:package\.json$|twinspec\.|runtime\/)/i.test(path.replace(inBuiltFolder, ""));
}

/** What a module or a file is on disk, where case may not count: a package has `esm/links.js` of `links.ts`. */
function fileOf(path: string): string {
  const inside = path.replace(inBuiltFolder, "");
  return (inside === path ? path : inside.replace(/(?:\.d\.ts|\.js)$/i, ".ts")).toLowerCase();
}
