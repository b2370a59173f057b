import { type Member, type TypeCode, typeText } from "../../../emit/printing/types.ts";
import { literal, memberName } from "../../../emit/text.ts";
import { keywords, type MemberNode, type Node } from "./nodes.ts";

/** What is known of the nodes of a type. */
export interface NodeKnowledge {
  /** The name of what a reference leads to. */
  nameOf(reference: string): string;
  /** The name of a type that is not the platform's. */
  nameOfType(name: string): string;
  /** The inside of the doc comment of a member. */
  docOf(member: MemberNode): string;
  /** Whether optional members may be there as undefined. */
  readonly takesUndefined: boolean;
}

/** A type as openapi-typescript makes it, as code. */
export function typeCodeOf(node: Node, known: NodeKnowledge): TypeCode {
  const convert = (each: Node) => typeCodeOf(each, known);
  switch (node.kind) {
    case "TypeLiteral":
      return {
        kind: "object",
        members: node.members.map((each) => memberOf(each, known)),
        ...(node.isShort && { isShort: true }),
      };
    case "UnionType":
      return joined("union", node.types.map(convert));
    case "IntersectionType":
      return joined("intersection", node.types.map(convert));
    case "ArrayType":
      return { kind: "array", of: convert(node.elementType) };
    case "TupleType":
      return { kind: "tuple", of: node.elements.map(convert) };
    case "RestType":
      return `...${typeText(convert(node.type))}`;
    case "OptionalType": {
      const type = convert(node.type);
      const isJoined = typeof type === "object" && (type.kind === "union" || type.kind === "intersection");
      return isJoined ? `(${typeText(type)})?` : `${typeText(type)}?`;
    }
    case "LiteralType":
      return convert(node.literal);
    case "StringLiteral":
      return literal(node.text);
    case "NumericLiteral":
      return node.text;
    case "PrefixUnaryExpression":
      return `-${typeText(convert(node.operand))}`;
    case "Identifier":
      return node.text.startsWith('"') ? literal(JSON.parse(node.text)) : node.text;
    case "Reference":
      return known.nameOf(node.reference);
    case "TypeReference": {
      const name = known.nameOfType(node.name);
      return node.typeArguments.length === 0 ? name : { kind: "generic", name, of: node.typeArguments.map(convert) };
    }
    default:
      return keywords[node.kind];
  }
}

/** What stands in one of its own kind is part of it; what anything is decides a union, and nothing else. */
function joined(kind: "union" | "intersection", of: readonly TypeCode[]): TypeCode {
  const isOfKind = (each: TypeCode) => typeof each === "object" && each.kind === kind;
  const flat = of.some(isOfKind)
    ? of.flatMap((each) => (typeof each === "object" && each.kind === kind ? each.of : [each]))
    : of;
  if (kind === "union" && flat.includes("unknown")) return "unknown";
  const parts = distinct(flat).filter((each) => kind === "union" || each !== "unknown");
  return parts.length > 1 ? { kind, of: parts } : (parts[0] ?? "unknown");
}

function memberOf(member: MemberNode, known: NodeKnowledge): Member {
  const type = typeCodeOf(member.type, known);
  if (member.kind === "IndexSignature")
    return { name: "[key: string]", type: member.takesUndefined ? joined("union", [type, "undefined"]) : type };
  const { name, isOptional, isReadonly } = member;
  const isInherited = name !== "__proto__" && Object.hasOwn(Object.prototype, name);
  // what has no such member of its own has the function that every object has
  const inherited = isInherited ? [known.nameOfType("Function")] : [];
  const whole = isOptional && known.takesUndefined ? joined("union", [type, ...inherited, "undefined"]) : type;
  return { name: memberName(name), type: whole, isOptional, isReadonly, doc: known.docOf(member) };
}

/** Each type once, as far as that is told without printing it. */
function distinct(types: readonly TypeCode[]): readonly TypeCode[] {
  const isShort = (type: TypeCode) =>
    typeof type === "string" || (type.kind === "array" && typeof type.of === "string");
  const seen = new Set<string>();
  return types.filter((type) => {
    if (!isShort(type)) return true;
    const text = typeText(type);
    return !seen.has(text) && seen.add(text);
  });
}
