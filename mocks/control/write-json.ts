import type { SchemaShapes } from "../validation/schemas/schema-shape.ts";

/**
 * A scripted body as JSON. A generated client reads integers of 64 bits as text or as BigInts, and tests give bodies of its
 * types: both become the numbers that the schema wants, with all their digits. A text stays one wherever a text may stand.
 */
export function writeJson(value: unknown, schema: unknown, shapes: SchemaShapes): string {
  return jsonOf(value, "", schema) ?? "null";

  function jsonOf(given: unknown, name: string, schema: unknown): string | undefined {
    const own = given as { toJSON?(name: string): unknown } | undefined | null;
    const plain = typeof own?.toJSON === "function" ? own.toJSON(name) : given;
    if (typeof plain === "bigint") return String(plain);
    if (typeof plain === "string" && /^-?\d+$/.test(plain)) {
      const types = shapes.types(schema);
      return types.has("integer") && !types.has("string") ? String(BigInt(plain)) : JSON.stringify(plain);
    }
    if (typeof plain !== "object" || plain === null) return JSON.stringify(plain);
    if (Array.isArray(plain))
      return `[${plain.map((item, index) => jsonOf(item, String(index), shapes.item(schema, index)) ?? "null").join()}]`;
    const members = Object.entries(plain).flatMap(([key, member]) => {
      const text = jsonOf(member, key, shapes.property(schema, key));
      return text === undefined ? [] : [`${JSON.stringify(key)}:${text}`];
    });
    return `{${members.join()}}`;
  }
}
