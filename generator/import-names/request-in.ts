import { Node } from "ts-morph";
import { fixedMethods } from "../document/objects.ts";
import { nameOfFunction } from "./function-name.ts";

/** What a function asks for. */
export interface FoundRequest {
  /** In upper case. */
  readonly method: string;
  /** With `{}` where a value is put. */
  readonly path: string;
}

const pathMembers = new Set(["url", "path", "urlPath"]);

/**
 * The request that a function sends, by what stands in it: `method: "GET"` and the first text that is a path, or a call
 * `.get("/pets")`, `.get({ url: "/pets" })`. The path may stand in another function of the file, that it calls.
 */
export function requestIn(node: Node, functionCalled: (name: string) => Node | undefined): FoundRequest | undefined {
  const nodes = ownNodes(node);
  const called = nodes.flatMap((each) => asCall(each, nodes) ?? []);
  const method = nodes.map(methodMember).find((each) => each !== undefined);
  if (method === undefined) return called[0];
  const path = pathIn(nodes) ?? calledPath(nodes, functionCalled);
  return path === undefined ? undefined : { method, path };
}

/** The nodes of a function, without those of functions in it that have names of their own. */
function ownNodes(node: Node): Node[] {
  const found: Node[] = [];
  node.forEachDescendant((each, traversal) => {
    if (nameOfFunction(each) !== undefined) traversal.skip();
    else found.push(each);
  });
  return found;
}

function methodMember(node: Node): string | undefined {
  if (!Node.isPropertyAssignment(node) || node.getName().replace(/["']/g, "") !== "method") return undefined;
  const value = node.getInitializer();
  if (!Node.isStringLiteral(value) && !Node.isNoSubstitutionTemplateLiteral(value)) return undefined;
  const text = value.getLiteralText();
  return fixedMethods.has(text.toLowerCase()) ? text.toUpperCase() : undefined;
}

/** A call of a member that is called as a method is, with a path, which may stand in a variable beside it. */
function asCall(node: Node, beside: readonly Node[]): FoundRequest | undefined {
  if (!Node.isCallExpression(node)) return undefined;
  const callee = node.getExpression();
  if (!Node.isPropertyAccessExpression(callee) || !fixedMethods.has(callee.getName())) return undefined;
  const [first] = node.getArguments();
  const members = Node.isObjectLiteralExpression(first) ? first.getProperties() : [];
  const member = members.find((each) => Node.isPropertyAssignment(each) && pathMembers.has(each.getName()));
  const value = Node.isPropertyAssignment(member) ? member.getInitializer() : first;
  const path = value && pathOf(heldBy(value, beside) ?? value);
  return path === undefined ? undefined : { method: callee.getName().toUpperCase(), path };
}

/** What a variable is given where it is declared. */
function heldBy(value: Node, beside: readonly Node[]): Node | undefined {
  if (!Node.isIdentifier(value)) return undefined;
  const name = value.getText();
  const variable = beside.find((each) => Node.isVariableDeclaration(each) && each.getName() === name);
  return Node.isVariableDeclaration(variable) ? variable.getInitializer() : undefined;
}

function pathIn(nodes: readonly Node[]): string | undefined {
  for (const each of nodes) {
    const path = pathOf(each);
    if (path !== undefined) return path;
  }
  return undefined;
}

/** The path that a function gives that is called here. */
function calledPath(nodes: readonly Node[], functionCalled: (name: string) => Node | undefined): string | undefined {
  for (const each of nodes) {
    const callee = Node.isCallExpression(each) ? each.getExpression() : undefined;
    const other = Node.isIdentifier(callee) ? functionCalled(callee.getText()) : undefined;
    const path = other && pathIn(ownNodes(other));
    if (path !== undefined) return path;
  }
  return undefined;
}

/** A text that is a path, or an address with one, without its query. */
function pathOf(node: Node): string | undefined {
  const text = textOf(node);
  if (text === undefined) return undefined;
  const path = text.replace(/^(?:https?:\/\/[^/]*|\{\}(?=\/))/, "").replace(/\?.*$/s, "");
  return /^\/(?!\/)/.test(path) ? path : undefined;
}

function textOf(node: Node): string | undefined {
  if (Node.isStringLiteral(node) || Node.isNoSubstitutionTemplateLiteral(node)) return node.getLiteralText();
  if (!Node.isTemplateExpression(node)) return undefined;
  const spans = node.getTemplateSpans().map((span) => `{}${span.getLiteral().getLiteralText()}`);
  return node.getHead().getLiteralText() + spans.join("");
}
