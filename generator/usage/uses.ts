import { basename } from "node:path";
import type ts from "typescript";
import type { ClientOperation, Clients, GeneratedClient, Target } from "./client.ts";
import { compiler } from "./compiler.ts";
import { type NamePlace, type Places, placesIn } from "./places.ts";
import { Reach } from "./reach.ts";
import { Targets } from "./targets.ts";

/** A place in code; lines and columns count from one. */
export interface CodePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A place that calls an operation, or hands its function on, to be called from elsewhere. */
export interface Use {
  readonly operation: ClientOperation;
  readonly kind: "called" | "passed";
  readonly place: CodePlace;
}

/** A place that may call any operation of a client. */
export interface UnknownUse {
  readonly client: GeneratedClient;
  readonly message: string;
  readonly place: CodePlace;
}

/** What code does with generated clients. */
export interface Uses {
  readonly uses: readonly Use[];
  readonly unknown: readonly UnknownUse[];
}

/** Finds the uses of clients in modules, by symbols. */
export function findUses(program: ts.Program, files: readonly ts.SourceFile[], clients: Clients): Uses {
  const checker = program.getTypeChecker();
  const reach = new Reach({
    files: [...files, ...wrappers(program, clients.all())],
    clients: clients.all(),
    isOperation: (name) => clients.all().some((client) => clients.named(client, name) !== undefined),
    moduleOf: (specifier) => checker.getSymbolAtLocation(specifier)?.declarations?.find(compiler.isSourceFile),
  });
  return new Search(new Targets(checker, clients), placesIn(files), reach).run();
}

/** The project's own declarations, and those of installed packages that speak of a client, or of such a package. */
function wrappers(program: ts.Program, clients: readonly GeneratedClient[]): ts.SourceFile[] {
  const isOthers = (file: ts.SourceFile) =>
    file.isDeclarationFile &&
    !program.isSourceFileDefaultLibrary(file) &&
    !clients.some(({ folder }) => file.fileName.startsWith(`${folder}/`));
  const others = program.getSourceFiles().filter(isOthers);
  const found = others.filter(({ fileName }) => !fileName.includes("/node_modules/"));
  const left = new Set(others.filter((file) => !found.includes(file)));
  const names = clients.map(({ name }) => name);
  for (let name = names.pop(); name !== undefined; name = names.pop())
    for (const file of left) {
      if (!file.text.includes(name)) continue;
      left.delete(file);
      found.push(file);
      const [, own] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file.fileName) ?? [];
      names.push(own ?? basename(file.fileName).replace(/\.d\.[cm]?ts$/, ""));
    }
  return found;
}

class Search {
  private readonly targets: Targets;
  private readonly places: Places;
  private readonly reach: Reach;
  private readonly uses = new Map<ts.Node, Use[]>();
  private readonly unknown = new Map<ts.Node, UnknownUse>();
  /** Variables that hold operations, whose own uses are what counts, by their names; and those that have uses. */
  private readonly variables = new Map<ts.Declaration, ts.Node>();
  private readonly reached = new Set<ts.Declaration>();
  private readonly renamed = new Set<ts.Node>();
  private readonly queue: string[] = [];
  private readonly queued = new Set<string>();

  constructor(targets: Targets, places: Places, reach: Reach) {
    this.targets = targets;
    this.places = places;
    this.reach = reach;
  }

  run(): Uses {
    // members of types that a client is given to are its operations under another declaration
    for (const node of this.places.given) if (this.reach.has(node)) this.giveTo(node);
    for (const node of this.places.computed) if (this.reach.has(node.expression)) this.compute(node);
    for (const node of this.places.imports) this.importFrom(node);
    for (const client of this.targets.clients.all())
      for (const name of this.targets.clients.namesOf(client)) this.follow(name);
    for (const name of ["callTool", "raw"]) this.follow(name);
    for (let name = this.queue.pop(); name !== undefined; name = this.queue.pop()) {
      this.queued.delete(name);
      for (const node of this.places.named.get(name) ?? []) this.visit(node);
    }
    this.countExported();
    const byPlace = <T extends { readonly place: CodePlace }>(items: readonly T[]) =>
      items.toSorted(({ place: a }, { place: b }) =>
        a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1,
      );
    return { uses: byPlace([...this.uses.values()].flat()), unknown: byPlace([...this.unknown.values()]) };
  }

