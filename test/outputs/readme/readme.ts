import type { Settings } from "../../../generator/entry.ts";
import { emitted, everyOutput } from "../../emit/emitted.ts";
import { typeCheck } from "../../emit/type-check.ts";
import { exampleModules } from "./example-modules.ts";

/** What TypeScript has against the examples. */
export function faultsIn(files: ReadonlyMap<string, string>): string[] {
  const declarations = [...files].filter(([path]) => !path.endsWith(".ts") || path.endsWith(".d.ts"));
  return typeCheck(new Map(declarations), Object.fromEntries(exampleModules(files.get("README.md")!)));
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
