import type ts from "typescript";
import type { GeneratedClient } from "./client.ts";
import { compiler } from "./compiler.ts";

/** What the names of code are told by. */
export interface ReachOptions {
  readonly files: readonly ts.SourceFile[];
  readonly clients: readonly GeneratedClient[];
  /** Whether a name is that of an operation of one of the clients. */
  isOperation(name: string): boolean;
  /** The file of the module that a specifier names. */
  moduleOf(specifier: ts.Expression): ts.SourceFile | undefined;
}

/** Stands for what an expression loads, and for objects with operations as members: both may be clients. */
const loaded = "import()";
const holder = "{}";

/**
 * Tells by names alone which expressions may be clients, so that the compiler is asked for the types of these, and not
 * for those of all the code. A name may hold a client where one of its declarations mentions, in its type or its value,
 * a name that may; names are those of all modules together. What an operation gives is data, and is none.
 */
export class Reach {
  private readonly options: ReachOptions;
  /** The names whose declarations mention a name. */
  private readonly mentioned = new Map<string, Set<string>>();
  private readonly reached = new Set<string>([loaded, holder]);
  /** JavaScript has its types in comments, which are not read here. */
  private readonly isUnknown: boolean;

  constructor(options: ReachOptions) {
    this.options = options;
    const { files } = options;
    this.isUnknown = files.some(({ fileName }) => /\.[cm]?jsx?$/.test(fileName));
    if (this.isUnknown) return;
    const own = new Set(files);
    for (const file of files) this.declareIn(file, own);
    const queue = [...this.reached];
    for (let name = queue.pop(); name !== undefined; name = queue.pop())
      for (const next of this.mentioned.get(name) ?? []) {
        if (this.reached.has(next)) continue;
        this.reached.add(next);
        queue.push(next);
      }
  }

  /** Whether an expression may be a client, or a part of one. */
  has(expression: ts.Expression): boolean {
    if (this.isUnknown || expression.kind === compiler.SyntaxKind.ThisKeyword) return true;
    for (const name of this.mentionsOf(expression)) if (this.reached.has(name)) return true;
    return false;
  }

  private declareIn(file: ts.SourceFile, own: ReadonlySet<ts.SourceFile>): void {
    const visit = (node: ts.Node): void => {
      this.declare(node, own);
      compiler.forEachChild(node, visit);
    };
    visit(file);
  }

  private declare(node: ts.Node, own: ReadonlySet<ts.SourceFile>): void {
    if (compiler.isImportDeclaration(node) || compiler.isExportDeclaration(node)) this.declareModule(node, own);
    else if (compiler.isImportSpecifier(node) || compiler.isExportSpecifier(node)) {
      if (node.propertyName) this.link(node.name.text, [node.propertyName.text]);
    } else if (compiler.isImportEqualsDeclaration(node)) {
      const { moduleReference: from } = node;
      this.link(node.name.text, compiler.isExternalModuleReference(from) ? [loaded] : this.mentionsOf(from));
    } else if (compiler.isExportAssignment(node)) this.link("default", this.mentionsOf(node.expression));
    else if (compiler.isVariableDeclaration(node)) this.bind(node.name, this.sourcesOf(node));
    else if (compiler.isParameter(node)) {
      const isBare = !node.type && isExpressionOrMethod(node.parent);
      this.bind(node.name, [...this.partsOf(node), ...(isBare ? this.aroundOf(node.parent) : [])]);
    } else if (compiler.isFunctionLike(node)) {
      if (node.name) this.link(nameOf(node.name), this.mentionsOf(node));
      if (hasDefault(node)) this.link("default", this.mentionsOf(node));
    } else if (compiler.isClassLike(node)) {
      if (node.name) this.link(node.name.text, this.mentionsOf(node));
      if (hasDefault(node)) this.link("default", this.mentionsOf(node));
    } else if (compiler.isPropertyDeclaration(node) || compiler.isPropertySignature(node))
      this.link(nameOf(node.name), this.partsOf(node));
    else if (compiler.isPropertyAssignment(node)) this.link(nameOf(node.name), this.mentionsOf(node.initializer));
    else if (
      compiler.isTypeAliasDeclaration(node) ||
      compiler.isInterfaceDeclaration(node) ||
      compiler.isTypeParameterDeclaration(node)
    )
      this.link(node.name.text, this.mentionsIn(node, node.name));
    else if (compiler.isBinaryExpression(node) && isAssignment(node))
      for (const name of this.mentionsOf(node.left)) this.link(name, this.mentionsOf(node.right));
    else if (compiler.isForOfStatement(node) && !compiler.isVariableDeclarationList(node.initializer))
      for (const name of this.mentionsOf(node.initializer)) this.link(name, this.mentionsOf(node.expression));
  }

