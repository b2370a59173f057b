import type { JsonObject } from "../document/json.ts";
import type { PackageSettings, ValueSettings } from "../model/package-settings.ts";
import type { Reuse } from "../reuse.ts";
import { type Code, codeOf } from "./printing/code.ts";
import { type ModuleOptions, SourceFile } from "./source-file.ts";
import {
  client,
  operationSymbol,
  operationsModule,
  operationTypes,
  packageSymbol,
  runtime,
  schemaSymbol,
} from "./symbols.ts";
import { codeSpan, commentText, literal, markdownText, memberName, propertyKey } from "./text.ts";

/**
 * A section of a README: paragraphs in Markdown. Sections with the same title are one.
 *
 * @experimental
 */
export interface Section {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

/**
 * What the settings say about everything that is emitted.
 *
 * @experimental
 */
export interface OutputSettings {
  /** `package`: an npm package, built. `source`: TypeScript files for an existing source tree. */
  readonly target: "package" | "source";
  /** How source files import each other: `./a.js`, `./a.ts` or `./a`. */
  readonly importExtension: "js" | "ts" | "none";
  /** The name of the folder that all is written to. */
  readonly folder: string;
  /** Where the settings are, or else the documents: paths from that folder, or addresses. */
  readonly documents: readonly string[];
  readonly package: PackageSettings;
  readonly values: ValueSettings;
  /** What precedes the token in the `Authorization` header. */
  readonly authPrefix: string;
  /** RetryOptions of the runtime, as far as the settings say. */
  readonly retry: JsonObject;
  /** How many requests are sent at one time at most, where the settings say so. */
  readonly concurrency?: number | undefined;
}

/** What generated code imports, by what it is called. */
const symbols = {
  /** The client, its transport and their options. */
  client,
  /** The function of an operation, by its public name. */
  operation: operationSymbol,
  /** The types of an operation: its arguments, where it has some, the data and the error of its results. */
  operationTypes,
  /** The path of the module with every operation, for `useAll`. */
  operationsModule,
  /** The type of a schema, by its public name. */
  schema: schemaSymbol,
  /** What the hand-written runtime exports. */
  runtime,
  /** What a package exports. */
  package: packageSymbol,
} as const;

/** What keeps text from a document inert: as a literal, a comment, a name, or prose. */
const text = { codeSpan, commentText, literal, markdownText, memberName, propertyKey } as const;

/**
 * What an output is written with.
 *
 * @experimental
 */
export interface Toolkit {
  readonly settings: OutputSettings;
  /** What the settings say beside the output's name. */
  readonly options: JsonObject;
  /** The names of the outputs that are emitted. */
  readonly outputs: readonly string[];
  readonly symbols: typeof symbols;
  readonly text: typeof text;
  /** JSON data as code, for the value of a constant. */
  readonly code: (value: unknown) => Code;
  /** A new module. Its path is below the source folder, without extension: `operations/getTicket`. */
  module(path: string, options?: ModuleOptions): SourceFile;
  /** What the chosen outputs say of themselves for a README. */
  sections(): readonly Section[];
  /** What emitting the same API before has left, where that goes on in one process. */
  readonly reuse?: Reuse | undefined;
}

/** The toolkit of one output. */
export function createToolkit(
  given: Pick<Toolkit, "settings" | "options" | "outputs" | "reuse" | "sections">,
): Toolkit {
  return { ...given, symbols, text, code: codeOf, module: (path, options) => new SourceFile(path, options) };
}
