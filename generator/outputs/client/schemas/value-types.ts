import { isObject, type JsonObject } from "../../../document/json.ts";
import { isBinaryString } from "../../../model/media-type.ts";
import type { ValueSettings } from "../../../model/package-settings.ts";
import { listedValue, type ValueKind, valueKind } from "../../../model/values/value-rules.ts";
import { namedSchemas, referredId } from "../../../schema/references.ts";
import { allowedValues, isNullable } from "../../../schema/types.ts";
import { schemasIn } from "../../../schema/walk.ts";
import { type Node, namedType, nullType } from "./nodes.ts";

/**
 * The type of values that come out other than JSON.parse reads them: what the settings say, and Blobs, where they may
 * be files.
 */
export function valueType(schema: unknown, settings: ValueSettings, mayBeFile: boolean): Node | undefined {
  if (!isObject(schema)) return undefined;
  const kind = mayBeFile && isBinaryString(schema) ? "binary" : valueKind(schema, settings);
  if (kind === undefined) return undefined;
  const type = types[kind];
  return isNullable(schema) ? { kind: "UnionType", types: [type, nullType] } : type;
}

/** The types of the few values of a schema, of which one exceeds JavaScript's numbers. */
export function listedTypes(schema: JsonObject, settings: ValueSettings): Node[] {
  const values = (allowedValues(schema) ?? []).map((value) => listedValue(value, schema, settings));
  const types = values.map((value): Node => {
    if (value === null) return nullType;
    if (typeof value === "string") return { kind: "StringLiteral", text: value };
    return { kind: "NumericLiteral", text: typeof value === "bigint" ? `${value}n` : String(value) };
  });
  const isOpen = isNullable(schema) && !values.includes(null);
  return [...types, ...(isOpen ? [nullType] : [])];
}

const text: Node = { kind: "StringKeyword" };

const types: Readonly<Record<"binary" | ValueKind, Node>> = {
  binary: namedType("Blob"),
  date: namedType("Date"),
  bigint: { kind: "BigIntKeyword" },
  digits: text,
  text,
};

/** Any string, beside some that are completed. */
const anyText: Node = { kind: "IntersectionType", types: [text, { kind: "TypeLiteral", members: [] }] };

/** A union of strings that takes any other string, with those known for completion; undefined for any other type. */
export function opened(type: Node): Node | undefined {
  if (type.kind !== "UnionType") return undefined;
  // openapi-typescript writes a literal string as an identifier in quotes
  const isText = (node: Node) => node.kind === "Identifier" && node.text.startsWith('"');
  const isNull = (node: Node) => node.kind === "LiteralType" && node.literal.kind === "NullKeyword";
  if (!type.types.some(isText) || !type.types.every((node) => isText(node) || isNull(node))) return undefined;
  return { kind: "UnionType", types: [...type.types, anyText] };
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
