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

/** The schemas directly below a schema, in the order in which they are written. References are not followed. */
export function childrenOf(schema: JsonObject): readonly Child[] {
  const children: Child[] = [];
  for (const keyword of Object.keys(schema)) {
    const value = schema[keyword];
    if (typeof value !== "object" && typeof value !== "boolean") continue;
    const holds = keywords.get(keyword)?.holds;
    // before JSON Schema 2020-12, `items` could be an array
    if (Array.isArray(value)) {
      if (holds === "schemas" || holds === "schema")
        for (const [key, each] of value.entries()) if (isSchema(each)) children.push({ keyword, key, schema: each });
    } else if (holds === "schema") {
      if (isSchema(value)) children.push({ keyword, schema: value });
    } else if (holds === "schema-map" && isObject(value)) {
      for (const [key, each] of Object.entries(value))
        if (isSchema(each)) children.push({ keyword, key, schema: each });
    }
  }
  return children;
}

/** A schema with other schemas below it; the very schema where `change` gives back what it was given. */
export function withChildren(schema: JsonObject, change: (child: Child) => JsonObject | boolean): JsonObject {
  let copy: Record<string, unknown> | undefined;
  let held: { readonly keyword: string; readonly value: object } | undefined;
  for (const child of childrenOf(schema)) {
    const changed = change(child);
    if (changed === child.schema) continue;
    copy ??= copyOf(schema);
    const { keyword, key } = child;
    if (key === undefined) copy[keyword] = changed;
    else {
      if (held?.keyword !== keyword) held = { keyword, value: copyOf(schema[keyword] as JsonObject) };
      setOwn(held.value, String(key), changed);
      copy[keyword] = held.value;
    }
  }
  return copy ?? schema;
}

/**
 * Changes a schema and all below it, from the innermost to itself; what is shared stays shared. References are not
 * followed.
 */
export function changeSchemas(change: (schema: JsonObject) => JsonObject): (schema: unknown) => unknown {
  const changed = new WeakMap<object, JsonObject>();
  const visit = (schema: JsonObject | boolean): JsonObject | boolean => {
    if (typeof schema === "boolean") return schema;
    const known = changed.get(schema);
    if (known !== undefined) return known;
    // no document has a value that holds itself; it is left as it is there
    changed.set(schema, schema);
    const result = change(withChildren(schema, ({ schema: child }) => visit(child)));
    changed.set(schema, result);
    return result;
  };
  return (schema) => (isSchema(schema) ? visit(schema) : schema);
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
    for (const child of childrenOf(schema).toReversed()) open.push(child.schema);
  }
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
