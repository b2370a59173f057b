import { readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import ts from "typescript";
import { packageRoot } from "../settings/package-root.ts";

/** The declarations of one side: those of a module by its path below the client; undefined where it has none. */
export type ModuleText = (path: string) => string | undefined;

/** A type that is asked for: the module's path, and its name in it; of an operation, that of the items of its
 * pages. Without a module it is the type itself. */
export interface Wanted {
  readonly module: string;
  readonly name: string;
  readonly isItem?: true;
}

/** The types that were asked for, by the keys that they were asked for by. */
export interface Compiled {
  readonly checker: ts.TypeChecker;
  readonly old: ReadonlyMap<string, ts.Type>;
  readonly new: ReadonlyMap<string, ts.Type>;
}

/** What one side is asked for, by keys. */
export interface SideToCompile {
  readonly text: ModuleText;
  readonly wanted: ReadonlyMap<string, Wanted>;
}

/** The sides, as the folders that their modules stand in. */
const sides = ["old", "new"] as const;

const libraries = ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts", "lib.esnext.disposable.d.ts"];

const compilerOptions: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  types: [],
  lib: libraries,
};

/**
 * Compiles the declarations of both sides in one program, so that their types can be held against each other. Only the
 * modules that the wanted types lead to are read; the runtime is the same on both sides.
 */
export function compile(given: { readonly old: SideToCompile; readonly new: SideToCompile }): Compiled {
  const host = new SurfaceHost(given);
  const program = ts.createProgram({ rootNames: sides.map(probeOf), options: compilerOptions, host });
  const checker = program.getTypeChecker();
  const typesOf = (side: (typeof sides)[number]): Map<string, ts.Type> => {
    const source = program.getSourceFile(probeOf(side));
    const symbol = source && checker.getSymbolAtLocation(source);
    const found = new Map<string, ts.Type>();
    const exported = symbol?.exports?.get(ts.escapeLeadingUnderscores("Probe"));
    const probe = exported && checker.getDeclaredTypeOfSymbol(exported);
    if (!probe) return found;
    for (const [index, key] of [...given[side].wanted.keys()].entries()) {
      const member = probe.getProperty(`p${index}`);
      if (member) found.set(key, checker.getTypeOfSymbol(member));
    }
    return found;
  };
  return { checker, old: typesOf("old"), new: typesOf("new") };
}

/** The path of a side's module in the program. */
export function moduleOfFile(file: string): { readonly side: string; readonly module: string } | undefined {
  const [, side = "", module = ""] = /^\/(old|new)\/(.*)\.d\.ts$/.exec(file) ?? [];
  return side === "" ? undefined : { side, module };
}

function probeOf(side: string): string {
  return `/${side}/probe.d.ts`;
}

function probeText(wanted: SideToCompile["wanted"]): string {
  const entries = [...wanted.values()];
  const imports = entries.map(({ module, name }, index) =>
    module === "" ? `type T${index} = ${name};` : `import type { ${name} as T${index} } from "./${module}.js";`,
  );
  const members = entries.map(
    ({ isItem }, index) => `  p${index}: ${isItem ? `ItemOf<typeof T${index}>` : `T${index}`};`,
  );
  const itemOf = 'import type { ItemOf } from "./runtime/pagination/paged.js";';
  return `${itemOf}\n${imports.join("\n")}\nexport interface Probe {\n${members.join("\n")}\n}\n`;
}

/** The files that are the same for all programs: the runtime and the libraries. */
const lasting = new Map<string, ts.SourceFile>();

/** Gives the compiler the modules of both sides, the runtime as the package has it, and the libraries. */
class SurfaceHost implements ts.CompilerHost {
  private readonly given: Parameters<typeof compile>[0];
  private readonly runtime = join(packageRoot(), "generator", "runtime").replaceAll("\\", "/");
  private readonly libraries = dirname(ts.getDefaultLibFilePath(compilerOptions));
  private readonly texts = new Map<string, string | undefined>();

  constructor(given: Parameters<typeof compile>[0]) {
    this.given = given;
  }

  getSourceFile(file: string, options: ts.ScriptTarget | ts.CreateSourceFileOptions): ts.SourceFile | undefined {
    const known = lasting.get(file);
    if (known) return known;
    const text = this.readFile(file);
    if (text === undefined) return undefined;
    const source = ts.createSourceFile(file, text, options);
    if (moduleOfFile(file) === undefined) lasting.set(file, source);
    return source;
  }

  readFile(file: string): string | undefined {
    if (!this.texts.has(file)) this.texts.set(file, this.textOf(file));
    return this.texts.get(file);
  }

  fileExists(file: string): boolean {
    return this.readFile(file) !== undefined;
  }

  resolveModuleNameLiterals(
    literals: readonly ts.StringLiteralLike[],
    from: string,
  ): ts.ResolvedModuleWithFailedLookupLocations[] {
    return literals.map(({ text }) => {
      const file = text.startsWith(".") ? this.resolve(text, from) : undefined;
      // what packages declare is no part of an operation's types
      if (file === undefined) return { resolvedModule: undefined };
      const extension = file.endsWith(".d.ts") ? ts.Extension.Dts : ts.Extension.Ts;
      return { resolvedModule: { resolvedFileName: file, extension } };
    });
  }

  getDefaultLibFileName(): string {
    return join(this.libraries, libraries[0]!);
  }

  getDefaultLibLocation(): string {
    return this.libraries;
  }

  writeFile(): void {}

  getCurrentDirectory(): string {
    return "/";
  }

  getCanonicalFileName(file: string): string {
    return file;
  }

  useCaseSensitiveFileNames(): boolean {
    return true;
  }

  getNewLine(): string {
    return "\n";
  }

  private resolve(specifier: string, from: string): string | undefined {
    const path = posix.join(posix.dirname(from), specifier).replace(/\.(?:js|ts)$/, "");
    const shared = /^\/(?:old|new)\/runtime\/(.*)$/.exec(path)?.[1];
    const isOfRuntime = from.startsWith(`${this.runtime}/`);
    const file = shared === undefined ? `${path}${isOfRuntime ? ".ts" : ".d.ts"}` : `${this.runtime}/${shared}.ts`;
    return this.fileExists(file) ? file : undefined;
  }

  private textOf(file: string): string | undefined {
    for (const side of sides) {
      if (file === probeOf(side)) return probeText(this.given[side].wanted);
      if (file.startsWith(`/${side}/`)) return this.given[side].text(moduleOfFile(file)?.module ?? "");
    }
    if (!file.startsWith(this.runtime) && !file.startsWith(this.libraries.replaceAll("\\", "/"))) return undefined;
    try {
      return readFileSync(file, "utf8");
    } catch {
      return undefined;
    }
  }
}
