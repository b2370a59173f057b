import { Node } from "ts-morph";

/** The name of a function, of a variable or member that holds one, or of a method; undefined for anything else. */
export function nameOfFunction(node: Node): string | undefined {
  if (Node.isFunctionDeclaration(node) || Node.isMethodDeclaration(node)) return node.getName();
  if (!Node.isVariableDeclaration(node) && !Node.isPropertyAssignment(node) && !Node.isPropertyDeclaration(node))
    return undefined;
  const value = node.getInitializer();
  return Node.isArrowFunction(value) || Node.isFunctionExpression(value) ? node.getName() : undefined;
}
