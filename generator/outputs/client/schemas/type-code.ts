import type {
  ArrayTypeNode,
  Identifier,
  IntersectionTypeNode,
  LiteralTypeNode,
  Node,
  ParenthesizedTypeNode,
  RestTypeNode,
  TupleTypeNode,
  TypeElement,
  TypeLiteralNode,
  TypeNode,
  UnionTypeNode,
} from "typescript";
import { literal, memberName } from "../../../emit/text.ts";
import { type Member, type TypeCode, typeText } from "../../../emit/types.ts";
import { ts } from "./libraries.ts";

/** What is known of the nodes of a type. */
export interface NodeKnowledge {
  /** The name of what stands for a node, such as that of a named schema; undefined where nothing does. */
  nameOf(node: Node): string | undefined;
  /** The inside of the doc comment of a member. */
  docOf(member: Node): string;
}

/** The kinds of nodes: TypeScript itself is an object of thousands of members, which are slow to find. */
const kinds = ts.SyntaxKind;

const keywords: ReadonlyMap<number, string> = new Map([
  [kinds.BigIntKeyword, "bigint"],
  [kinds.BooleanKeyword, "boolean"],
  [kinds.NeverKeyword, "never"],
  [kinds.NullKeyword, "null"],
  [kinds.NumberKeyword, "number"],
  [kinds.ObjectKeyword, "object"],
  [kinds.StringKeyword, "string"],
  [kinds.UndefinedKeyword, "undefined"],
  [kinds.UnknownKeyword, "unknown"],
]);

/** A type as openapi-typescript makes it, as code. */
export function typeCodeOf(node: TypeNode, known: NodeKnowledge): TypeCode {
  const keyword = keywords.get(node.kind);
  if (keyword !== undefined) return keyword;
  const convert = (each: TypeNode) => typeCodeOf(each, known);
  switch (node.kind) {
    case kinds.TypeLiteral:
      return { kind: "object", members: (node as TypeLiteralNode).members.map((each) => memberOf(each, known)) };
    case kinds.UnionType:
      return joined("union", (node as UnionTypeNode).types.map(convert));
    case kinds.IntersectionType:
      return joined("intersection", (node as IntersectionTypeNode).types.map(convert));
    case kinds.ParenthesizedType:
      return convert((node as ParenthesizedTypeNode).type);
    case kinds.ArrayType:
      return { kind: "array", of: convert((node as ArrayTypeNode).elementType) };
    case kinds.TupleType:
      return { kind: "tuple", of: (node as TupleTypeNode).elements.map(convert) };
    case kinds.RestType:
      return `...${typeText(convert((node as RestTypeNode).type))}`;
    case kinds.LiteralType:
      return literalText((node as LiteralTypeNode).literal);
    case kinds.Identifier:
      return identifierText((node as Node as Identifier).text);
    case kinds.IndexedAccessType:
    case kinds.TypeReference:
      return named(node, known);
  }
  throw new Error(`there is no code for a type of the kind ${kinds[node.kind]}`);
}

function named(node: TypeNode, known: NodeKnowledge): TypeCode {
  const name = known.nameOf(node);
  if (name !== undefined) return withArguments(node, name, known);
  if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName))
    return withArguments(node, identifierText(node.typeName.text), known);
  throw new Error("a type refers to what is not a named schema");
}

function withArguments(node: TypeNode, name: string, known: NodeKnowledge): TypeCode {
  const { typeArguments = [] } = ts.isTypeReferenceNode(node) ? node : {};
  if (typeArguments.length === 0) return name;
  return { kind: "generic", name, of: typeArguments.map((each) => typeCodeOf(each, known)) };
}

/** What stands in one of its own kind is part of it. */
function joined(kind: "union" | "intersection", of: readonly TypeCode[]): TypeCode {
  const parts = of.flatMap((each) => (typeof each === "object" && each.kind === kind ? each.of : [each]));
  return parts.length === 1 ? parts[0]! : { kind, of: parts };
}

function memberOf(member: TypeElement, known: NodeKnowledge): Member {
  if (ts.isIndexSignatureDeclaration(member)) {
    const [parameter] = member.parameters;
    const key = parameter?.name && ts.isIdentifier(parameter.name) ? parameter.name.text : "key";
    const type = parameter?.type ? typeText(typeCodeOf(parameter.type, known)) : "string";
    return { name: `[${key}: ${type}]`, type: typeCodeOf(member.type, known) };
  }
  if (!ts.isPropertySignature(member) || !member.type) throw new Error("a type has a member that is not a property");
  return {
    name: memberName(propertyName(member.name)),
    type: typeCodeOf(member.type, known),
    isOptional: member.questionToken !== undefined,
    isReadonly: member.modifiers?.some(({ kind }) => kind === kinds.ReadonlyKeyword) ?? false,
    doc: known.docOf(member),
  };
}

function propertyName(name: Node): string {
  if (ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name)) return name.text;
  throw new Error(`a member is named by ${kinds[name.kind]}`);
}

/** openapi-typescript writes a literal string as an identifier in quotes. */
function identifierText(text: string): string {
  return text.startsWith('"') ? literal(JSON.parse(text)) : text;
}

function literalText(node: Node): string {
  if (ts.isStringLiteral(node)) return literal(node.text);
  if (ts.isNumericLiteral(node)) return node.text;
  if (ts.isPrefixUnaryExpression(node) && ts.isNumericLiteral(node.operand)) return `-${node.operand.text}`;
  if (node.kind === kinds.NullKeyword) return "null";
  if (node.kind === kinds.TrueKeyword) return "true";
  if (node.kind === kinds.FalseKeyword) return "false";
  throw new Error(`a literal is of the kind ${kinds[node.kind]}`);
}
