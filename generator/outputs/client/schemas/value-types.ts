import type { Node, TypeNode } from "typescript";
import { isObject } from "../../../document/json.ts";
import { isBinaryString } from "../../../model/media-type.ts";
import type { ValueSettings } from "../../../model/package-settings.ts";
import { valueKind } from "../../../model/values/value-rules.ts";
import { namedSchemas, referredId } from "../../../schema/references.ts";
import { isNullable } from "../../../schema/types.ts";
import { schemasIn } from "../../../schema/walk.ts";
import { ts } from "./libraries.ts";

/** The type of values that come out other than JSON.parse reads them: Blobs, and what the settings say. */
export function valueType(schema: unknown, settings: ValueSettings): TypeNode | undefined {
  if (!isObject(schema)) return undefined;
  const kind = isBinaryString(schema) ? "binary" : valueKind(schema, settings);
  if (kind === undefined) return undefined;
  const type = {
    binary: () => ts.factory.createTypeReferenceNode("Blob"),
    date: () => ts.factory.createTypeReferenceNode("Date"),
    bigint: () => ts.factory.createKeywordTypeNode(ts.SyntaxKind.BigIntKeyword),
    digits: text,
    text,
  }[kind]();
  const none = ts.factory.createLiteralTypeNode(ts.factory.createNull());
  return isNullable(schema) ? ts.factory.createUnionTypeNode([type, none]) : type;
}

/** A union of strings that takes any other string, with those known for completion; undefined for any other type. */
export function opened(type: TypeNode): TypeNode | undefined {
  if (!ts.isUnionTypeNode(type)) return undefined;
  // openapi-typescript writes a literal string as an identifier in quotes
  const isText = (node: Node) => ts.isIdentifier(node) && node.text.startsWith('"');
  const isNull = (node: TypeNode) => ts.isLiteralTypeNode(node) && node.literal.kind === ts.SyntaxKind.NullKeyword;
  if (!type.types.some(isText) || !type.types.every((node) => isText(node) || isNull(node))) return undefined;
  const anyText = ts.factory.createIntersectionTypeNode([text(), ts.factory.createTypeLiteralNode([])]);
  return ts.factory.createUnionTypeNode([...type.types, ts.factory.createParenthesizedType(anyText)]);
}

/** The ids of the named schemas that schemas lead to. */
export function referredFrom(schemas: readonly unknown[], contents: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const schema of schemasIn(schemas, namedSchemas(contents))) {
    const id = referredId(schema);
    if (id !== undefined) found.add(id);
  }
  return found;
}

function text(): TypeNode {
  return ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword);
}
