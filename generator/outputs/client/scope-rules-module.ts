import { SourceFile } from "../../emit/source-file.ts";
import { literal } from "../../emit/text.ts";
import type { Model } from "../../model/model.ts";

/** The module of the API's scopes, and of the rules that they are compared by. */
export function scopeRulesModule({ scopes, scopeRules }: Model): SourceFile {
  const file = new SourceFile("scope-rules", { declares: ["Scope", "rules"] });
  file.statements.push(
    `/** A scope: one that an operation needs or that includes others, or any other. */
export type Scope = ${scopes.map(literal).join(" | ")} | (string & {});`,
    `/** How the API means its scopes: what each includes, and whether case matters. */
export const rules = ${literal(scopeRules)} as const;`,
  );
  return file;
}
