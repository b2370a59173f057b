import { getOwn, isObject, type JsonObject } from "../../../generator/document/json.ts";
import { unmarked } from "../../document/exact-numbers.ts";
import type { ServedOperation } from "../../document/operations.ts";
import type { Schemas } from "../../validation/decoding/decoding.ts";
import { parametersOf } from "../../validation/parameters.ts";
import type { Collection } from "../collections/collection.ts";
import { idText, replaceIdentifier } from "../collections/identifier.ts";
import { valueAt } from "../collections/place.ts";
import { stated } from "../collections/read-schema.ts";

/**
 * Deeper than this, and beyond so many schemas, no example is put together: where schemas refer to each other that
 * would have no end.
 */
const maxDepth = 3;
const maxSchemas = 500;

/**
 * The records that a collection starts with: those in the examples of its list, and of its items, by their identifiers;
 * where neither has any, the example of a record's schema, or one put together of its properties' examples. Where the
 * example of the path variable names none of them, the first is there under that name as well, so that the document's
 * own example of a request finds something.
 */
export function exampleRecords(collection: Collection, schemas: Schemas): JsonObject[] {
  const { idProperty, operations, schema } = collection;
  const records = new Map<string, JsonObject>();
  const add = (value: unknown): void => {
    const id = idText(getOwn(value, idProperty));
    if (id !== undefined && isObject(value)) records.set(id, { ...records.get(id), ...value });
  };
  for (const one of operations) {
    if (one.kind !== "list") continue;
    for (const body of examplesOf(one.success.content, schemas)) {
      const list = valueAt(body, one.place);
      if (Array.isArray(list)) list.forEach(add);
    }
  }
  for (const one of operations) {
    if (one.kind !== "read" || one.returned === undefined) continue;
    for (const body of examplesOf(one.success.content, schemas)) add(valueAt(body, one.returned.place));
  }
  if (records.size === 0 && exampleOf(schemas.shapes.property(schema, idProperty), schemas) !== undefined) {
    add(exampleOf(schema, schemas));
  }

  const [first] = records.values();
  for (const one of operations) {
    const id = one.kind === "read" ? variableExample(one.operation, one.variables.at(-1), schemas) : undefined;
    if (first === undefined || id === undefined || records.has(id)) continue;
    records.set(id, replaceIdentifier(first, idProperty, id));
  }
  return [...records.values()];
}

function examplesOf(content: JsonObject | undefined, schemas: Schemas): unknown[] {
  if (content === undefined) return [];
  const { example, examples, schema } = content;
  const named = isObject(examples) ? Object.values(examples).map((one) => getOwn(schemas.resolve(one), "value")) : [];
  const given = [example, ...named].filter((value) => value !== undefined).map(unmarked);
  return given.length > 0 ? given : schemaExamples(schema, schemas);
}

function schemaExamples(schema: unknown, schemas: Schemas): unknown[] {
  const list = stated(schemas, schema, "examples");
  const example = stated(schemas, schema, "example");
  return [example, ...(Array.isArray(list) ? (list as unknown[]) : [])]
    .filter((value) => value !== undefined)
    .map(unmarked);
}

/** The schema's example, or one made of those of its properties and items; undefined where there is none. */
function exampleOf(schema: unknown, schemas: Schemas): unknown {
  const { shapes } = schemas;
  let looked = 0;

  function made(part: unknown, depth: number): unknown {
    looked += 1;
    const [example] = schemaExamples(part, schemas);
    if (example !== undefined || depth > maxDepth || looked > maxSchemas) return example;
    const types = shapes.types(part);
    if (types.has("object")) {
      const members = [...shapes.propertyNames(part)].flatMap((name): [string, unknown][] => {
        const value = made(shapes.property(part, name), depth + 1);
        return value === undefined ? [] : [[name, value]];
      });
      return members.length === 0 ? undefined : Object.fromEntries(members);
    }
    const item = types.has("array") && !types.has("string") ? shapes.item(part, 0) : undefined;
    const inside = item === undefined ? undefined : made(item, depth + 1);
    return inside === undefined ? undefined : [inside];
  }

  return made(schema, 0);
}

function variableExample(
  operation: ServedOperation,
  variable: string | undefined,
  schemas: Schemas,
): string | undefined {
  const parameter = parametersOf(operation, schemas.resolve).find(
    ({ name, place }) => place === "path" && name === variable,
  );
  const lists = [operation.description["parameters"], operation.pathParameters].filter(Array.isArray) as unknown[][];
  const described = lists
    .flat()
    .map(schemas.resolve)
    .find((one) => getOwn(one, "name") === variable && getOwn(one, "in") === "path");
  const [example] = [
    ...examplesOf(isObject(described) ? described : undefined, schemas),
    ...(parameter === undefined ? [] : schemaExamples(parameter.schema, schemas)),
  ];
  return idText(example);
}
