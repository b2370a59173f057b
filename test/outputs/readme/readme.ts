import type { Settings } from "../../../generator/index.ts";
import { emitted, everyOutput } from "../../emit/emitted.ts";
import { typeCheck } from "../../emit/type-check.ts";

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
 * What TypeScript has against the examples: each a module of its own, in which the clients stand as well that the first makes
 * and the first of those that are generated.
 */
export function faultsIn(files: ReadonlyMap<string, string>): string[] {
  const blocks = codeBlocks(files.get("README.md")!);
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
  const declarations = [...files].filter(([path]) => !path.endsWith(".ts") || path.endsWith(".d.ts"));
  return typeCheck(new Map(declarations), { ...Object.fromEntries(modules), "node.d.ts": node });
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

/** The package that a document becomes, and its README. */
export async function packageOf(
  document: object,
  settings: Partial<Settings> = {},
): Promise<{ files: ReadonlyMap<string, string>; readme: string }> {
  const files = await emitted(document, { target: "package", outputs: everyOutput, ...settings });
  return { files, readme: files.get("README.md")! };
}

/** The text of a section, without its heading. */
export function sectionOf(readme: string, title: string): string {
  return readme.split(/^## /m).find((section) => section.startsWith(`${title}\n`)) ?? "";
}
