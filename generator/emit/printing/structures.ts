import { createRequire } from "node:module";
import type * as tsMorph from "ts-morph";

// Required when it is needed, not imported: few outputs give structures, and loading it takes as long as printing an
// API.
const require = createRequire(import.meta.url);

let project: tsMorph.Project | undefined;

/** Prints structures as ts-morph does. */
export function printStructures(statements: readonly tsMorph.StatementStructures[]): string {
  const { IndentationText, NewLineKind, Project } = require("ts-morph") as typeof tsMorph;
  project ??= new Project({
    useInMemoryFileSystem: true,
    skipFileDependencyResolution: true,
    skipLoadingLibFiles: true,
    manipulationSettings: { indentationText: IndentationText.TwoSpaces, newLineKind: NewLineKind.LineFeed },
  });
  const source = project.createSourceFile("/statements.ts", { statements: statements.map(plain) }, { overwrite: true });
  return `${source.getFullText().trim()}\n`;
}

/** A structure whose code is plain. */
function plain<Value>(value: Value): Value {
  if (typeof value === "string") return plainStrings(value) as Value;
  if (Array.isArray(value)) return value.map(plain) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)])) as Value;
}

/**
 * Code whose string literals write a backslash by its number: ts-morph's writer takes the quote after two backslashes
 * for one inside the string, and closes comments that are none.
 */
function plainStrings(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\.)*"/g, (token) =>
    token.startsWith('"') ? token.replace(/\\(.)/gs, (pair) => (pair === "\\\\" ? "\\x5c" : pair)) : token,
  );
}
