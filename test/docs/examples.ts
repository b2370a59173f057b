import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { build, defaultSettings } from "../../generator/entry.ts";
import { type CodeBlock, codeBlocksIn } from "./code-blocks.ts";
import { documentsBelow, root, textOf } from "./documents.ts";

const petstore = join(root, "docs/examples/petstore.yaml");
const given = join(import.meta.dirname, "fixtures", "given.ts");

/** What the specifiers of twinspec stand for before it is built and installed. */
const entries: Readonly<Record<string, string>> = {
  twinspec: join(root, "generator/entry.ts"),
  "twinspec/mocks": join(root, "mocks/index.ts"),
  "twinspec/vitest": join(root, "mocks/vitest.ts"),
};

/** An example as a file that can be compiled and run. */
export interface Example extends CodeBlock {
  readonly file: string;
  readonly isTest: boolean;
  readonly runs: boolean;
}

/** All examples in TypeScript, in a folder of their own. */
export interface Examples {
  readonly examples: readonly Example[];
  readonly givenFile: string;
  /** What TypeScript has against them, by document and line. */
  faults(): string[];
  remove(): void;
}

/** Every block of code in what users read. */
export const userBlocks: readonly CodeBlock[] = ["README.md", ...documentsBelow("docs")].flatMap((document) =>
  codeBlocksIn(document, textOf(document)),
);

/** Writes the examples of the README and the guides beside a generated client of the petstore. */
export async function writeExamples(): Promise<Examples> {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, ".cache", "docs-"));
  await writePetstoreClient(join(folder, "node_modules", "petstore-client"));
  writeTypesOfUndici(join(folder, "node_modules", "undici"));
  const givenFile = join(folder, "given.ts");
  cpSync(given, givenFile);
  const names = exportedNames(ts.sys.readFile(givenFile) ?? "");
  writeFileSync(givenFile, forThisMachine(ts.sys.readFile(givenFile) ?? ""));
  const examples = userBlocks
    .filter(({ language }) => language === "ts")
    .map((block): Example => {
      const file = join(folder, `${block.document.replace(/\W+/g, "-")}-${block.line}.ts`);
      const used = namesUsed(block.code).filter((name) => names.includes(name));
      // On the first line of the code, so that lines stay what they are in the document.
      const head = used.length > 0 ? `import { ${used.join(", ")} } from "./given.ts"; ` : "export {}; ";
      writeFileSync(file, forThisMachine(head + block.code));
      const isTest = /from "vitest"/.test(block.code);
      return { ...block, file, isTest, runs: !isTest && !block.flags.includes("no-run") };
    });
  return {
    examples,
    givenFile,
    faults: () => faultsOf(examples, givenFile),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function writePetstoreClient(folder: string): Promise<void> {
  const defaults = defaultSettings([petstore], folder, root);
  const { files, diagnostics } = await build({
    ...defaults,
    package: { ...defaults.package, name: "petstore-client" },
  });
  if (!files) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** A recipe asks the reader to install undici, whose types came here with those of Node. */
function writeTypesOfUndici(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "undici", types: "index.d.ts" }));
  writeFileSync(join(folder, "index.d.ts"), 'export * from "undici-types";\n');
}

/** The code with what a reader has in the working folder, or installed, at its place in this repository. */
function forThisMachine(code: string): string {
  return code
    .replace(/(?<=from |import\()"(twinspec(?:\/\w+)?)"/g, (all, name: string) => JSON.stringify(entries[name] ?? all))
    .replaceAll('"petstore.yaml"', JSON.stringify(petstore))
    .replaceAll('"spec/zoho-desk"', JSON.stringify(join(root, "spec/zoho-desk")));
}

function exportedNames(code: string): string[] {
  return [...code.matchAll(/^export (?:const|function|async function) (\w+)/gm)].map(([, name = ""]) => name);
}

/** The names that a module uses and does not declare. */
function namesUsed(code: string): string[] {
  const source = ts.createSourceFile("example.ts", code, ts.ScriptTarget.Latest, true);
  const used = new Set<string>();
  const declared = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) (isDeclared(node) ? declared : isMember(node) ? new Set() : used).add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...used].filter((name) => !declared.has(name));
}

function isDeclared({ parent, text }: ts.Identifier): boolean {
  return ts.isBindingElement(parent) || ts.isVariableDeclaration(parent) || ts.isParameter(parent)
    ? ts.isIdentifier(parent.name) && parent.name.text === text
    : ts.isImportSpecifier(parent) || ts.isFunctionDeclaration(parent) || ts.isNamespaceImport(parent);
}

function isMember(node: ts.Identifier): boolean {
  const { parent } = node;
  return (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) && parent.name === node;
}

function faultsOf(examples: readonly Example[], givenFile: string): string[] {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
  const files = [{ document: relative(root, given), line: 1, file: givenFile }, ...examples];
  const program = ts.createProgram(
    files.map(({ file }) => file),
    options,
  );
  return files.flatMap(({ document, line, file }) => {
    const source = program.getSourceFile(file);
    if (!source) return [`${document}: not a part of the program`];
    // Of these files alone: twinspec's own sources, which they import, are checked elsewhere.
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ start = 0, messageText }) => {
        const at = line + source.getLineAndCharacterOfPosition(start).line;
        return `${document}:${at}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
      },
    );
  });
}
