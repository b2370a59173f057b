import { isObject, type JsonObject } from "../../../generator/document/json.ts";
import { inCurrentDialect } from "../../../generator/schema/dialect.ts";
import type { TypeName } from "../../../generator/schema/keywords.ts";
import { compositionOf, type Parts, partsOf } from "../../../generator/schema/parts.ts";
import type { Resolve } from "../../../generator/schema/references.ts";
import { takenTypes } from "../../../generator/schema/types.ts";

/**
 * Says what a schema takes, so that text can be read as such. It reads what the schema states and validates no value.
 */
export interface SchemaShapes {
  /** The schema in the current dialect, its references followed. */
  readonly resolve: Resolve;
  /** The types of the values it may take; `integer` is there wherever `number` is. */
  types(schema: unknown): ReadonlySet<TypeName>;
  /** The names of the properties that it lists. */
  propertyNames(schema: unknown): ReadonlySet<string>;
  /** Whether a property must be there. */
  isRequired(schema: unknown, name: string): boolean;
  /** The schema of a property; undefined where nothing is said of one of this name. */
  property(schema: unknown, name: string): unknown;
  /** The schema of an item; undefined where nothing is said of it. */
  item(schema: unknown, index: number): unknown;
  /** Whether properties that it does not list have a schema, as in a map. */
  isMap(schema: unknown): boolean;
}

/** `follow` follows the `$ref` that a schema may be. */
export function createSchemaShapes(follow: Resolve): SchemaShapes {
  const current = new WeakMap<object, JsonObject>();
  const resolve: Resolve = (schema) => {
    const target = follow(schema);
    if (!isObject(target)) return target;
    const known = current.get(target) ?? inCurrentDialect(target);
    current.set(target, known);
    return known;
  };
  const types = takenTypes(resolve);
  const properties = new WeakMap<object, Map<string, unknown>>();
  const items = new WeakMap<object, Map<number, unknown>>();

  /** What the schema and all that hold or may hold beside it say; alternatives count as one. */
  function gather(schema: unknown, own: (parts: Parts) => unknown): unknown {
    const seen = new Map<object, unknown>();
    /**
     * The parts of each allOf and anyOf made here: one within another of its kind becomes a part of it, or they would
     * multiply.
     */
    const parts = { allOf: new Map<unknown, unknown[]>(), anyOf: new Map<unknown, unknown[]>() };
    return visit(schema);

    function visit(each: unknown): unknown {
      const target = resolve(each);
      if (!isObject(target)) return undefined;
      if (seen.has(target)) return seen.get(target);
      seen.set(target, undefined);
      const { all, any, one } = partsOf(target);
      const found = [own(partsOf(target)), ...all.map(visit)];
      for (const alternatives of [any, one]) found.push(join("anyOf", alternatives.map(visit)));
      const said = join("allOf", found);
      seen.set(target, said);
      return said;
    }

    function join(keyword: "allOf" | "anyOf", schemas: readonly unknown[]): unknown {
      const flat = schemas.flatMap((each) => parts[keyword].get(each) ?? [each]);
      const distinct = [...new Set(flat)].filter((each) => each !== undefined);
      if (distinct.length <= 1) return distinct[0];
      const joined = { [keyword]: distinct };
      parts[keyword].set(joined, distinct);
      return joined;
    }
  }

  function names(schema: unknown, seen = new Set<object>()): Set<string> {
    const target = resolve(schema);
    if (!isObject(target) || seen.has(target)) return new Set();
    seen.add(target);
    const { members } = partsOf(target);
    return new Set([...members.keys(), ...compositionOf(target).flatMap((part) => [...names(part, seen)])]);
  }

  function isRequired(schema: unknown, name: string, seen = new Set<object>()): boolean {
    const target = resolve(schema);
    if (!isObject(target) || seen.has(target)) return false;
    seen.add(target);
    const { required, all } = partsOf(target);
    return required.has(name) || all.some((part) => isRequired(part, name, seen));
  }

  function additionalIn({ additional }: Parts): unknown {
    return isObject(additional) || additional === true ? additional : undefined;
  }

  return {
    resolve,
    types,
    propertyNames: (schema) => names(schema),
    isRequired: (schema, name) => isRequired(schema, name),
    property(schema, name) {
      const listed = memoised(properties, resolve(schema), name, () =>
        gather(schema, ({ members }) => members.get(name)),
      );
      return listed ?? gather(schema, additionalIn);
    },
    item(schema, index) {
      // No tuple is that long; all further items are alike.
      const at = Math.min(index, 100);
      return memoised(items, resolve(schema), at, () =>
        gather(schema, ({ items, prefix }) => (at < prefix.length ? prefix[at] : items)),
      );
    },
    isMap(schema) {
      const said = gather(schema, additionalIn);
      if (said !== undefined) return true;
      const target = resolve(schema);
      return names(schema).size === 0 && isObject(target) && partsOf(target).additional !== false;
    },
  };
}

/** Remembers by schema, so that a schema put together here is the same one each time, and is compiled once. */
function memoised<Key>(
  memory: WeakMap<object, Map<Key, unknown>>,
  schema: unknown,
  key: Key,
  make: () => unknown,
): unknown {
  if (!isObject(schema)) return make();
  const known = memory.get(schema) ?? new Map<Key, unknown>();
  memory.set(schema, known);
  if (known.has(key)) return known.get(key);
  const made = make();
  // Names come from requests; only those of the document are kept.
  if (made !== undefined) known.set(key, made);
  return made;
}
