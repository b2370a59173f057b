import { isObject, type JsonObject } from "../../../generator/document/json.ts";
import { type Discriminator, discriminatorOf } from "../../../generator/schema/discriminator.ts";
import { compositionOf, partsOf } from "../../../generator/schema/parts.ts";
import { type Resolve, schemaId, schemaReference } from "../../../generator/schema/references.ts";
import { builtOn, type Subtypes } from "../../../generator/schema/subtypes.ts";
import { statedTypes } from "../../../generator/schema/types.ts";
import { statedValues, when } from "./discriminated.ts";

/** What a base schema is read with. */
export interface BaseMeans {
  readonly resolve: Resolve;
  readonly subtypes: () => Subtypes;
  /** What a reference to a schema that is built on the base becomes. */
  readonly refer: (reference: string) => JsonObject | undefined;
}

/**
 * A converted schema that has a discriminator, and on which others are built by `allOf`, as one that stands for these
 * (OpenAPI 3.1.1, section 4.8.25): a value whose property names one of them is judged by it. Where the mapping, or what
 * the schemas say of the property, tells all of them, a value that stands for none is refused; names alone would be
 * guessed. `pointer` says where the schema stands.
 */
export function standingForSubtypes(
  copy: JsonObject,
  source: JsonObject,
  pointer: string,
  means: BaseMeans,
): JsonObject {
  const { resolve, subtypes, refer } = means;
  const discriminator = discriminatorOf(source);
  const own = /^#\/components\/schemas\/[^/]+$/.test(pointer) ? schemaId(pointer) : undefined;
  const hasAlternatives = compositionOf(source).length > partsOf(source).all.length;
  if (discriminator === undefined || own === undefined || hasAlternatives) return copy;
  const { propertyName, mapping, otherwise } = discriminator;
  const property = resolve(partsOf(source).members.get(propertyName));
  const types = isObject(property) ? statedTypes(property) : [];
  if (types.length > 0 && !types.includes("string")) return copy;
  const below = builtOn(own, subtypes());
  const told = [...new Set([...below, ...mapping.values()])]
    .filter((id) => id !== own)
    .map((id) => ({ ...valuesOf(id, discriminator, { resolve, base: source }), schema: refer(schemaReference(id)) }));
  const cases = told.flatMap(({ values, schema }) => (schema && values.length > 0 ? [{ values, schema }] : []));
  if (cases.length === 0) return copy;
  const known = cases.flatMap(({ values }) => values);
  const isComplete = otherwise === undefined && told.every(({ isTold }) => isTold);
  const ofBase = [...mapping].flatMap(([value, to]) => (to === own ? [value] : []));
  const all = [...new Set([...known, ...ofBase, own])];
  return {
    allOf: [
      ...(isComplete ? [{ properties: { [propertyName]: { enum: all } } }] : []),
      when(propertyName, known, { allOf: cases.map(({ values, schema }) => when(propertyName, values, schema)) }, copy),
    ],
  };
}

interface Told {
  readonly values: readonly string[];
  /** Whether more than the name of the schema says so. */
  readonly isTold: boolean;
}

/** The values that stand for a schema: those of the mapping, those that it has itself, and its name. */
function valuesOf(
  id: string,
  { mapping, propertyName }: Discriminator,
  { resolve, base }: { readonly resolve: Resolve; readonly base: JsonObject },
): Told {
  const mapped = [...mapping].flatMap(([value, to]) => (to === id ? [value] : []));
  const schema = { $ref: schemaReference(id) };
  const stated = statedValues(schema, propertyName, (each) => without(resolve(each), base))?.map(String);
  // Where both contradict each other nothing can be sent that satisfies them.
  if (mapped.length > 0 && stated !== undefined && !mapped.some((value) => stated.includes(value)))
    return { values: [], isTold: false };
  const values = mapped.length > 0 ? mapped : (stated ?? []);
  return { values: mapping.has(id) ? values : [...values, id], isTold: values.length > 0 };
}

/** A schema, or nothing where it is the base: what this says of the property holds of all that are built on it. */
function without(schema: unknown, base: JsonObject): unknown {
  return schema === base ? undefined : schema;
}
