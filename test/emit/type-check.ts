import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../..", import.meta.url)).replaceAll("\\", "/");

/** Where emitted files seem to be: below the repository, so that the packages they need are found. */
const folder = posix.join(root, ".cache/type-check");

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: [],
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  noPropertyAccessFromIndexSignature: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  declaration: true,
  isolatedDeclarations: true,
  noEmit: true,
  skipDefaultLibCheck: true,
};

/** The last text at every path, parsed: what every program has of it. */
const parsed = new Map<string, ts.SourceFile>();

/**
 * What the last programs of sources and of declarations found, as `tsc --incremental` keeps it: what stayed is not checked
 * again.
 */
const builders = new Map<"sources" | "declarations", ts.SemanticDiagnosticsBuilderProgram>();

/** What keeps declarations from being isolated is a matter of each file alone. */
const isolationFaults = new WeakMap<ts.SourceFile, readonly ts.Diagnostic[]>();

/**
 * What TypeScript has to say against emitted files and others beside them, as `path:line: message`; empty when nothing.
 * TypeScript sources are held to isolated declarations, too, declarations are checked as they are.
 */
export function typeCheck(
  files: ReadonlyMap<string, string>,
  beside: { readonly [path: string]: string } = {},
): string[] {
  const texts = new Map([...files, ...Object.entries(beside)].map(([path, text]) => [posix.join(folder, path), text]));
  const paths = [...texts.keys()].filter((path) => path.endsWith(".ts"));
  const kind = paths.some((path) => path.endsWith(".d.ts")) ? "declarations" : "sources";
  const builder = ts.createSemanticDiagnosticsBuilderProgram(paths, options, hostFor(texts), builders.get(kind));
  builders.set(kind, builder);
  const isAlone = Object.keys(beside).length === 0;
  const found = [
    ...builder.getOptionsDiagnostics(),
    ...builder.getSyntacticDiagnostics(),
    ...builder.getGlobalDiagnostics(),
    ...builder.getSemanticDiagnostics(),
    ...(isAlone && kind === "sources" ? paths.flatMap((path) => isolationFaultsOf(builder, path)) : []),
  ];
  return ts.sortAndDeduplicateDiagnostics(found).map((diagnostic) => {
    const { file, start = 0, messageText } = diagnostic;
    const text = ts.flattenDiagnosticMessageText(messageText, "\n");
    if (!file) return text;
    return `${posix.relative(folder, file.fileName)}:${file.getLineAndCharacterOfPosition(start).line + 1}: ${text}`;
  });
}

function isolationFaultsOf(builder: ts.SemanticDiagnosticsBuilderProgram, path: string): readonly ts.Diagnostic[] {
  const file = builder.getSourceFile(path)!;
  const faults = isolationFaults.get(file) ?? builder.getDeclarationDiagnostics(file);
  isolationFaults.set(file, faults);
  return faults;
}

function hostFor(texts: ReadonlyMap<string, string>): ts.CompilerHost {
  const folders = new Set([...texts.keys()].flatMap(foldersAbove));
  const onDisk = ts.createCompilerHost(options);
  return {
    ...onDisk,
    fileExists: (path) => texts.has(path) || existsSync(path),
    readFile: (path) => texts.get(path) ?? (existsSync(path) ? readFileSync(path, "utf8") : undefined),
    directoryExists: (path) => folders.has(path) || existsSync(path),
    getDirectories: () => [],
    realpath: (path) => (texts.has(path) ? path : (ts.sys.realpath?.(path) ?? path)),
    getCurrentDirectory: () => root,
    getDefaultLibLocation: () => dirname(ts.getDefaultLibFilePath(options)),
    getSourceFile(path, languageVersion) {
      const before = parsed.get(path);
      const text = texts.get(path) ?? before?.text ?? ts.sys.readFile(path);
      if (text === undefined || text === before?.text) return before;
      const file = ts.createSourceFile(path, text, languageVersion);
      // Builders compare versions.
      Object.assign(file, { version: createHash("sha1").update(text).digest("hex") });
      parsed.set(path, file);
      return file;
    },
  };
}

function foldersAbove(path: string): string[] {
  const parent = posix.dirname(path);
  return parent === path || parent === "." ? [] : [parent, ...foldersAbove(parent)];
}

/** The absolute path at which an emitted file seems to be. */
export function placeOf(path: string): string {
  return join(folder, path);
}

/** An editor's view of emitted files and others beside them. */
export function languageServiceOf(
  files: ReadonlyMap<string, string>,
  beside: { readonly [path: string]: string },
): { service: ts.LanguageService; place: (path: string) => string } {
  const place = (path: string) => posix.join(folder, path);
  const texts = new Map([...files, ...Object.entries(beside)].map(([path, text]) => [place(path), text]));
  const { writeFile: _, ...host } = hostFor(texts);
  const service = ts.createLanguageService({
    ...host,
    getCompilationSettings: () => options,
    getScriptFileNames: () => Object.keys(beside).map(place),
    getScriptVersion: () => "1",
    getScriptSnapshot(path) {
      const text = host.readFile(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
  });
  return { service, place };
}
