import { isObject } from "../../document/json.ts";
import { discriminatorOf } from "../discriminator.ts";
import { compositionOf, partsOf } from "../parts.ts";
import { contentsById, referredId } from "../references.ts";
import { schemasIn } from "../walk.ts";

/** A schema with a name. */
interface NamedSchema {
  readonly id: string;
  readonly schema: unknown;
}

/** The names of members by the schema that describes them. */
export type MembersOf = ReadonlyMap<unknown, ReadonlySet<string>>;

/**
 * The members by which the discriminators of named schemas tell others apart. Both directions have them, whatever their
 * schemas say: who receives a value could not tell what it is.
 */
export function discriminatingMembers(schemas: readonly NamedSchema[]): MembersOf {
  const contents = contentsById(schemas);
  const found = new Map<unknown, Set<string>>();
  let extending: ReadonlyMap<string, readonly NamedSchema[]> | undefined;
  const mark = (schema: unknown, name: string, passed: Set<unknown>): void => {
    if (!isObject(schema) || passed.has(schema)) return;
    passed.add(schema);
    const id = referredId(schema);
    if (id !== undefined) mark(contents.get(id), name, passed);
    const { properties } = schema;
    if (isObject(properties) && Object.hasOwn(properties, name))
      found.set(schema, (found.get(schema) ?? new Set()).add(name));
    for (const part of compositionOf(schema)) mark(part, name, passed);
  };
  for (const { id, schema } of schemas) {
    for (const each of schemasIn([schema])) {
      const discriminator = each["discriminator"] === undefined ? undefined : discriminatorOf(each);
      if (discriminator === undefined) continue;
      const passed = new Set<unknown>();
      mark(each, discriminator.propertyName, passed);
      for (const to of discriminator.mapping.values()) mark(contents.get(to), discriminator.propertyName, passed);
      if (each !== schema) continue;
      extending ??= extendingSchemas(schemas);
      for (const subtype of subtypesOf(id, extending)) mark(subtype, discriminator.propertyName, passed);
    }
  }
  return found;
}

/** The schemas that have a named one in their `allOf`, by its id. */
function extendingSchemas(schemas: readonly NamedSchema[]): ReadonlyMap<string, readonly NamedSchema[]> {
  const extending = new Map<string, NamedSchema[]>();
  for (const named of schemas) {
    for (const part of isObject(named.schema) ? partsOf(named.schema).all : []) {
      const base = referredId(part);
      if (base === undefined) continue;
      const known = extending.get(base);
      if (known) known.push(named);
      else extending.set(base, [named]);
    }
  }
  return extending;
}

/** The schemas that extend one, or one that does. */
function subtypesOf(id: string, extending: ReadonlyMap<string, readonly NamedSchema[]>): readonly unknown[] {
  const found = new Map<string, unknown>();
  const open = [id];
  for (let base = open.pop(); base !== undefined; base = open.pop()) {
    for (const subtype of extending.get(base) ?? []) {
      if (found.has(subtype.id)) continue;
      found.set(subtype.id, subtype.schema);
      open.push(subtype.id);
    }
  }
  return [...found.values()];
}
