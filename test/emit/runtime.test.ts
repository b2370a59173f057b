import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { Runtime } from "../../generator/emit/runtime.ts";

const folder = fileURLToPath(new URL("../../generator/runtime", import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));

/** What a file exports, as TypeScript reads it, with the kind of export. */
function exportsOf(file: string): [name: string, isType: boolean][] {
  const source = ts.createSourceFile(file, readFileSync(join(folder, file), "utf8"), ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement): [string, boolean][] => {
    if (ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause))
      return statement.exportClause.elements.map((each) => [each.name.text, statement.isTypeOnly || each.isTypeOnly]);
    if (!ts.canHaveModifiers(statement)) return [];
    if (!ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map(({ name }) => [name.getText(source), false]);
    const { name } = statement as ts.DeclarationStatement;
    return [
      [(name as ts.Identifier).text, ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)],
    ];
  });
}

describe("the runtime", () => {
  const runtime = new Runtime(folder);

  test("exports every name once, and each is found where it stands", () => {
    const exported = files.flatMap((file) =>
      [...new Map(exportsOf(file))].map(([name, isType]) => [
        name,
        { module: `runtime/${file.replaceAll("\\", "/").slice(0, -3)}`, isType },
      ]),
    );
    expect(exported.map(([name]) => name)).toEqual([...new Set(exported.map(([name]) => name))]);
    expect(Object.fromEntries(runtime.names)).toEqual(Object.fromEntries(exported));
  });

  test("does not export what nobody declares", () => {
    expect(() => runtime.find("createNothing")).toThrow('the runtime exports no "createNothing"');
  });
});

describe("a runtime", () => {
  function runtimeOf(modules: Record<string, string>): Runtime {
    const place = mkdtempSync(join(tmpdir(), "twinspec-runtime-"));
    try {
      for (const [name, text] of Object.entries(modules)) writeFileSync(join(place, name), text);
      return new Runtime(place);
    } finally {
      rmSync(place, { recursive: true });
    }
  }

  test("is copied as far as modules lead, types and packages included", () => {
    const runtime = runtimeOf({
      "a.ts": 'import type { B } from "./b.ts";\nimport create from "openapi-fetch";\nexport const a: B = create();\n',
      "b.ts": 'export { c } from "./c.ts";\nexport interface B {}\n',
      "c.ts": 'import * as oauth from "oauth4webapi";\nexport const d = oauth;\n',
      "e.ts": 'import "other";\nexport function e() {}\n',
    });
    const { texts, packages } = runtime.reach(["runtime/a"], ".js");
    expect([...texts.keys()]).toEqual(["runtime/a", "runtime/b", "runtime/c"]);
    expect(texts.get("runtime/a")).toContain('from "./b.js"');
    expect(packages).toEqual(["oauth4webapi", "openapi-fetch"]);
  });

  test("cannot export one name twice", () => {
    expect(() => runtimeOf({ "a.ts": "export type A = 1;\n", "b.ts": "export class A {}\n" })).toThrow(
      '"A" is exported by runtime/a and by runtime/b',
    );
  });
});
