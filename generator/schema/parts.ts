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
  /** How many members an object has at least, and an array items; 0 where nothing is said of it. */
  readonly least: { readonly members: number; readonly items: number };
}

const known = new WeakMap<object, Parts>();

/** The parts of a schema; always the same ones. */
export function partsOf(schema: JsonObject): Parts {
  let parts = known.get(schema);
  if (parts === undefined) {
    parts = new ReadParts(schema);
    known.set(schema, parts);
  }
  return parts;
}

/**
 * Maps and sets are made when they are asked for: most schemas have none, and most of those that do are asked for less.
 */
class ReadParts implements Parts {
  readonly #schema: JsonObject;
  #members: ReadonlyMap<string, unknown> | undefined;
  #required: ReadonlySet<string> | undefined;

  constructor(schema: JsonObject) {
    this.#schema = schema;
  }

  get all(): readonly unknown[] {
    return listIn(this.#schema, "allOf");
  }

  get one(): readonly unknown[] {
    return listIn(this.#schema, "oneOf");
  }

  get any(): readonly unknown[] {
    return listIn(this.#schema, "anyOf");
  }

  get members(): ReadonlyMap<string, unknown> {
    this.#members ??= mapIn(this.#schema, "properties");
    return this.#members;
  }

  get required(): ReadonlySet<string> {
    this.#required ??= new Set(listIn(this.#schema, "required").filter((name) => typeof name === "string"));
    return this.#required;
  }

  get additional(): unknown {
    return this.#schema["additionalProperties"];
  }

  get patterns(): ReadonlyMap<string, unknown> {
    return mapIn(this.#schema, "patternProperties");
  }

  get prefix(): readonly unknown[] {
    return listIn(this.#schema, "prefixItems");
  }

  get items(): unknown {
    return this.#schema["items"];
  }

  get least(): { readonly members: number; readonly items: number } {
    const { minProperties: members, minItems: items } = this.#schema;
    return { members: typeof members === "number" ? members : 0, items: typeof items === "number" ? items : 0 };
  }
}

const nothing: ReadonlyMap<string, unknown> = new Map();

function mapIn(schema: JsonObject, keyword: string): ReadonlyMap<string, unknown> {
  const map = schema[keyword];
  return isObject(map) ? new Map(Object.entries(map)) : nothing;
}

/**
 * Every schema that a schema describes its value by, or a part of its value; undefined stands among them. It is asked
 * of every schema of an API, and makes nothing that stays.
 */
export function describedIn(schema: JsonObject): readonly unknown[] {
  const described: unknown[] = [schema["items"], schema["additionalProperties"]];
  for (const keyword of ["allOf", "oneOf", "anyOf", "prefixItems"]) described.push(...listIn(schema, keyword));
  for (const keyword of ["properties", "patternProperties"]) {
    const map = schema[keyword];
    if (isObject(map)) for (const name of Object.keys(map)) described.push(map[name]);
  }
  return described;
}

/** The alternatives of a schema, in whichever keyword. */
export function alternativesOf(schema: JsonObject): readonly unknown[] {
  return [...listIn(schema, "oneOf"), ...listIn(schema, "anyOf")];
}

/** The schemas of the very value that a schema is composed of. */
export function compositionOf(schema: JsonObject): readonly unknown[] {
  return [...listIn(schema, "allOf"), ...alternativesOf(schema)];
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
  const places = schemas.map((schema) => {
    const { additional, items } = partsOf(schema);
    return { additional, items, named: placesOf(schema) };
  });
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
