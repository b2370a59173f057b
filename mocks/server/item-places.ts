import type { Place } from "../../generator/diagnostics/diagnostic.ts";
import { placeOf } from "../../generator/diagnostics/places.ts";
import type { Api } from "../../generator/document/api.ts";
import { hasReference, isObject } from "../../generator/document/json.ts";
import { below, type Position } from "../../generator/document/source-document.ts";
import type { CalledOperation } from "../../generator/names/name-calls.ts";
import { type Follow, followed, positionAt, valueAt } from "../../generator/schema/positions.ts";
import { childrenOf, isSchema } from "../../generator/schema/walk.ts";
import type { Item } from "../coverage/item.ts";
import type { ServedOperation } from "../document/operations.ts";

/** Where documents have the items of operations; the nearest that is there, at least the operation. */
export type ItemPlaces = (operation: ServedOperation, item: Item) => Place | undefined;

/** A schema by where it begins: the position of a named one, or of an operation, and keys below. */
interface SchemaPlace {
  readonly position: Position;
  readonly keys: readonly string[];
}

/** Where documents have parts of operations, and schemas. */
export interface Positions {
  /**
   * The position of a schema, or of what keys below an operation lead to, through references within a document; the
   * nearest that is there. Undefined for an operation that is in no document.
   */
  find(
    operation: Pick<ServedOperation, "description" | "method" | "path">,
    at: { readonly keys: readonly string[]; readonly schema?: unknown },
  ): Found | undefined;
  /** Whether a schema stands in a document; those of operations do when they were looked for. */
  has(schema: unknown): boolean;
}

/** A position, and whether it is the very one that was looked for. */
export interface Found {
  readonly position: Position;
  readonly isExact: boolean;
}

/** Finds places in documents as they were read. */
export function itemPlaces(api: Api, named: readonly CalledOperation[]): ItemPlaces {
  const positions = createPositions(api, named);
  return (operation, { at }) => {
    const found = positions.find(operation, at);
    return found && placeOf(found.position, "key");
  };
}

/** Finds positions in documents as they were read. */
export function createPositions(api: Api, named: readonly CalledOperation[]): Positions {
  const positions = new Map(
    named
      .filter(({ isCanonicalTwin }) => isCanonicalTwin)
      .map(({ operation: { method, path, position } }) => [`${method} ${path}`, position]),
  );
  const schemas = new Map<unknown, SchemaPlace>();
  for (const { schema, position } of api.schemas) addSchemas(schema, { position, keys: [] }, schemas);
  const seen = new Set<string>();

  return {
    find(operation, at) {
      const key = `${operation.method} ${operation.path}`;
      const position = positions.get(key);
      if (position === undefined) return undefined;
      if (at.schema !== undefined) {
        if (!seen.has(key)) addBodies(operation.description, { position, keys: [] }, schemas);
        seen.add(key);
        const found = schemas.get(at.schema);
        if (found !== undefined) return descend(found);
      }
      return descend({ position, keys: at.keys });
    },
    has: (schema) => schemas.has(schema),
  };
}

/** The schemas of the media types of an operation, which have no name. */
function addBodies(value: unknown, { position, keys }: SchemaPlace, into: Map<unknown, SchemaPlace>): void {
  if (!isObject(value)) return;
  for (const [key, child] of Object.entries(value)) {
    const at = { position, keys: [...keys, key] };
    if (key === "content" && isObject(child)) {
      for (const [range, media] of Object.entries(child))
        if (isObject(media)) addSchemas(media["schema"], { position, keys: [...at.keys, range, "schema"] }, into);
    } else if (key === "requestBody" || key === "responses" || keys.at(-1) === "responses") addBodies(child, at, into);
  }
}

function addSchemas(schema: unknown, { position, keys }: SchemaPlace, into: Map<unknown, SchemaPlace>): void {
  if (!isSchema(schema) || typeof schema === "boolean" || into.has(schema)) return;
  into.set(schema, { position, keys });
  for (const { keyword, key, schema: child } of childrenOf(schema)) {
    const further = key === undefined ? [keyword] : [keyword, String(key)];
    addSchemas(child, { position, keys: [...keys, ...further] }, into);
  }
}

/** The position that keys lead to, through references within the document, as far as they do. */
function descend({ position, keys }: SchemaPlace): Found {
  let at = followed(position, withinDocument);
  for (const key of keys) {
    const next = step(at, key);
    if (next === undefined) return { position: at, isExact: false };
    at = followed(next, withinDocument);
  }
  return { position: at, isExact: !hasReference(valueAt(at)) };
}

function step(position: Position, key: string): Position | undefined {
  const value = valueAt(position);
  if (Array.isArray(value)) {
    const index = /^\d+$/.test(key)
      ? Number(key)
      : value.findIndex((_, at) => isNamed(valueAt(followed(below(position, at), withinDocument)), key));
    if (index >= 0 && index < value.length) return below(position, index);
    // what is none of the operation's own may be of the path item
    const ofPathItem = position.key === "parameters" ? position.parent?.parent : undefined;
    const shared = ofPathItem && below(ofPathItem, "parameters");
    return shared && Array.isArray(valueAt(shared)) ? step(shared, key) : undefined;
  }
  if (isObject(value) && Object.hasOwn(value, key)) return below(position, key);
  // a parameter may be of the path item
  const { parent } = position;
  if (key === "parameters" && parent !== undefined && isObject(valueAt(parent))) return below(parent, key);
  return undefined;
}

/** Whether it is the parameter that is called `query limit`. */
function isNamed(value: unknown, name: string): boolean {
  return isObject(value) && `${String(value["in"])} ${String(value["name"])}` === name;
}

/** Follows references within a document. */
export const withinDocument: Follow = (reference, { document }) =>
  reference.startsWith("#/") ? positionAt(document, reference.slice(1)) : undefined;

/** The documents that places are in, by the path that is shown. */
export function textsOf(api: Api): ReadonlyMap<string, string> {
  const documents = [...api.operations.map(({ position }) => position), ...api.schemas.map(({ position }) => position)];
  return new Map(documents.map(({ document }) => [document.shown, document.text]));
}
