import { byCodePoint } from "../../document/order.ts";
import { entryOf } from "../../emit/examples/example-calls.ts";
import type { Output } from "../../emit/output.ts";
import { type Code, codeOf } from "../../emit/printing/code.ts";
import { type Member, unionOf } from "../../emit/printing/types.ts";
import { SourceFile } from "../../emit/source-file.ts";
import { client, operationsModule, runtime } from "../../emit/symbols.ts";
import { propertyKey } from "../../emit/text.ts";
import { hasScopes } from "../../model/features.ts";
import type { Model } from "../../model/model.ts";

/** What the operations need, as data and as functions. */
export const scopes: Output = {
  name: "scopes",
  requires: ["client"],
  appliesTo: hasScopes,
  emit: (model) => ({ modules: [scopesModule(model)], exports: { "./scopes": "scopes" } }),
  describe: (model, { settings }) => [
    {
      title: "Scopes",
      paragraphs: [
        `\`${entryOf({ model, settings }, "scopes")}\` has what every operation needs as data (\`requirements\`), ` +
          "`missingScopes`, `covers`, and `withScopes(transport, { scopes, auth })` for programs that import single " +
          "operations.",
      ],
    },
  ],
};

function scopesModule({ operations }: Model): SourceFile {
  const file = new SourceFile("scopes", { declares: ["requirements", "covers", "missingScopes", "withScopes"] });
  const requirements = operations
    .flatMap((operation) => [operation.name, ...operation.aliases].map((name) => ({ name, needs: operation.scopes })))
    .sort((a, b) => byCodePoint(a.name, b.name));
  const use = (name: string) => file.use(runtime(name));
  const all = file.useAll(operationsModule, { isType: true });
  const requirement = use("Requirement");
  const [scope, rules] = [file.use(client.Scope), file.use(client.scopeRules)];
  const known: Member = {
    name: "scopes",
    type: unionOf([
      {
        kind: "intersection",
        of: [
          "readonly Granted[]",
          {
            kind: "generic",
            name: use("KnownScopes"),
            of: ["Granted", file.use(client.KnownScope), `typeof ${rules}`],
          },
        ],
      },
      "undefined",
    ]),
    isOptional: true,
  };
  const call = (name: string, ...args: readonly string[]): [string, Code] => [
    "return ",
    { kind: "call", callee: use(name), args: [...args, rules] },
  ];
  file.reexport(...["Grant", "MissingScopeError", "Requirement"].map(runtime), client.Scope, client.scopeRules);
  file.statements.push(
    {
      kind: "const",
      name: "requirements",
      doc: "What each operation needs, by name: alternatives of sets of scopes. Without an alternative it needs none.",
      type: `{ readonly [Name in keyof typeof ${all}]: ${requirement} }`,
      value: {
        kind: "object",
        entries: requirements.map(({ name, needs }) => [propertyKey(name), codeOf(needs)]),
      },
    },
    {
      kind: "function",
      name: "covers",
      doc: "Whether granted scopes, together with all that they imply, include one.",
      parameters: [
        { name: "granted", type: `readonly ${scope}[]` },
        { name: "scope", type: scope },
      ],
      returns: "boolean",
      body: [call("covers", "granted", "scope")],
    },
    {
      kind: "function",
      name: "missingScopes",
      doc: "The scopes that are missing from the alternative of a requirement which lacks least; none when it is met.",
      parameters: [
        { name: "requirement", type: requirement },
        { name: "granted", type: `readonly ${scope}[]` },
      ],
      returns: "readonly string[]",
      body: [call("missingScopes", "requirement", "granted")],
    },
    {
      kind: "function",
      name: "withScopes",
      doc: `The transport, which sends nothing where scopes are missing: the call rejects with a
MissingScopeError. For programs that import single operations; the client of
\`createClient({ scopes })\` does so by itself.`,
      typeParameters: [`T extends ${use("Transport")}`, `const Granted extends ${scope} = ${scope}`],
      parameters: [
        { name: "transport", type: "T" },
        { name: "grant", type: { kind: "intersection", of: [use("Grant"), { kind: "object", members: [known] }] } },
      ],
      returns: "T",
      body: [call("withScopes", "transport", "grant")],
    },
  );
  return file;
}
