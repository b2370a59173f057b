import type { StatementStructures } from "ts-morph";
import { platformTypes } from "./platform-types.ts";
import type { Declaration } from "./printing/declarations.ts";
import type { CodeSymbol } from "./symbols.ts";

/** A symbol that a file imports: its name there, and whether it is used as a type alone; undefined: as what it is. */
export interface Import {
  readonly symbol: CodeSymbol;
  readonly local: string;
  readonly isType: boolean | undefined;
}

/** A module that a file imports as a whole. */
export interface NamespaceImport {
  readonly module: string;
  readonly local: string;
  readonly isType: boolean;
}

/** What a file exports from elsewhere: symbols, or all that a module exports. */
export type Reexport = CodeSymbol | { readonly kind: "all"; readonly module: string; readonly note?: string };

/**
 * What a module is beside its statements.
 *
 * @experimental
 */
export interface ModuleOptions {
  /** The names that the module itself declares. */
  readonly declares?: Iterable<string>;
  /** Whether it holds types alone: a package has no JavaScript of it. */
  readonly isTypesOnly?: boolean;
}

/**
 * One TypeScript file to be printed. Imports are symbols, not text: the printer writes them, and a name that the file
 * declares itself or imports from elsewhere gets another one here.
 *
 * @experimental
 */
export class SourceFile {
  /** Path below the source folder, without extension, such as `operations/getTicket`. */
  readonly path: string;
  readonly isTypesOnly: boolean;
  /** What it declares: parts that the printer knows, structures of ts-morph, or text. */
  readonly statements: (Declaration | StatementStructures | string)[] = [];
  private readonly used = new Map<string, Import>();
  private readonly whole = new Map<string, NamespaceImport>();
  private readonly passedOn: Reexport[] = [];
  private readonly declared: ReadonlySet<string>;
  private readonly taken: Set<string>;

  constructor(path: string, { declares = [], isTypesOnly = false }: ModuleOptions = {}) {
    this.path = path;
    this.isTypesOnly = isTypesOnly;
    this.declared = new Set(declares);
    this.taken = new Set([...this.declared, ...platformTypes]);
  }

  /** Imports a symbol, and gives the name that it has in this file. `asType`: a class is used as a type alone. */
  use(symbol: CodeSymbol, { asType = false }: { asType?: boolean } = {}): string {
    if (symbol.kind === "module" && symbol.module === this.path) return symbol.name;
    const key = `${originOf(symbol)} ${symbol.name}`;
    const known = this.used.get(key);
    const local = known?.local ?? this.freeName(symbol.name);
    this.used.set(key, { symbol, local, isType: asType && (known?.isType ?? true) ? true : undefined });
    return local;
  }

  /** Imports all that a module of the output exports, and gives the name that it has in this file. */
  useAll(module: string, { isType }: { isType: boolean }): string {
    const known = this.whole.get(module);
    const local = known?.local ?? this.freeName(module.split("/").at(-1)!);
    this.whole.set(module, { module, local, isType: isType && (known?.isType ?? true) });
    return local;
  }

  /** Exports symbols from where they are declared. */
  reexport(...symbols: readonly CodeSymbol[]): void {
    this.passedOn.push(...symbols);
  }

  /** Exports all that a module of the output exports, with a note above the line. */
  reexportAll(module: string, { note }: { note?: string } = {}): void {
    this.passedOn.push({ kind: "all", module, ...(note !== undefined && { note }) });
  }

  /** The name of a global type, which a declaration of the file may shadow. */
  global(name: string): string {
    return this.declared.has(name) ? `globalThis.${name}` : name;
  }

  get imports(): readonly Import[] {
    return [...this.used.values()];
  }

  get namespaces(): readonly NamespaceImport[] {
    return [...this.whole.values()];
  }

  get reexports(): readonly Reexport[] {
    return this.passedOn;
  }

  private freeName(name: string): string {
    let free = name;
    while (this.taken.has(free)) free += "_";
    this.taken.add(free);
    return free;
  }
}

function originOf(symbol: CodeSymbol): string {
  switch (symbol.kind) {
    case "module":
      return symbol.module;
    case "package":
      return `package ${symbol.package}`;
    case "runtime":
      return "the runtime";
  }
}
