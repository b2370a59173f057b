import { Node } from "ts-morph";

/**
 * The name of a function, of a variable or member that holds one, or of a method; undefined for anything else. A member
 * may hold what a call makes of one: `listPets: query(async () => …, "listPets")`.
 */
export function nameOfFunction(node: Node): string | undefined {
  if (Node.isFunctionDeclaration(node) || Node.isMethodDeclaration(node)) return node.getName();
  if (!Node.isVariableDeclaration(node) && !Node.isPropertyAssignment(node) && !Node.isPropertyDeclaration(node))
    return undefined;
  const given = node.getInitializer();
  const isMade = Node.isPropertyAssignment(node) && Node.isCallExpression(given);
  const value = isMade ? given.getArguments()[0] : given;
  return Node.isArrowFunction(value) || Node.isFunctionExpression(value) ? node.getName() : undefined;
}
