import { isObject } from "../../document/json.ts";
import { discriminatorOf } from "../discriminator.ts";
import { compositionOf } from "../parts.ts";
import { contentsById, referredId } from "../references.ts";
import { builtOn, type Subtypes, subtypesIn } from "../subtypes.ts";
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
  let subtypes: Subtypes | undefined;
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
      subtypes ??= subtypesIn(contents);
      for (const subtype of builtOn(id, subtypes)) mark(contents.get(subtype), discriminator.propertyName, passed);
    }
  }
  return found;
}
