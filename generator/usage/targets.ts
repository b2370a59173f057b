import type ts from "typescript";
import type { ClientOperation, Clients, GeneratedClient, Target } from "./client.ts";
import { compiler } from "./compiler.ts";

/** Tells by the type checker what names and types in code have to do with generated clients. */
export class Targets {
  readonly checker: ts.TypeChecker;
  readonly clients: Clients;
  /** What variables, parameters and members were found to hold. */
  private readonly held = new Map<ts.Declaration, Set<Target>>();
  private readonly clientTypes = new Map<ts.Type, GeneratedClient | undefined>();

  constructor(checker: ts.TypeChecker, clients: Clients) {
    this.checker = checker;
    this.clients = clients;
  }

  /** Says that a declaration holds what a target is; whether that is news. */
  hold(declaration: ts.Declaration, targets: readonly Target[]): boolean {
    const held = this.held.get(declaration) ?? new Set();
    const before = held.size;
    for (const target of targets) held.add(target);
    this.held.set(declaration, held);
    return held.size > before;
  }

  /** The declarations of what a name stands for, through imports and re-exports. */
  declarationsOf(node: ts.Node): readonly ts.Declaration[] {
    const { parent } = node;
    const symbol = compiler.isShorthandPropertyAssignment(parent)
      ? this.checker.getShorthandAssignmentValueSymbol(parent)
      : this.checker.getSymbolAtLocation(node);
    return (symbol && this.real(symbol).declarations) ?? [];
  }

  private real(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & compiler.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }

  /** What a symbol stands for, through imports and re-exports. */
  of(symbol: ts.Symbol | undefined): Target[] {
    if (!symbol) return [];
    const found = (this.real(symbol).declarations ?? []).flatMap((declaration) => {
      const target = this.clients.targetOf(declaration);
      return [...(target ? [target] : []), ...(this.held.get(declaration) ?? [])];
    });
    return [...new Set(found)];
  }

  /** The same of a member of a type, unless its value is something else under the name of an operation. */
  ofMember(type: ts.Type, name: string, at: ts.Node): Target[] {
    const parts = type.isUnion() ? type.types : [type];
    const found = parts.flatMap((part) => {
      const symbol = this.checker.getPropertyOfType(this.checker.getApparentType(part), name);
      return symbol && this.isCallable(symbol, at) ? this.of(symbol) : [];
    });
    return [...new Set(found)];
  }

  /** Whether a symbol may be called, or is what stands for an operation for which scopes are missing. */
  isCallable(symbol: ts.Symbol, at: ts.Node): boolean {
    if (symbol.flags & compiler.SymbolFlags.Alias) return true;
    const type = this.checker.getTypeOfSymbolAtLocation(symbol, at);
    if (type.flags & compiler.TypeFlags.Any) return true;
    return type.getCallSignatures().length > 0 || type.isUnion() || type.getProperty("missing") !== undefined;
  }

  /** The client whose operations an object of a type has as members: a client, a part of one, a namespace. */
  clientOf(type: ts.Type): GeneratedClient | undefined {
    if (!this.clientTypes.has(type)) {
      // a type may lead back to itself
      this.clientTypes.set(type, undefined);
      this.clientTypes.set(type, this.readClient(type));
    }
    return this.clientTypes.get(type);
  }

  private readClient(type: ts.Type): GeneratedClient | undefined {
    if (type.isUnionOrIntersection() && type.isUnion()) {
      for (const part of type.types) {
        const client = this.clientOf(part);
        if (client) return client;
      }
      return undefined;
    }
    const real = this.checker.getApparentType(type);
    if (!(real.flags & (compiler.TypeFlags.Object | compiler.TypeFlags.Intersection))) return undefined;
    for (const property of this.checker.getPropertiesOfType(real)) {
      const operation = this.of(property).find((target) => target.kind === "operation");
      const at = property.declarations?.[0];
      if (operation?.kind === "operation" && at && this.isCallable(property, at)) return operation.operation.client;
    }
    return undefined;
  }

  /** The operations that an expression may name: where its type has values that are known. */
  namesOf(expression: ts.Expression): readonly string[] | undefined {
    const type = this.checker.getTypeAtLocation(expression);
    const parts = type.isUnion() ? type.types : [type];
    const names = parts.flatMap((part) => (part.isStringLiteral() ? [part.value] : []));
    return names.length > 0 && names.length === parts.length ? names : undefined;
  }

  /** Operations of a client by their names. */
  named(client: GeneratedClient, names: readonly string[]): ClientOperation[] {
    return names.flatMap((name) => this.clients.named(client, name) ?? []);
  }
}
