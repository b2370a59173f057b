import { byCodePoint } from "../../document/order.ts";
import type { Output } from "../../emit/output.ts";
import { SourceFile } from "../../emit/source-file.ts";
import { client, operationsModule, runtime } from "../../emit/symbols.ts";
import { literal, propertyKey } from "../../emit/text.ts";
import { hasScopes } from "../../model/features.ts";
import type { Model } from "../../model/model.ts";

/** What the operations need, as data and as functions. */
export const scopes: Output = {
  name: "scopes",
  requires: ["client"],
  appliesTo: hasScopes,
  emit: (model) => ({ modules: [scopesModule(model)], exports: { "./scopes": "scopes" } }),
  describe: (_, { settings }) => [
    {
      title: "Scopes",
      paragraphs: [
        `\`${settings.package.name}/scopes\` has what every operation needs as data (\`requirements\`), \`missingScopes\`, \`covers\`, and \`withScopes(transport, { scopes, auth })\` for programs that import single operations.`,
      ],
    },
  ],
};

function scopesModule({ operations }: Model): SourceFile {
  const file = new SourceFile("scopes", { declares: ["requirements", "covers", "missingScopes", "withScopes"] });
  const requirements = operations
    .flatMap((operation) => [operation.name, ...operation.aliases].map((name) => ({ name, needs: operation.scopes })))
    .sort((a, b) => byCodePoint(a.name, b.name))
    .map(({ name, needs }) => `\n  ${propertyKey(name)}: ${literal(needs)},`);
  const use = (name: string) => file.use(runtime(name));
  const operationsType = file.useAll(operationsModule, { isType: true });
  const requirement = use("Requirement");
  const [scope, rules] = [file.use(client.Scope), file.use(client.scopeRules)];
  file.reexport(...["Grant", "MissingScopeError", "Requirement"].map(runtime), client.Scope, client.scopeRules);
  file.statements.push(
    `/** What each operation needs, by name: alternatives of sets of scopes. Without an alternative it needs none. */
export const requirements: { readonly [Name in keyof typeof ${operationsType}]: ${requirement} } = {${requirements.join("")}
};`,
    `/** Whether granted scopes, together with all that they imply, include one. */
export function covers(granted: readonly ${scope}[], scope: ${scope}): boolean {
  return ${use("covers")}(granted, scope, ${rules});
}`,
    `/** The scopes that are missing from the alternative of a requirement which lacks least; none when it is met. */
export function missingScopes(requirement: ${requirement}, granted: readonly ${scope}[]): readonly string[] {
  return ${use("missingScopes")}(requirement, granted, ${rules});
}`,
    `/**
 * The transport, which sends nothing where scopes are missing: the call rejects with a MissingScopeError. For programs that
 * import single operations; the client of \`createClient({ scopes })\` does so by itself.
 */
export function withScopes<T extends ${use("Transport")}>(transport: T, grant: ${use("Grant")}): T {
  return ${use("withScopes")}(transport, grant, ${rules});
}`,
  );
  return file;
}
