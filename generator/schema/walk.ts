import { isObject, type JsonObject, setOwn } from "../document/json.ts";
import { keywords } from "./keywords.ts";
import type { Resolve } from "./references.ts";

/** A schema directly below another one. */
export interface Child {
  readonly keyword: string;
  /** Its name in a map or its index in an array. */
  readonly key?: string | number;
  readonly schema: JsonObject | boolean;
}

/** The keywords that hold schemas, and how. */
const holders = new Map(
  [...keywords].flatMap(([name, { holds }]) =>
    holds === "schema" || holds === "schemas" || holds === "schema-map" ? [[name, holds] as const] : [],
  ),
);

/** The schemas directly below a schema, in the order in which they are written. References are not followed. */
export function childrenOf(schema: JsonObject): readonly Child[] {
  const children: Child[] = [];
  for (const keyword of Object.keys(schema)) {
    const value = schema[keyword];
    const holds = typeof value === "object" || typeof value === "boolean" ? holders.get(keyword) : undefined;
    if (holds === undefined) continue;
    // before JSON Schema 2020-12, `items` could be an array
    if (Array.isArray(value)) {
      if (holds !== "schema-map")
        for (const [key, each] of value.entries()) if (isSchema(each)) children.push({ keyword, key, schema: each });
    } else if (holds === "schema") {
      if (isSchema(value)) children.push({ keyword, schema: value });
    } else if (holds === "schema-map" && isObject(value)) {
      for (const key of Object.keys(value)) {
        const each = value[key];
        if (isSchema(each)) children.push({ keyword, key, schema: each });
      }
    }
  }
  return children;
}

/** Gives a schema for one that stands below another, under a key where it is one of several. */
type Change = (child: JsonObject | boolean, key: string | number | undefined) => JsonObject | boolean;

/** A schema with other schemas below it; the very schema where `change` gives back what it was given. */
export function withChildren(schema: JsonObject, change: Change): JsonObject {
  let copy: Record<string, unknown> | undefined;
  // every schema of an API comes by here, so nothing is made for those that stay as they are
  for (const keyword of Object.keys(schema)) {
    const value = schema[keyword];
    const holds = typeof value === "object" || typeof value === "boolean" ? holders.get(keyword) : undefined;
    if (holds === undefined || value === null) continue;
    const changed =
      holds === "schema" && isSchema(value) ? change(value, undefined) : withEntries(value as object, holds, change);
    if (changed === value) continue;
    copy ??= copyOf(schema);
    copy[keyword] = changed;
  }
  return copy ?? schema;
}

function withEntries(held: object, holds: string, change: Change): object {
  if (Array.isArray(held) === (holds === "schema-map")) return held;
  const entries = held as JsonObject;
  let copy: Record<string, unknown> | undefined;
  for (const key of Object.keys(held)) {
    const child = entries[key];
    const changed = isSchema(child) ? change(child, key) : child;
    if (changed === child) continue;
    copy ??= copyOf(entries);
    setOwn(copy, key, changed);
  }
  return copy ?? held;
}

/**
 * Changes a schema and all below it, from the innermost to itself; what is shared stays shared. References are not
 * followed.
 */
export function changeSchemas(change: (schema: JsonObject) => JsonObject): (schema: unknown) => unknown {
  return (root) => {
    const changed = new Map<object, JsonObject>();
    const visit = (schema: JsonObject | boolean): JsonObject | boolean => {
      if (typeof schema === "boolean") return schema;
      const known = changed.get(schema);
      if (known !== undefined) return known;
      // no document has a value that holds itself; it is left as it is there
      changed.set(schema, schema);
      const result = change(withChildren(schema, visit));
      if (result !== schema) changed.set(schema, result);
      return result;
    };
    return isSchema(root) ? visit(root) : root;
  };
}

/** Each schema that is there or below, once; with `resolve`, what is referred to as well. */
export function* schemasIn(roots: Iterable<unknown>, resolve?: Resolve): Generator<JsonObject, void, undefined> {
  const seen = new Set<unknown>();
  const open = [...roots].reverse();
  while (open.length > 0) {
    const schema = open.pop();
    if (!isObject(schema) || seen.has(schema)) continue;
    seen.add(schema);
    yield schema;
    const target = resolve?.(schema);
    if (target !== undefined && target !== schema) open.push(target);
    const below = schemasBelow(schema);
    for (let index = below.length - 1; index >= 0; index -= 1) open.push(below[index]);
  }
}

function schemasBelow(schema: JsonObject): unknown[] {
  const below: unknown[] = [];
  for (const keyword of Object.keys(schema)) {
    const value = schema[keyword];
    const holds = typeof value === "object" && value !== null ? holders.get(keyword) : undefined;
    if (holds === undefined) continue;
    if (Array.isArray(value) ? holds === "schema-map" : holds === "schemas") continue;
    if (Array.isArray(value)) below.push(...(value as unknown[]));
    else if (holds === "schema") below.push(value);
    else for (const name of Object.keys(value as object)) below.push((value as JsonObject)[name]);
  }
  return below;
}

/** Whether a value is a schema: an object, or a boolean. */
export function isSchema(value: unknown): value is JsonObject | boolean {
  return isObject(value) || typeof value === "boolean";
}

/** A copy of a map or an array, whatever its names are. */
export function copyOf<Value extends JsonObject | readonly unknown[]>(value: Value): Record<string, unknown> {
  if (Array.isArray(value)) return [...(value as unknown[])] as unknown as Record<string, unknown>;
  const copy = Object.create(Object.getPrototypeOf(value) as object | null) as Record<string, unknown>;
  for (const [key, each] of Object.entries(value)) setOwn(copy, key, each);
  return copy;
}
