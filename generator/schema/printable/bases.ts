import { isObject, type JsonObject } from "../../document/json.ts";
import { discriminatorOf } from "../discriminator.ts";
import { alternativesOf } from "../parts.ts";
import { hasAssertions } from "../portions.ts";
import { referredId, schemaReference } from "../references.ts";
import { conjunctionOf } from "./conjunction.ts";

/**
 * Lets bases with a discriminator stand for what may stand in their place: for the schemas that a mapping names where
 * nothing else is said, and with `standForSubtypes` for all that are built on them. They become unions.
 */
export function listSubtypes(
  contents: Map<string, unknown>,
  { standForSubtypes = false, isInput = (_id: string): boolean => false } = {},
): void {
  const subtypes = subtypesIn(contents);
  for (const [id, content] of [...contents]) {
    const discriminator = isObject(content) ? discriminatorOf(content) : undefined;
    if (!isObject(content) || discriminator === undefined || alternativesOf(content).length > 0) continue;
    const built = new Set([...builtOn(id, subtypes)].filter((each) => isInput(id) || !isInput(each)));
    const isMappingAlone = built.size === 0 && saysNothing(content);
    if (!standForSubtypes && !isMappingAlone) continue;
    const ids = new Set([...built, ...discriminator.mapping.values()]);
    const others = [...ids].filter((each) => each !== id).map((each) => ({ $ref: schemaReference(each) }));
    const { discriminator: _, ...own } = content;
    if (others.length > 0) contents.set(id, { ...content, oneOf: ids.has(id) ? [...others, own] : others });
  }
}

/** The ids of the schemas that are built on a named one, by its id: they have it in their `allOf`. */
export function subtypesIn(contents: ReadonlyMap<string, unknown>): ReadonlyMap<string, readonly string[]> {
  const subtypes = new Map<string, string[]>();
  for (const [id, content] of contents) {
    for (const reference of isObject(content) ? conjunctionOf(content).references : []) {
      const to = referredId(reference);
      if (to !== undefined && content !== reference) subtypes.set(to, [...(subtypes.get(to) ?? []), id]);
    }
  }
  return subtypes;
}

/** The ids of all schemas that are built on a named one, or on one of these. */
export function builtOn(id: string, subtypes: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [id];
  for (let base = open.pop(); base !== undefined; base = open.pop()) {
    for (const subtype of subtypes.get(base) ?? []) {
      if (subtype === id || found.has(subtype)) continue;
      found.add(subtype);
      open.push(subtype);
    }
  }
  return found;
}

function saysNothing(schema: JsonObject): boolean {
  const { type, ...others } = schema;
  return (
    (type === undefined || type === "object") && !hasAssertions(others) && conjunctionOf(schema).references.length === 0
  );
}
