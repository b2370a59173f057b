import { byCodePoint } from "../../document/order.ts";
import { SourceFile } from "../../emit/source-file.ts";
import { operationsModule, runtime } from "../../emit/symbols.ts";
import { literal, propertyKey } from "../../emit/text.ts";
import type { Model } from "../../model/model.ts";

/** The module of what the operations need, as data, and of the rules that scopes are compared by. */
export function scopesModule({ operations, scopes, scopeRules }: Model): SourceFile {
  const file = new SourceFile("scopes", ["Scope", "rules", "requirements", "covers", "missingScopes", "withScopes"]);
  const requirements = operations
    .flatMap((operation) => [operation.name, ...operation.aliases].map((name) => ({ name, needs: operation.scopes })))
    .sort((a, b) => byCodePoint(a.name, b.name))
    .map(({ name, needs }) => `\n  ${propertyKey(name)}: ${literal(needs)},`);
  const use = (name: string) => file.use(runtime(name));
  const operationsType = file.useAll(operationsModule, { isType: true });
  const requirement = use("Requirement");
  file.reexport(...["Grant", "MissingScopeError", "Requirement"].map(runtime));
  file.statements.push(
    `/** A scope: one that an operation needs or that includes others, or any other. */
export type Scope = ${scopes.map(literal).join(" | ")} | (string & {});`,
    `/** How the API means its scopes: what each includes, and whether case matters. */
export const rules = ${literal(scopeRules)} as const;`,
    `/** What each operation needs, by name: alternatives of sets of scopes. Without an alternative it needs none. */
export const requirements: { readonly [Name in keyof typeof ${operationsType}]: ${requirement} } = {${requirements.join("")}
};`,
    `/** Whether granted scopes, together with all that they imply, include one. */
export function covers(granted: readonly Scope[], scope: Scope): boolean {
  return ${use("covers")}(granted, scope, rules);
}`,
    `/** The scopes that are missing from the alternative of a requirement which lacks least; none when it is met. */
export function missingScopes(requirement: ${requirement}, granted: readonly Scope[]): readonly string[] {
  return ${use("missingScopes")}(requirement, granted, rules);
}`,
    `/**
 * The transport, which sends nothing where scopes are missing: the call rejects with a MissingScopeError. For programs that
 * import single operations; the client of \`createClient({ scopes })\` does so by itself.
 */
export function withScopes<T extends ${use("Transport")}>(transport: T, grant: ${use("Grant")}): T {
  return ${use("withScopes")}(transport, grant, rules);
}`,
  );
  return file;
}
