import { codeOf } from "../../emit/printing/code.ts";
import type { TypeCode } from "../../emit/printing/types.ts";
import { SourceFile } from "../../emit/source-file.ts";
import { literal, memberName } from "../../emit/text.ts";
import type { Model } from "../../model/model.ts";

/** The module of the API's scopes, and of the rules that they are compared by. */
export function scopeRulesModule({ scopes, scopeRules }: Model): SourceFile {
  const file = new SourceFile("scope-rules", { declares: ["Scope", "rules"] });
  file.statements.push(
    {
      kind: "type",
      name: "Scope",
      doc: "A scope: one that an operation needs or that includes others, or any other.",
      type: { kind: "union", of: [...scopes.map(literal), "(string & {})"] },
    },
    {
      kind: "const",
      name: "rules",
      doc: "How the API means its scopes: what each includes, and whether case matters.",
      type: typeOf(scopeRules),
      value: codeOf(scopeRules),
    },
  );
  return file;
}

/** The type that has a value alone. */
function typeOf(value: unknown): TypeCode {
  if (Array.isArray(value)) return { kind: "tuple", isReadonly: true, of: value.map(typeOf) };
  if (typeof value !== "object" || value === null) return literal(value);
  const members = Object.entries(value).filter(([, each]) => each !== undefined);
  return {
    kind: "object",
    members: members.map(([name, each]) => ({ name: memberName(name), type: typeOf(each), isReadonly: true })),
  };
}
