import { isObject, type JsonObject, setOwn } from "../document/json.ts";
import { partsOf } from "./parts.ts";
import { referredId, schemaId, schemaReference } from "./references.ts";

/** The Discriminator Object of a schema (OpenAPI 3.1.1, section 4.8.25). */
export interface Discriminator {
  readonly propertyName: string;
  /** The ids of named schemas by the values that stand for them. */
  readonly mapping: ReadonlyMap<string, string>;
}

/** The discriminator of a schema; undefined where it has none. */
export function discriminatorOf(schema: JsonObject): Discriminator | undefined {
  const { discriminator } = schema;
  if (!isObject(discriminator)) return undefined;
  const { propertyName, mapping } = discriminator;
  if (typeof propertyName !== "string") return undefined;
  const entries = Object.entries(isObject(mapping) ? mapping : {}).flatMap(([value, to]) => {
    const id = typeof to === "string" ? schemaId(to) : referredId(to);
    return id === undefined ? [] : [[value, id] as const];
  });
  return { propertyName, mapping: new Map(entries) };
}

/**
 * The values that stand for a named schema, and whether a mapping says so; else it is the name that the schema has in
 * its document.
 */
export function valuesOfAlternative(
  { mapping }: Discriminator,
  id: string,
  { nameOf = (named: string) => named, endOf = (named: string) => named } = {},
): { readonly values: readonly string[]; readonly isMapped: boolean } {
  const mapped = [...mapping].filter(([, to]) => to === id).map(([value]) => value);
  const aliased =
    mapped.length > 0 ? mapped : [...mapping].filter(([, to]) => endOf(to) === endOf(id)).map(([value]) => value);
  return aliased.length > 0 ? { values: aliased, isMapped: true } : { values: [nameOf(id)], isMapped: false };
}

/** The id of the schema that a named schema comes to, where it is nothing but a reference to another. */
export function endOfAliases(contents: ReadonlyMap<string, unknown>): (id: string) => string {
  return (id) => {
    let end = id;
    for (const seen = new Set<string>(); !seen.has(end); ) {
      seen.add(end);
      const next = aliasedId(contents.get(end));
      if (next === undefined) return end;
      end = next;
    }
    return id;
  };
}

function aliasedId(schema: unknown): string | undefined {
  const own = referredId(schema);
  if (own !== undefined || !isObject(schema)) return own;
  // what stands beside a reference of OpenAPI 3.1 makes it part of a composition
  const [only, ...others] = partsOf(schema).all;
  return others.length === 0 && Object.keys(schema).length === 1 ? referredId(only) : undefined;
}

/** A schema whose discriminator leads to other named schemas, by their ids. */
export function withReferences(schema: JsonObject, change: (id: string) => string): JsonObject {
  const { discriminator } = schema;
  if (!isObject(discriminator) || !isObject(discriminator["mapping"])) return schema;
  const mapping = {};
  for (const [value, to] of Object.entries(discriminator["mapping"])) {
    const id = typeof to === "string" ? schemaId(to) : referredId(to);
    const reference = id === undefined ? undefined : schemaReference(change(id));
    setOwn(mapping, value, reference === undefined ? to : typeof to === "string" ? reference : { $ref: reference });
  }
  return { ...schema, discriminator: { ...discriminator, mapping } };
}
