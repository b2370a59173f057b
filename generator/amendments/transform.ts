import { relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import { isDeeperThan, isObject } from "../document/json.ts";
import { maxNesting, type ParsedText, type UnparsedDocument } from "../document/text/parsed-text.ts";
import { importModule, ModuleSyntaxError } from "../settings/modules/import-module.ts";

/** What a document becomes; told as what is wrong where that cannot be. */
export type Transform = (parsed: ParsedText, document: UnparsedDocument) => Diagnostic | undefined;

/** The module that transforms documents, as it is named, and where the settings name it. */
export interface TransformModule {
  readonly file: string;
  readonly named: string;
  readonly shownFrom: string;
  readonly at?: Place | undefined;
}

/** Loads the default export of a module, a function that is given each document and returns what it becomes. */
export async function loadTransform(module: TransformModule): Promise<Transform | Diagnostic> {
  let transform: unknown;
  try {
    ({ default: transform } = await importModule(module.file));
  } catch (error) {
    return faultOf(`the transform "${module.named}" cannot be loaded`, error, module);
  }
  if (typeof transform !== "function")
    return fault(`the transform "${module.named}" exports no function as default`, module.at);
  return (parsed, { shown, path }) => {
    const failed = `the transform "${module.named}" failed on "${shown}"`;
    try {
      const before = JSON.parse(JSON.stringify(parsed.value)) as unknown;
      const result: unknown = (transform as (document: unknown, about: object) => unknown)(before, { file: path });
      const wrong = wrongWith(result);
      if (wrong !== undefined) return fault(`${failed}: ${wrong}`, module.at);
      const after = JSON.parse(JSON.stringify(result)) as unknown;
      keepRepeated(parsed, after);
      parsed.value = after;
      return undefined;
    } catch (error) {
      return faultOf(failed, error, module);
    }
  };
}

function wrongWith(result: unknown): string | undefined {
  if (result instanceof Promise) return "it returns a promise, and must return the document itself";
  if (result === undefined) return "it returns nothing, and must return the document";
  if (!isObject(result)) return "it must return an object";
  return isDeeperThan(maxNesting, result) ? "what it returns is nested too deeply, or holds itself" : undefined;
}

/** Entries under a key that a map has twice are no part of its value: they stay with the map that is in its place. */
function keepRepeated(parsed: ParsedText, after: unknown): void {
  if (parsed.repeated.size === 0) return;
  const walk = (from: unknown, to: unknown): void => {
    if (typeof from !== "object" || from === null || typeof to !== "object" || to === null) return;
    parsed.replace(from, to);
    for (const [key, value] of Object.entries(from))
      if (Object.hasOwn(to, key)) walk(value, (to as Record<string, unknown>)[key]);
  };
  walk(parsed.value, after);
}

function fault(message: string, at: Place | undefined, help?: string): Diagnostic {
  return {
    code: "transform-failed",
    severity: "error",
    message,
    ...(at && { at }),
    ...(help !== undefined && { help }),
  };
}

/** What an error says, with the line of the module that it comes from where that is known. */
function faultOf(message: string, error: unknown, { file, shownFrom, at }: TransformModule): Diagnostic {
  const text = error instanceof Error ? error.message : String(error);
  const inModule = (line: number, column: number) => ({ file: relative(shownFrom, file) || file, line, column });
  if (error instanceof ModuleSyntaxError) {
    const { line, column } = error.place ?? {};
    return fault(`${message}: ${text}`, line === undefined ? at : inModule(line, column ?? 1));
  }
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const named = [pathToFileURL(file).href, file].find((each) => stack.includes(each)) ?? file;
  const [, line, column] = /^[^\s:]*?:(\d+)(?::(\d+))?/.exec(stack.slice(stack.indexOf(named) + named.length)) ?? [];
  const place = line === undefined ? at : inModule(Number(line), Number(column ?? 1));
  return fault(`${message}: ${text.split("\n", 1)[0]}`, place);
}
