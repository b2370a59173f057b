import { applyEdits, modify, type ParseError, parse, printParseErrorCode } from "jsonc-parser";
import { isObject } from "../document/json.ts";
import type { TestRunner } from "./test-runner.ts";

/** The scripts of a package.json, by what they do. */
export const scriptNames = {
  generate: "api:generate",
  check: "api:check",
  diff: "api:diff",
  mock: "api:mock",
  contract: "api:contract",
  coverage: "api:coverage",
  test: "api:test",
} as const;

/** Where the tests of a project meet the mock. */
export interface ScriptPlace {
  /** The folder of the settings, relative to the package.json. */
  readonly folder: string;
  readonly tests?: TestRunner | undefined;
}

/** The lines of the scripts, by their names. */
function scriptLines({ folder, tests }: ScriptPlace): [name: string, line: string][] {
  const api = folder === "" ? "" : ` ${quoted(folder)}`;
  return [
    [scriptNames.generate, `twinspec generate${api}`],
    [scriptNames.check, `twinspec check${api}`],
    [scriptNames.diff, `twinspec diff${api}`],
    [scriptNames.mock, `twinspec mock${api}`],
    [scriptNames.contract, `twinspec contract${api} --mock`],
    ...(tests === undefined
      ? []
      : [
          [scriptNames.coverage, `twinspec coverage report ${coveragePlace(tests)}`] satisfies [string, string],
          ...(tests.name === "vitest" && tests.script === undefined
            ? [[scriptNames.test, "vitest run"] satisfies [string, string]]
            : []),
        ]),
  ];
}

/** What tells what the tests exercised: what the reporter writes, or the mock that they use. */
function coveragePlace({ name }: TestRunner): string {
  return name === "vitest" ? "coverage/contract" : mockAddress;
}

/** Where a mock is found that is a process of its own. */
export const mockAddress = "http://127.0.0.1:4010";

/** The text of a package.json with scripts added to it, and those that are others there already. */
export interface WithScripts {
  readonly text: string;
  readonly added: readonly string[];
  readonly others: readonly string[];
}

/** Thrown for a package.json that nothing can be added to. */
export class PackageFault extends Error {
  override readonly name = "PackageFault";
}

/**
 * Adds the scripts that a package.json does not have; its indent, its line ends and the order of its keys stay.
 *
 * @throws {PackageFault} where it is not valid JSON, or its scripts are no object.
 */
export function withScripts(published: string, place: ScriptPlace): WithScripts {
  const errors: ParseError[] = [];
  const mark = published.startsWith("\ufeff") ? "\ufeff" : "";
  let text = published.slice(mark.length);
  const value: unknown = parse(text, errors, { allowTrailingComma: false, disallowComments: true });
  const [error] = errors;
  if (error) {
    const before = text.slice(0, error.offset).split("\n");
    const place = `${before.length}:${before.at(-1)!.length + 1}`;
    throw new PackageFault(`package.json:${place} is not valid JSON: ${wordsOf(printParseErrorCode(error.error))}`);
  }
  if (!isObject(value)) throw new PackageFault("package.json must be an object");
  const scripts = value["scripts"] ?? {};
  if (!isObject(scripts)) throw new PackageFault("`scripts` in package.json must be an object");
  const added: string[] = [];
  const others: string[] = [];
  for (const [name, line] of scriptLines(place)) {
    if (scripts[name] === line) continue;
    if (Object.hasOwn(scripts, name)) others.push(name);
    else {
      added.push(name);
      text = applyEdits(text, modify(text, ["scripts", name], line, { formattingOptions: formatOf(text) }));
    }
  }
  return { text: mark + text, added, others };
}

/** A path as a word of a command that is no option, for the shells of all systems. */
function quoted(relative: string): string {
  const path = relative.startsWith("-") ? `./${relative}` : relative;
  return /^[\w./-]+$/.test(path) ? path : `"${path.replaceAll(/["$`\\]/g, "\\$&")}"`;
}

/** How a text is written: by its first line that is indented. */
export function formatOf(text: string): { insertSpaces: boolean; tabSize: number; eol: string } {
  const [, indent = "  "] = /^([ \t]+)\S/m.exec(text) ?? [];
  return {
    insertSpaces: !indent.startsWith("\t"),
    tabSize: indent.startsWith("\t") ? 1 : indent.length,
    eol: text.includes("\r\n") ? "\r\n" : "\n",
  };
}

/** `CloseBraceExpected` as words. */
function wordsOf(code: string): string {
  return code.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).toLowerCase();
}
