import { getOwn, isObject } from "../../../generator/document/json.ts";
import type { Schemas } from "../../validation/decoding/decoding.ts";
import { requiredNames, stated } from "../collections/read-schema.ts";

const maxDepth = 20;

/**
 * A record as the schema of a response has it: the properties that it lists, in its order, without those that are only
 * written; what must be there and is not is taken from the document's own response. Where the schema lists nothing, or
 * is a map, everything stays.
 */
export function shapeRecord(value: unknown, schema: unknown, otherwise: unknown, schemas: Schemas, depth = 0): unknown {
  const { shapes } = schemas;
  if (depth > maxDepth) return value;
  if (Array.isArray(value)) {
    const instead: unknown = Array.isArray(otherwise) ? otherwise[0] : undefined;
    return value.map((item, index) => shapeRecord(item, shapes.item(schema, index), instead, schemas, depth + 1));
  }
  if (!isObject(value) || schema === undefined) return value;
  const listed = shapes.propertyNames(schema);
  const required = requiredNames(schemas, schema);
  const isOpen = listed.size === 0 || shapes.isMap(schema);
  const names = [...listed, ...required, ...(isOpen ? Object.keys(value) : [])];
  const members = [...new Set(names)].flatMap((name): [string, unknown][] => {
    const property = shapes.property(schema, name);
    const instead = getOwn(otherwise, name);
    const isThere = Object.hasOwn(value, name) && value[name] !== undefined;
    if (stated(schemas, property, "writeOnly") === true) return [];
    if (isThere) return [[name, shapeRecord(value[name], property, instead, schemas, depth + 1)]];
    return required.has(name) && instead !== undefined ? [[name, instead]] : [];
  });
  return Object.fromEntries(members);
}
