import { ts } from "ts-morph";

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
    if (ts.isIdentifier(node)) {
      add(node.text, node);
      if (ts.isImportClause(node.parent)) add("default", node);
      if (isGiven(node)) given.push(node);
      return;
    }
    if (ts.isStringLiteralLike(node) && isName(node)) add(node.text, node);
    if (ts.isElementAccessExpression(node) && !ts.isStringLiteralLike(node.argumentExpression)) computed.push(node);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [address] = node.arguments;
      if (address && !ts.isStringLiteralLike(address)) imports.push(node);
    }
    if (ts.isExpression(node) && isGiven(node)) given.push(node);
    ts.forEachChild(node, visit);
  };
  for (const file of files) visit(file);
  return { named, computed, given, imports };
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isExpressionWithTypeArguments(node)) return ts.isInterfaceDeclaration(node.parent.parent);
  if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true;
  if (ts.isTypeParameterDeclaration(node)) return true;
  if (ts.isImportClause(node) || ts.isImportSpecifier(node)) return node.isTypeOnly;
  return (ts.isExportDeclaration(node) || ts.isExportSpecifier(node)) && node.isTypeOnly;
}

/** Whether a string is the name of a member. */
function isName({ parent }: ts.StringLiteralLike): boolean {
  return ts.isElementAccessExpression(parent) || ts.isBindingElement(parent) || ts.isComputedPropertyName(parent);
}

/** Whether an expression, which may hold a client, is given to a place that may have a type of its own. */
function isGiven(node: ts.Expression): boolean {
  const { parent } = node;
  const mayHold =
    ts.isIdentifier(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isCallExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isObjectLiteralExpression(node) ||
    node.kind === ts.SyntaxKind.ThisKeyword;
  if (!mayHold) return false;
  if (ts.isObjectLiteralExpression(node) && !node.properties.some(ts.isSpreadAssignment)) return false;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression !== node;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isParameter(parent))
    return parent.initializer === node && parent.type !== undefined;
  if (ts.isBinaryExpression(parent))
    return parent.right === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isArrowFunction(parent)) return parent.body === node;
  return (
    ts.isReturnStatement(parent) ||
    ts.isAsExpression(parent) ||
    ts.isTypeAssertionExpression(parent) ||
    ts.isSatisfiesExpression(parent) ||
    ts.isShorthandPropertyAssignment(parent) ||
    ts.isJsxExpression(parent) ||
    ts.isArrayLiteralExpression(parent)
  );
}
