import type { Schemas } from "../decoding/decoding.ts";
import { nodeName, xmlForm } from "./xml-object.ts";

const known = new WeakMap<Schemas, WeakMap<object, ReadonlySet<string>>>();

/**
 * The members of an object that are arrays without an element of their own, and whose items have the name of another
 * member's element: nobody could tell whose an item is, so these have an element all the same.
 */
export function ambiguousArrays(schema: unknown, schemas: Schemas): ReadonlySet<string> {
  if (typeof schema !== "object" || schema === null) return new Set();
  const ofSchemas = known.get(schemas) ?? new WeakMap<object, ReadonlySet<string>>();
  known.set(schemas, ofSchemas);
  const found = ofSchemas.get(schema) ?? findIn(schema, schemas);
  ofSchemas.set(schema, found);
  return found;
}

function findIn(schema: object, { shapes, resolve }: Schemas): ReadonlySet<string> {
  const elements = new Map<string, string[]>();
  const arrays = new Set<string>();
  for (const name of shapes.propertyNames(schema)) {
    const member = shapes.property(schema, name);
    const types = shapes.types(member);
    const isArray = types.has("array") && !types.has("object");
    const { nodeType } = xmlForm(member, isArray, resolve);
    if (nodeType !== "element" && !(isArray && nodeType === "none")) continue;
    const isBare = isArray && nodeType === "none";
    if (isBare) arrays.add(name);
    const element = nodeName(xmlForm(isBare ? shapes.item(member, 0) : member, false, resolve), name);
    elements.set(element, [...(elements.get(element) ?? []), name]);
  }
  return new Set(
    [...elements.values()].flatMap((names) => (names.length < 2 ? [] : names)).filter((name) => arrays.has(name)),
  );
}
