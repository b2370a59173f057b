import { getOwn, isObject } from "../../../generator/document/json.ts";
import type { Schemas } from "../../validation/decoding/decoding.ts";
import { requiredNames, stated } from "../collections/read-schema.ts";

const maxDepth = 20;

/** What a value is shaped by. */
interface Shape {
  readonly schema: unknown;
  /** What the document's own response has in its place. */
  readonly otherwise: unknown;
  readonly depth?: number;
}

/**
 * A record as the schema of a response has it: the properties that it lists, in its order, without those that are only
 * written; what must be there and is not is taken from the document's own response. Where the schema lists nothing, or
 * is a map, everything stays.
 */
export function shapeRecord(value: unknown, shape: Shape, schemas: Schemas): unknown {
  const { schema, otherwise, depth = 0 } = shape;
  const { shapes } = schemas;
  if (depth > maxDepth) return value;
  const within = (inner: unknown, instead: unknown): Shape => ({ schema: inner, otherwise: instead, depth: depth + 1 });
  if (Array.isArray(value)) {
    const instead: unknown = Array.isArray(otherwise) ? otherwise[0] : undefined;
    return value.map((item, index) => shapeRecord(item, within(shapes.item(schema, index), instead), schemas));
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
    if (isThere) return [[name, shapeRecord(value[name], within(property, instead), schemas)]];
    return required.has(name) && instead !== undefined ? [[name, instead]] : [];
  });
  return Object.fromEntries(members);
}
