import { posix } from "node:path";
import { isolatedDeclarationSync, transformSync } from "oxc-transform";

/** The JavaScript and the declarations of a TypeScript module. `name` is shown where it does not build. */
export function buildModule(text: string, name: string): { readonly code: string; readonly declaration: string } {
  const { code, declaration, errors } = transformSync(`${name}.ts`, text, {
    typescript: { declaration: { stripInternal: false } },
  });
  const [fault] = errors;
  if (fault) throw new Error(`the module "${name}.ts" does not build: ${fault.message}\n${fault.codeframe ?? ""}`);
  // Its tabs become spaces, unless a template of the module may have tabs of its own.
  const tidy = /^\t/m.test(text) ? (built: string) => built : tidied;
  return { code: tidy(code), declaration: tidy(declaration ?? "export {};\n") };
}

/** The places of a module's text and of its declarations in a package. */
interface MappedPlaces {
  readonly source: string;
  readonly declaration: string;
  /** What stands in both before all that is built. */
  readonly header: string;
}

/**
 * The declarations of a TypeScript module with the map that leads from them to its text (ECMA-426), by which editors go
 * to the definition of a name. Nothing in them is moved, as columns count.
 */
export function buildMappedDeclaration(
  text: string,
  { source, declaration, header }: MappedPlaces,
): { readonly declaration: string; readonly map: string } {
  const built = isolatedDeclarationSync(source, text, { sourcemap: true });
  const [fault] = built.errors;
  if (fault || !built.map) throw new Error(`the module "${source}" has no declarations: ${fault?.message ?? ""}`);
  const map = {
    version: 3,
    file: posix.basename(declaration),
    sources: [posix.relative(posix.dirname(declaration), source)],
    names: [],
    mappings: ";".repeat(header.split("\n").length - 1) + built.map.mappings,
  };
  return {
    declaration: `${header}${built.code}//# sourceMappingURL=${posix.basename(declaration)}.map\n`,
    map: `${JSON.stringify(map)}\n`,
  };
}

/** Code indented by two spaces, with the stars of its comments in line. */
function tidied(code: string): string {
  return code.replace(/^\t+/gm, (tabs) => "  ".repeat(tabs.length)).replace(/^( *)\*(?=[ /]|$)/gm, "$1 *");
}
