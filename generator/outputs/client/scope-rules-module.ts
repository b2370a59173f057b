import { byCodePoint } from "../../document/order.ts";
import { codeOf } from "../../emit/printing/code.ts";
import { type TypeCode, unionOf } from "../../emit/printing/types.ts";
import { SourceFile } from "../../emit/source-file.ts";
import { literal, memberName } from "../../emit/text.ts";
import type { Model } from "../../model/model.ts";

/** The module of the API's scopes, and of the rules that they are compared by. */
export function scopeRulesModule({ scopes, scopeRules, oauth }: Model): SourceFile {
  const file = new SourceFile("scope-rules", { declares: ["KnownScope", "Scope", "rules"] });
  const known = [...new Set([...scopes, ...(oauth?.scopes ?? [])])].sort(byCodePoint);
  file.statements.push(
    {
      kind: "type",
      name: "KnownScope",
      doc: "A scope that the documents or the settings name.",
      type: unionOf(known.map(literal)),
    },
    {
      kind: "type",
      name: "Scope",
      doc: "A scope: one that is known, or any other.",
      type: { kind: "union", of: ["KnownScope", "(string & {})"] },
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
