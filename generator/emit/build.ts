import { transformSync } from "oxc-transform";

/** A module with its text, by path below the source folder without extension. */
export type Modules = ReadonlyMap<string, string>;

/**
 * Builds ECMAScript modules, declarations and source maps from TypeScript modules. A module that holds only types gives
 * a declaration alone: it is one already.
 */
export function buildModules(modules: Modules): Map<string, string> {
  const built = new Map<string, string>();
  for (const [path, text] of modules) {
    if (path.startsWith("schemas/")) {
      built.set(`dist/${path}.d.ts`, text);
      continue;
    }
    const source = `${path}.ts`;
    const { code, map, declaration, errors } = transformSync(source, text, {
      sourcemap: true,
      typescript: { declaration: { stripInternal: false } },
    });
    const [fault] = errors;
    if (fault) throw new Error(`the module "${source}" does not build: ${fault.message}\n${fault.codeframe ?? ""}`);
    const name = path.split("/").at(-1)!;
    built.set(`dist/${path}.js`, `${code}//# sourceMappingURL=${name}.js.map\n`);
    built.set(`dist/${path}.js.map`, `${JSON.stringify({ ...map, file: `${name}.js`, sources: [`${name}.ts`] })}\n`);
    built.set(`dist/${path}.d.ts`, declaration ?? "export {};\n");
  }
  return built;
}
