/** Something that generated code imports: by what it is called where it is declared, never by a path. */
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

/** The function of an operation, by its public name or by an alias. */
export function operationSymbol(name: string): CodeSymbol {
  return exported(name, `operations/${name}`);
}

/** The type of a schema, by its public name or by an alias. */
export function schemaSymbol(name: string): CodeSymbol {
  return exported(name, `schemas/${name}`, true);
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
  scopeRules: exported("rules", "scopes"),
  Scope: exported("Scope", "scopes", true),
} as const;

function exported(name: string, module: string, isType = false): CodeSymbol {
  return { kind: "module", module, name, isType };
}
