import { transformSync } from "oxc-transform";

/** A module with its text, by path below the source folder without extension. */
export type Modules = ReadonlyMap<string, string>;

/** Builds ECMAScript modules and declarations from TypeScript modules. Those of types alone are declarations already. */
export function buildModules(modules: Modules, typesOnly: ReadonlySet<string>): Map<string, string> {
  const built = new Map<string, string>();
  for (const [path, text] of modules) {
    if (typesOnly.has(path)) {
      built.set(`dist/${path}.d.ts`, text);
      continue;
    }
    const source = `${path}.ts`;
    const { code, declaration, errors } = transformSync(source, text, {
      typescript: { declaration: { stripInternal: false } },
    });
    const [fault] = errors;
    if (fault) throw new Error(`the module "${source}" does not build: ${fault.message}\n${fault.codeframe ?? ""}`);
    built.set(`dist/${path}.js`, code);
    built.set(`dist/${path}.d.ts`, declaration ?? "export {};\n");
  }
  return built;
}
