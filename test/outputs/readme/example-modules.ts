/** The blocks of TypeScript in Markdown. */
export function codeBlocks(markdown: string): string[] {
  return [...markdown.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code]) => code!);
}

/** What the examples leave to the reader. */
const given = `declare const clientId: string, clientSecret: string, token: string, key: string;
declare const redirectUri: string, callbackUrl: string;
declare const request: Request;
declare function isSigned(text: string, signature: string | undefined): boolean;
declare const storage: Storage & { removeItem(key: string): void; getKeys(): string[] };
`;
const node = 'declare module "node:fs" { export function openAsBlob(path: string): Promise<Blob>; }\n';

/**
 * The examples of a README as files beside the package that it describes: each a module of its own, in which the clients
 * stand as well that the first makes and the first of those that are generated. They compile exactly if the examples do.
 */
export function exampleModules(readme: string): Map<string, string> {
  const blocks = codeBlocks(readme);
  const generated = blocks.find((block) => /^const client =/m.test(block)) ?? "";
  const first = [...new Set([blocks[0] ?? "", generated])].join("\n");
  const isImport = (line: string) => line.startsWith("import ");
  const own = first.split("\n").filter((line) => !isImport(line));
  const modules = blocks.map((block, index) => {
    const lines = index === 0 ? [] : block.split("\n");
    const imports = merged([...first.split("\n"), ...lines].filter(isImport));
    const body = lines.filter((line) => !isImport(line));
    return [`readme-${index}.ts`, [...imports, given, ...own, "{", ...body, "}"].join("\n")] as const;
  });
  return new Map([...modules, ["node.d.ts", node]]);
}

/** Imports by names, one for each module. */
function merged(imports: readonly string[]): string[] {
  const modules = new Map<string, Set<string>>();
  for (const line of imports) {
    const [, names = "", module = ""] = /^import \{(.*)\} from (.*)$/.exec(line) ?? [];
    modules.set(module, new Set([...(modules.get(module) ?? []), ...names.split(",").map((name) => name.trim())]));
  }
  return [...modules].map(([module, names]) => `import { ${[...names].join(", ")} } from ${module}`);
}
