import { platformTypes } from "./platform-types.ts";

/**
 * Something that generated code imports: by what it is called where it is declared, never by a path.
 *
 * @experimental
 */
export type CodeSymbol =
  /** What another generated module exports. */
  | { readonly kind: "module"; readonly module: string; readonly name: string; readonly isType: boolean }
  /** What the hand-written runtime exports, wherever it does. */
  | { readonly kind: "runtime"; readonly name: string }
  /** What a package exports. */
  | { readonly kind: "package"; readonly package: string; readonly name: string; readonly isType: boolean };

/** An export of the runtime. */
export function runtime(name: string): CodeSymbol {
  return { kind: "runtime", name };
}

/** What a package exports. */
export function packageSymbol(name: string, from: string, { isType = false } = {}): CodeSymbol {
  return { kind: "package", package: from, name, isType };
}

/** The function of an operation, by its public name or by an alias. */
export function operationSymbol(name: string): CodeSymbol {
  return exported(name, `operations/${name}`);
}

/**
 * The types of an operation: of its arguments, where it has some, of the data and the error of its results, and of
 * both by status, where a document describes them.
 */
export function operationTypes(name: string): {
  readonly [Part in "arguments" | "data" | "error" | "responses" | "errors"]: CodeSymbol;
} {
  const typeName = typeNameOf(name);
  const module = `operations/${name}`;
  return {
    arguments: exported(`${typeName}Arguments`, module, true),
    data: exported(`${typeName}Data`, module, true),
    error: exported(`${typeName}Error`, module, true),
    responses: exported(`${typeName}Responses`, module, true),
    errors: exported(`${typeName}Errors`, module, true),
  };
}

/** What the names of an operation's types begin with: none of them is that of a global type. */
function typeNameOf(name: string): string {
  const typeName = name[0]!.toUpperCase() + name.slice(1);
  return [`${typeName}Data`, `${typeName}Error`].some((type) => platformTypes.has(type)) ? `${typeName}_` : typeName;
}

/** The type of a schema, by its public name or by an alias; its values too, where it is an enum that has them. */
export function schemaSymbol(name: string, { isType = true }: { readonly isType?: boolean } = {}): CodeSymbol {
  return exported(name, `schemas/${name}`, isType);
}

/** The module that exports every operation. */
export const operationsModule = "operations";

/** What the client exports beside operations and schemas. */
export const client = {
  createClient: exported("createClient", "client"),
  Client: exported("Client", "client", true),
  ClientOptions: exported("ClientOptions", "client", true),
  createFetch: exported("createFetch", "fetch"),
  FetchOptions: exported("FetchOptions", "fetch", true),
  createTransport: exported("createTransport", "transport"),
  servers: exported("servers", "transport"),
  TransportOptions: exported("TransportOptions", "transport", true),
  scopeRules: exported("rules", "scope-rules"),
  Scope: exported("Scope", "scope-rules", true),
  KnownScope: exported("KnownScope", "scope-rules", true),
} as const;

function exported(name: string, module: string, isType = false): CodeSymbol {
  return { kind: "module", module, name, isType };
}
