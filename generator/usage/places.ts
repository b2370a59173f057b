import type ts from "typescript";
import { compiler } from "./compiler.ts";

/** The places of code that a search for calls looks at. */
export interface Places {
  /** What names something, by what it names: identifiers, and names as strings. A default import is `default`. */
  readonly named: ReadonlyMap<string, readonly NamePlace[]>;
  /** `object[name]`, `object[0]` and the like where the name is no string in the code. */
  readonly computed: readonly ts.ElementAccessExpression[];
  /** Expressions that are given to something with a type of its own. */
  readonly given: readonly ts.Expression[];
  /** `import(address)` where the address is no string in the code. */
  readonly imports: readonly ts.CallExpression[];
}

/** A node that names something. */
export type NamePlace = ts.Identifier | ts.StringLiteralLike;

/** Gathers the places of modules; those in types are none, as nothing is called there. */
export function placesIn(files: readonly ts.SourceFile[]): Places {
  const named = new Map<string, NamePlace[]>();
  const computed: ts.ElementAccessExpression[] = [];
  const given: ts.Expression[] = [];
  const imports: ts.CallExpression[] = [];
  const add = (name: string, place: NamePlace) => {
    const places = named.get(name);
    if (places) places.push(place);
    else named.set(name, [place]);
  };
  const visit = (node: ts.Node): void => {
    if (isTypeOnly(node)) return;
    if (compiler.isIdentifier(node)) {
      add(node.text, node);
      if (compiler.isImportClause(node.parent)) add("default", node);
      if (isGiven(node)) given.push(node);
      return;
    }
    if (compiler.isStringLiteralLike(node) && isName(node)) add(node.text, node);
    if (compiler.isElementAccessExpression(node) && !compiler.isStringLiteralLike(node.argumentExpression))
      computed.push(node);
    if (compiler.isCallExpression(node) && node.expression.kind === compiler.SyntaxKind.ImportKeyword) {
      const [address] = node.arguments;
      if (address && !compiler.isStringLiteralLike(address)) imports.push(node);
    }
    if (compiler.isExpression(node) && isGiven(node)) given.push(node);
    compiler.forEachChild(node, visit);
  };
  for (const file of files) visit(file);
  return { named, computed, given, imports };
}

function isTypeOnly(node: ts.Node): boolean {
  if (compiler.isExpressionWithTypeArguments(node)) return compiler.isInterfaceDeclaration(node.parent.parent);
  if (compiler.isTypeNode(node) || compiler.isInterfaceDeclaration(node) || compiler.isTypeAliasDeclaration(node))
    return true;
  if (compiler.isTypeParameterDeclaration(node)) return true;
  if (compiler.isImportClause(node) || compiler.isImportSpecifier(node)) return node.isTypeOnly;
  return (compiler.isExportDeclaration(node) || compiler.isExportSpecifier(node)) && node.isTypeOnly;
}

/** Whether a string is the name of a member. */
function isName({ parent }: ts.StringLiteralLike): boolean {
  return (
    compiler.isElementAccessExpression(parent) ||
    compiler.isBindingElement(parent) ||
    compiler.isComputedPropertyName(parent)
  );
}

/** `one ?? other`, `one || other` */
function isChoice(node: ts.Expression): boolean {
  const { QuestionQuestionToken: absent, BarBarToken: falsy } = compiler.SyntaxKind;
  return compiler.isBinaryExpression(node) && [absent, falsy].some((kind) => kind === node.operatorToken.kind);
}

/** Whether an expression, which may hold a client, is given to a place that may have a type of its own. */
function isGiven(node: ts.Expression): boolean {
  const { parent } = node;
  const mayHold =
    compiler.isIdentifier(node) ||
    compiler.isPropertyAccessExpression(node) ||
    compiler.isElementAccessExpression(node) ||
    compiler.isCallExpression(node) ||
    compiler.isAwaitExpression(node) ||
    compiler.isNonNullExpression(node) ||
    compiler.isConditionalExpression(node) ||
    compiler.isAsExpression(node) ||
    isChoice(node) ||
    compiler.isObjectLiteralExpression(node) ||
    node.kind === compiler.SyntaxKind.ThisKeyword;
  if (!mayHold) return false;
  if (compiler.isObjectLiteralExpression(node) && !node.properties.some(compiler.isSpreadAssignment)) return false;
  if (compiler.isCallExpression(parent) || compiler.isNewExpression(parent)) return parent.expression !== node;
  if (compiler.isVariableDeclaration(parent) || compiler.isPropertyDeclaration(parent) || compiler.isParameter(parent))
    return parent.initializer === node && parent.type !== undefined;
  if (compiler.isBinaryExpression(parent))
    return parent.right === node && parent.operatorToken.kind === compiler.SyntaxKind.EqualsToken;
  if (compiler.isPropertyAssignment(parent)) return parent.initializer === node;
  if (compiler.isArrowFunction(parent)) return parent.body === node;
  return (
    compiler.isReturnStatement(parent) ||
    compiler.isAsExpression(parent) ||
    compiler.isTypeAssertionExpression(parent) ||
    compiler.isSatisfiesExpression(parent) ||
    compiler.isShorthandPropertyAssignment(parent) ||
    compiler.isJsxExpression(parent) ||
    compiler.isArrayLiteralExpression(parent)
  );
}
