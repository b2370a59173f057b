import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

/** A module of the hand-written runtime. */
interface RuntimeModule {
  /** As it stands: its imports of others end with `.ts`. */
  readonly text: string;
  /** The modules of the runtime that it imports, types included, by path. */
  readonly imports: readonly string[];
  /** The packages that it imports. */
  readonly packages: readonly string[];
}

/** Where an exported name stands. */
interface Export {
  /** The path of its module in the output, without extension. */
  readonly module: string;
  readonly isType: boolean;
}

/** The hand-written runtime: where its exports stand, and which of its modules hold together. */
export class Runtime {
  private readonly modules = new Map<string, RuntimeModule>();
  private readonly exports = new Map<string, Export>();

  /** Reads the runtime in a folder. Throws where two of its modules export the same name. */
  constructor(folder: string) {
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => file.replaceAll("\\", "/"));
    for (const file of files.filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts")).sort()) {
      const text = readFileSync(join(folder, file), "utf8");
      const module = `runtime/${file.slice(0, -".ts".length)}`;
      const imported = [...text.matchAll(/\bfrom "([^"]+)"/g)].map(([, from = ""]) => from);
      this.modules.set(module, {
        text,
        imports: imported
          .filter((from) => from.startsWith("."))
          .map((from) => posix.join(posix.dirname(module), from).slice(0, -".ts".length)),
        packages: imported.filter((from) => !from.startsWith(".")),
      });
      for (const [name, isType] of exportsOf(text)) {
        const other = this.exports.get(name);
        if (other) throw new Error(`"${name}" is exported by ${other.module} and by ${module}`);
        this.exports.set(name, { module, isType });
      }
    }
  }

  /** Every name that the runtime exports, with its module. */
  get names(): ReadonlyMap<string, Export> {
    return this.exports;
  }

  /** Where a name is exported. Throws where it is not. */
  find(name: string): Export {
    const found = this.exports.get(name);
    if (!found) throw new Error(`the runtime exports no "${name}"`);
    return found;
  }

  /**
   * The modules that these lead to, themselves included, by path, and the packages that they import; both sorted. Their
   * imports of each other end with the extension.
   */
  reach(modules: Iterable<string>, extension: string): { texts: Map<string, string>; packages: readonly string[] } {
    const reached = new Set(modules);
    for (const module of reached) for (const imported of this.modules.get(module)!.imports) reached.add(imported);
    const sorted = [...reached].sort();
    const packages = sorted.flatMap((module) => this.modules.get(module)!.packages);
    return {
      texts: new Map(
        sorted.map((module) => [
          module,
          this.modules.get(module)!.text.replace(/(from "\.{1,2}\/[\w/-]+)\.ts"/g, `$1${extension}"`),
        ]),
      ),
      packages: [...new Set(packages)].sort(),
    };
  }
}

/** The names that a module exports, and whether they are types alone. */
function exportsOf(text: string): Map<string, boolean> {
  const declared = text.matchAll(
    /^export (?:declare )?(?:abstract )?(?:async )?(function\*?|const|class|interface|type) ([\w$]+)/gm,
  );
  const names = new Map([...declared].map(([, kind = "", name = ""]) => [name, /interface|type/.test(kind)] as const));
  for (const [, type, list = ""] of text.matchAll(/^export (type )?\{([^}]*)\} from/gm)) {
    for (const item of list.split(",").map((each) => each.trim())) {
      const [name = ""] = item
        .replace(/^type /, "")
        .split(" as ")
        .slice(-1);
      if (name !== "") names.set(name, type !== undefined || item.startsWith("type "));
    }
  }
  return names;
}
