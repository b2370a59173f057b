import { isObject, type JsonObject } from "../../document/json.ts";
import { discriminatorOf } from "../discriminator.ts";
import { alternativesOf } from "../parts.ts";
import { hasAssertions } from "../portions.ts";
import { schemaReference } from "../references.ts";
import { builtOn, type Subtypes, subtypesIn } from "../subtypes.ts";
import { conjunctionOf } from "./conjunction.ts";

/**
 * Lets bases with a discriminator stand for what may stand in their place: for the schemas that a mapping names where
 * nothing else is said, and with `standForSubtypes` for all that are built on them. They become unions.
 */
export function listSubtypes(
  contents: Map<string, unknown>,
  { standForSubtypes = false, isInput = (_id: string): boolean => false } = {},
): void {
  const subtypes = builtIn(contents);
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

/** What is built on what: through parts of an `allOf` that are written in place, too. */
export function builtIn(contents: ReadonlyMap<string, unknown>): Subtypes {
  return subtypesIn(contents, (schema) => conjunctionOf(schema).references.filter((each) => each !== schema));
}

function saysNothing(schema: JsonObject): boolean {
  const { type, ...others } = schema;
  return (
    (type === undefined || type === "object") && !hasAssertions(others) && conjunctionOf(schema).references.length === 0
  );
}
