import { posix } from "node:path";
import ts from "typescript";
import { expect } from "vitest";
import type { Generated } from "../../generator/entry.ts";

/** Tags of doc comments that the generator writes itself. */
const tags = new Set([
  ...["default", "deprecated", "example", "format", "pattern", "minimum", "maximum", "exclusiveMinimum"],
  ...["exclusiveMaximum", "minLength", "maxLength", "multipleOf", "minItems", "maxItems", "uniqueItems"],
]);

/** What steers a terminal, tabs aside: escape sequences, carriage returns, the direction of text. */
export const terminalControls = /(?!\t)[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** What does not show, and changes what does. */
const controlCharacters =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

/** Checks that what was generated says what the model says, and nothing that a text of the documents made it say. */
export function expectInert({ files, model }: Generated): void {
  if (!files || !model) throw new Error("nothing was generated");
  expectContained([...files.keys()]);
  const aliases = new Map(model.operations.map(({ name, aliases }) => [name, aliases.length]));
  for (const [path, text] of files) {
    if (/\.(?:ts|js)$/.test(path) && !path.includes("runtime/")) expectInertModule(path, text, aliases);
    if (/\.(?:json|map)$/.test(path)) JSON.parse(text);
  }
  expectDeclared(files, model);
  const readme = files.get("README.md");
  if (readme !== undefined) expectInertMarkdown(readme);
}

/** Checks that no path leaves the output, and that none is another's on a case-insensitive disk. */
function expectContained(paths: readonly string[]): void {
  const escapes = /^\.\.?\/|^\/|[\\:*?"<>|]|(?:^|\/)(?:con|aux|nul|prn|com\d|lpt\d)(?:\.|$)|[. ](?:\/|$)/i;
  const isContained = (path: string) =>
    path === posix.normalize(path) &&
    !escapes.test(path) &&
    !controlCharacters.test(path) &&
    Buffer.byteLength(posix.basename(path)) <= 140;
  expect(paths.filter((path) => !isContained(path))).toEqual([]);
  expect(new Set(paths.map((path) => path.normalize("NFKD").toLowerCase())).size).toBe(paths.length);
}

function expectInertModule(path: string, text: string, aliases: ReadonlyMap<string, number>): void {
  const source = expectParsed(path, text);
  let deprecated = 0;
  const foreign: string[] = [];
  const visit = (node: ts.Node): void => {
    for (const doc of ts.getJSDocCommentsAndTags(node)) {
      if (!ts.isJSDoc(doc) || doc.parent !== node) continue;
      for (const tag of doc.tags ?? []) {
        if (!tags.has(tag.tagName.text)) foreign.push(`the tag @${tag.tagName.text}`);
        if (tag.tagName.text === "deprecated") deprecated += 1;
      }
    }
    if (ts.isPropertyAccessExpression(node) && node.name.text === "PWNED") foreign.push("a property PWNED");
    if (isForeign(node)) foreign.push(node.getText(source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  expect(foreign, `${path}:\n${text}`).toEqual([]);
  const operation = /operations\/(.+?)(?:\.d)?\.[tj]s$/.exec(path)?.[1];
  if (!path.includes("schemas/")) expect(deprecated).toBe(operation === undefined ? 0 : aliases.get(operation));
}

/** Whether something is done at a place where nothing is but declared: the generator writes neither templates nor statements. */
function isForeign(node: ts.Node): boolean {
  return (
    ts.isTemplateLiteral(node) ||
    ts.isExpressionStatement(node) ||
    (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken)
  );
}

/** The syntax of a module, which must have no fault. */
function expectParsed(path: string, text: string): ts.SourceFile {
  const kind = path.endsWith(".js") ? ts.ScriptKind.JS : ts.ScriptKind.TS;
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  const { parseDiagnostics } = source as unknown as { parseDiagnostics: readonly ts.Diagnostic[] };
  expect(
    parseDiagnostics.map(({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, " ")}\n${text}`),
  ).toEqual([]);
  return source;
}

/** Compares the names that the files declare with those of the model. */
function expectDeclared(
  files: ReadonlyMap<string, string>,
  { operations, schemas, tags, webhooks }: NonNullable<Generated["model"]>,
): void {
  const isPackage = files.has("package.json");
  const textOf = (path: string) => files.get(isPackage ? `esm/${path}.d.ts` : `${path}.ts`);
  const namesIn = (folder: string) =>
    [...files.keys()]
      .flatMap((path) => new RegExp(`^(?:esm/)?${folder}/(.+?)(?:\\.d)?\\.ts$`, "u").exec(path)?.[1] ?? [])
      .sort();

  expect(namesIn("operations")).toEqual(operations.map(({ name }) => name).sort());
  expect(namesIn("schemas")).toEqual(schemas.flatMap(({ name, aliases }) => [name, ...aliases]).sort());
  expect(namesIn("by-tag")).toEqual(tags.map(({ name }) => name).sort());
  expect(namesIn("webhooks")).toEqual(webhooks.map(({ name }) => name).sort());
  for (const { name } of webhooks) {
    const typeNames = exportsOf(textOf(`webhooks/${name}`)!).filter((each) => each !== name);
    expect(typeNames.every((each) => /(?:Payload|Headers|Query|Response)$/.test(each))).toBe(true);
  }
  for (const { name, aliases, parameters, body, responses } of operations) {
    const hasAny = (status: RegExp) => responses.some((response) => status.test(response.status));
    const declared = exportsOf(textOf(`operations/${name}`)!);
    // What all bodies of several media types have in common has a name that is in no document.
    const typeNames = declared.filter((each) => ![name, ...aliases, "AnyBody"].includes(each));
    expect(declared).toEqual(expect.arrayContaining([name, ...aliases]));
    expect(typeNames.map((each) => /(?:Arguments|Data|Responses|Errors?)$/.exec(each)?.[0])).toEqual([
      ...(parameters.length > 0 || body ? ["Arguments"] : []),
      "Data",
      ...(hasAny(/^2|default/) ? ["Responses"] : []),
      "Error",
      ...(hasAny(/^[45]|default/) ? ["Errors"] : []),
    ]);
  }
  for (const { name, aliases } of schemas) {
    for (const each of [name, ...aliases]) expect(exportsOf(textOf(`schemas/${each}`)!)).toEqual([each]);
  }
}

function exportsOf(text: string): string[] {
  const source = ts.createSourceFile("module.ts", text, ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => {
    if (ts.isImportDeclaration(statement)) return [];
    // `export {}` says that what is not exported is not.
    if (ts.isExportDeclaration(statement) && /^export \{\s*\};?$/.test(statement.getText(source))) return [];
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map(({ name }) => name.getText(source));
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return [statement.name.text];
    return [`an unexpected ${ts.SyntaxKind[statement.kind]}`];
  });
}

/** Checks that outside of its code a README has no HTML, no link and no picture, and that its fences are its own. */
function expectInertMarkdown(text: string): void {
  expect(text.replaceAll("\n", "")).not.toMatch(controlCharacters);
  const fences = text.split("\n").filter((line) => /^\s*(?:```|~~~)/.test(line));
  expect(fences.map((fence, index) => fence === (index % 2 === 0 ? "```ts" : "```"))).not.toContain(false);
  expect(fences.length % 2).toBe(0);
  for (const [, code = ""] of text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)) expectParsed("README.md", code);
  // What a table is about stands in its head: a column more where there are scopes.
  const columns = (/^\| name \|.*\|$/m.exec(text)?.[0] ?? "").split("|").length;
  const prose = text.replace(/^```ts\n[\s\S]*?^```$/gm, "");
  for (const line of prose.split("\n")) {
    const shown = line.replace(/\\[\\`*_[\]<>|#!~]|`[^`]*`/g, "");
    expect(shown, line).not.toMatch(/[<>[\]`]/);
    if (line.startsWith("|")) expect(shown.split("|")).toHaveLength(columns);
  }
}
