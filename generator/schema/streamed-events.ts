import { isObject, type JsonObject } from "../document/json.ts";
import type { TypeName } from "./keywords.ts";
import { partsOf } from "./parts.ts";
import type { Resolve } from "./references.ts";

/** How the schemas of an API are read: where references lead, and the types of the values that a schema may take. */
export interface SchemaReading {
  readonly resolve: Resolve;
  types(schema: unknown): ReadonlySet<TypeName>;
}

/** What the events of a stream carry: JSON of one of these schemas, where undefined is any, or text. */
export type Carried = { readonly kind: "json"; readonly schemas: readonly unknown[] } | { readonly kind: "text" };

/** What one way to satisfy a schema says of an event's `data`. */
interface DataSaid {
  readonly isNamed: boolean;
  readonly schemas: readonly unknown[];
}

/** How many ways to satisfy a schema are told apart. */
const mostWays = 100;

/**
 * Whether an `itemSchema` describes whole events, with `event`, `data`, `id` and `retry` (OpenAPI Specification 3.2,
 * section 4.14.5): it says something of `data`, be it only that it is required, itself or in what it is composed of.
 * Any other describes what the events carry, as many documents mean it.
 */
export function describesEvents(itemSchema: unknown, { resolve }: SchemaReading): boolean {
  return itemSchema !== undefined && waysOf(itemSchema, resolve).some(({ isNamed }) => isNamed);
}

/**
 * What the events of a stream carry. The `data` of whole events is JSON where its `contentMediaType` says so, by its
 * `contentSchema`, or where it is described as what no text is; alternatives that say nothing of it are left out.
 */
export function carriedBy(
  { item, areEvents }: { readonly item: unknown; readonly areEvents: boolean },
  reading: SchemaReading,
): Carried {
  if (!areEvents)
    return isObject(item) && !isText(item, reading) ? { kind: "json", schemas: [item] } : { kind: "text" };
  const schemas: unknown[] = [];
  for (const way of waysOf(item, reading.resolve).filter(({ isNamed }) => isNamed)) {
    const described = way.schemas.flatMap((schema) => withBases(schema, reading.resolve));
    const json = described.find(({ contentMediaType }) => /\bjson\b/i.test(String(contentMediaType)));
    const other = way.schemas.find((schema) => !reading.types(schema).has("string"));
    if (json === undefined && other === undefined) return { kind: "text" };
    schemas.push(json === undefined ? other : json["contentSchema"]);
  }
  return { kind: "json", schemas: [...new Set(schemas)] };
}

/** Kept, so that each is compiled once. */
const dispatched = new WeakMap<JsonObject, JsonObject>();

/** The schema of a whole event that clients are told of: of none that has no data (HTML Standard, section 9.2.6). */
export function dispatchedEvent(event: JsonObject): JsonObject {
  const schema = dispatched.get(event) ?? { allOf: [event, { required: ["data"] }] };
  dispatched.set(event, schema);
  return schema;
}

function isText(schema: unknown, { types }: SchemaReading): boolean {
  const taken = types(schema);
  return taken.has("string") && taken.size === 1;
}

/** The ways to satisfy a schema, by its alternatives and those of what it is composed of. */
function waysOf(schema: unknown, resolve: Resolve, seen: readonly unknown[] = []): readonly DataSaid[] {
  const target = resolve(schema);
  if (!isObject(target) || seen.includes(target)) return [{ isNamed: false, schemas: [] }];
  const { all, any, one, members, required } = partsOf(target);
  const data = members.get("data");
  const isNamed = data !== undefined || required.has("data");
  let ways: readonly DataSaid[] = [{ isNamed, schemas: data === undefined ? [] : [data] }];
  const within = (part: unknown) => waysOf(part, resolve, [...seen, target]);
  for (const part of all) ways = together(ways, within(part));
  for (const alternatives of [any, one])
    if (alternatives.length > 0) ways = together(ways, alternatives.flatMap(within));
  return ways;
}

function together(ways: readonly DataSaid[], others: readonly DataSaid[]): readonly DataSaid[] {
  return ways
    .flatMap((way) =>
      others.map((other) => ({
        isNamed: way.isNamed || other.isNamed,
        schemas: [...way.schemas, ...other.schemas],
      })),
    )
    .slice(0, mostWays);
}

/** A schema and those that hold beside it, references followed. */
function withBases(schema: unknown, resolve: Resolve, seen: readonly unknown[] = []): readonly JsonObject[] {
  const target = resolve(schema);
  if (!isObject(target) || seen.includes(target)) return [];
  return [target, ...partsOf(target).all.flatMap((part) => withBases(part, resolve, [...seen, target]))];
}
