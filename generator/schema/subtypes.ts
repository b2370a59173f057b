import { isObject, type JsonObject } from "../document/json.ts";
import { discriminatorOf } from "./discriminator.ts";
import { partsOf } from "./parts.ts";
import { contentsById, referredId, referredIn } from "./references.ts";

/** The ids of the schemas that are built directly on a named one, by its id. */
export type Subtypes = ReadonlyMap<string, readonly string[]>;

/** What is built on what among named schemas. `basesOf` gives what a schema is built on: what its `allOf` has. */
export function subtypesIn(
  contents: ReadonlyMap<string, unknown>,
  basesOf: (schema: JsonObject) => readonly unknown[] = (schema) => partsOf(schema).all,
): Subtypes {
  const subtypes = new Map<string, string[]>();
  for (const [id, schema] of contents) {
    for (const base of isObject(schema) ? basesOf(schema) : []) {
      const to = referredId(base);
      if (to === undefined) continue;
      const known = subtypes.get(to);
      if (known) known.push(id);
      else subtypes.set(to, [id]);
    }
  }
  return subtypes;
}

/** The ids of all schemas that are built on a named one, or on one of these; not its own. */
export function builtOn(id: string, subtypes: Subtypes): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [id];
  for (let base = open.pop(); base !== undefined; base = open.pop()) {
    for (const subtype of subtypes.get(base) ?? []) {
      if (subtype === id || found.has(subtype)) continue;
      found.add(subtype);
      open.push(subtype);
    }
  }
  return found;
}

/**
 * The ids of the named schemas that values need: those that they refer to, what these refer to in turn, and of one with
 * a discriminator what is built on it.
 */
export function reachedFrom(
  roots: readonly unknown[],
  schemas: readonly { readonly id: string; readonly schema: unknown }[],
): ReadonlySet<string> {
  const contents = contentsById(schemas);
  const subtypes = subtypesIn(contents);
  const reached = new Set<string>();
  const open = [...referredIn(...roots)];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    const schema = contents.get(id);
    open.push(...referredIn(schema));
    if (isObject(schema) && discriminatorOf(schema)) open.push(...builtOn(id, subtypes));
  }
  return reached;
}
