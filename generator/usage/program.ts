import { existsSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type ts from "typescript";
import { notice } from "./client.ts";
import { CodeError } from "./code-error.ts";
import { compiler } from "./compiler.ts";

/** The code that a tsconfig file names, with those that it refers to. */
export interface Code {
  readonly program: ts.Program;
  /** Its own modules: no declarations, nothing that is installed. */
  readonly files: readonly ts.SourceFile[];
}

/** Reads the code of a project: of a tsconfig file, or of the folder that it is in. Nothing is written. */
export function readCode(path: string): Code {
  const absolute = resolve(path);
  const isFolder = statSync(absolute, { throwIfNoEntry: false })?.isDirectory() === true;
  const file = isFolder ? join(absolute, "tsconfig.json") : absolute;
  if (!existsSync(file)) throw new CodeError(`there is no "${relative(resolve(), file)}"`);
  const configs = configsFrom(file);
  const [first] = configs.filter(({ fileNames }) => fileNames.length > 0);
  if (!first) throw new CodeError(`"${relative(resolve(), file)}" names no files`);
  const options = { ...first.options, noEmit: true, composite: false, incremental: false };
  const host = compiler.createCompilerHost(options);
  // comments are read where types stand in them, as the compiler does
  host.jsDocParsingMode = compiler.JSDocParsingMode.ParseForTypeErrors;
  const readSource = host.getSourceFile;
  host.getSourceFile = (fileName, version, ...how) => {
    // what data looks like says nothing of calls, and is half of what a client declares
    if (isDataModule(fileName) && host.readFile(fileName)?.startsWith(notice))
      return compiler.createSourceFile(fileName, "export {};\n", version);
    return readSource(fileName, version, ...how);
  };
  const rootNames = [...new Set(configs.flatMap(({ fileNames }) => fileNames))];
  const program = compiler.createProgram({ rootNames, options, host });
  const files = program.getSourceFiles().filter(({ fileName, isDeclarationFile }) => {
    return !isDeclarationFile && !fileName.includes("/node_modules/") && /\.[cm]?[jt]sx?$/.test(fileName);
  });
  return { program, files };
}

/** Whether a path is that of a module with a schema, as clients have them. */
function isDataModule(fileName: string): boolean {
  return /\/schemas\/[^/]+\.ts$/.test(fileName);
}

/** The settings of a tsconfig file, and of those that it refers to, each once. */
function configsFrom(file: string, seen = new Set<string>()): ts.ParsedCommandLine[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const { config, error } = compiler.readConfigFile(file, compiler.sys.readFile);
  if (error) throw new CodeError(`${placeOf(error, file)} ${textOf(error)}`);
  const parsed = compiler.parseJsonConfigFileContent(config, compiler.sys, dirname(file), undefined, file);
  // 18002, 18003: no files, which a file that only refers to others has
  const fault = parsed.errors.find(({ code }) => code !== 18002 && code !== 18003);
  if (fault) throw new CodeError(`${placeOf(fault, file)} ${textOf(fault)}`);
  const referred = (parsed.projectReferences ?? []).flatMap((reference) => {
    const path = compiler.resolveProjectReferencePath(reference);
    if (!existsSync(path))
      throw new CodeError(`"${relative(resolve(), file)}" refers to "${reference.path}", which does not exist`);
    return configsFrom(path, seen);
  });
  return [parsed, ...referred];
}

/** Where a fault of settings is; the file alone where the compiler knows no more. */
function placeOf({ file, start }: ts.Diagnostic, named: string): string {
  const shown = relative(resolve(), file?.fileName ?? named);
  if (!file || start === undefined) return `"${shown}":`;
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return `${shown}:${line + 1}:${character + 1}`;
}

function textOf({ messageText }: ts.Diagnostic): string {
  return compiler.flattenDiagnosticMessageText(messageText, " ");
}
