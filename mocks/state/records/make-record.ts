import { isObject, type JsonObject } from "../../../generator/document/json.ts";
import { unmarked } from "../../document/exact-numbers.ts";
import type { Schemas } from "../../validation/decoding/decoding.ts";
import type { Collection } from "../collections/collection.ts";
import { plainName } from "../collections/names.ts";
import { requiredNames, stated } from "../collections/read-schema.ts";
import { type TimeProperties, timeValue } from "./times.ts";

/** What a record is made of beside what the client sent. */
export interface RecordParts {
  readonly collection: Collection;
  /** The schema of the record in the request's body. */
  readonly sentSchema: unknown;
  readonly times: TimeProperties;
  readonly now: Date;
  readonly schemas: Schemas;
}

/** What a client sent for a record. */
interface Sent {
  readonly sent: JsonObject;
}

/**
 * A new record: what was sent, the defaults, the times, and from the document's own response what must be there or only
 * the API writes.
 */
export function newRecord(
  { sent, example, link }: Sent & { readonly example: unknown; readonly link: string | undefined },
  parts: RecordParts,
): JsonObject {
  const { collection, sentSchema, times, schemas } = parts;
  const { schema, idProperty, linkProperty } = collection;
  const record = {
    ...serverProperties(example, collection, schemas),
    ...defaultsOf(schema, schemas),
    ...defaultsOf(sentSchema, schemas),
    ...writable(sent, collection, schemas),
    ...timesOf([...times.created, ...times.updated], parts),
  };
  const isLinked = linkProperty === undefined || Object.hasOwn(sent, linkProperty);
  const entries = Object.entries(record).filter(([name]) => name !== idProperty);
  return Object.fromEntries(isLinked || link === undefined ? entries : [...entries, [linkProperty, link]]);
}

/** The record with the members that were sent in the place of its own; by RFC 7396 where that is the media type. */
export function mergedRecord(
  { before, sent, isMergePatch }: Sent & { readonly before: JsonObject; readonly isMergePatch: boolean },
  parts: RecordParts,
): JsonObject {
  const { collection, times, schemas } = parts;
  const changes = withoutIdentifier(writable(sent, collection, schemas), collection);
  const merged = isMergePatch ? mergePatch(before, changes) : { ...before, ...changes };
  return { ...merged, ...timesOf(times.updated, parts) };
}

/**
 * What was sent in the place of the record. What no client can send stays: the identifier, and every property that is
 * not one of the body's or only the API writes.
 */
export function replacedRecord(
  { before, sent }: Sent & { readonly before: JsonObject },
  parts: RecordParts,
): JsonObject {
  const { collection, sentSchema, times, schemas } = parts;
  const { schema, idProperty } = collection;
  const sendable = schemas.shapes.propertyNames(sentSchema);
  const kept = Object.entries(before).filter(
    ([name]) => name === idProperty || !sendable.has(name) || isReadOnly(schema, name, schemas),
  );
  return {
    ...Object.fromEntries(kept),
    ...defaultsOf(sentSchema, schemas),
    ...withoutIdentifier(writable(sent, collection, schemas), collection),
    ...timesOf(times.updated, parts),
  };
}

/**
 * What a client may write: everything but the properties that are only read. A file is its name, type and size, where
 * the record has these.
 */
function writable(sent: JsonObject, { schema }: Collection, schemas: Schemas): JsonObject {
  const members = Object.entries(sent).filter(([, value]) => value !== undefined);
  const data = members.filter(([name, value]) => !isFile(value) && !isReadOnly(schema, name, schemas));
  return {
    ...Object.fromEntries(members.flatMap(([, value]) => fileProperties(value, schema, schemas))),
    ...Object.fromEntries(data),
  };
}

function fileProperties(value: unknown, schema: unknown, schemas: Schemas): [string, unknown][] {
  if (!(value instanceof File)) return [];
  const { shapes } = schemas;
  return [...shapes.propertyNames(schema)].flatMap((name): [string, unknown][] => {
    if (/^(?:file)?name$/.test(plainName(name))) return [[name, value.name]];
    if (/^(?:content|media|mime)type$/.test(plainName(name)) && value.type !== "") return [[name, value.type]];
    if (!/^(?:file)?size$/.test(plainName(name))) return [];
    return [[name, shapes.types(shapes.property(schema, name)).has("string") ? String(value.size) : value.size]];
  });
}

function isFile(value: unknown): boolean {
  return value instanceof Blob || ArrayBuffer.isView(value) || (Array.isArray(value) && value.some(isFile));
}

function serverProperties(example: unknown, { schema }: Collection, schemas: Schemas): JsonObject {
  if (!isObject(example)) return {};
  const required = requiredNames(schemas, schema);
  return Object.fromEntries(
    Object.entries(example).filter(([name]) => required.has(name) || isReadOnly(schema, name, schemas)),
  );
}

function defaultsOf(schema: unknown, schemas: Schemas): JsonObject {
  const { shapes } = schemas;
  return Object.fromEntries(
    [...shapes.propertyNames(schema)].flatMap((name): [string, unknown][] => {
      const value = stated(schemas, shapes.property(schema, name), "default");
      return value === undefined ? [] : [[name, unmarked(value)]];
    }),
  );
}

function timesOf(names: readonly string[], { collection, now, schemas }: RecordParts): JsonObject {
  const { schema } = collection;
  return Object.fromEntries(
    names.map((name) => [name, timeValue(schemas.shapes.property(schema, name), now, schemas)]),
  );
}

function isReadOnly(schema: unknown, name: string, schemas: Schemas): boolean {
  const { shapes } = schemas;
  return shapes.propertyNames(schema).has(name) && stated(schemas, shapes.property(schema, name), "readOnly") === true;
}

function withoutIdentifier(record: JsonObject, { idProperty }: Collection): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== idProperty));
}

/** RFC 7396, section 2. */
function mergePatch(target: unknown, patch: JsonObject): JsonObject {
  const merged = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, isObject(value) ? mergePatch(merged.get(name), value) : value);
  }
  return Object.fromEntries(merged);
}
