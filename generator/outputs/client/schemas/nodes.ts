/**
 * The nodes that openapi-typescript's transforms make, in place of TypeScript's own: these are what they hold, and
 * nothing else. Kinds have the names that they have in TypeScript.
 */
export type Node =
  | KeywordNode
  | IdentifierNode
  | ReferenceNode
  | { readonly kind: "StringLiteral" | "NumericLiteral"; readonly text: string }
  | { readonly kind: "PrefixUnaryExpression"; readonly operand: Node }
  | { readonly kind: "LiteralType"; readonly literal: Node }
  | { readonly kind: "TypeLiteral"; readonly members: readonly MemberNode[]; readonly isShort?: boolean }
  | { readonly kind: "UnionType" | "IntersectionType"; readonly types: readonly Node[] }
  | { readonly kind: "ArrayType"; readonly elementType: Node }
  | { readonly kind: "TupleType"; readonly elements: readonly Node[] }
  | { readonly kind: "RestType" | "OptionalType"; readonly type: Node }
  | { readonly kind: "TypeReference"; readonly name: string; readonly typeArguments: readonly Node[] };

/** The members of an object type. */
export type MemberNode =
  | {
      readonly kind: "PropertySignature";
      readonly name: string;
      readonly isOptional: boolean;
      readonly isReadonly: boolean;
      readonly type: Node;
    }
  | {
      readonly kind: "IndexSignature";
      readonly type: Node;
      /** Whether a member with a name of its own may be missing. */
      readonly takesUndefined?: boolean;
    };

/** `string`, `null` and the like. */
export interface KeywordNode {
  readonly kind: keyof typeof keywords;
}

/** A name; openapi-typescript writes a literal string as one in quotes. */
export interface IdentifierNode {
  readonly kind: "Identifier";
  readonly text: string;
}

/** The type of what a `$ref` leads to. */
export interface ReferenceNode {
  readonly kind: "Reference";
  readonly reference: string;
}

/** The keywords of types, as they are written. */
export const keywords = {
  BigIntKeyword: "bigint",
  BooleanKeyword: "boolean",
  FalseKeyword: "false",
  NeverKeyword: "never",
  NullKeyword: "null",
  NumberKeyword: "number",
  StringKeyword: "string",
  TrueKeyword: "true",
  UndefinedKeyword: "undefined",
  UnknownKeyword: "unknown",
} as const;

/** A type of that name. */
export function namedType(name: string | IdentifierNode, typeArguments: readonly Node[] = []): Node {
  return { kind: "TypeReference", name: typeof name === "string" ? name : name.text, typeArguments };
}

/** `null`. */
export const nullType: Node = { kind: "LiteralType", literal: { kind: "NullKeyword" } };

/** A token or a modifier: what matters of it is that it is there. */
interface Token {
  readonly kind: string;
}

/** What makes the nodes, called as TypeScript's functions are. */
const factory = {
  createArrayTypeNode: (elementType: Node): Node => ({ kind: "ArrayType", elementType }),
  createFalse: (): Node => ({ kind: "FalseKeyword" }),
  createIdentifier: (text: string): IdentifierNode => ({ kind: "Identifier", text }),
  createIndexSignature: (_modifiers: unknown, _parameters: unknown, type: Node): MemberNode => ({
    kind: "IndexSignature",
    type,
  }),
  createIntersectionTypeNode: (types: readonly Node[]): Node => ({ kind: "IntersectionType", types }),
  createKeywordTypeNode: (kind: KeywordNode["kind"]): Node => ({ kind }),
  createLiteralTypeNode: (literal: Node): Node => ({ kind: "LiteralType", literal }),
  createModifier: (kind: string): Token => ({ kind }),
  createNull: (): Node => ({ kind: "NullKeyword" }),
  createNumericLiteral: (value: number | string): Node => ({ kind: "NumericLiteral", text: String(value) }),
  createParameterDeclaration: (): Token => ({ kind: "Parameter" }),
  createPrefixUnaryExpression: (_operator: string, operand: Node): Node => ({ kind: "PrefixUnaryExpression", operand }),
  createPropertySignature,
  createRestTypeNode: (type: Node): Node => ({ kind: "RestType", type }),
  createStringLiteral: (text: string): Node => ({ kind: "StringLiteral", text }),
  createToken: (kind: string): Token => ({ kind }),
  createTrue: (): Node => ({ kind: "TrueKeyword" }),
  createTupleTypeNode: (elements: readonly Node[]): Node => ({ kind: "TupleType", elements }),
  createTypeLiteralNode: (members: readonly MemberNode[]): Node => ({ kind: "TypeLiteral", members }),
  createTypeReferenceNode: namedType,
  createUnionTypeNode: (types: readonly Node[]): Node => ({ kind: "UnionType", types }),
};

function createPropertySignature(
  ...[modifiers = [], name, questionToken, type]: [
    modifiers: readonly Token[] | undefined,
    name: { readonly text: string },
    questionToken: Token | undefined,
    type: Node,
  ]
): MemberNode {
  return {
    kind: "PropertySignature",
    name: name.text,
    isOptional: questionToken !== undefined,
    isReadonly: modifiers.some(({ kind }) => kind === "ReadonlyKeyword"),
    type,
  };
}

/** As much of TypeScript as the transforms use. */
export const typescriptForTransforms = {
  factory,
  SyntaxKind: Object.fromEntries(
    [...Object.keys(keywords), "ExportKeyword", "MinusToken", "QuestionToken", "ReadonlyKeyword"].map((kind) => [
      kind,
      kind,
    ]),
  ),
  isArrayTypeNode: ({ kind }: Node): boolean => kind === "ArrayType",
  isTupleTypeNode: ({ kind }: Node): boolean => kind === "TupleType",
  // asked only of what `injectFooter` holds
  isTypeAliasDeclaration: (): boolean => true,
};

/** Any of the types. */
export function union(types: readonly Node[]): Node {
  return types.length === 1 ? types[0]! : { kind: "UnionType", types };
}
