import type { ValueSettings } from "../../../model/package-settings.ts";
import type { Form, OwnType } from "../../../schema/printable/form.ts";
import { type MemberNode, type Node, namedType, nullType, union } from "./nodes.ts";
import { listedTypes } from "./value-types.ts";

/** The node of an own type; what it consists of is printed by `print`. */
export function ownNode(type: OwnType, print: (form: Form) => Node, settings: ValueSettings): Node {
  switch (type.kind) {
    case "list":
      return { kind: "ArrayType", elementType: print(type.items) };
    case "tuple":
      return { kind: "TupleType", elements: elementsOf(type, print) };
    case "indexed":
      return indexed(type, print);
    case "requiring":
      return namedType("WithRequired", [print(type.of), namesType(type.names)]);
    case "without":
      return namedType("Without", [print(type.of), namesType(type.names)]);
    case "integers":
      return union(listedTypes(type.of, settings));
    case "label":
      return union(type.values.map(valueType));
    case "labelled":
      return { kind: "TypeLiteral", members: [labelOf(type)], isShort: true };
    case "present":
      return { kind: "UnionType", types: [{ kind: "TypeLiteral", members: [] }, nullType] };
    case "empty":
      return namedType("Record", [{ kind: "StringKeyword" }, { kind: "NeverKeyword" }]);
  }
}

function labelOf({ name, values }: Extract<OwnType, { kind: "labelled" }>): MemberNode {
  const type = union(values.map(valueType));
  return { kind: "PropertySignature", name, isOptional: false, isReadonly: false, type };
}

function elementsOf(
  { items, optionalFrom, rest }: Extract<OwnType, { kind: "tuple" }>,
  print: (form: Form) => Node,
): Node[] {
  const elements = items.map((item, index): Node => {
    const type = print(item);
    return index < optionalFrom ? type : { kind: "OptionalType", type };
  });
  if (rest === undefined) return elements;
  return [...elements, { kind: "RestType", type: { kind: "ArrayType", elementType: print(rest) } }];
}

/** The members with a name of their own keep their type, so the index signature takes them all. */
function indexed({ object, values, others }: Extract<OwnType, { kind: "indexed" }>, print: (form: Form) => Node): Node {
  const listed = print(object);
  const members = listed.kind === "TypeLiteral" ? listed.members : [];
  const own = values.map(print);
  const isAny = own.some(({ kind }) => kind === "UnknownKeyword");
  const types = isAny ? own : [...own, ...members.map(({ type }) => type), ...others.map(print)];
  const index: MemberNode = {
    kind: "IndexSignature",
    type: distinct(types),
    takesUndefined: !isAny && (others.length > 0 || members.some(isOptional)),
  };
  return { kind: "TypeLiteral", members: [...members, index] };
}

function isOptional(member: MemberNode): boolean {
  return member.kind === "PropertySignature" && member.isOptional;
}

function distinct(types: readonly Node[]): Node {
  const nodes = [...new Map(types.map((type) => [JSON.stringify(type), type])).values()];
  const any = nodes.find(({ kind }) => kind === "UnknownKeyword");
  return any ?? union(nodes);
}

function valueType(value: unknown): Node {
  if (typeof value === "boolean") return { kind: value ? "TrueKeyword" : "FalseKeyword" };
  return typeof value === "number"
    ? { kind: "NumericLiteral", text: String(value) }
    : { kind: "StringLiteral", text: String(value) };
}

function namesType(names: readonly string[]): Node {
  return union(names.map(valueType));
}
