import { isObject, type JsonObject, listIn } from "../../document/json.ts";
import { byCodePoint } from "../../document/order.ts";

/** What a schema describes below it. */
export interface SchemaParts {
  /** Schemas of the value itself. */
  readonly same: readonly unknown[];
  /** Of members by name: the properties of an object, and what stands first in a list, by its index. */
  readonly named: ReadonlyMap<string, unknown>;
  /** Of the other members of a list. */
  readonly items: readonly unknown[];
  /** Of the members of an object that `named` does not name. */
  readonly values: readonly unknown[];
}

/** The parts of one schema; references are not followed. */
export function partsOf(schema: JsonObject): SchemaParts {
  const map = (field: string) => Object.entries(isObject(schema[field]) ? schema[field] : {});
  const additional = schema["additionalProperties"];
  return {
    same: ["allOf", ...alternatives].flatMap((field) => listIn(schema, field)),
    named: new Map([
      ...map("properties"),
      ...listIn(schema, "prefixItems").map((item, index) => [String(index), item] as const),
    ]),
    items: isObject(schema["items"]) ? [schema["items"]] : [],
    values: [
      ...(isObject(additional) ? [additional] : []),
      // the first of these that leaves a choice is asked: it must not change with the order of a document
      ...map("patternProperties")
        .sort(([a], [b]) => byCodePoint(a, b))
        .map(([, child]) => child),
    ],
  };
}

/** The keywords of which one schema holds. */
export const alternatives: readonly string[] = ["oneOf", "anyOf"];

/**
 * The schemas of every named member of a value that has all these schemas, those for members without a name included.
 */
export function namedMembers(schemas: readonly JsonObject[]): ReadonlyMap<string, readonly unknown[]> {
  const parts = schemas.map((schema) => ({ schema, named: partsOf(schema).named }));
  const names = new Set(parts.flatMap(({ named }) => [...named.keys()]));
  const others = schemas.filter((schema) => isObject(schema["additionalProperties"]) || isObject(schema["items"]));
  return new Map(
    [...names].map((name) => {
      const unnamed = others
        .filter((schema) => !partsOf(schema).named.has(name))
        .map((schema) => schema[/^\d+$/.test(name) ? "items" : "additionalProperties"]);
      const own = parts.flatMap(({ named }) => (named.has(name) ? [named.get(name)] : []));
      return [name, [...own, ...unnamed.filter(isObject)]];
    }),
  );
}
