import type { JsonObject } from "../document/json.ts";

/**
 * A schema in the words of draft 7, for libraries that know no later one: the first items of a list are `items`, the
 * others `additionalItems`.
 */
export function inDraft7(schema: JsonObject): JsonObject {
  const { prefixItems, items, ...others } = schema;
  if (!Array.isArray(prefixItems)) return schema;
  return { ...others, items: prefixItems, ...(items !== undefined && { additionalItems: items }) };
}
