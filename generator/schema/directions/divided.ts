import { isObject, type JsonObject } from "../../document/json.ts";
import { discriminatorOf } from "../discriminator.ts";
import { partsOf } from "../parts.ts";
import { contentsById, referredId } from "../references.ts";
import { schemasIn } from "../walk.ts";
import { accessOf } from "./access.ts";
import { discriminatingMembers, type MembersOf } from "./discriminating.ts";

/**
 * The ids of the named schemas that requests and responses see differently: those that reach a member which only one of
 * them has, through whatever holds or refers to schemas.
 */
export function dividedSchemas(
  schemas: readonly { readonly id: string; readonly schema: unknown }[],
): ReadonlySet<string> {
  const contents = contentsById(schemas);
  const holders: { readonly id: string; readonly schema: JsonObject }[] = [];
  let hasDiscriminator = false;
  const referring = new Map<string, string[]>();
  const refer = (from: string, to: string) => {
    const froms = referring.get(to);
    if (froms) froms.push(from);
    else referring.set(to, [from]);
  };
  for (const { id, schema } of schemas) {
    for (const each of schemasIn([schema])) {
      if (hasAccess(each, { contents })) holders.push({ id, schema: each });
      for (const to of referredBy(each)) refer(id, to);
      hasDiscriminator ||= each["discriminator"] !== undefined;
    }
    // what extends a schema with a discriminator is a value of it
    for (const part of isObject(schema) ? partsOf(schema).all : []) {
      const base = referredId(part);
      const content = base === undefined ? undefined : contents.get(base);
      if (base !== undefined && isObject(content) && discriminatorOf(content)) refer(base, id);
    }
  }
  // most APIs lack one or the other
  const discriminating = holders.length > 0 && hasDiscriminator ? discriminatingMembers(schemas) : undefined;
  const divided = new Set(
    holders
      .filter(({ schema }) => discriminating === undefined || hasAccess(schema, { contents, discriminating }))
      .map(({ id }) => id),
  );
  const open = [...divided];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const from of referring.get(id) ?? []) {
      if (divided.has(from)) continue;
      divided.add(from);
      open.push(from);
    }
  }
  return divided;
}

/** What is known of the schemas of an API. */
export interface SchemaKnowledge {
  readonly contents: ReadonlyMap<string, unknown>;
  /** The members that both directions have in any case. */
  readonly discriminating?: MembersOf;
}

/** Whether a schema itself has a member that only requests or only responses have. */
export function hasAccess(schema: JsonObject, known: SchemaKnowledge): boolean {
  const { properties } = schema;
  if (!isObject(properties)) return false;
  for (const name of Object.keys(properties)) {
    const { isReadOnly, isWriteOnly } = accessOf(properties[name], (id) => known.contents.get(id));
    if (isReadOnly !== isWriteOnly && !known.discriminating?.get(schema)?.has(name)) return true;
  }
  return false;
}

const none: readonly string[] = [];

/** The ids of the named schemas that a schema itself refers to, by its discriminator too. */
export function referredBy(schema: JsonObject): readonly string[] {
  const id = referredId(schema);
  if (id !== undefined) return [id];
  return schema["discriminator"] === undefined ? none : [...(discriminatorOf(schema)?.mapping.values() ?? [])];
}