  private follow(name: string): void {
    if (this.queued.has(name)) return;
    this.queued.add(name);
    this.queue.push(name);
  }

  private visit(node: NamePlace): void {
    const targets = this.targetsAt(node);
    if (targets.length === 0) return;
    const { parent } = node;
    if (compiler.isImportSpecifier(parent) || compiler.isExportSpecifier(parent)) this.rename(parent);
    else if (compiler.isImportClause(parent)) this.followOnce(parent, node.text);
    else if (compiler.isBindingElement(parent) && parent.initializer !== node) this.bind(parent, targets);
    else if (compiler.isPropertyAssignment(parent) && parent.name === node) this.use(node, targets, "passed");
    else if (!isDeclared(node)) this.mention(node, targets);
  }

  private rename(specifier: ts.ImportSpecifier | ts.ExportSpecifier): void {
    if (specifier.propertyName) this.followOnce(specifier, specifier.name.text);
  }

  private followOnce(node: ts.Node, name: string): void {
    if (this.renamed.has(node)) return;
    this.renamed.add(node);
    this.follow(name);
  }

  /** What a name stands for where it stands. */
  private targetsAt(node: NamePlace): Target[] {
    const { checker } = this.targets;
    const { parent } = node;
    if (
      compiler.isBindingElement(parent) &&
      parent.initializer !== node &&
      compiler.isObjectBindingPattern(parent.parent)
    ) {
      if (parent.propertyName ? parent.propertyName !== node : parent.name !== node) return [];
      return this.targets.ofMember(checker.getTypeAtLocation(parent.parent), node.text, node);
    }
    if (compiler.isElementAccessExpression(parent) && parent.argumentExpression === node)
      return this.targets.ofMember(checker.getTypeAtLocation(parent.expression), node.text, node);
    if (compiler.isComputedPropertyName(parent)) return [];
    if (compiler.isPropertyAssignment(parent) && parent.name === node && !isAssigned(parent.parent)) return [];
    if (compiler.isShorthandPropertyAssignment(parent)) {
      const value = this.targets.of(checker.getShorthandAssignmentValueSymbol(parent));
      if (value.length > 0) return value;
      return isAssigned(parent.parent)
        ? this.targets.ofMember(checker.getTypeAtLocation(parent.parent), node.text, node)
        : [];
    }
    const symbol = checker.getSymbolAtLocation(node);
    const found = this.targets.of(symbol);
    if (found.length === 0 || !symbol) return [];
    const isMember = compiler.isPropertyAccessExpression(parent) && parent.name === node;
    return !isMember || found.some(({ kind }) => kind === "raw") || this.targets.isCallable(symbol, node) ? found : [];
  }

  /** `const { getTicket: load } = client` */
  private bind(element: ts.BindingElement, targets: readonly Target[]): void {
    if (compiler.isIdentifier(element.name)) this.hold(element, element.name, targets);
    else this.use(element.name, targets, "passed");
  }

  private hold(declaration: ts.VariableDeclaration | ts.BindingElement, name: ts.Identifier, given: readonly Target[]) {
    this.variables.set(declaration, name);
    if (this.targets.hold(declaration, given)) this.follow(name.text);
  }

  private mention(node: NamePlace, targets: readonly Target[]): void {
    for (const declaration of this.targets.declarationsOf(node)) this.reached.add(declaration);
    let expression = outermost(node);
    let { parent } = expression;
    if (compiler.isPropertyAccessExpression(parent) && parent.expression === expression) {
      // what it is described by is no call
      if (parent.name.text === "description" && targets.every(({ kind }) => kind === "operation")) return;
      expression = outermost(parent.name);
      ({ parent } = expression);
      this.use(node, targets, isCalled(expression) ? "called" : "passed");
      return;
    }
    if (
      compiler.isVariableDeclaration(parent) &&
      parent.initializer === expression &&
      compiler.isIdentifier(parent.name)
    ) {
      this.hold(parent, parent.name, targets);
      return;
    }
    if (compiler.isExportAssignment(parent) && this.targets.hold(parent, targets)) this.follow("default");
    if (compiler.isPropertyAssignment(parent) && parent.initializer === expression) this.holdMember(parent, targets);
    if (compiler.isParameter(parent) && compiler.isIdentifier(parent.name) && this.targets.hold(parent, targets))
      this.follow(parent.name.text);
    if (compiler.isShorthandPropertyAssignment(parent)) this.holdMember(parent, targets);
    if (isCalled(expression)) this.call(node, targets, parent as ts.CallExpression);
    else this.use(node, targets, "passed");
  }

