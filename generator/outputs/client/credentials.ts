import { type Code, codeOf } from "../../emit/printing/code.ts";
import type { Declaration } from "../../emit/printing/declarations.ts";
import { type Member, type TypeCode, unionOf } from "../../emit/printing/types.ts";
import type { SourceFile } from "../../emit/source-file.ts";
import { runtime } from "../../emit/symbols.ts";
import { commentText, literal, memberName, propertyKey } from "../../emit/text.ts";
import type { Model, SecurityScheme } from "../../model/model.ts";

/** What a transport takes to be known by the API, as code. */
export interface CredentialCode {
  /** The options of the runtime's transport. */
  readonly options: TypeCode;
  readonly declarations: readonly Declaration[];
  /** What precedes a token where the settings do not say. */
  readonly prefix: string;
  /** The option `auth` of the runtime's transport, where it is not that of the API's. */
  readonly auth?: Code;
  /** The function of the runtime that makes the transport, and its second argument where it takes the schemes. */
  readonly create: readonly [callee: string, security?: string];
}

/** The credentials of an API, as little as it needs: most have one scheme, and every operation asks for it. */
export function credentialsOf({ securitySchemes, security, operations }: Model, file: SourceFile): CredentialCode {
  const use = (name: string) => file.use(runtime(name));
  const sent = securitySchemes.filter(({ kind }) => kind !== "certificate");
  const [first] = sent;
  if (!first)
    return { options: use("TransportOptions"), declarations: [], prefix: "Bearer", create: [use("createTransport")] };
  const isUnnamed = security.unnamed.length > 0;
  const credentials: Declaration = {
    kind: "interface",
    name: "Credentials",
    doc: "What the security schemes of the API take, by their names; of each a value, or a function that gives it.",
    members: sent.map((scheme) => memberOf(scheme, use)),
  };
  const options: TypeCode = {
    kind: "generic",
    name: use("TransportOptions"),
    of: [unionOf([...(isUnnamed ? [use("Auth")] : []), "Credentials"])],
  };
  if (sent.length === 1 && first.kind === "token" && operations.every(({ auth }) => auth === undefined)) {
    const auth = tokenCode(first.name, use);
    return { options, declarations: [credentials], prefix: "Bearer", auth, create: [use("createTransport")] };
  }
  const keys = sent.flatMap((scheme) => (scheme.kind === "key" ? [scheme.name] : []));
  const description: Declaration = {
    kind: "const",
    name: "security",
    isLocal: true,
    type: use("SecurityDescription"),
    value: {
      kind: "object",
      entries: [
        [
          "schemes",
          { kind: "object", entries: sent.map((scheme) => [propertyKey(scheme.name), codeOf(dataOf(scheme))]) },
        ],
        ["needs", codeOf(security.needs)],
        // JavaScript may give one key for several schemes, which TypeScript does not let pass.
        ["unnamed", codeOf(isUnnamed ? security.unnamed : keys)],
      ],
    },
  };
  const [only] = isUnnamed && sent.length === 1 ? sent : [];
  return {
    options,
    declarations: [credentials, description],
    prefix: only ? (dataOf(only).scheme ?? "Bearer") : "Bearer",
    create: [use("createSecuredTransport"), "security"],
  };
}

/** The token, with or without the name of its scheme: in place, as every program of single operations has it. */
function tokenCode(scheme: string, use: (name: string) => string): Code {
  // such as a method that every object inherits
  if (scheme in {}) return { kind: "call", callee: use("tokenOf"), args: ["options.auth", literal(scheme)] };
  const key = literal(scheme);
  const member = memberName(scheme) === scheme ? `?.${scheme}` : `?.[${key}]`;
  return `typeof options.auth === "object" ? options.auth${member} : options.auth`;
}

/** A scheme as the runtime has it. */
function dataOf(scheme: SecurityScheme): { in?: string; name?: string; scheme?: string } {
  switch (scheme.kind) {
    case "key":
      return { in: scheme.in, name: scheme.parameter };
    case "basic":
      return { scheme: "Basic" };
    case "http":
      return { scheme: scheme.scheme };
    default:
      return {};
  }
}

function memberOf(scheme: SecurityScheme, use: (name: string) => string): Member {
  const { name, kind, description = "" } = scheme;
  const type = unionOf([use(kind === "basic" ? "BasicAuth" : "Auth"), "undefined"]);
  return {
    name: memberName(name),
    // to TypeScript every object has a `constructor`, a function, so credentials without this one would not fit
    type: name in {} && name !== "__proto__" ? "unknown" : type,
    isReadonly: true,
    isOptional: true,
    doc: [commentText(description), commentText(placeOf(scheme))].filter((text) => text !== "").join("\n\n"),
  };
}

function placeOf(scheme: SecurityScheme): string {
  switch (scheme.kind) {
    case "key":
      return `A key, sent ${scheme.in === "query" ? "in the query" : `as a ${scheme.in}`}: ${scheme.parameter}`;
    case "basic":
      return "A user and a password.";
    case "http":
      return `Credentials of the HTTP scheme ${scheme.scheme}.`;
    default:
      return "A token.";
  }
}