  /** The names that come from a module: of a client, all but its operations. */
  private declareModule(node: ts.ImportDeclaration | ts.ExportDeclaration, own: ReadonlySet<ts.SourceFile>): void {
    const module = node.moduleSpecifier && this.options.moduleOf(node.moduleSpecifier);
    const isClient =
      module !== undefined && this.options.clients.some(({ folder }) => module.fileName.startsWith(`${folder}/`));
    const add = (name: string, from: string) =>
      this.link(name, isClient && !this.isOperation(from) ? [loaded] : [from]);
    const addWhole = (name: string) =>
      isClient || (module && own.has(module)) ? this.link(name, [loaded]) : undefined;
    if (compiler.isExportDeclaration(node)) {
      const { exportClause } = node;
      if (exportClause && compiler.isNamespaceExport(exportClause)) addWhole(exportClause.name.text);
      else
        for (const { name, propertyName } of exportClause?.elements ?? []) add(name.text, (propertyName ?? name).text);
      return;
    }
    const { name, namedBindings } = node.importClause ?? {};
    if (name) add(name.text, "default");
    if (namedBindings && compiler.isNamespaceImport(namedBindings)) addWhole(namedBindings.name.text);
    else for (const each of namedBindings?.elements ?? []) add(each.name.text, (each.propertyName ?? each.name).text);
  }

  private isOperation(name: string): boolean {
    return this.options.isOperation(name);
  }

  private link(name: string, mentions: Iterable<string>): void {
    for (const from of mentions) {
      const names = this.mentioned.get(from);
      if (names) names.add(name);
      else this.mentioned.set(from, new Set([name]));
    }
  }

  /** The names of a pattern; a member under the name of an operation is one. */
  private bind(name: ts.BindingName, sources: readonly string[]): void {
    if (compiler.isIdentifier(name)) {
      this.link(name.text, sources);
      return;
    }
    for (const element of name.elements) {
      if (compiler.isOmittedExpression(element)) continue;
      const { propertyName = element.name, initializer, dotDotDotToken } = element;
      const member =
        compiler.isObjectBindingPattern(name) && !dotDotDotToken && !compiler.isObjectBindingPattern(propertyName);
      const own = member && !compiler.isArrayBindingPattern(propertyName) ? nameOf(propertyName) : undefined;
      const isOperation = own !== undefined && this.isOperation(own);
      const given = isOperation ? [] : [...sources, ...(own === undefined ? [] : [own])];
      this.bind(element.name, [...given, ...(initializer ? this.mentionsOf(initializer) : [])]);
    }
  }

  /** What the value of a variable comes from. */
  private sourcesOf(node: ts.VariableDeclaration): string[] {
    const { parent } = node.parent;
    return [...this.partsOf(node), ...(compiler.isForOfStatement(parent) ? this.mentionsOf(parent.expression) : [])];
  }

  private partsOf({ type, initializer }: { readonly type?: ts.TypeNode; readonly initializer?: ts.Expression }) {
    return [type, initializer].flatMap((part) => (part ? [...this.mentionsOf(part)] : []));
  }

  /** What decides on the types of a function's parameters from outside: the statement that it is in, but no bodies. */
  private aroundOf(inner: ts.Node): string[] {
    let top = inner.parent;
    while (!compiler.isStatement(top) && !compiler.isPropertyDeclaration(top) && !compiler.isSourceFile(top)) {
      if (compiler.isFunctionLike(top) && !isExpressionOrMethod(top)) break;
      top = top.parent;
    }
    const own = [...this.mentionsIn(top, inner)];
    if (!compiler.isReturnStatement(top)) return own;
    let enclosing: ts.Node = top;
    while (!compiler.isFunctionLike(enclosing) && !compiler.isSourceFile(enclosing)) enclosing = enclosing.parent;
    if (!compiler.isFunctionLike(enclosing)) return own;
    const type = enclosing.type ? [...this.mentionsOf(enclosing.type)] : [];
    return [...own, ...type, ...(isExpressionOrMethod(enclosing) ? this.aroundOf(enclosing) : [])];
  }

  private mentionsOf(node: ts.Node): Set<string> {
    return this.mentionsIn(node, undefined);
  }

