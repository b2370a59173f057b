import { isObject, type JsonObject, listIn } from "../document/json.ts";
import { byCodePoint } from "../document/order.ts";

/** A schema that stands below another one. */
export type Subschema = JsonObject | boolean;

/** What one schema describes below it, and asks of what is there. References are not followed. */
export interface Parts {
  /** Schemas of the value itself: all of these hold. */
  readonly all: readonly unknown[];
  /** Of these exactly one. */
  readonly one: readonly unknown[];
  /** Of these at least one. */
  readonly any: readonly unknown[];
  /** The members of an object that have names of their own, in the document's order. */
  readonly members: ReadonlyMap<string, unknown>;
  /** The names of members that must be there; not all of them need a schema. */
  readonly required: ReadonlySet<string>;
  /** Of members whose names match no pattern and are not listed; undefined where nothing is said of them. */
  readonly additional: unknown;
  /** Of members whose names match a regular expression. */
  readonly patterns: ReadonlyMap<string, unknown>;
  /** What stands first in an array, each with a schema of its own. */
  readonly prefix: readonly unknown[];
  /** Of what follows in an array; undefined where nothing is said of it. */
  readonly items: unknown;
}

const known = new WeakMap<object, Parts>();

/** The parts of a schema; always the same ones. */
export function partsOf(schema: JsonObject): Parts {
  const parts = known.get(schema) ?? readParts(schema);
  known.set(schema, parts);
  return parts;
}

const nothing: ReadonlyMap<string, unknown> = new Map();

function readParts(schema: JsonObject): Parts {
  return {
    all: listIn(schema, "allOf"),
    one: listIn(schema, "oneOf"),
    any: listIn(schema, "anyOf"),
    members: mapIn(schema, "properties"),
    required: new Set(listIn(schema, "required").filter((name) => typeof name === "string")),
    additional: schema["additionalProperties"],
    patterns: mapIn(schema, "patternProperties"),
    prefix: listIn(schema, "prefixItems"),
    items: schema["items"],
  };
}

function mapIn(schema: JsonObject, keyword: string): ReadonlyMap<string, unknown> {
  const map = schema[keyword];
  return isObject(map) ? new Map(Object.entries(map)) : nothing;
}

/** The alternatives of a schema, in whichever keyword. */
export function alternativesOf(schema: JsonObject): readonly unknown[] {
  const { one, any } = partsOf(schema);
  return [...one, ...any];
}

/** The schemas of the very value that a schema is composed of. */
export function compositionOf(schema: JsonObject): readonly unknown[] {
  return [...partsOf(schema).all, ...alternativesOf(schema)];
}

/** The schemas of what may stand in an object beside its listed members. */
export function valuesOf(schema: JsonObject): readonly JsonObject[] {
  const { additional, patterns } = partsOf(schema);
  // the first of these that leaves a choice is asked: it must not change with the order of a document
  const matched = [...patterns].sort(([a], [b]) => byCodePoint(a, b)).map(([, child]) => child);
  return [additional, ...matched].filter(isObject);
}

/** The schemas of what has a place of its own: members by name, and what stands first in an array by index. */
export function placesOf(schema: JsonObject): ReadonlyMap<string, unknown> {
  const { members, prefix } = partsOf(schema);
  return prefix.length === 0
    ? members
    : new Map([...members, ...prefix.map((item, at) => [String(at), item] as const)]);
}

/**
 * The schemas of every place of a value that has all these schemas, those for places that a schema does not name
 * included.
 */
export function placesOfAll(schemas: readonly JsonObject[]): ReadonlyMap<string, readonly unknown[]> {
  const places = schemas.map((schema) => ({ ...partsOf(schema), named: placesOf(schema) }));
  const names = new Set(places.flatMap(({ named }) => [...named.keys()]));
  const others = places.filter(({ additional, items }) => isObject(additional) || isObject(items));
  return new Map(
    [...names].map((name) => {
      const unnamed = others
        .filter(({ named }) => !named.has(name))
        .map(({ additional, items }) => (/^\d+$/.test(name) ? items : additional));
      const own = places.flatMap(({ named }) => (named.has(name) ? [named.get(name)] : []));
      return [name, [...own, ...unnamed.filter(isObject)]];
    }),
  );
}
