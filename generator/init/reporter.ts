import type ts from "typescript";

/** The reporter of vitest that tells what tests exercised. */
export const reporter = "twinspec/vitest/reporter";

/** A configuration for who has none. */
export const newVitestConfig = `import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { reporters: ["default", "${reporter}"] },
});
`;

type Compiler = typeof ts;

/**
 * A configuration of vitest with the reporter added to it, and nothing else changed. Undefined where it is written in
 * another way than as one object.
 */
export async function withReporter(text: string): Promise<string | undefined> {
  const { default: compiler } = await import("typescript");
  const source = compiler.createSourceFile("config.ts", text, compiler.ScriptTarget.Latest, true);
  const config = configOf(source, compiler);
  if (!config) return undefined;
  const list = `reporters: ["default", "${reporter}"]`;
  const test = memberOf(config, "test", compiler);
  if (!test) return hasSpread(config, compiler) ? undefined : inserted(text, config, `test: { ${list} }`);
  if (!compiler.isObjectLiteralExpression(test)) return undefined;
  const reporters = memberOf(test, "reporters", compiler);
  if (!reporters) return hasSpread(test, compiler) ? undefined : inserted(text, test, list);
  const own = JSON.stringify(reporter);
  if (compiler.isStringLiteral(reporters)) return replaced(text, reporters, `[${reporters.getText()}, ${own}]`);
  if (!compiler.isArrayLiteralExpression(reporters)) return undefined;
  const last = reporters.elements.at(-1);
  if (!last) return replaced(text, reporters, `["default", ${own}]`);
  return `${text.slice(0, last.getEnd())}, ${own}${text.slice(last.getEnd())}`;
}

/** The object that is exported, alone or through `defineConfig`. */
function configOf(source: ts.SourceFile, compiler: Compiler): ts.ObjectLiteralExpression | undefined {
  const exported = source.statements.find(compiler.isExportAssignment)?.expression;
  const isDefined =
    exported &&
    compiler.isCallExpression(exported) &&
    exported.expression.getText() === "defineConfig" &&
    exported.arguments.length === 1;
  const value = isDefined ? exported.arguments[0] : exported;
  return value && compiler.isObjectLiteralExpression(value) ? value : undefined;
}

function memberOf(object: ts.ObjectLiteralExpression, name: string, compiler: Compiler): ts.Node | undefined {
  const member = object.properties.find((each) => each.name?.getText().replace(/["']/g, "") === name);
  // what is no plain member is left alone by whoever asks
  return member && compiler.isPropertyAssignment(member) ? member.initializer : member;
}

/** What stands behind a spread may have the same member. */
function hasSpread(object: ts.ObjectLiteralExpression, compiler: Compiler): boolean {
  return object.properties.some(compiler.isSpreadAssignment);
}

/** A text with a member as the first of an object in it. */
function inserted(text: string, object: ts.ObjectLiteralExpression, member: string): string {
  const [first] = object.properties;
  if (!first) return replaced(text, object, `{ ${member} }`);
  const start = first.getStart();
  const between = text.slice(object.getStart() + 1, start);
  const [, indent] = /(\r?\n[ \t]*)$/.exec(between) ?? [];
  return `${text.slice(0, start)}${member},${indent ?? " "}${text.slice(start)}`;
}

function replaced(text: string, node: ts.Node, by: string): string {
  return text.slice(0, node.getStart()) + by + text.slice(node.getEnd());
}
