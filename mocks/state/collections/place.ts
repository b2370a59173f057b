import { getOwn, isObject } from "../../../generator/document/json.ts";
import type { Schemas } from "../../validation/decoding/decoding.ts";
import { identifierOf, type PathVariable } from "./identifier.ts";
import { plainName } from "./names.ts";
import { isListLike, isRecordLike } from "./read-schema.ts";

/** Where something is in a body: the names of the members that lead there. */
export type Place = readonly string[];

/** What was found in the schema of a body. */
export interface Found {
  readonly place: Place;
  readonly schema: unknown;
}

const listNames = ["data", "items", "results", "records", "values", "content", "entries", "list", "rows", "elements"];

/**
 * The record in a body: the body itself, or its one member that is a record (`{ ticket: … }`). A record is what has an
 * identifier.
 */
export function findRecord(
  schemas: Schemas,
  schema: unknown,
  segment: string,
  variable: PathVariable | undefined,
): (Found & { readonly idProperty: string }) | undefined {
  if (!isRecordLike(schemas, schema)) return undefined;
  const idProperty = identifierOf(schemas, schema, segment, variable);
  if (idProperty !== undefined) return { place: [], schema, idProperty };
  const inside = [...schemas.shapes.propertyNames(schema)].flatMap((name) => {
    const member = schemas.shapes.property(schema, name);
    // what may be a text instead refers to a record of another kind
    const isOwn = isRecordLike(schemas, member) && !schemas.shapes.types(member).has("string");
    const found = isOwn ? identifierOf(schemas, member, segment, variable) : undefined;
    return found === undefined ? [] : [{ place: [name], schema: member, idProperty: found }];
  });
  return inside.length === 1 ? inside[0] : undefined;
}

/**
 * The list of records in a body: the body itself, or the one member, or member of a member, that is a list of maps; of
 * several, the one with the collection's name or a usual one. `schema` is that of an item.
 */
export function findList(schemas: Schemas, schema: unknown, segment: string, depth = 0): Found | undefined {
  const { shapes } = schemas;
  if (isListLike(schemas, schema)) {
    const item = shapes.item(schema, 0);
    return isRecordLike(schemas, item) ? { place: [], schema: item } : undefined;
  }
  if (!isRecordLike(schemas, schema) || depth > 1) return undefined;
  const members = [...shapes.propertyNames(schema)].map((name) => [name, shapes.property(schema, name)] as const);
  const lists = members.flatMap(([name, member]) => {
    const found = isListLike(schemas, member) ? findList(schemas, member, segment, depth + 1) : undefined;
    return found === undefined ? [] : [{ place: [name], schema: found.schema }];
  });
  if (lists.length > 0) {
    const usual = [segment, ...listNames].map(plainName);
    return lists.length === 1
      ? lists[0]
      : usual.flatMap((name) => lists.filter(({ place: [own = ""] }) => plainName(own) === name))[0];
  }
  const nested = members.flatMap(([name, member]) => {
    const found = findList(schemas, member, segment, depth + 1);
    return found === undefined ? [] : [{ place: [name, ...found.place], schema: found.schema }];
  });
  return nested.length === 1 ? nested[0] : undefined;
}

/** What is at a place of a body. */
export function valueAt(body: unknown, place: Place): unknown {
  return place.reduce<unknown>((value, name) => getOwn(value, name), body);
}

/** The body with something else at a place. */
export function withValueAt(body: unknown, [name, ...rest]: Place, value: unknown): unknown {
  if (name === undefined) return value;
  return { ...(isObject(body) ? body : {}), [name]: withValueAt(getOwn(body, name), rest, value) };
}
