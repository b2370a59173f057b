import type { StatementStructures } from "ts-morph";

/** What stands in an import: its name in the file, and whether it is a type alone. */
export interface Imported {
  readonly local: string;
  readonly isType: boolean;
}

/** The global types that emitted code uses, or that the name of an operation's type may be. */
export const platformTypes: ReadonlySet<string> = new Set([
  ...[
    "ArrayBuffer",
    "AsyncGenerator",
    "ArrayBufferView",
    "Blob",
    "FormData",
    "ReadableStream",
    "Response",
    "URLSearchParams",
  ],
  ...["AggregateError", "EvalError", "ImageData", "MediaError", "RangeError", "ReferenceError", "SyntaxError"],
  ...["SuppressedError", "TypeError", "Uint8Array"],
]);

/**
 * One TypeScript file to be printed. Imports are symbols, not text: the printer writes them, and a name that the file
 * declares itself or imports from elsewhere gets another one here.
 */
export class SourceFile {
  /** Path below the source folder, without extension, such as `operations/getTicket`. */
  readonly path: string;
  readonly statements: (StatementStructures | string)[] = [];
  private readonly symbols = new Map<string, Map<string, Imported>>();
  private readonly declared: ReadonlySet<string>;
  private readonly taken: Set<string>;

  /** `declared` are the names that the file itself declares. */
  constructor(path: string, declared: Iterable<string> = []) {
    this.path = path;
    this.declared = new Set(declared);
    this.taken = new Set([...this.declared, ...platformTypes]);
  }

  /** Imports a name from another file of the output, or from a package, and gives the name that it has in this file. */
  use(name: string, from: string, { isType }: { isType: boolean }): string {
    if (from === this.path) return name;
    const names = this.symbols.get(from) ?? new Map();
    this.symbols.set(from, names);
    const known = names.get(name);
    const local = known?.local ?? this.freeName(name);
    names.set(name, { local, isType: isType && (known?.isType ?? true) });
    return local;
  }

  /** The name of a global type, which a declaration of the file may shadow. */
  global(name: string): string {
    return this.declared.has(name) ? `globalThis.${name}` : name;
  }

  /** What is imported, by module and by the name it has there. */
  get imports(): ReadonlyMap<string, ReadonlyMap<string, Imported>> {
    return this.symbols;
  }

  private freeName(name: string): string {
    let free = name;
    while (this.taken.has(free)) free += "_";
    this.taken.add(free);
    return free;
  }
}
