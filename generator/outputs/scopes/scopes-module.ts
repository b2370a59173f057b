import { byCodePoint } from "../../document/order.ts";
import { SourceFile } from "../../emit/source-file.ts";
import { literal, propertyKey } from "../../emit/text.ts";
import type { Model } from "../../model/model.ts";

/** The module of what the operations need, as data, and of the rules that scopes are compared by. */
export function scopesModule({ operations, scopes, scopeRules }: Model): SourceFile {
  const file = new SourceFile("scopes");
  const requirements = operations
    .flatMap((operation) => [operation.name, ...operation.aliases].map((name) => ({ name, needs: operation.scopes })))
    .sort((a, b) => byCodePoint(a.name, b.name))
    .map(({ name, needs }) => `\n  ${propertyKey(name)}: ${literal(needs)},`);
  file.statements.push(
    'import type * as operations from "./operations.js";',
    'import { type Grant, withScopes as guard } from "./runtime/scope-guard.js";',
    'import { covers as coversBy, missingScopes as missingBy, type Requirement } from "./runtime/scopes.js";',
    'import type { Transport } from "./runtime/transport.js";',
    'export { MissingScopeError } from "./runtime/missing-scope-error.js";',
    'export type { Grant } from "./runtime/scope-guard.js";',
    'export type { Requirement } from "./runtime/scopes.js";',
    `/** A scope: one that an operation needs or that includes others, or any other. */
export type Scope = ${scopes.map(literal).join(" | ")} | (string & {});`,
    `/** How the API means its scopes: what each includes, and whether case matters. */
export const rules = ${literal(scopeRules)} as const;`,
    `/** What each operation needs, by name: alternatives of sets of scopes. Without an alternative it needs none. */
export const requirements: { readonly [Name in keyof typeof operations]: Requirement } = {${requirements.join("")}
};`,
    `/** Whether granted scopes, together with all that they imply, include one. */
export function covers(granted: readonly Scope[], scope: Scope): boolean {
  return coversBy(granted, scope, rules);
}`,
    `/** The scopes that are missing from the alternative of a requirement which lacks least; none when it is met. */
export function missingScopes(requirement: Requirement, granted: readonly Scope[]): readonly string[] {
  return missingBy(requirement, granted, rules);
}`,
    `/**
 * The transport, which sends nothing where scopes are missing: the call rejects with a MissingScopeError. For programs that
 * import single operations; the client of \`createClient({ scopes })\` does so by itself.
 */
export function withScopes<T extends Transport>(transport: T, grant: Grant): T {
  return guard(transport, grant, rules);
}`,
  );
  return file;
}
