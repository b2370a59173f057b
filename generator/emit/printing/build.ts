import { transformSync } from "oxc-transform";

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

/** Code indented by two spaces, with the stars of its comments in line. */
function tidied(code: string): string {
  return code.replace(/^\t+/gm, (tabs) => "  ".repeat(tabs.length)).replace(/^( *)\*(?=[ /]|$)/gm, "$1 *");
}