  /** The names that decide on what an expression gives, or a type says. */
  private mentionsIn(node: ts.Node, without: ts.Node | undefined): Set<string> {
    const found = new Set<string>();
    const visit = (each: ts.Node): void => {
      if (each === without) return;
      if (compiler.isIdentifier(each) || compiler.isPrivateIdentifier(each)) {
        found.add(each.text);
      } else if (compiler.isFunctionLike(each)) {
        if (each.name && this.isOperation(nameOf(each.name))) found.add(holder);
        visitFunction(each);
      } else if (compiler.isClassLike(each)) {
        for (const clause of each.heritageClauses ?? []) visit(clause);
        for (const member of each.members) {
          if (compiler.isIndexSignatureDeclaration(member)) visit(member.type);
          if (member.name && this.isOperation(nameOf(member.name))) found.add(holder);
        }
      } else if (isCall(each) && this.isOfOperation(each.expression)) {
        // gives data
      } else if (compiler.isImportTypeNode(each) || isLoading(each)) {
        found.add(loaded);
      } else if (this.isOfOperation(each) || isOperationType(each, (name) => this.isOperation(name))) {
        // an operation is no client
      } else {
        if (compiler.isElementAccessExpression(each) && compiler.isStringLiteralLike(each.argumentExpression))
          found.add(each.argumentExpression.text);
        if (isMember(each) && this.isOperation(nameOf(each.name))) found.add(holder);
        compiler.forEachChild(each, visit);
      }
    };
    const visitFunction = (each: ts.SignatureDeclaration): void => {
      for (const { type } of [
        ...each.parameters,
        ...(each.typeParameters ?? []).map(({ constraint }) => ({ type: constraint })),
      ])
        if (type) visit(type);
      if (each.type) visit(each.type);
      const body = "body" in each ? each.body : undefined;
      if (!body) return;
      if (compiler.isBlock(body)) visitReturns(body);
      else visit(body);
    };
    const visitReturns = (each: ts.Node): void => {
      if (compiler.isFunctionLike(each) || compiler.isClassLike(each)) return;
      if (compiler.isReturnStatement(each) || compiler.isYieldExpression(each)) {
        if (each.expression) visit(each.expression);
      }
      compiler.forEachChild(each, visitReturns);
    };
    visit(node);
    return found;
  }

  /** `client.getPet`, `client["getPet"]`, `getPet`, `client.getPet.items` */
  private isOfOperation(node: ts.Node): boolean {
    if (compiler.isPropertyAccessExpression(node))
      return (
        this.isOperation(node.name.text) ||
        (!compiler.isIdentifier(node.expression) && this.isOfOperation(node.expression))
      );
    if (compiler.isElementAccessExpression(node) && compiler.isStringLiteralLike(node.argumentExpression))
      return this.isOperation(node.argumentExpression.text);
    return compiler.isIdentifier(node) && this.isOperation(node.text) && !isMemberName(node);
  }
}

function isExpressionOrMethod(node: ts.Node): boolean {
  return (
    compiler.isArrowFunction(node) ||
    compiler.isFunctionExpression(node) ||
    (compiler.isMethodDeclaration(node) && compiler.isObjectLiteralExpression(node.parent))
  );
}

function isAssignment({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= compiler.SyntaxKind.FirstAssignment && kind <= compiler.SyntaxKind.LastAssignment;
}

function isCall(node: ts.Node): node is ts.CallExpression | ts.NewExpression {
  return compiler.isCallExpression(node) || compiler.isNewExpression(node);
}

/** `import("./client.ts")`, `require("./client")` */
function isLoading(node: ts.Node): boolean {
  if (!compiler.isCallExpression(node)) return false;
  const { expression } = node;
  return (
    expression.kind === compiler.SyntaxKind.ImportKeyword ||
    (compiler.isIdentifier(expression) && expression.text === "require")
  );
}

/** `Client["getPet"]` */
function isOperationType(node: ts.Node, isOperation: (name: string) => boolean): boolean {
  if (!compiler.isIndexedAccessTypeNode(node) || !compiler.isLiteralTypeNode(node.indexType)) return false;
  const { literal } = node.indexType;
  return compiler.isStringLiteral(literal) && isOperation(literal.text);
}

type Member = ts.PropertyAssignment | ts.ShorthandPropertyAssignment | ts.MethodDeclaration | ts.PropertySignature;

function isMember(node: ts.Node): node is Member {
  return (
    compiler.isPropertyAssignment(node) ||
    compiler.isShorthandPropertyAssignment(node) ||
    compiler.isPropertySignature(node)
  );
}

/** Whether a name is that of a member where that is declared, and no value. */
function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  return "name" in parent && parent.name === node;
}

function nameOf(name: ts.PropertyName | ts.BindingName): string {
  return compiler.isStringLiteralLike(name) || compiler.isIdentifier(name) || compiler.isPrivateIdentifier(name)
    ? name.text
    : "";
}

function hasDefault(node: ts.Node): boolean {
  return (
    compiler.canHaveModifiers(node) &&
    (compiler.getModifiers(node) ?? []).some(({ kind }) => kind === compiler.SyntaxKind.DefaultKeyword)
  );
}