  private holdMember(member: ts.PropertyAssignment | ts.ShorthandPropertyAssignment, targets: readonly Target[]): void {
    const name = member.name.getText().replace(/^["']|["']$/g, "");
    if (this.targets.hold(member, targets)) this.follow(name);
  }

  private call(node: ts.Node, targets: readonly Target[], call: ts.CallExpression): void {
    this.use(
      node,
      targets.filter(({ kind }) => kind !== "tools"),
      "called",
    );
    for (const target of targets) {
      if (target.kind !== "tools") continue;
      const { client } = target;
      const [, name] = call.arguments;
      const names = name && !call.arguments.some(compiler.isSpreadElement) ? this.targets.namesOf(name) : undefined;
      if (!names || !this.areFew(client, names)) this.report(node, client, "callTool gets a name that is not known");
      else for (const operation of this.targets.named(client, names)) this.add(node, operation, "called");
    }
  }

  private use(node: ts.Node, targets: readonly Target[], kind: Use["kind"]): void {
    for (const target of targets) {
      if (target.kind === "operation") this.add(node, target.operation, kind);
      else if (target.kind === "tools") this.report(node, target.client, "callTool is handed on");
      else this.report(node, target.client, "a request that is no operation's");
    }
  }

  private add(node: ts.Node, operation: ClientOperation, kind: Use["kind"]): void {
    const uses = this.uses.get(node) ?? [];
    if (!uses.some((use) => use.operation === operation)) uses.push({ operation, kind, place: placeOf(node) });
    this.uses.set(node, uses);
  }

  private report(node: ts.Node, client: GeneratedClient, message: string): void {
    this.unknown.set(node, { client, message, place: placeOf(node) });
  }

  /** `client[name]` */
  private compute(access: ts.ElementAccessExpression): void {
    const type = this.targets.checker.getTypeAtLocation(access.expression);
    const client = this.targets.clientOf(type);
    if (!client) return;
    const names = this.targets.namesOf(access.argumentExpression);
    if (!names || !this.areFew(client, names)) {
      this.report(access, client, `${shown(access)} may be any operation`);
      return;
    }
    const targets = names.flatMap((name) => this.targets.ofMember(type, name, access));
    this.use(access, targets, isCalled(outermost(access.argumentExpression)) ? "called" : "passed");
  }

  /** Whether names are some of a client's, and not just all of them. */
  private areFew(client: GeneratedClient, names: readonly string[]): boolean {
    return names.length === 1 || names.length < this.targets.clients.namesOf(client).length;
  }

  private importFrom(call: ts.CallExpression): void {
    const text = call.arguments[0]?.getText() ?? "";
    const client = this.targets.clients
      .all()
      .find(({ name }) => text.includes(`${name}/`) || text.includes("/operations/"));
    if (client) this.report(call, client, `${shown(call)} may load any operation`);
  }

  /** A client that goes where another type is expected: its operations are that type's members there. */
  private giveTo(expression: ts.Expression): void {
    const { checker } = this.targets;
    const type = checker.getTypeAtLocation(expression);
    const client = this.targets.clientOf(type);
    if (!client) return;
    const { parent } = expression;
    const isAsserted =
      compiler.isAsExpression(parent) ||
      compiler.isTypeAssertionExpression(parent) ||
      compiler.isSatisfiesExpression(parent);
    if (isAsserted && compiler.isConstTypeReference(parent.type)) return;
    const expected = isAsserted
      ? checker.getTypeFromTypeNode(parent.type)
      : (this.declaredType(parent) ?? checker.getContextualType(expression));
    const callee = compiler.isCallExpression(parent) ? parent.expression.getText() : "";
    if (callee === "Reflect.get") {
      this.report(expression, client, `${shown(parent)} may be any operation`);
      return;
    }
    if (!expected || expected === type || callee.startsWith("console.") || this.isThis(parent)) return;
    if (isOpen(expected, checker)) {
      this.report(expression, client, `${shown(expression)} goes where any member of it may be called`);
      return;
    }
    for (const part of expected.isUnion() ? expected.types : [expected]) {
      for (const property of checker.getPropertiesOfType(checker.getApparentType(part))) {
        const own = this.targets.of(property);
        const given = own.length > 0 ? [] : this.targets.ofMember(type, property.name, expression);
        for (const declaration of given.length > 0 ? (property.declarations ?? []) : [])
          if (this.targets.hold(declaration, given)) this.follow(property.name);
      }
    }
  }

  /** Whether a call only says what `this` is in an operation, which does not look at it. */
  private isThis(call: ts.Node): boolean {
    if (!compiler.isCallExpression(call) || !compiler.isPropertyAccessExpression(call.expression)) return false;
    const { name, expression } = call.expression;
    const method = compiler.isPropertyAccessExpression(expression) ? expression.name : expression;
    if (!/^(?:bind|call|apply)$/.test(name.text)) return false;
    return this.targets.of(this.targets.checker.getSymbolAtLocation(method)).length > 0;
  }

  private declaredType(parent: ts.Node): ts.Type | undefined {
    if (!compiler.isBinaryExpression(parent)) return undefined;
    return this.targets.checker.getTypeAtLocation(parent.left);
  }

  /** What is exported under a name of its own and called nowhere here may be called from elsewhere. */
  private countExported(): void {
    for (const [declaration, name] of this.variables) {
      const isExported = (compiler.getCombinedModifierFlags(declaration) & compiler.ModifierFlags.Export) !== 0;
      const symbol = this.targets.checker.getSymbolAtLocation(name);
      if (!isExported || !symbol || this.reached.has(declaration)) continue;
      this.use(name, this.targets.of(symbol), "passed");
    }
  }
}

/** Whether a type says nothing of its members, so that each may be called. */
function isOpen(type: ts.Type, checker: ts.TypeChecker): boolean {
  if (type.flags & (compiler.TypeFlags.Any | compiler.TypeFlags.Unknown | compiler.TypeFlags.NonPrimitive)) return true;
  if (type.isUnion()) return type.types.some((part) => isOpen(part, checker));
  if (type.flags & compiler.TypeFlags.TypeParameter) return false;
  if (checker.getIndexInfoOfType(type, compiler.IndexKind.String)) return true;
  const isEmpty = checker.getPropertiesOfType(type).length === 0 && type.getCallSignatures().length === 0;
  return isEmpty && (type.flags & compiler.TypeFlags.Object) !== 0;
}

/** The name of a declaration is no mention of what it holds. */
function isDeclared(node: NamePlace): boolean {
  const { parent } = node;
  if (compiler.isShorthandPropertyAssignment(parent)) return false;
  return "name" in parent && parent.name === node && !compiler.isPropertyAccessExpression(parent);
}

/** The whole expression that a name, or the name of a member, stands for. */
function outermost(node: ts.Node): ts.Node {
  const { parent } = node;
  const isMember =
    (compiler.isPropertyAccessExpression(parent) && parent.name === node) ||
    (compiler.isElementAccessExpression(parent) && parent.argumentExpression === node);
  let expression = isMember ? parent : node;
  while (
    compiler.isParenthesizedExpression(expression.parent) ||
    compiler.isNonNullExpression(expression.parent) ||
    compiler.isAsExpression(expression.parent) ||
    compiler.isSatisfiesExpression(expression.parent)
  )
    expression = expression.parent;
  return expression;
}

function isCalled(expression: ts.Node): boolean {
  return compiler.isCallExpression(expression.parent) && expression.parent.expression === expression;
}

/** Whether an object literal is what is assigned to. */
function isAssigned(literal: ts.Node): boolean {
  const { parent } = literal;
  return compiler.isBinaryExpression(parent) && parent.left === literal;
}

function placeOf(node: ts.Node): CodePlace {
  const source = node.getSourceFile();
  const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source));
  return { file: source.fileName, line: line + 1, column: character + 1 };
}

function shown(node: ts.Node): string {
  const text = node.getText().replace(/\s+/g, " ");
  return `\`${text.length > 60 ? `${text.slice(0, 59)}…` : text}\``;
}
