import type { StatementStructures } from "ts-morph";

/** One TypeScript file to be printed. Imports are symbols, not text: the printer writes them. */
export class SourceFile {
  /** Path below the source folder, without extension, such as `operations/getTicket`. */
  readonly path: string;
  readonly statements: (StatementStructures | string)[] = [];
  private readonly symbols = new Map<string, Map<string, boolean>>();

  constructor(path: string) {
    this.path = path;
  }

  /** Imports a name from another file of the output, or from a package, and gives the name back. */
  use(name: string, from: string, { isType }: { isType: boolean }): string {
    if (from === this.path) return name;
    let names = this.symbols.get(from);
    if (!names) this.symbols.set(from, (names = new Map()));
    names.set(name, isType && (names.get(name) ?? true));
    return name;
  }

  /** What is imported, by module; each name with whether it is a type alone. */
  get imports(): ReadonlyMap<string, ReadonlyMap<string, boolean>> {
    return this.symbols;
  }
}
