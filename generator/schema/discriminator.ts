import { isObject, type JsonObject, setOwn } from "../document/json.ts";
import { partsOf } from "./parts.ts";
import { referredId, schemaId, schemaReference } from "./references.ts";

/** The Discriminator Object of a schema (OpenAPI 3.1.1, section 4.8.25). */
export interface Discriminator {
  readonly propertyName: string;
  /** The ids of named schemas by the values that stand for them. */
  readonly mapping: ReadonlyMap<string, string>;
  /** The id of the schema of values with any other value, or none (OpenAPI 3.2, section 4.25.1). */
  readonly otherwise?: string;
}

/** By Discriminator Objects: some have more than a thousand values, and each is asked for many times. */
const known = new WeakMap<object, Discriminator>();

/** The discriminator of a schema; undefined where it has none. */
export function discriminatorOf(schema: JsonObject): Discriminator | undefined {
  const { discriminator } = schema;
  if (!isObject(discriminator) || typeof discriminator["propertyName"] !== "string") return undefined;
  let read = known.get(discriminator);
  if (read === undefined) {
    read = readDiscriminator(discriminator["propertyName"], discriminator);
    known.set(discriminator, read);
  }
  return read;
}

function readDiscriminator(propertyName: string, { mapping, defaultMapping }: JsonObject): Discriminator {
  const idOf = (to: unknown) => (typeof to === "string" ? schemaId(to) : referredId(to));
  const entries = Object.entries(isObject(mapping) ? mapping : {}).flatMap(([value, to]) => {
    const id = idOf(to);
    return id === undefined ? [] : [[value, id] as const];
  });
  const otherwise = idOf(defaultMapping);
  return { propertyName, mapping: new Map(entries), ...(otherwise !== undefined && { otherwise }) };
}

/**
 * The values that stand for a named schema, and whether a mapping says so; else it is the name that the schema has in
 * its document.
 */
export function valuesOfAlternative(
  { mapping }: Discriminator,
  id: string,
  { nameOf = asIs, endOf = asIs } = {},
): { readonly values: readonly string[]; readonly isMapped: boolean } {
  const values = valuesByTarget(mapping, asIs).get(id) ?? valuesByTarget(mapping, endOf).get(endOf(id));
  return values ? { values, isMapped: true } : { values: [nameOf(id)], isMapped: false };
}

function asIs(id: string): string {
  return id;
}

/** By mapping, and by what leads from an id to the one that counts. */
const byTarget = new WeakMap<Discriminator["mapping"], Map<(id: string) => string, Map<string, string[]>>>();

/** The values of a mapping by the ids that they stand for. */
function valuesByTarget(
  mapping: Discriminator["mapping"],
  endOf: (id: string) => string,
): ReadonlyMap<string, readonly string[]> {
  const known = byTarget.get(mapping) ?? new Map<(id: string) => string, Map<string, string[]>>();
  byTarget.set(mapping, known);
  let values = known.get(endOf);
  if (values !== undefined) return values;
  values = new Map();
  for (const [value, to] of mapping) {
    const end = endOf(to);
    const own = values.get(end);
    if (own === undefined) values.set(end, [value]);
    else own.push(value);
  }
  known.set(endOf, values);
  return values;
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
  if (!isObject(discriminator)) return schema;
  const { mapping, defaultMapping } = discriminator;
  if (!isObject(mapping) && defaultMapping === undefined) return schema;
  const changed = (to: unknown) => {
    const id = typeof to === "string" ? schemaId(to) : referredId(to);
    const reference = id === undefined ? undefined : schemaReference(change(id));
    return reference === undefined ? to : typeof to === "string" ? reference : { $ref: reference };
  };
  const entries = {};
  for (const [value, to] of Object.entries(isObject(mapping) ? mapping : {})) setOwn(entries, value, changed(to));
  return {
    ...schema,
    discriminator: {
      ...discriminator,
      ...(isObject(mapping) && { mapping: entries }),
      ...(defaultMapping !== undefined && { defaultMapping: changed(defaultMapping) }),
    },
  };
}
